"""Do the articles stand as they were taken in, and does every offset slice to the text it was made for?

A passage's vector is kept under the hash of the text that was embedded, so what an offset slices to can be
told from what it sliced to when it was written.
"""

import json
import sqlite3
from collections.abc import Iterator

from ..corpus import Article, Span, StoreDamaged, Zone, ZoneKind, digest_of
from .passages import CHUNKER, embedded_text
from .records import ARTICLE_COLUMNS, article_of, decoding, hash_of, marks, slices
from .types import Problem

_PASSAGES = (
    'SELECT t.id, t.start, t."end", e.text_hash FROM passages t '
    "LEFT JOIN embeddings e ON e.id = t.embedding AND e.model != '' WHERE t.article_id = ? ORDER BY t.start"
)
_SENTENCES = (
    'SELECT t.id, t.start, t."end", t.zone, e.text_hash, t.passage_id FROM sentences t '
    "JOIN passages p ON p.id = t.passage_id LEFT JOIN embeddings e ON e.id = t.embedding AND e.model != '' "
    "WHERE p.article_id = ? ORDER BY t.start"
)


def text_problems(connection: sqlite3.Connection) -> Iterator[tuple[str, Problem]]:
    """What is wrong with articles, their zones, passages and sentences, each with the article's id.

    What is fixable is mended by cutting the article anew.
    """
    ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
    for part in slices(ids, 100):
        rows = connection.execute(
            f"SELECT {ARTICLE_COLUMNS}, chunker FROM articles WHERE id IN ({marks(part)}) ORDER BY id", part
        )
        for row in rows.fetchall():
            try:
                with decoding(f"article {row['id']}"):
                    found = list(_article(connection, row))
            except StoreDamaged as error:
                found = [Problem(str(error), fixable=False)]
            yield from ((row["id"], problem) for problem in found)


def _article(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Problem]:
    name = f"article {row['id']}"
    wrong = list(_as_taken_in(row))
    if wrong:
        # Only the article's file has what is right, and passages can't be held against what is wrong.
        yield from (Problem(f"{name}: {what}; remove it and add its file again", False) for what in wrong)
    elif row["chunker"] != CHUNKER:
        yield Problem(f"{name} was cut into passages by other rules", fixable=True)
    else:
        yield from (Problem(f"{name}: {what}", fixable=True) for what in _spans(connection, article_of(row)))


def _as_taken_in(row: sqlite3.Row) -> Iterator[str]:
    """Text, title and what else is known are those of the article's file, and its zones cover the text."""
    if hash_of(row["text"]) != row["text_hash"]:
        yield "the text was altered"
        return
    try:
        zones = [Zone(ZoneKind(kind), int(start), int(end)) for kind, start, end in json.loads(row["zones"])]
    except (ValueError, TypeError):
        yield "the zones were altered"
        return
    article = article_of(row)
    if digest_of(article) != article.digest:
        yield "the title, or what else is known of it, was altered"
    yield from _zones(zones, article.text)


def _zones(zones: list[Zone], text: str) -> Iterator[str]:
    """All of the text but white space lies in one zone, and none begins or ends with white space."""
    last = 0
    for number, zone in enumerate(zones, 1):
        piece = text[zone.start : zone.end]
        if not last <= zone.start < zone.end <= len(text):
            yield f"zone {number} ({zone.kind}) lies outside the text or on another"
        elif text[last : zone.start].strip() or piece != piece.strip():
            yield f"zone {number} ({zone.kind}) does not slice to a stretch of the text"
        last = zone.end
    if text[last:].strip():
        yield "the text goes on after the last zone"


def _spans(connection: sqlite3.Connection, article: Article) -> Iterator[str]:
    """Passages lie one after another, sentences in them, and all slice to the texts they were made of."""
    homes: dict[int, Span] = {}
    last = 0
    for number, start, end, embedded in connection.execute(_PASSAGES, (article.id,)):
        homes[number] = span = Span(start, end)
        if not last <= start < end <= len(article.text):
            yield f"passage {number} lies outside the text or on another"
        elif embedded not in (None, hash_of(embedded_text(article.title, span.of(article.text)))):
            yield f"passage {number} does not slice to the text that it was made of"
        last = end
    yield from _sentences(connection, article, homes)


def _sentences(connection: sqlite3.Connection, article: Article, homes: dict[int, Span]) -> Iterator[str]:
    without = dict.fromkeys(homes)
    bare = {zone for zone in article.zones if zone.kind.editorial}
    editorial = [*bare]
    for number, start, end, kind, embedded, passage in connection.execute(_SENTENCES, (article.id,)):
        without.pop(passage, None)
        zone = next((zone for zone in editorial if zone.start <= start and end <= zone.end), None)
        if not homes[passage].start <= start < end <= homes[passage].end:
            yield f"sentence {number} lies outside its passage"
        elif zone is None or zone.kind != kind:
            yield f"sentence {number} lies outside the editorial text that it is said to be of"
        elif embedded not in (None, hash_of(article.text[start:end])):
            yield f"sentence {number} does not slice to the text that it was made of"
        else:
            bare.discard(zone)
    yield from (f"passage {number} has no sentence" for number in without)
    for zone in editorial:
        if zone in bare and any(map(str.isalnum, article.text[zone.start : zone.end])):
            yield f"no sentence was taken from the {zone.kind} at {zone.start}"
