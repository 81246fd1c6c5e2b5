"""Keys and users: kept as hashes in one file, which a running server reads anew when it changes."""

import hashlib
import hmac
import json
import os
import re
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from filelock import FileLock
from platformdirs import user_data_path

from ..corpus import ServeError
from .passwords import hashed, is_hash, matches

Rights = Literal["read", "write"]
Anyone = TypeVar("Anyone", "Key", "User")

_RIGHTS = get_args(Rights)

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


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who logs in to the chat by name and password; `digest` is what scrypt made of that."""

    id: str
    name: str
    rights: Rights
    digest: str
    created: str


Holder = Key | User
"""Who may be let in."""


@dataclass(frozen=True, slots=True)
class _Known:
    keys: tuple[Key, ...] = ()
    users: tuple[User, ...] = ()


def default_keys() -> Path:
    """Where the keys lie unless another file is named."""
    return user_data_path("tieup") / "keys.json"


class KeyFile:
    """The keys and users in the file at `path`; one that isn't there holds none.

    Any number of threads may use it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._known: tuple[object, _Known] = (None, _Known())

    def keys(self) -> tuple[Key, ...]:
        """All keys, the oldest first. Raises ServeError if the file can't be read or makes no sense."""
        return self._all().keys

    def users(self) -> tuple[User, ...]:
        """All users, the oldest first. Raises ServeError as `keys` does."""
        return self._all().users

    def empty(self) -> bool:
        """Whether there is nobody to ask for. Raises ServeError as `keys` does."""
        return self._all() == _Known()

    def _all(self) -> _Known:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return _Known()
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
        with self._writing():
            known = self._all()
            name = self._fresh(name, known.keys, "key")
            text = f"tieup_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
            key = Key(text.split("_")[1], name, rights, _digest(text), _now())
            self._write(_Known((*known.keys, key), known.users))
        return key, text

    def add_user(self, name: str, password: str, rights: Rights) -> User:
        """A new user. Raises ServeError as `add` does, and for a password that is too short or too long."""
        with self._writing():
            known = self._all()
            name = self._fresh(name, known.users, "user")
            user = User(secrets.token_hex(4), name, rights, hashed(password), _now())
            self._write(_Known(known.keys, (*known.users, user)))
        return user

    def set_password(self, name: str, password: str) -> User:
        """Give a user another password, which logs that user out everywhere. Raises ServeError as above."""
        with self._writing():
            known = self._all()
            changed = replace(self._named_one(known.users, name, "user"), digest=hashed(password))
            users = tuple(changed if user.id == changed.id else user for user in known.users)
            self._write(_Known(known.keys, users))
        return changed

    def remove(self, which: str) -> Key:
        """Take out the key with this id or name. Raises ServeError if there is none."""
        with self._writing():
            known = self._all()
            gone = self._named_one(known.keys, which, "key")
            self._write(_Known(tuple(key for key in known.keys if key is not gone), known.users))
        return gone

    def remove_user(self, which: str) -> User:
        """Take out the user with this id or name. Raises ServeError if there is none."""
        with self._writing():
            known = self._all()
            gone = self._named_one(known.users, which, "user")
            self._write(_Known(known.keys, tuple(user for user in known.users if user is not gone)))
        return gone

    def log_in(self, name: str, password: str) -> User | None:
        """The user with this name and password, or None; as slow as scrypt, whether or not there is one."""
        name = " ".join(name.split())
        user = next((user for user in self.users() if user.name == name), None)
        return user if matches(password, user.digest if user else None) else None

    def _fresh(self, name: str, held: Sequence[Holder], kind: str) -> str:
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise ServeError(f"a {kind}'s name has 1 to {_LONGEST_NAME} characters; say who it is.")
        if any(one.name == name for one in held):
            raise ServeError(f"{self.path} has a {kind} called {name!r} already; choose another name.")
        return name

    def _named_one(self, held: Sequence[Anyone], which: str, kind: str) -> Anyone:
        found = next((one for one in held if which in (one.id, one.name)), None)
        if found is None:
            raise ServeError(f"{self.path} has no {kind} {which[:80]!r}; see `tieup {kind}s list`.")
        return found

    def find(self, text: str) -> Key | None:
        """The key that `text` is, or None. Raises ServeError as `keys` does."""
        form = _FORM.fullmatch(text)
        if form is None:
            return None
        given = _digest(text)
        held = (key for key in self.keys() if key.id == form[1])
        return next((key for key in held if hmac.compare_digest(key.digest, given)), None)

    def named(self, holder_id: str) -> Holder | None:
        """The key or user with this id, or None. Raises ServeError as `keys` does."""
        known = self._all()
        return next((one for one in (*known.keys, *known.users) if one.id == holder_id), None)

    def _writing(self) -> FileLock:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ServeError(
                f"{self.path.parent}: {problem.strerror}; choose another by --keys-file."
            ) from problem
        return FileLock(self.path.with_name(f".{self.path.name}.lock"))

    def _write(self, known: _Known) -> None:
        text = json.dumps({"version": _VERSION, **asdict(known)}, indent=1)
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(path: Path) -> _Known:
    try:
        values: Any = json.loads(path.read_text("utf-8"))
        keys = tuple(Key(**entry) for entry in values["keys"])
        users = tuple(User(**entry) for entry in values.get("users", ()))
        sound = all(is_hash(user.digest) for user in users)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ServeError(f"{path} can't be read as a key file; restore it, or make one anew.") from problem
    if (
        not sound
        or values.get("version") != _VERSION
        or any(one.rights not in _RIGHTS for one in (*keys, *users))
    ):
        raise ServeError(f"{path} is a key file of another version; make one anew with `tieup keys add`.")
    return _Known(keys, users)
