"""One writer at a time, across processes, and a name to blame for the wait."""

import json
import os
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ..corpus import StoreBusy, StoreError
from .files import write_durably


@contextmanager
def writer_lock(folder: Path, wait: float = 1.0) -> Generator[None]:
    """Hold the index at `folder` for writing; the system lets go of it when the process dies.

    An OSError of what is done meanwhile (a full disk) becomes a StoreError.
    Raises StoreBusy after `wait` seconds, naming the holder, if another writer has it. (A reader that
    writes what a killed writer left has it for a moment, hence the wait.)
    """
    from filelock import FileLock, Timeout  # 20 ms that a question need not pay

    lock = FileLock(folder / "writer.lock", timeout=wait, is_singleton=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(
            f"{folder} is being written by {_holder(folder)}: wait until it ends, then try again"
        ) from None
    try:
        write_durably(folder / "writer.json", json.dumps(_me()).encode())
        yield
    except OSError as error:
        raise StoreError(
            f"the index at {folder} can't be written: {error}; what was committed is kept, so mend that "
            "and run the same again"
        ) from error
    finally:
        (folder / "writer.json").unlink(missing_ok=True)
        lock.release()


def _me() -> dict[str, str | int]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "program": Path(sys.argv[0]).name or "python",
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _holder(folder: Path) -> str:
    try:
        who = json.loads((folder / "writer.json").read_text())
        return f"{who['program']} (process {who['pid']} on {who['host']}, since {who['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
