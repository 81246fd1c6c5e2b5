"""Articles from .jsonl files: one JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .decoding import LARGEST, UnreadableError, decode, opened
from .records import bounded, record_article
from .types import Article, Rejected


def read_jsonl_file(file: Path) -> Iterator[Article | Rejected]:
    """The article of each line; a bad line is a Rejected and the rest goes on. Raises UnreadableError."""
    with opened(file) as lines:
        yield from bounded(_records(lines, str(file)), str(file))


def _records(lines: BinaryIO, path: str) -> Iterator[Article | Rejected]:
    seen: set[str] = set()
    for number, data in _bounded_lines(lines):
        try:
            yield record_article(_values(data), number, path, seen)
        except UnreadableError as reason:
            yield Rejected(path, f"line {number}: {reason}")


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


def _values(data: bytes | None) -> dict[str, Any]:
    if data is None:
        raise UnreadableError("is longer than 20 MB: split it into articles")
    text = decode(data)
    try:
        values: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("is not JSON: write one object a line") from error
    if not isinstance(values, dict):
        raise UnreadableError("is not a JSON object: write one object a line")
    return values
