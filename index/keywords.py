"""Keyword search in the catalogue's full-text table, and the words worth looking up."""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache

TITLE_WEIGHT, BODY_WEIGHT = 1.0, 1.0
"""Columns' weights in BM25. Measured on 183 + 103 questions: without the title MRR@10 falls by .015; from
.5 to 2 all is the same, and so are Porter's and Snowball's stems; unstemmed, fewer are in the first ten."""

MOST_TERMS = 64
"""A question has fewer; a pasted page must not take minutes."""

COMMON, LARGE, _KEPT = 0.05, 10_000, 3
"""In an index of more than LARGE passages, a term that more than this share of them has is left out, but for
the three rarest terms: it takes most of the time and tells least. Measured on 17,764 passages and 103
questions (RealTimeQA): a quarter of the time, and MRR@10 of the fused search .549 instead of .541."""

_WORD = re.compile(r"[^\W_]+")

_FUNCTION_WORDS = (
    "a about after again all also am an and any are aren as at be because been before being between "
    "both but by can could couldn did didn do does doesn doing don down during each few for from "
    "further had hadn has hasn have haven having he her here hers him his how i if in into is isn it "
    "its itself just let me more most my no nor not now of off on once only or other our ours out over "
    "own please s same shall she should shouldn so some such t tell than that the their theirs them "
    "then there these they this those through to too under until up us very was wasn we were weren what "
    "when where which while who whom whose why will with won would wouldn you your yours"
)
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
"""The words of English that carry no topic: pronouns, auxiliaries, question words, prepositions."""


def query_terms(text: str, terms: Sequence[str] = ()) -> list[str]:
    """What to look up for a question: its content words, and `terms` as phrases; each once, in order."""
    words = [word for word in _WORD.findall(text.casefold()) if word not in STOP_WORDS]
    phrases = (" ".join(_WORD.findall(term.casefold())) for term in terms)
    return [term for term in dict.fromkeys([*phrases, *words]) if term][:MOST_TERMS]


def match_expression(terms: Iterable[str]) -> str:
    """An FTS5 query for any of the terms. They are quoted, so none of FTS5's own syntax is heard."""
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def keyword_search(
    connection: sqlite3.Connection,
    terms: Sequence[str],
    k: int,
    condition: str = "",
    values: Sequence[object] = (),
) -> list[tuple[int, float]]:
    """The `k` best (passage id, BM25 score) by (-score, id); `condition` is SQL over `p` and `a`, passages
    and their articles.

    Passages that match only words found in more than half of all have no score and are left out: with
    one they would earn a rank in a fusion. Of many passages those that match only common words are left out
    too (see COMMON), unless there is a condition.
    """
    terms = terms if condition else _telling(connection, terms)
    if not terms:
        return []
    join = ""
    if condition:
        join = (
            f"JOIN passages p ON p.id = keywords.rowid JOIN articles a ON a.id = p.article_id AND {condition}"
        )
    rows = connection.execute(
        f"SELECT keywords.rowid, -bm25(keywords, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS score "
        f"FROM keywords {join} WHERE keywords MATCH ? AND score > 0.0001 "
        "ORDER BY round(score, 6) DESC, keywords.rowid LIMIT ?",
        (*values, match_expression(terms), k),
    )
    return [(int(row[0]), round(float(row[1]), 6)) for row in rows]


def _telling(connection: sqlite3.Connection, terms: Sequence[str]) -> Sequence[str]:
    """The terms but those that too many passages have, where there are many passages."""
    (passages,) = connection.execute("SELECT max(id) FROM passages").fetchone()
    if len(terms) <= _KEPT or (passages or 0) <= LARGE:
        return terms
    counted = "SELECT count(*) FROM keywords WHERE keywords MATCH ?"
    found = {term: connection.execute(counted, (match_expression([term]),)).fetchone()[0] for term in terms}
    rarest = sorted(terms, key=lambda term: found[term])[:_KEPT]
    return [term for term in terms if found[term] <= COMMON * passages or term in rarest]


NAMED_IN_TEXT = (
    "SELECT named.article_id FROM keywords AS found JOIN passages AS named ON named.id = found.rowid "
    "WHERE found.keywords MATCH ? AND names_one(found.title || char(10) || found.body, ?)"
)
"""SQL for the ids of the articles that name one of some companies. Its values are the `match_expression`
of the names, which finds them in any case and with any ending, and the names as JSON, for `names_one`."""


def names_one(text: str | None, names: str) -> bool:
    """Whether `text` has one of `names`, a JSON list, in just these letters, as whole words in a row."""
    return text is not None and _whole(names).search(text) is not None


@lru_cache(maxsize=64)
def _whole(names: str) -> re.Pattern[str]:
    spelt = (r"\s+".join(map(re.escape, name.split())) for name in json.loads(names))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelt)})(?![^\W_])")


def articles_matching(connection: sqlite3.Connection, phrases: Sequence[str], limit: int) -> list[str]:
    """Ids of at most `limit` articles with one of the phrases, case and endings apart, in order."""
    if not phrases:
        return []
    rows = connection.execute(
        "SELECT DISTINCT p.article_id FROM keywords JOIN passages p ON p.id = keywords.rowid "
        "WHERE keywords MATCH ? ORDER BY p.article_id LIMIT ?",
        (match_expression(phrases), limit),
    )
    return [row[0] for row in rows]
