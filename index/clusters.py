"""Which articles of the catalogue are one story, kept right as articles come and go.

Being alike is a matter of two articles alone, and a cluster is what hangs together by it: so the
clusters depend on which articles there are, not on the order in which they came.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..corpus import Article
from .likeness import SHARED_BANDS, alike, bands, shingles
from .records import ARTICLE_COLUMNS, article_of, hash_of, marks, slices

MOST_COMPARED = 64
"""Articles that one is compared with, those that share the most bands first: a text that was copied a
thousand times hangs together all the same, and must not cost a million comparisons."""


def leave(connection: sqlite3.Connection, article_id: str) -> set[str]:
    """Forget what an article was like before it is changed or deleted; gives those that were like it."""
    rows = connection.execute("SELECT other FROM alike WHERE article_id = ?", (article_id,))
    left = {row[0] for row in rows}
    connection.execute("DELETE FROM alike WHERE ?1 IN (article_id, other)", (article_id,))
    connection.execute("DELETE FROM bands WHERE article_id = ?", (article_id,))
    return left


def join(connection: sqlite3.Connection, article: Article, keys: Sequence[int]) -> None:
    """Note what an article is like; `keys` are the bands of its shingles."""
    connection.executemany(
        "INSERT OR IGNORE INTO bands (key, article_id) VALUES (?, ?)", [(key, article.id) for key in keys]
    )
    near = _near(connection, article.id, keys)
    body = shingles(article) if near else frozenset[str]()
    pairs = [(article.id, other.id) for other in _articles(connection, near) if alike(body, shingles(other))]
    connection.executemany(
        "INSERT OR IGNORE INTO alike (article_id, other) VALUES (?, ?)",
        [*pairs, *((other, one) for one, other in pairs)],
    )


def settle(connection: sqlite3.Connection, touched: Iterable[str]) -> None:
    """Put every article that hangs together with one of `touched` into its cluster."""
    for members in _components(connection, touched):
        cluster = members[0]
        for part in slices(members):
            connection.execute(
                f"UPDATE articles SET cluster = ? WHERE cluster != ? AND id IN ({marks(part)})",
                (cluster, cluster, *part),
            )


def rebuild(connection: sqlite3.Connection) -> None:
    """Compare all articles anew."""
    connection.execute("DELETE FROM alike")
    connection.execute("DELETE FROM bands")
    ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
    for part in slices(ids):
        for article in _articles(connection, part):
            join(connection, article, bands(shingles(article)))
    settle(connection, ids)


def wrong_clusters(connection: sqlite3.Connection) -> int:
    """How many articles are in another cluster than what is noted as alike says."""
    held = dict(connection.execute("SELECT id, cluster FROM articles").fetchall())
    return sum(held[one] != members[0] for members in _components(connection, list(held)) for one in members)


def _near(connection: sqlite3.Connection, article_id: str, keys: Sequence[int]) -> list[str]:
    if not keys:
        return []
    rows = connection.execute(
        f"SELECT article_id FROM bands WHERE key IN ({marks(keys)}) AND article_id != ? "
        "GROUP BY article_id HAVING count(*) >= ? ORDER BY count(*) DESC, article_id LIMIT ?",
        (*keys, article_id, SHARED_BANDS, MOST_COMPARED),
    )
    return [row[0] for row in rows]


def _articles(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Article]:
    """Those of `ids` whose text is sound: one that was altered on disk is like nothing."""
    rows = connection.execute(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id IN ({marks(ids)})", ids)
    return [article_of(row) for row in rows.fetchall() if hash_of(row["text"]) == row["text_hash"]]


def _components(connection: sqlite3.Connection, start: Iterable[str]) -> Iterator[list[str]]:
    """The sets of articles that hang together with those of `start`, each by (publication, id)."""
    seen: set[str] = set()
    for first in start:
        if first in seen:
            continue
        members, edge = {first}, {first}
        while edge:
            edge = _neighbours(connection, edge) - members
            members |= edge
        seen |= members
        if ordered := _by_publication(connection, members):
            yield ordered


def _neighbours(connection: sqlite3.Connection, ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for part in slices(ids):
        rows = connection.execute(f"SELECT other FROM alike WHERE article_id IN ({marks(part)})", part)
        found.update(row[0] for row in rows)
    return found


def _by_publication(connection: sqlite3.Connection, ids: Collection[str]) -> list[str]:
    """Those of `ids` that are in the catalogue, the earliest published first, undated ones last."""
    found: list[tuple[str, str]] = []
    for part in slices(ids):
        rows = connection.execute(
            f"SELECT coalesce(first_day, '9999'), id FROM articles WHERE id IN ({marks(part)})", part
        )
        found += [(row[0], row[1]) for row in rows]
    return [article_id for _, article_id in sorted(found)]
