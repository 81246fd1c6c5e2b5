"""Writing: articles in and out of the catalogue, a batch at a time, each batch whole or not at all."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..corpus import READERS, Article, CorpusError, Rejected, expected_articles, read_articles
from .catalogue import generation_of, next_generation
from .clusters import join, leave, settle
from .core import Core
from .generations import drop_leftovers
from .likeness import bands, shingles
from .lock import writer_lock
from .pace import Pace
from .passages import CHUNKER, Piece, cut, embedded_text
from .records import (
    ARTICLE_COLUMNS,
    article_of,
    article_row,
    hash_of,
    location_of,
    marks,
    now,
    slices,
    zones_text,
)
from .types import Change, ProgressCallback, Receipt

BATCH = 32
"""Articles to a commit: what is lost at most when a run is killed, and made up by running it again."""

LARGE = 300_000
"""Characters from which a commit takes no further article: some minute of embedding."""


@dataclass(slots=True)
class _Tally:
    """What a run has done so far."""

    changes: list[Change] = field(default_factory=list[Change])
    rejected: list[Rejected] = field(default_factory=list[Rejected])
    seen: set[str] = field(default_factory=set[str])
    unchanged: int = 0
    passages: int = 0
    passages_removed: int = 0
    loose: set[int] = field(default_factory=set[int])

    def receipt(self, generation: int) -> Receipt:
        kinds = [change.what for change in self.changes]
        return Receipt(
            added=kinds.count("added"),
            changed=kinds.count("changed"),
            unchanged=self.unchanged,
            removed=kinds.count("removed"),
            rejected=tuple(self.rejected),
            passages=self.passages,
            passages_removed=self.passages_removed,
            generation=generation,
            changes=tuple(self.changes),
        )


def add(core: Core, paths: Sequence[Path], progress: ProgressCallback | None) -> Receipt:
    """Take in every article at `paths`. Raises CorpusError, StoreBusy, StoreError."""
    stream = articles_at(paths)
    tally = _Tally()
    with writer_lock(core.folder):
        _start(core)
        _take_in(core, stream, tally, _pace(paths, progress))
        return _finish(core, tally)


def retry(core: Core, progress: ProgressCallback | None) -> Receipt:
    """Take in what lies in quarantine and can be read by now; notes of files that are gone are dropped."""
    with core.catalogue.reading() as connection:
        noted = [Path(row[0]) for row in connection.execute("SELECT path FROM quarantine ORDER BY path")]
    there = [path for path in noted if path.exists()]
    tally = _Tally()
    with writer_lock(core.folder):
        _start(core)
        with core.catalogue.writing() as connection:
            # A relative path seen from another folder, or a disk that is not mounted, says nothing.
            gone = [(str(path),) for path in noted if path not in there and path.parent.is_dir()]
            connection.executemany("DELETE FROM quarantine WHERE path = ?", gone)
        stream = chain.from_iterable(read_articles(path) for path in there)
        _take_in(core, stream, tally, _pace(there, progress))
        return _finish(core, tally)


def sync(core: Core, folder: Path, dry_run: bool, progress: ProgressCallback | None) -> Receipt:
    """Make the index hold just what lies in `folder`, as far as its articles come from there."""
    stream = articles_at([folder])
    tally = _Tally()
    if dry_run:
        for part in slices(stream, BATCH):
            _sort_out(core, part, tally)
        _vanished(core, folder, tally)
        with core.catalogue.reading() as connection:
            return tally.receipt(generation_of(connection))
    with writer_lock(core.folder):
        _start(core)
        _take_in(core, stream, tally, _pace([folder], progress))
        _take_out(core, _vanished(core, folder, tally), tally)
        return _finish(core, tally)


def remove(core: Core, article_ids: Sequence[str]) -> Receipt:
    """Take articles out, by ids that must be there."""
    tally = _Tally()
    with writer_lock(core.folder):
        _start(core)
        with core.catalogue.reading() as connection:
            tally.changes += _changes(connection, article_ids)
        _take_out(core, article_ids, tally)
        return _finish(core, tally)


def recut(core: Core) -> None:
    """Cut and embed anew the articles not marked as cut by this version; call it under the lock."""
    with core.catalogue.reading() as connection:
        old = [
            article_of(row)
            for row in connection.execute(
                f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE chunker != ? ORDER BY id",
                (CHUNKER,),
            )
        ]
    tally = _Tally()
    for part in slices(old, BATCH):
        _write(core, part, tally)
    _drop_loose(core, tally)


def articles_at(paths: Sequence[Path]) -> Iterator[Article | Rejected]:
    """All articles at `paths`, in order. Raises CorpusError at once if one of them holds none."""
    streams: list[Iterator[Article | Rejected]] = []
    for path in paths:
        if not path.exists():
            raise CorpusError(f"{path} does not exist: give a file or folder of articles")
        stream = iter(read_articles(path))
        first = next(stream, None)
        if first is None:
            raise CorpusError(f"no articles found in {path}, supported: {', '.join(READERS)}")
        streams.append(chain([first], stream))
    return chain.from_iterable(streams)


def _start(core: Core) -> None:
    """Refuse to build on vectors that can't be trusted, before anything is written."""
    drop_leftovers(core.folder)
    with core.catalogue.reading() as connection:
        core.vectors(connection)


