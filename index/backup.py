"""The index as one file, and back: the catalogue, for all else can be built from it, and what people wrote
beside it: corrections, aliases, feedback."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ..corpus import StoreDamaged, StoreError, StoreMismatch
from .catalogue import Catalogue, next_generation
from .files import flush_folder
from .generations import drop_vectors
from .lock import writer_lock
from .schema import APPLICATION

_WRITTEN = (".jsonl", ".txt")
"""Endings of the files beside the catalogue that people's own words lie in; nothing derived has them."""


def backup(catalogue: Catalogue, file: Path) -> int:
    """Write one state of the catalogue to `file`, whole or not at all; gives its size in bytes.

    Readers and a writer go on meanwhile. Raises StoreError, also if `file` is there and no backup.
    """
    if file.exists() and not _is_ours(file):
        raise StoreError(f"{file} is there and is no backup of Tieup's: choose another name")
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with catalogue.reading() as connection:
            _copy(connection, catalogue.path.parent, beside, file)
        beside.replace(file)
        flush_folder(file.absolute().parent)
    except OSError as error:
        raise _cannot_write(file, error) from error
    finally:
        for left in (beside, beside.with_name(beside.name + "-journal")):
            left.unlink(missing_ok=True)
    return file.stat().st_size


def _copy(connection: sqlite3.Connection, folder: Path, beside: Path, file: Path) -> None:
    written = [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix in _WRITTEN]
    try:
        with closing(sqlite3.connect(beside)) as copy:
            connection.backup(copy)
            copy.execute("DROP TABLE IF EXISTS written")  # a restored catalogue still holds its own
            copy.execute("CREATE TABLE written (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
            copy.executemany(
                "INSERT INTO written VALUES (?, ?)", [(path.name, path.read_bytes()) for path in written]
            )
            copy.commit()
            # Of the write-ahead log's two further files a backup must not depend.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise _cannot_write(file, error) from error
    with beside.open("rb") as written:
        os.fsync(written.fileno())


def _cannot_write(file: Path, error: Exception) -> StoreError:
    return StoreError(f"can't write the backup {file}: {error}; choose another place")


def restore(file: Path, folder: Path, replace: bool) -> None:
    """Make the index at `folder` what the backup `file` holds.

    An index that is there is left alone unless `replace` is set; then it turns into the backup's in one
    step, and goes on counting generations and ids from where both have been. Raises StoreError,
    StoreDamaged or StoreMismatch if the backup can't be used.
    """
    _check(file)
    catalogue = Catalogue(folder / "catalogue.sqlite")
    try:
        fresh = Catalogue.blank(catalogue.path)
    except StoreDamaged as error:
        raise StoreDamaged(
            f"the index at {folder} is too damaged to be replaced: move that folder away, then restore again"
        ) from error
    if not fresh and not replace:
        raise StoreError(f"there is an index at {folder}: choose another folder, or give --replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder), closing(_read_only(file)) as source:
            if fresh:
                drop_vectors(folder)
            catalogue.replace_with(source, _go_on)
            _write_back(source, folder)
    except OSError as error:
        raise StoreError(f"can't make an index at {folder}: {error}; choose another with --index") from error
    finally:
        catalogue.close()


def _go_on(connection: sqlite3.Connection, generation: int, sequence: dict[str, int]) -> None:
    """Let no number that the replaced index gave be given again."""
    for table, last in sequence.items():
        connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table))
        connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 "
            "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
            (table, last),
        )
    next_generation(connection, at_least=generation + 1)


def _write_back(source: sqlite3.Connection, folder: Path) -> None:
    """Put people's own files back beside the catalogue; a backup made before they were kept has none."""
    if source.execute("SELECT 1 FROM sqlite_master WHERE name = 'written'").fetchone() is None:
        return
    for name, content in source.execute("SELECT name, content FROM written"):
        path = folder / Path(str(name)).name  # never outside the folder, whatever a backup says
        if path.suffix in _WRITTEN:
            path.write_bytes(content)


def _check(file: Path) -> None:
    """Raise unless `file` is a sound backup of a format that can be read."""
    if not file.is_file():
        raise StoreError(f"there is no backup at {file}: give a file that tieup backup wrote")
    try:
        with closing(_read_only(file)) as connection:
            problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{file} is no sound backup ({error}): take another one") from error
    if problem != "ok":
        raise StoreDamaged(f"the backup {file} is damaged ({problem}): take another one")
    if not ours:
        raise StoreMismatch(f"{file} is a database of another program: give a file that tieup backup wrote")


def _is_ours(file: Path) -> bool:
    try:
        with closing(_read_only(file)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)
    except sqlite3.DatabaseError:
        return False


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
