"""From one embedding model to another: all new vectors first, then one step from the old to the new."""

import sqlite3
from collections.abc import Iterator

from .catalogue import get_meta, next_generation
from .core import Core
from .generations import drop_leftovers, drop_vectors
from .ingest import BATCH, embed_new, recut, store_vectors
from .lock import writer_lock
from .pace import Pace
from .passages import CHUNKER, embedded_text
from .records import decoding, marks, slices
from .repair import mark_for_recut
from .types import ProgressCallback


def outdated(core: Core) -> list[str]:
    """What an index was made with that is not what is used now, in words; empty when nothing is."""
    with core.catalogue.reading() as connection:
        model = get_meta(connection, "model")
        old = connection.execute("SELECT count(*) FROM articles WHERE chunker != ?", (CHUNKER,)).fetchone()[0]
    found: list[str] = []
    if model != core.embedder.name:
        found.append(f"embedded with {model}, not {core.embedder.name}")
    if old:
        found.append(f"{old} articles cut into passages by other rules")
    return found


def reembed(core: Core, progress: ProgressCallback | None) -> None:
    """Give every passage and sentence the vector of `core`'s model, and cut anew what other rules cut.

    Until the last step the index stays as it was; killed before, it goes on from there. Raises StoreBusy.
    """
    with writer_lock(core.folder):
        drop_leftovers(core.folder)
        with core.catalogue.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
        pace = None if progress is None else Pace(len(ids), progress)
        for part in slices(ids, BATCH):
            with core.catalogue.reading() as connection, decoding("a passage"):
                texts = list(dict.fromkeys(_texts(connection, part)))
            vectors = embed_new(core, texts)
            with core.catalogue.writing() as connection:
                store_vectors(connection, core.embedder.name, vectors)
            if pace is not None:
                pace.step(len(part), 0, "")
        with core.catalogue.writing() as connection:
            _switch(core, connection)
        core.forget()
        drop_vectors(core.folder)
        recut(core)
        core.publish()


def _texts(connection: sqlite3.Connection, article_ids: list[str]) -> Iterator[str]:
    """Everything of articles that is embedded, as it is cut now."""
    slots = marks(article_ids)
    for title, text, start, end in connection.execute(
        'SELECT a.title, a.text, p.start, p."end" FROM passages p JOIN articles a ON a.id = p.article_id '
        f"WHERE a.id IN ({slots})",
        article_ids,
    ):
        yield embedded_text(title, text[start:end])
    for text, start, end in connection.execute(
        'SELECT a.text, s.start, s."end" FROM sentences s JOIN passages p ON p.id = s.passage_id '
        f"JOIN articles a ON a.id = p.article_id WHERE a.id IN ({slots})",
        article_ids,
    ):
        yield text[start:end]


def _switch(core: Core, connection: sqlite3.Connection) -> None:
    """Point passages and sentences at the new vectors of their texts; what has none is cut anew."""
    model = core.embedder.name
    for table in ("passages", "sentences"):
        connection.execute(
            f"UPDATE {table} SET embedding = fresh.id FROM embeddings old JOIN embeddings fresh "
            f"ON fresh.text_hash = old.text_hash AND fresh.model = ? WHERE old.id = {table}.embedding",
            (model,),
        )
    connection.executemany(
        "UPDATE meta SET value = ? WHERE key = ?",
        [(model, "model"), (str(core.embedder.dimension), "dimension")],
    )
    connection.execute(
        "DELETE FROM embeddings WHERE model != ? AND id NOT IN (SELECT embedding FROM passages) "
        "AND id NOT IN (SELECT embedding FROM sentences)",
        (model,),
    )
    mark_for_recut(core, connection)
    next_generation(connection)