def _finish(core: Core, tally: _Tally) -> Receipt:
    _drop_loose(core, tally)
    # A disk that was full may have taken the articles of the change before, and not their vectors.
    if tally.changes or core.behind():
        core.publish()
    with core.catalogue.reading() as connection:
        return tally.receipt(generation_of(connection))


def _drop_loose(core: Core, tally: _Tally) -> None:
    """Delete the vectors of texts that went and stand nowhere else.

    Only now, so that a text that moves within one run, to another file or passage, keeps its vector.
    """
    if tally.loose:
        with core.catalogue.writing() as connection:
            connection.executemany(
                "DELETE FROM embeddings WHERE id = ? "
                "AND NOT EXISTS (SELECT 1 FROM passages WHERE embedding = embeddings.id) "
                "AND NOT EXISTS (SELECT 1 FROM sentences WHERE embedding = embeddings.id)",
                [(number,) for number in sorted(tally.loose)],
            )


def _pace(paths: Sequence[Path], progress: ProgressCallback | None) -> Pace | None:
    """What tells the progress of taking in `paths`; counting them is spared when nobody listens."""
    return None if progress is None else Pace(sum(map(expected_articles, paths)), progress)


def _take_in(core: Core, stream: Iterable[Article | Rejected], tally: _Tally, pace: Pace | None) -> None:
    for part in _batches(stream):
        _write(core, _sort_out(core, part, tally), tally)
        _quarantine(core, part)
        if pace is not None:
            pace.step(len(part), tally.passages, part[-1].path)


def _batches(stream: Iterable[Article | Rejected]) -> Iterator[list[Article | Rejected]]:
    """Runs of at most BATCH, that end once they hold LARGE characters."""
    part: list[Article | Rejected] = []
    size = 0
    for item in stream:
        part.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(part) == BATCH or size >= LARGE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _sort_out(core: Core, part: Sequence[Article | Rejected], tally: _Tally) -> list[Article]:
    """The articles that are new or changed; the others are only counted."""
    fresh: dict[str, Article] = {}
    with core.catalogue.reading() as connection:
        for item in part:
            if isinstance(item, Rejected):
                tally.rejected.append(item)
                continue
            known = connection.execute(
                "SELECT digest, text_hash, zones, chunker FROM articles WHERE id = ?", (item.id,)
            ).fetchone()
            if item.id in tally.seen:
                continue
            tally.seen.add(item.id)
            if known is not None and tuple(known) == _identity(item):
                tally.unchanged += 1
                continue
            fresh[item.id] = item
            what = "added" if known is None else "changed"
            tally.changes.append(Change(what, item.id, item.title, item.path))
    return list(fresh.values())


def _identity(article: Article) -> tuple[str, bytes, str, int]:
    """What makes an article the same as one stored: beside its digest, which forgives white space, its
    exact text (offsets must hold in the file), and the rules by which it was labelled and cut."""
    return article.digest, hash_of(article.text), zones_text(article), CHUNKER


def _quarantine(core: Core, part: Sequence[Article | Rejected]) -> None:
    """Note what could not be read, and clear the notes of what now could."""
    rejected = [(item.path, item.reason, now()) for item in part if isinstance(item, Rejected)]
    read = [(item.path,) for item in part if isinstance(item, Article)]
    with core.catalogue.writing() as connection:
        connection.executemany("DELETE FROM quarantine WHERE path = ?", read)
        connection.executemany(
            "INSERT INTO quarantine VALUES (?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET reason = excluded.reason",
            rejected,
        )


def _write(core: Core, articles: Sequence[Article], tally: _Tally) -> None:
    """Put articles in place of their former selves, with passages, keywords and vectors, in one commit."""
    if not articles:
        return
    plans = [(article, cut(article)) for article in articles]
    texts = dict.fromkeys(text for article, pieces in plans for text in _texts(article, pieces))
    vectors = embed_new(core, list(texts))
    keys = {article.id: bands(shingles(article)) for article, _ in plans}
    with core.catalogue.writing() as connection:
        model = core.embedder.name
        store_vectors(connection, model, vectors)
        touched: set[str] = set()
        for article, pieces in plans:
            touched |= _delete(connection, article.id, tally)
            _insert(connection, article, pieces, model)
            join(connection, article, keys[article.id])
            tally.passages += len(pieces)
        settle(connection, [*touched, *keys])
        next_generation(connection)


