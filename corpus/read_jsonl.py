"""Articles from .jsonl files: one JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .build import build_article
from .decoding import LARGEST, UnreadableError, decode
from .types import Article, Rejected

_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors"),
    "url": ("url", "link"),
    "published": ("published", "date"),
    "language": ("language", "lang"),
}


def read_jsonl_file(file: Path) -> Iterator[Article | Rejected]:
    """The article of each line; a bad line is a Rejected and the rest goes on. Raises UnreadableError."""
    try:
        with file.open("rb") as lines:
            seen: set[str] = set()
            for number, data in _bounded_lines(lines):
                yield _record(data, number, str(file), seen)
    except OSError as error:
        raise UnreadableError(
            f"can't be opened ({error.strerror}): check the file and its permissions"
        ) from error


def _bounded_lines(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines that aren't blank, numbered from 1; None for one that is longer than an article may be."""
    number = 0
    while data := lines.readline(LARGEST + 1):
        number += 1
        if len(data) > LARGEST:
            while data and not data.endswith(b"\n"):
                data = lines.readline(LARGEST)
            yield number, None
        elif data.strip():
            yield number, data


def _record(data: bytes | None, number: int, path: str, seen: set[str]) -> Article | Rejected:
    try:
        if data is None:
            raise UnreadableError("is longer than 20 MB: split it into articles")
        values = _values(data)
        text = values.get("text")
        if not isinstance(text, str) or not text.strip():
            raise UnreadableError('has no text: give each record a "text"')
        record = str(values.get("id") or number)
        if record in seen:
            raise UnreadableError(f"has the id {record[:80]!r} of an earlier record: give it its own")
        seen.add(record)
        return build_article(text, _known(values), path, record=record)
    except UnreadableError as reason:
        return Rejected(path, f"line {number}: {reason}")


def _values(data: bytes) -> dict[str, Any]:
    try:
        values: Any = json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError("is not JSON: write one object a line") from error
    if not isinstance(values, dict):
        raise UnreadableError("is not a JSON object: write one object a line")
    return values


def _known(values: dict[str, Any]) -> dict[str, str]:
    known: dict[str, str] = {}
    for ours, names in _KEYS.items():
        for name in names:
            value = values.get(name)
            said = ", ".join(map(str, value)) if isinstance(value, list) else value
            if isinstance(said, (str, int)) and str(said).strip():
                known.setdefault(ours, " ".join(str(said).split()))
    return known
