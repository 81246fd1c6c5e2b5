"""Search: keywords and vectors, each over the passages that the filters leave, then one list."""

import json
import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from ..corpus import QuestionError, ZoneKind
from .core import Core
from .keywords import NAMED_IN_TEXT, keyword_search, match_expression, query_terms
from .records import decoding, marks, passages_of, publisher_key, slices
from .reranking import RERANKED, reranked
from .types import Filters, Hit
from .vectors import Ids, Vectors

DEPTH = 100
"""How many of each list are fused."""

RANK_CONSTANT = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

HEADING_WEIGHT = 0.75
"""What a headline's rank counts in the fusion. Measured on 183 questions about the bundled articles: the
first hit holds the evidence for .75 of them against .55 at weight 1; .5 and .9 give the same."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up: a text, further phrases to look up, filters; `vector` is the text's, if known."""

    text: str
    filters: Filters
    terms: Sequence[str]
    vector: Vectors | None


def search(core: Core, query: Query, k: int) -> list[Hit]:
    """The `k` best passages for a query by (-score, id); in the reranker's order where there is one."""
    wanted = max(k, RERANKED) if core.reranker else k
    with core.catalogue.reading() as connection:
        filters = query.filters
        asked = _Asked(core, connection, query)
        depth = max(DEPTH, wanted)
        while True:
            found = asked.ranked(depth)
            every = [number for number, _ in found.fused]
            shown = every if filters.copies or filters.clusters else one_copy(connection, every)
            # Where copies filled the lists, what lies below them comes up.
            if len(shown) >= wanted or len(shown) == len(every) or not found.more:
                break
            depth *= 4
        best = shown[:wanted]
        scores = dict(found.fused)
        passages = passages_of(connection, best)
        cosines = dict(zip(best, asked.vectors.cosines(asked.question, best), strict=True))
        titles = titles_of(connection, best) if core.reranker else {}
    with decoding("a passage"):
        ordered = [(number, scores[number]) for number in best]
        if core.reranker:
            texts = {number: f"{titles[number]}\n{passages[number].text}" for number in best}
            ordered = reranked(core.reranker, query.text, texts, [score for _, score in ordered])
        return [
            Hit(passages[number], score, found.words.get(number), found.meaning.get(number), cosines[number])
            for number, score in ordered[:k]
        ]


@dataclass(frozen=True, slots=True)
class _Found:
    """Passages with their ranks by keywords and by meaning, and the fused list; `more` may lie deeper."""

    words: dict[int, int]
    meaning: dict[int, int]
    fused: list[tuple[int, float]]
    more: bool


class _Asked:
    """A question that is looked up in one state of the index."""

    def __init__(self, core: Core, connection: sqlite3.Connection, query: Query) -> None:
        self._connection = connection
        self._terms = query_terms(query.text, query.terms)
        self._condition = filter_condition(query.filters)
        self._allowed = allowed_passages(connection, query.filters)
        self.vectors = core.vectors(connection)
        self.question = core.embedder.embed([query.text])[0] if query.vector is None else query.vector

    def ranked(self, depth: int) -> _Found:
        """The first `depth` by keywords and by meaning, fused."""
        by_words = keyword_search(self._connection, self._terms, depth, *self._condition)
        by_meaning = self.vectors.search(self.question, depth, self._allowed)
        words = {number: rank for rank, (number, _) in enumerate(by_words, 1)}
        meaning = {number: rank for rank, (number, _) in enumerate(by_meaning, 1)}
        headings = headings_among(self._connection, [*words, *meaning])
        more = len(by_words) == depth or len(by_meaning) == depth
        return _Found(words, meaning, fuse([words, meaning], headings), more)


