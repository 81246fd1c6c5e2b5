"""Passwords as they are kept: hashed by scrypt, which costs whoever guesses time and memory for each try."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode

from ..corpus import ServeError

SHORTEST, LONGEST = 10, 200
_N, _R, _P = 2**15, 8, 3  # 32 MiB and a fraction of a second a try, as OWASP has it for scrypt
_MEMORY = 2**26
_FORM = re.compile(r"scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/=]{24})\$([A-Za-z0-9+/=]{44})")


def hashed(password: str) -> str:
    """What is kept of `password`, with its own salt. Raises ServeError for one that is too short or long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ServeError(f"a password has {SHORTEST} to {LONGEST} characters; choose another.")
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, (_N, _R, _P))
    return f"scrypt${_N}${_R}${_P}${b64encode(salt).decode()}${b64encode(made).decode()}"


def is_hash(kept: str) -> bool:
    """Whether `kept` is what `hashed` makes."""
    return _FORM.fullmatch(kept) is not None


def matches(password: str, kept: str | None) -> bool:
    """Whether `kept` was made of `password`; with None it takes as long, and the answer is no.

    It takes a good part of a second on purpose: call it in a thread.
    """
    form = _FORM.fullmatch(kept or _NOBODYS)
    if form is None or len(password) > LONGEST:
        return False
    costs = (int(form[1]), int(form[2]), int(form[3]))
    made = _scrypt(password, b64decode(form[4]), costs)
    return hmac.compare_digest(made, b64decode(form[5])) and kept is not None


def _scrypt(password: str, salt: bytes, costs: tuple[int, int, int]) -> bytes:
    # One accented letter may be typed as one sign or as two: both are the same password.
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    n, r, p = costs
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


_NOBODYS = f"scrypt${_N}${_R}${_P}${b64encode(bytes(16)).decode()}${b64encode(bytes(32)).decode()}"
