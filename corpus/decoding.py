"""Bytes to text, bounded: what is too large or binary is refused before it costs anything."""

import re
from codecs import getincrementaldecoder
from collections.abc import Generator
from contextlib import contextmanager
from os import fstat
from pathlib import Path
from typing import BinaryIO

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest article taken in."""
LARGEST_PACKED = 64 * 1024 * 1024
"""Bytes of the largest file that holds pictures or letters beside its text: .pdf, .docx, mail."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 64 * 1024


class UnreadableError(ValueError):
    """A file can't be taken in; the message is the reason, in one line, with a way out."""


@contextmanager
def opened(file: Path) -> Generator[BinaryIO]:
    """The file, open for reading. Raises UnreadableError where it, or a read within, is refused."""
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise UnreadableError(
            f"can't be opened ({error.strerror}): check the file and its permissions"
        ) from error


def read_bytes(file: Path, largest: int = LARGEST) -> bytes:
    """The file's bytes. Raises UnreadableError when it is missing, forbidden or larger than `largest`."""
    with opened(file) as stream:
        size = fstat(stream.fileno()).st_size
        if size > largest:
            raise UnreadableError(
                f"{_megabytes(size)} is more than {_megabytes(largest)}: split it into articles"
            )
        return stream.read(largest)


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
    encoding = _likely_encoding(data[:_SAMPLE])
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace")


def _likely_encoding(sample: bytes) -> str:
    # Imported here: most files are UTF-8, and the command line should start at once.
    from charset_normalizer import from_bytes

    if (best := from_bytes(sample).best()) is None:
        raise UnreadableError("is in no known encoding: save it as UTF-8")
    return best.encoding


def encoding_of(sample: bytes) -> str:
    """The encoding of a file that begins with `sample`, for reading it bit by bit. Raises UnreadableError."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample:
        raise UnreadableError("looks binary: add it as text")
    try:
        # The sample may end within a character.
        getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _likely_encoding(sample)
    return "utf-8-sig"


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise UnreadableError("looks binary: add it as text")
    return text


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