def one_copy(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """Passages in the order given, without those of further copies of a story that stands above."""
    homes: dict[int, tuple[str, str]] = {}
    for part in slices(dict.fromkeys(ids)):
        rows = connection.execute(
            "SELECT p.id, a.id, a.cluster FROM passages p JOIN articles a ON a.id = p.article_id "
            f"WHERE p.id IN ({marks(part)})",
            part,
        )
        homes.update((row[0], (row[1], row[2])) for row in rows)
    shown: dict[str, str] = {}
    kept: list[int] = []
    for number in ids:
        with decoding(f"passage {number}"):
            article, cluster = homes[number]
        if shown.setdefault(cluster, article) == article:
            kept.append(number)
    return kept


def titles_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """The titles of the articles that passages stand in, by the passage's id."""
    found: dict[int, str] = {}
    for part in slices(dict.fromkeys(ids)):
        rows = connection.execute(
            "SELECT p.id, a.title FROM passages p JOIN articles a ON a.id = p.article_id "
            f"WHERE p.id IN ({marks(part)})",
            part,
        )
        with decoding("a title"):
            found.update((row[0], row[1]) for row in rows)
    return found


def fuse(ranks: Sequence[dict[int, int]], headings: Collection[int] = ()) -> list[tuple[int, float]]:
    """Lists of ranks as one list of (id, score), best first: reciprocal rank fusion.

    Headlines and headings count less: being short they rank high on the words they share with a
    question, and the passages below them, which carry the title too, say more.
    """
    scores: dict[int, float] = {}
    for ranked in ranks:
        for number, rank in ranked.items():
            weight = HEADING_WEIGHT if number in headings else 1
            scores[number] = scores.get(number, 0.0) + weight / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def headings_among(connection: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    """Those of the passages that are headlines or section headings."""
    found: set[int] = set()
    for part in slices(dict.fromkeys(ids)):
        rows = connection.execute(
            f"SELECT id FROM passages WHERE zone IN (?, ?) AND id IN ({marks(part)})",
            (ZoneKind.HEADLINE, ZoneKind.SECTION_HEADING, *part),
        )
        found.update(row[0] for row in rows)
    return found


def allowed_passages(connection: sqlite3.Connection, filters: Filters) -> Ids | None:
    """The ids of the passages that pass, or None if all do."""
    if filters.empty:
        return None
    condition, values = filter_condition(filters)
    rows = connection.execute(
        f"SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id WHERE {condition} ORDER BY p.id",
        values,
    )
    return np.array([row[0] for row in rows], np.int64)


def filter_condition(filters: Filters) -> tuple[str, list[str]]:
    """The filters as SQL over `p`, a row of passages, and `a`, its article's. Raises QuestionError."""
    parts: list[str] = []
    values: list[str] = []

    def among(condition: str, names: Sequence[str], times: int = 1) -> None:
        # A list as one JSON value: SQLite bounds the number of values, and a list may name thousands.
        if names:
            parts.append(condition.replace("LIST", "(SELECT value FROM json_each(?))"))
            values.extend([json.dumps(names)] * times)

    among("a.publisher_key IN LIST", [publisher_key(name) for name in filters.publishers])
    among("a.language IN LIST", [code.casefold() for code in filters.languages])
    among("p.zone IN LIST", filters.zones)
    among("(a.id IN LIST OR a.path IN LIST OR a.file_name IN LIST)", filters.articles, 3)
    among("a.cluster IN (SELECT cluster FROM articles WHERE id IN LIST)", filters.clusters)
    if filters.authors:
        parts.append("wrote(a.author, ?)")
        values.append(json.dumps([publisher_key(name) for name in filters.authors]))
    if filters.companies:
        spelt = [name for name in filters.companies if any(map(str.isalnum, name))]
        parts.append(f"a.id IN ({NAMED_IN_TEXT})" if spelt else "0")
        values += [match_expression(spelt), json.dumps(spelt)] if spelt else []
    bounds: list[str] = []
    if filters.published_after is not None:
        bounds.append("a.first_day >= ?")
        values.append(_first_day(filters.published_after, "published_after"))
    if filters.published_before is not None:
        bounds.append("a.last_day < ?")
        values.append(_first_day(filters.published_before, "published_before"))
    if bounds:
        undated = " OR a.published IS NULL" if filters.include_undated else ""
        parts.append(f"(({' AND '.join(bounds)}){undated})")
    return " AND ".join(parts), values


def _first_day(date: str, name: str) -> str:
    if not _DATE.fullmatch(date):
        raise QuestionError(f"{name} is {date[:40]!r}, which is no date: write 2018-06-30, 2018-06 or 2018")
    return (date + "-01-01")[:10]
