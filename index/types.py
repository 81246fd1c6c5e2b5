"""The nouns of the index: passages, what narrows a search, and what a search finds."""

from dataclasses import dataclass

from ..corpus import Span, ZoneKind


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Every field left empty narrows nothing.

    Dates are ISO ("2018-01-01", "2018-06", "2018"); both bounds look at the date an article was
    published, `published_after` inclusive, `published_before` exclusive. An article dated only to
    a month or a year passes when the whole of that month or year lies inside the bounds; an undated
    article passes only when `include_undated` is set or no date bound is given.
    """

    publishers: tuple[str, ...] = ()
    published_after: str | None = None
    published_before: str | None = None
    articles: tuple[str, ...] = ()
    include_undated: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is narrowed."""
        return not (self.publishers or self.published_after or self.published_before or self.articles)


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
