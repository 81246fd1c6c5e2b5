"""The nouns of the index: passages, what narrows a search, what a search finds, what a change did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..corpus import Rejected, Span, ZoneKind


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Every field left empty narrows nothing.

    Dates are ISO ("2018-01-01", "2018-06", "2018"); both bounds look at the date an article was
    published, `published_after` inclusive, `published_before` exclusive. An article dated only to
    a month or a year passes when the whole of that month or year lies inside the bounds; an undated
    article passes only when `include_undated` is set or no date bound is given.

    Publishers and authors match whatever their case, an author as one of those that an article names;
    articles by id, by path or by file name; languages by code ("en"); zones are kinds of passage;
    clusters are named by the id of any of their articles. Companies match as they are written, as whole words
    of an article's title or of what is editorial in it; an Assistant takes any spelling of one, and looks for
    every spelling that the articles have of it. Of several copies of one story a search shows
    the one that fits best, unless `copies` is set or clusters are asked for: then it shows all.
    """

    publishers: tuple[str, ...] = ()
    published_after: str | None = None
    published_before: str | None = None
    articles: tuple[str, ...] = ()
    include_undated: bool = False
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    zones: tuple[ZoneKind, ...] = ()
    clusters: tuple[str, ...] = ()
    copies: bool = False
    companies: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no passage is shut out."""
        dated = self.published_after or self.published_before
        named = self.publishers or self.authors or self.languages or self.articles or self.clusters
        return not (dated or named or self.zones or self.companies)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one zone of an article: the unit that is searched.

    `text == article.text[start:end]`. `sentences` are its sentences as spans of the article's text.
    `id` is never used again, not even after the passage is gone.
    """

    id: int
    article_id: str
    start: int
    end: int
    text: str
    zone: ZoneKind
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; `score` is the fused one, ranks count from 1 (None: not found so)."""

    passage: Passage
    score: float
    keyword_rank: int | None
    vector_rank: int | None
    cosine: float | None


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """One sentence of a passage, with an id that is never used again; `text == article.text[start:end]`."""

    id: int
    passage_id: int
    article_id: str
    start: int
    end: int
    text: str
    zone: ZoneKind


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article as a list of the index shows it; `published` is ISO, cut to what is known."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    path: str
    passages: int
    words: int
    cluster: str = ""
    """The id of its cluster: its own if no other article tells the same story in nearly the same words."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that tell one story in nearly the same words: syndicated, copied, or hardly edited.

    `id` is that of the earliest published one (undated ones come last, ties go to the lowest id),
    which comes first in `members`, all of the articles' ids.
    """

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one run did, or would do, to one article."""

    what: Literal["added", "changed", "removed"]
    article_id: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change of the index did: numbers of articles, and of passages written and removed.

    `generation` is the index's afterwards: the same as before if nothing changed, or on a dry run.
    """

    added: int
    changed: int
    unchanged: int
    removed: int
    rejected: tuple[Rejected, ...]
    passages: int
    passages_removed: int
    generation: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an index, in words; `fixable` when `repair` mends it from the catalogue."""

    what: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run of `add` or `sync` is, told after every batch, which by then is kept for good.

    `done` of `total` articles looked at, and the path of the last one; `passages` written so far;
    `rate` is articles a second over the last batches, and `seconds_left` what that makes of the rest.
    The total is what the files show beforehand, never less than `done`.
    """

    done: int
    path: str
    total: int = 0
    passages: int = 0
    rate: float = 0.0
    seconds_left: float = 0.0


ProgressCallback = Callable[[Progress], None]
