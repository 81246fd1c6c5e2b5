"""The catalogue: one SQLite file that holds every article, passage and vector, and is the truth.

Readers see one state of it from first to last (a read transaction on a write-ahead log), whatever a
writer does meanwhile; a writer's changes are there in whole, or not at all.
"""

import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..corpus import StoreBusy, StoreDamaged, StoreError, StoreMismatch
from .keywords import names_one
from .schema import APPLICATION, CLUSTERS, FORMAT, KEYWORDS, TABLES, UPGRADES

Replaced = Callable[[sqlite3.Connection, int, dict[str, int]], None]
"""Called after a catalogue was replaced, with its former last generation and last id of each table."""

_SEQUENCE = "SELECT name, seq FROM sqlite_sequence"
_BETWEEN_AUTHORS = re.compile(r"[,;&/]|\band\b")


@dataclass(slots=True)
class _Held:
    """A connection in a transaction; `open` until its end."""

    connection: sqlite3.Connection
    open: bool = True


class Catalogue:
    """Connections to the SQLite file at `path`, for any number of threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._current = threading.local()

    @classmethod
    def create(cls, path: Path, meta: dict[str, str]) -> "Catalogue":
        """Make the tables, all or none, with `meta` and generation 0."""
        catalogue = cls(path)
        with catalogue._translated():
            connection = catalogue._connect("rwc")
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                rows = "".join(
                    f"INSERT INTO meta VALUES ({_quoted(key)}, {_quoted(value)});"
                    for key, value in meta.items()
                )
                rows += f"INSERT INTO generations VALUES (0, '{secrets.token_hex(8)}', datetime('now'));"
                marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};"
                connection.executescript(
                    f"BEGIN IMMEDIATE; {TABLES} {CLUSTERS} {KEYWORDS} {rows} {marks} COMMIT;"
                )
            finally:
                connection.close()
        return catalogue

    @classmethod
    def blank(cls, path: Path) -> bool:
        """Whether nothing was ever committed at `path`: no file, or one that a crash left empty."""
        if not path.exists():
            return True
        catalogue = cls(path)
        with catalogue._translated():
            connection = catalogue._connect()
            try:
                return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            finally:
                connection.close()

    def check_format(self) -> int:
        """The format of the catalogue. Raises StoreMismatch if it is one that `upgrade` doesn't know."""
        with self.reading() as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION:
            raise StoreMismatch(f"{self.path} is a database of another program: choose another folder")
        if version != FORMAT and version not in UPGRADES:
            raise StoreMismatch(
                f"the index at {self.path.parent} has format {version}, and this Tieup reads {FORMAT}: "
                "add the articles to a new folder"
            )
        return int(version)

    def upgrade(self, fill: Callable[[sqlite3.Connection], None]) -> None:
        """Make an older catalogue one of this format, and let `fill` fill what is new, all or none."""
        with self.writing() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            for older in range(version, FORMAT):
                for statement in UPGRADES[older].split(";"):
                    connection.execute(statement)
            if version < FORMAT:
                fill(connection)
                connection.execute(f"PRAGMA user_version = {FORMAT}")

    def replace_with(self, source: sqlite3.Connection, then: Replaced) -> None:
        """Take on the whole content of `source` in one step, made first if nothing is here.

        `then` is called in a transaction with the last generation and id of each table before that.
        """
        with self._translated():
            fresh = Catalogue.blank(self.path)
            connection = self._connect("rwc")
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                sequence = {} if fresh else dict(map(tuple, connection.execute(_SEQUENCE).fetchall()))
                generation = 0 if fresh else generation_of(connection)
                source.backup(connection)
                if not fresh:
                    connection.execute("BEGIN IMMEDIATE")
                    then(connection, generation, sequence)
                    connection.commit()
            finally:
                connection.close()

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """A connection on which everything read belongs to one state; nested uses share it.

        Don't keep it open across the `yield` of a generator that another thread may go on with.
        """
        outer = self._held()
        if outer is not None:
            yield outer.connection
            return
        with self._transaction("BEGIN") as connection:
            # A read transaction takes its state at the first read, not at BEGIN.
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            yield connection

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """A connection whose changes are all kept at the end, or none if anything is raised."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.commit()

    @contextmanager
    def _transaction(self, begin: str) -> Generator[sqlite3.Connection]:
        """A connection in a transaction, which is undone at the end unless it was committed."""
        outer = self._held()
        with self._translated():
            held = _Held(self._borrow())
            try:
                held.connection.execute(begin)
                self._current.held = held
                yield held.connection
            finally:
                held.open = False
                self._current.held = outer
                held.connection.rollback()
                self._give_back(held.connection)

    def _held(self) -> "_Held | None":
        """What this thread is reading or writing with, if it is."""
        held: _Held | None = getattr(self._current, "held", None)
        return held if held is not None and held.open else None

    def close(self) -> None:
        """Close the connections that lie idle."""
        with self._guard:
            while self._idle:
                self._idle.pop().close()

    def _borrow(self) -> sqlite3.Connection:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            self._idle.append(connection)

    def _connect(self, mode: Literal["rw", "rwc"] = "rw") -> sqlite3.Connection:
        # mode=rw: a catalogue that was deleted must not come back as an empty one.
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            address, uri=True, timeout=10, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.create_function("wrote", 2, _wrote, deterministic=True)
        connection.create_function("names_one", 2, names_one, deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def _translated(self) -> Generator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise StoreBusy(f"{self.path} is being written by another process: try again") from error
            raise StoreError(
                f"{self.path} can't be used: {error}; check the disk and its permissions"
            ) from error
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(
                f"{self.path} is damaged ({error}): restore a backup, or delete the folder and add the "
                "articles again"
            ) from error


def _wrote(line: str | None, names: str) -> bool:
    """Whether an article's line of authors names one of `names`, a JSON list of names, case folded."""
    if line is None:
        return False
    people = {" ".join(name.split()) for name in _BETWEEN_AUTHORS.split(line.casefold())}
    return not people.isdisjoint(json.loads(names))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """A value noted about the index. Raises StoreDamaged if it is gone."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise StoreDamaged(f"the catalogue has lost its {key!r}: restore a backup, or add the articles again")
    return str(row[0])


def generation_of(connection: sqlite3.Connection) -> int:
    """How many times the articles or passages have changed."""
    return current_generation(connection)[0]


def current_generation(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the token of the last change."""
    row = connection.execute("SELECT number, token FROM generations ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        raise StoreDamaged("the catalogue has lost its history: restore a backup, or add the articles again")
    return int(row["number"]), str(row["token"])


def descends_from(connection: sqlite3.Connection, token: str) -> bool:
    """Whether `token` is of this catalogue's own history."""
    found = connection.execute("SELECT 1 FROM generations WHERE token = ?", (token,)).fetchone()
    return found is not None


def next_generation(connection: sqlite3.Connection, at_least: int = 0) -> int:
    """Count one change, and give the new generation."""
    number = max(generation_of(connection) + 1, at_least)
    connection.execute(
        "INSERT INTO generations VALUES (?, ?, datetime('now'))", (number, secrets.token_hex(8))
    )
    return number
