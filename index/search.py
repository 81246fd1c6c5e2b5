"""Search: keywords and vectors, each over the passages that the filters leave, then one list."""

import re
import sqlite3
from collections.abc import Collection, Sequence

import numpy as np

from ..corpus import QuestionError, ZoneKind
from .core import Core
from .keywords import keyword_search, query_terms
from .records import marks, passages_of, publisher_key, slices
from .types import Filters, Hit
from .vectors import Ids

DEPTH = 100
"""How many of each list are fused."""

RANK_CONSTANT = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

HEADING_WEIGHT = 0.75
"""What a headline's rank counts in the fusion. Measured on 183 questions about the bundled articles: the
first hit holds the evidence for .75 of them against .55 at weight 1; .5 and .9 give the same."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def search(core: Core, text: str, k: int, filters: Filters, terms: Sequence[str]) -> list[Hit]:
    """The `k` best passages for `text` by (-score, id); `terms` are further phrases to look up."""
    condition, values = filter_condition(filters)
    with core.catalogue.reading() as connection:
        allowed = allowed_passages(connection, filters)
        depth = max(DEPTH, k)
        by_words = keyword_search(connection, query_terms(text, terms), depth, condition, values)
        vectors = core.vectors(connection)
        question = core.embedder.embed([text])[0]
        by_meaning = vectors.search(question, depth, allowed)
        words_rank = {number: rank for rank, (number, _) in enumerate(by_words, 1)}
        meaning_rank = {number: rank for rank, (number, _) in enumerate(by_meaning, 1)}
        headings = headings_among(connection, [*words_rank, *meaning_rank])
        best = fuse([words_rank, meaning_rank], headings)[:k]
        passages = passages_of(connection, [number for number, _ in best])
        cosines = vectors.cosines(question, [number for number, _ in best])
    return [
        Hit(passages[number], score, words_rank.get(number), meaning_rank.get(number), cosine)
        for (number, score), cosine in zip(best, cosines, strict=True)
    ]


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
    """The filters as SQL over `a`, a row of articles, and its values. Raises QuestionError."""
    parts: list[str] = []
    values: list[str] = []
    if filters.publishers:
        parts.append(f"a.publisher_key IN ({marks(filters.publishers)})")
        values += [publisher_key(name) for name in filters.publishers]
    if filters.articles:
        slots = marks(filters.articles)
        parts.append(f"(a.id IN ({slots}) OR a.path IN ({slots}) OR a.file_name IN ({slots}))")
        values += [*filters.articles] * 3
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
