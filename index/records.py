"""Rows of the catalogue as the nouns they stand for, and back."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ..corpus import Article, PublicationDate, Span, StoreDamaged, Zone, ZoneKind
from .passages import CHUNKER
from .types import Passage, StoredSentence

T = TypeVar("T")

ARTICLE_COLUMNS = (
    "id, path, title, publisher, author, published, precision, date_source, url, language, "
    "text, text_hash, zones, digest"
)


def hash_of(text: str) -> bytes:
    """16 bytes that stand for a text. Lone surrogates, which files can't hold, are let through."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def now() -> str:
    """The time in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def location_of(path: str) -> str:
    """The absolute place of an article's file, by which folders are compared; bytes of a name that are no
    UTF-8, which SQLite can't hold, stand as U+FFFD."""
    return os.fsencode(Path(path).resolve()).decode("utf-8", "replace")


def article_row(article: Article) -> dict[str, object]:
    """All columns of `articles` for an article."""
    date = article.published
    return {
        "id": article.id,
        "path": article.path,
        "location": location_of(article.path),
        "file_name": Path(article.path).name,
        "title": article.title,
        "publisher": article.publisher,
        "publisher_key": None if article.publisher is None else publisher_key(article.publisher),
        "author": article.author,
        "published": None if date is None else date.value,
        "precision": None if date is None else date.precision,
        "date_source": None if date is None else date.source,
        "first_day": None if date is None else date.first_day,
        "last_day": None if date is None else date.last_day,
        "url": article.url,
        "language": article.language,
        "text": article.text,
        "text_hash": hash_of(article.text),
        "zones": zones_text(article),
        "words": len(article.text.split()),
        "digest": article.digest,
        "chunker": CHUNKER,
        "added_at": now(),
    }


def zones_text(article: Article) -> str:
    """The zones of an article as stored."""
    return json.dumps([[zone.kind.value, zone.start, zone.end] for zone in article.zones])


def publisher_key(name: str) -> str:
    """A publisher's name as compared: case folded, white space single."""
    return " ".join(name.casefold().split())


@contextmanager
def decoding(what: str) -> Generator[None]:
    """Turn what a row that was altered on disk makes of our reading it into StoreDamaged."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise StoreDamaged(
            f"the catalogue is damaged, {what} can't be read: run tieup doctor --repair, or restore a backup"
        ) from error


def article_of(row: sqlite3.Row) -> Article:
    """The article of a row with ARTICLE_COLUMNS. Raises StoreDamaged if its text was altered."""
    with decoding(f"article {row['id']}"):
        date = None
        if row["published"] is not None:
            date = PublicationDate(row["published"], row["precision"], row["date_source"])
        return Article(
            id=row["id"],
            text=sound_text(row),
            title=row["title"],
            publisher=row["publisher"],
            author=row["author"],
            published=date,
            url=row["url"],
            language=row["language"],
            path=row["path"],
            zones=tuple(Zone(ZoneKind(kind), start, end) for kind, start, end in json.loads(row["zones"])),
            digest=row["digest"],
        )


def sound_text(row: sqlite3.Row) -> str:
    """The text of a row with id, text and text_hash, after comparing the two: a quote must be right."""
    text: str = row["text"]
    with decoding(f"the text of article {row['id']}"):
        same = hash_of(text) == row["text_hash"]
    if not same:
        raise StoreDamaged(
            f"the stored text of article {row['id']} was altered on disk: remove it and add its file again"
        )
    return text


def texts_of(connection: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """The texts of articles, by id; ids that are not there are left out."""
    found: dict[str, str] = {}
    for part in slices(dict.fromkeys(article_ids)):
        for row in connection.execute(
            f"SELECT id, text, text_hash FROM articles WHERE id IN ({marks(part)})", part
        ):
            found[row["id"]] = sound_text(row)
    return found


def passages_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Passage]:
    """Passages by id, with their sentences; ids that are not there are left out."""
    rows: list[sqlite3.Row] = []
    spans: dict[int, list[Span]] = {}
    for part in slices(ids):
        rows += connection.execute(
            f'SELECT id, article_id, start, "end", zone FROM passages WHERE id IN ({marks(part)})', part
        )
        for passage_id, start, end in connection.execute(
            f'SELECT passage_id, start, "end" FROM sentences WHERE passage_id IN ({marks(part)}) ORDER BY id',
            part,
        ):
            spans.setdefault(passage_id, []).append(Span(start, end))
    texts = texts_of(connection, (row["article_id"] for row in rows))
    with decoding("a passage"):
        return {
            row["id"]: Passage(
                id=row["id"],
                article_id=row["article_id"],
                start=row["start"],
                end=row["end"],
                text=texts[row["article_id"]][row["start"] : row["end"]],
                zone=ZoneKind(row["zone"]),
                sentences=tuple(spans.get(row["id"], ())),
            )
            for row in rows
        }


def sentence_of(row: sqlite3.Row, text: str) -> StoredSentence:
    """The sentence of a row of `sentences` joined with its article's id; `text` is the article's."""
    with decoding(f"sentence {row['id']}"):
        return StoredSentence(
            id=row["id"],
            passage_id=row["passage_id"],
            article_id=row["article_id"],
            start=row["start"],
            end=row["end"],
            text=text[row["start"] : row["end"]],
            zone=ZoneKind(row["zone"]),
        )


def slices(values: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Runs of values short enough for one SQL statement's parameters."""
    iterator = iter(values)
    while part := list(islice(iterator, size)):
        yield part


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values, for an SQL list."""
    return ",".join("?" * len(values))
