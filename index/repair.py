"""Making an index whole again, as far as its catalogue can tell."""

import sqlite3

from .checks import bad_embeddings, check, searchable
from .checks_texts import text_problems
from .clusters import rebuild
from .core import Core
from .generations import drop_vectors
from .ingest import recut
from .lock import writer_lock
from .minilm import MiniLM
from .schema import KEYWORDS
from .types import Problem


def repair(core: Core) -> list[Problem]:
    """Rebuild keywords, clusters and vectors from the catalogue, and cut anew what older rules cut.

    Gives what is still wrong. Raises StoreBusy.
    """
    if isinstance(core.embedder, MiniLM) and not core.embedder.intact():
        core.embedder.discard()
    with writer_lock(core.folder):
        with core.catalogue.writing() as connection:
            connection.execute("DROP TABLE keywords")
            connection.execute(KEYWORDS)
            connection.executemany(
                "INSERT INTO keywords (rowid, title, body) VALUES (?, ?, ?)", searchable(connection)
            )
            rebuild(connection)
            wrong = {(article_id,) for article_id, problem in text_problems(connection) if problem.fixable}
            connection.executemany("UPDATE articles SET chunker = 0 WHERE id = ?", sorted(wrong))
            mark_for_recut(core, connection)
        core.forget()
        drop_vectors(core.folder)
        recut(core)
        core.publish()
    return check(core)


def mark_for_recut(core: Core, connection: sqlite3.Connection) -> None:
    """Mark the articles whose stored vectors are bad, missing or another model's, and forget those."""
    bad = [(number,) for number in bad_embeddings(core, connection)]
    # Under a hash that no text has they are not found again, and go with the passages that use them.
    connection.executemany("UPDATE embeddings SET model = '', text_hash = randomblob(16) WHERE id = ?", bad)
    for table in ("passages", "sentences"):
        owner = "t" if table == "passages" else "p"
        join = "" if table == "passages" else "JOIN passages p ON p.id = t.passage_id"
        connection.execute(
            f"UPDATE articles SET chunker = 0 WHERE id IN (SELECT {owner}.article_id FROM {table} t {join} "
            "LEFT JOIN embeddings e ON e.id = t.embedding AND e.model = ? WHERE e.id IS NULL)",
            (core.embedder.name,),
        )
