"""Files that are whole or not there: written beside, flushed to disk, then renamed."""

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises OSError if it can't be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(path: Path, data: bytes | memoryview) -> None:
    """Write `data` so that after any crash `path` holds either its old bytes or all the new ones."""
    fill_durably(path, lambda beside: beside.write_bytes(data))


def fill_durably(path: Path, fill: Callable[[Path], object]) -> None:
    """As `write_durably`, with what `fill` writes into the file that it is given."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        fill(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make renames in `folder` durable, where the system can (Windows can't open folders)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
