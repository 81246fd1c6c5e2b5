"""API keys: told once, kept as hashes in one file, which a running server reads anew when it changes."""

import hashlib
import hmac
import json
import os
import re
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock
from platformdirs import user_data_path

from ..corpus import ServeError

Rights = Literal["read", "write"]

_FORM = re.compile(r"tieup_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_LONGEST_NAME = 80
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key: never the key itself, only its SHA-256.

    A key holds 256 random bits, so a fast hash without salt is enough: nobody can try them all.
    """

    id: str
    name: str
    rights: Rights
    digest: str
    created: str

    @property
    def writes(self) -> bool:
        """Whether articles may be added and removed with it."""
        return self.rights == "write"


def default_keys() -> Path:
    """Where the keys lie unless another file is named."""
    return user_data_path("tieup") / "keys.json"


class KeyFile:
    """The keys in the file at `path`; one that isn't there holds none. Any number of threads may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._known: tuple[object, tuple[Key, ...]] = (None, ())

    def keys(self) -> tuple[Key, ...]:
        """All keys, the oldest first. Raises ServeError if the file can't be read or makes no sense."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as problem:
            raise ServeError(
                f"{self.path}: {problem.strerror}; check the key file's permissions."
            ) from problem
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        with self._guard:
            if self._known[0] != seen:
                self._known = (seen, _read(self.path))
            return self._known[1]

    def add(self, name: str, rights: Rights) -> tuple[Key, str]:
        """A new key called `name`: what is kept of it, and the key itself, which is told only here.

        Raises ServeError for a name that is empty, too long or taken, or a file that can't be written.
        """
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise ServeError(f"a key's name has 1 to {_LONGEST_NAME} characters; say whose key it is.")
        with self._writing():
            keys = self.keys()
            if any(key.name == name for key in keys):
                raise ServeError(f"{self.path} has a key called {name!r} already; choose another name.")
            text = f"tieup_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
            made = datetime.now(UTC).isoformat(timespec="seconds")
            key = Key(text.split("_")[1], name, rights, _digest(text), made)
            self._write([*keys, key])
        return key, text

    def remove(self, which: str) -> Key:
        """Take out the key with this id or name. Raises ServeError if there is none."""
        with self._writing():
            keys = self.keys()
            gone = next((key for key in keys if which in (key.id, key.name)), None)
            if gone is None:
                raise ServeError(f"{self.path} has no key {which[:80]!r}; see `tieup keys list`.")
            self._write([key for key in keys if key is not gone])
        return gone

    def find(self, text: str) -> Key | None:
        """The key that `text` is, or None. Raises ServeError as `keys` does."""
        form = _FORM.fullmatch(text)
        if form is None:
            return None
        given = _digest(text)
        held = (key for key in self.keys() if key.id == form[1])
        return next((key for key in held if hmac.compare_digest(key.digest, given)), None)

    def named(self, key_id: str) -> Key | None:
        """The key with this id, or None. Raises ServeError as `keys` does."""
        return next((key for key in self.keys() if key.id == key_id), None)

    def _writing(self) -> FileLock:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ServeError(
                f"{self.path.parent}: {problem.strerror}; choose another by --keys-file."
            ) from problem
        return FileLock(self.path.with_name(f".{self.path.name}.lock"))

    def _write(self, keys: Sequence[Key]) -> None:
        text = json.dumps({"version": _VERSION, "keys": [asdict(key) for key in keys]}, indent=1)
        beside = self.path.with_name(f".{self.path.name}.new")
        try:
            with suppress(FileNotFoundError):
                beside.unlink()
            # Only the owner may read it: it tells who has keys, and hashes are nobody's business.
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as problem:
            raise ServeError(f"{self.path}: {problem.strerror}; choose another by --keys-file.") from problem


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> tuple[Key, ...]:
    try:
        values: Any = json.loads(path.read_text("utf-8"))
        keys = tuple(Key(**entry) for entry in values["keys"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ServeError(f"{path} can't be read as a key file; restore it, or make one anew.") from problem
    if values.get("version") != _VERSION or any(key.rights not in ("read", "write") for key in keys):
        raise ServeError(f"{path} is a key file of another version; make one anew with `tieup keys add`.")
    return keys
