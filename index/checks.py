"""Is everything in an index as it must be?"""

import sqlite3
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..corpus import StoreBusy, StoreDamaged
from .catalogue import current_generation, generation_of, get_meta
from .checks_texts import text_problems
from .clusters import wrong_clusters
from .core import Core
from .generations import load_vectors, read_manifest
from .minilm import MiniLM
from .records import decoding
from .types import Problem
from .vectors import VectorIndex


def stats(core: Core) -> dict[str, Any]:
    """Numbers for people; `bytes` is what the folder takes on disk."""
    with core.catalogue.reading() as connection:

        def count(table: str) -> int:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        words = connection.execute("SELECT coalesce(sum(words), 0) FROM articles").fetchone()[0]
        stories = connection.execute("SELECT count(DISTINCT cluster) FROM articles").fetchone()[0]
        quarantined = connection.execute(
            "SELECT path, reason, since FROM quarantine ORDER BY path"
        ).fetchall()
        return {
            "folder": str(core.folder),
            "generation": generation_of(connection),
            "articles": count("articles"),
            "stories": int(stories),
            "passages": count("passages"),
            "sentences": count("sentences"),
            "words": int(words),
            "model": get_meta(connection, "model"),
            "dimension": int(get_meta(connection, "dimension")),
            **_tier(core),
            "bytes": sum(path.stat().st_size for path in core.folder.iterdir() if path.is_file()),
            "quarantined": [dict(row) for row in quarantined],
        }


def _tier(core: Core) -> dict[str, Any]:
    """How vectors are searched, and the recall@10 against exact search of the segment that fares worst."""
    try:
        manifest = read_manifest(core.folder)
    except StoreDamaged:
        manifest = None
    if manifest is None:
        return {"tier": "exact", "recall": 1.0}
    fast = [entry["fast"]["recall"] for entry in manifest["segments"] if entry["fast"] is not None]
    return {"tier": manifest["tier"], "recall": min(fast, default=1.0)}


def check(core: Core) -> list[Problem]:
    """All problems of an index, the gravest first. Raises StoreDamaged where rows can't be read at all."""
    keyword_index = list(_keyword_index(core))
    with core.catalogue.reading() as connection, decoding("a row"):
        return [
            *_database(connection),
            *keyword_index,
            *(problem for _, problem in text_problems(connection)),
            *_keywords(connection),
            *_clusters(connection),
            *_embeddings(core, connection),
            *_vectors(core, connection),
            *_model(core),
            *_quarantine(connection),
        ]


def searchable(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Every passage's id, title and text, as the keyword table must hold them."""
    rows = connection.execute(
        'SELECT p.id, p.start, p."end", a.title, a.text '
        "FROM passages p JOIN articles a ON a.id = p.article_id ORDER BY p.id"
    )
    with decoding("a passage"):
        return [(row["id"], row["title"], row["text"][row["start"] : row["end"]]) for row in rows]


def _database(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Problem(f"the catalogue is damaged: {row[0]}", fixable=False)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        fixable = parent == "embeddings"
        yield Problem(f"row {row} of {table} points at a row of {parent} that is gone", fixable)


def _keywords(connection: sqlite3.Connection) -> Iterator[Problem]:
    held = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT rowid, title, body FROM keywords")}
    due = {number: (title, body) for number, title, body in searchable(connection)}
    wrong = sum(held.get(number) != texts for number, texts in due.items())
    extra = len(held.keys() - due.keys())
    if wrong or extra:
        yield Problem(f"the keywords of {wrong} passages are wrong, and {extra} are of none", fixable=True)


def _clusters(connection: sqlite3.Connection) -> Iterator[Problem]:
    if wrong := wrong_clusters(connection):
        yield Problem(f"{wrong} articles are in the wrong cluster of like articles", fixable=True)


def _keyword_index(core: Core) -> Iterator[Problem]:
    """The full-text table's own check; SQLite counts it as a write, so it is left out while one is on."""
    try:
        with core.catalogue.writing() as connection:
            connection.execute("INSERT INTO keywords (keywords) VALUES ('integrity-check')")
    except StoreDamaged:
        yield Problem("the index of keywords is damaged", fixable=True)
    except StoreBusy:
        return


def _model(core: Core) -> Iterator[Problem]:
    if isinstance(core.embedder, MiniLM) and not core.embedder.intact():
        yield Problem("the embedding model's files in the cache were altered", fixable=True)


def _embeddings(core: Core, connection: sqlite3.Connection) -> Iterator[Problem]:
    bad = bad_embeddings(core, connection)
    if bad:
        yield Problem(f"{len(bad)} stored vectors are not unit vectors", fixable=True)
    for table in ("passages", "sentences"):
        other = connection.execute(
            f"SELECT count(*) FROM {table} t LEFT JOIN embeddings e ON e.id = t.embedding AND e.model = ? "
            "WHERE e.id IS NULL",
            (core.embedder.name,),
        ).fetchone()[0]
        if other:
            yield Problem(f"{other} {table} have no vector of this model", fixable=True)


def bad_embeddings(core: Core, connection: sqlite3.Connection) -> list[int]:
    """The ids of stored vectors that are too short, too long, or not of length one."""
    bad: list[int] = []
    model = core.embedder.name
    for number, data in connection.execute(
        "SELECT id, vector FROM embeddings WHERE model = ? ORDER BY id", (model,)
    ):
        vector = np.frombuffer(data, np.float32) if len(data) == 4 * core.embedder.dimension else None
        if vector is None or not abs(float(np.linalg.norm(vector)) - 1) < 1e-3:
            bad.append(number)
    return bad


def _vectors(core: Core, connection: sqlite3.Connection) -> Iterator[Problem]:
    """The file of vectors holds just those of the catalogue."""
    try:
        manifest = read_manifest(core.folder)
        saved = load_vectors(core.folder, core.embedder.dimension, {})
    except StoreDamaged as error:
        yield Problem(str(error), fixable=True)
        return
    number, token = current_generation(connection)
    if manifest is None or saved is None:
        if number:
            yield Problem("the vectors were not written yet", fixable=True)
        return
    if saved[0] != token:
        yield Problem(
            f"the vectors are of generation {manifest['generation']}, the catalogue of {number}", fixable=True
        )
        return
    yield from _same_vectors(core, connection, saved[1])


def _same_vectors(core: Core, connection: sqlite3.Connection, saved: VectorIndex) -> Iterator[Problem]:
    ids = np.array([row[0] for row in connection.execute("SELECT id FROM passages ORDER BY id")], np.int64)
    if len(np.setdiff1d(ids, saved.ids, assume_unique=True)):
        yield Problem("the vectors are not those of the passages", fixable=True)
        return
    for start in range(0, len(ids), 1000):
        part = ids[start : start + 1000]
        try:
            same = np.array_equal(core.stored_vectors(connection, "passages", part), saved.rows(part))
        except (KeyError, ValueError):
            return  # a vector is lost or of another length, which is told elsewhere
        if not same:
            yield Problem("the vectors differ from those in the catalogue", fixable=True)
            return


def _quarantine(connection: sqlite3.Connection) -> Iterator[Problem]:
    for path, reason in connection.execute("SELECT path, reason FROM quarantine ORDER BY path"):
        yield Problem(f"{path} was not taken in: {reason}; mend it, then tieup add --retry", fixable=False)
