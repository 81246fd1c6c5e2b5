"""Bytes to text, bounded: what is too large or binary is refused before it costs anything."""

import re
from pathlib import Path

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest article taken in."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 64 * 1024


class UnreadableError(ValueError):
    """A file can't be taken in; the message is the reason, in one line, with a way out."""


def read_bytes(file: Path, largest: int = LARGEST) -> bytes:
    """The file's bytes. Raises UnreadableError when it is missing, forbidden or larger than `largest`."""
    try:
        size = file.stat().st_size
        if size > largest:
            raise UnreadableError(
                f"{_megabytes(size)} is more than {_megabytes(largest)}: split it into articles"
            )
        return file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"can't be opened ({error.strerror}): check the file and its permissions"
        ) from error


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8 (a byte order mark is dropped), else the encoding that fits best.

    Newlines stay as they are. Raises UnreadableError when the bytes look binary.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(_decoded_as(data, "utf-16"))
    if b"\x00" in data:
        raise UnreadableError("looks binary: add it as text")
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _checked(_guessed(data))


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("looks binary: add it as text") from error


def _guessed(data: bytes) -> str:
    # Imported here: most files are UTF-8, and the command line should start at once.
    from charset_normalizer import from_bytes

    if (best := from_bytes(data[:_SAMPLE]).best()) is None:
        raise UnreadableError("is in no known encoding: save it as UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        return data.decode(best.encoding, errors="replace")


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise UnreadableError("looks binary: add it as text")
    return text


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