def _texts(article: Article, pieces: Sequence[Piece]) -> Iterator[str]:
    """Everything of an article that is embedded."""
    for piece in pieces:
        yield embedded_text(article.title, piece.span.of(article.text))
        for span, _ in piece.sentences:
            yield span.of(article.text)


def embed_new(core: Core, texts: Sequence[str]) -> dict[bytes, bytes]:
    """The vectors, by text hash, of those texts that have none yet."""
    by_hash = {hash_of(text): text for text in texts}
    with core.catalogue.reading() as connection:
        for part in slices(list(by_hash)):
            known = connection.execute(
                f"SELECT text_hash FROM embeddings WHERE model = ? AND text_hash IN ({marks(part)})",
                (core.embedder.name, *part),
            ).fetchall()
            for (key,) in known:
                del by_hash[key]
    vectors = core.embedder.embed(list(by_hash.values()))
    return {key: vector.tobytes() for key, vector in zip(by_hash, vectors, strict=True)}


def store_vectors(connection: sqlite3.Connection, model: str, vectors: Mapping[bytes, bytes]) -> None:
    """Keep vectors by the hash of their texts."""
    connection.executemany(
        "INSERT INTO embeddings (model, text_hash, vector) VALUES (?, ?, ?)",
        [(model, key, vector) for key, vector in vectors.items()],
    )


def _insert(connection: sqlite3.Connection, article: Article, pieces: Sequence[Piece], model: str) -> None:
    row = article_row(article)
    connection.execute(
        f"INSERT INTO articles ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})",
        row,
    )

    def embedding(text: str) -> int:
        found = connection.execute(
            "SELECT id FROM embeddings WHERE model = ? AND text_hash = ?", (model, hash_of(text))
        ).fetchone()
        return int(found[0])

    for piece in pieces:
        span, text = piece.span, piece.span.of(article.text)
        passage = connection.execute(
            'INSERT INTO passages (article_id, start, "end", zone, embedding) VALUES (?, ?, ?, ?, ?)',
            (article.id, span.start, span.end, piece.zone, embedding(embedded_text(article.title, text))),
        ).lastrowid
        connection.execute(
            "INSERT INTO keywords (rowid, title, body) VALUES (?, ?, ?)", (passage, article.title, text)
        )
        connection.executemany(
            'INSERT INTO sentences (passage_id, start, "end", zone, embedding) VALUES (?, ?, ?, ?, ?)',
            [(passage, s.start, s.end, kind, embedding(s.of(article.text))) for s, kind in piece.sentences],
        )


def _take_out(core: Core, article_ids: Sequence[str], tally: _Tally) -> None:
    for part in slices(article_ids, BATCH):
        with core.catalogue.writing() as connection:
            touched: set[str] = set()
            for article_id in part:
                touched |= _delete(connection, article_id, tally)
            settle(connection, touched)
            next_generation(connection)


def _delete(connection: sqlite3.Connection, article_id: str, tally: _Tally) -> set[str]:
    """Take an article out with all that hangs on it; nothing happens if it is not there.

    Gives the articles that were like it, whose clusters are to be settled.
    """
    left = leave(connection, article_id)
    passages = connection.execute("SELECT id, embedding FROM passages WHERE article_id = ?", (article_id,))
    for number, embedding in passages.fetchall():
        tally.loose.add(embedding)
        tally.loose.update(
            row[0]
            for row in connection.execute("SELECT embedding FROM sentences WHERE passage_id = ?", (number,))
        )
        connection.execute("DELETE FROM keywords WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM sentences WHERE passage_id = ?", (number,))
        connection.execute("DELETE FROM passages WHERE id = ?", (number,))
        tally.passages_removed += 1
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    return left


def _vanished(core: Core, folder: Path, tally: _Tally) -> list[str]:
    """The ids of articles from below `folder` that are there no more; they are noted as removed.

    A file that is there and can't be read has not vanished: its article stays, and it is reported.
    """
    unreadable = {location_of(item.path) for item in tally.rejected}
    home = location_of(str(folder))
    with core.catalogue.reading() as connection:
        rows = connection.execute("SELECT id, location FROM articles ORDER BY id").fetchall()
        gone = [
            row["id"]
            for row in rows
            if row["id"] not in tally.seen
            and row["location"] not in unreadable
            and Path(row["location"]).is_relative_to(home)
        ]
        tally.changes += _changes(connection, gone)
    return gone


def _changes(connection: sqlite3.Connection, article_ids: Sequence[str]) -> list[Change]:
    found: list[Change] = []
    for article_id in article_ids:
        row = connection.execute("SELECT title, path FROM articles WHERE id = ?", (article_id,)).fetchone()
        found.append(Change("removed", article_id, row["title"], row["path"]))
    return found
