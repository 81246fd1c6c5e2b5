"""Articles from .csv files: a row of column names, then one article a row."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from .decoding import LARGEST, UnreadableError, encoding_of, opened
from .records import KEYS, bounded, record_article
from .types import Article, Rejected

_SAMPLE = 64 * 1024
_DELIMITERS = ",;\t|"
_TEXT = ("text", "body", "content", "article", "full_text", "article_text", "maintext")
_NAMES = {name for names in KEYS.values() for name in names}
_NO_HEADER = 'has no column "text" in its first row: name the columns, such as title,published,text'


def read_csv_file(file: Path) -> Iterator[Article | Rejected]:
    """The article of each row; a bad row is a Rejected and the rest goes on. Raises UnreadableError.

    The columns are told by the names in the first row, the delimiter (comma, semicolon, tab or bar) by
    which of them makes such names out of that row.
    """
    # The limit holds for the whole process; what comes from elsewhere may have asked for more.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    with opened(file) as stream:
        sample = stream.read(_SAMPLE)
        if not sample.strip():
            raise UnreadableError("is empty: nothing to read")
        stream.seek(0)
        with TextIOWrapper(stream, encoding=encoding_of(sample), errors="replace", newline="") as text:
            yield from bounded(_rows(text, str(file)), str(file))


def _rows(text: TextIOWrapper, path: str) -> Iterator[Article | Rejected]:
    lines = _bounded_lines(text)
    first = next(lines)
    delimiter, columns = _header(first)
    seen: set[str] = set()
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for number, row in enumerate(rows, start=2):
            if any(map(str.strip, row)):
                yield _record(
                    dict(zip(columns, row, strict=False)), len(row) - len(columns), number, path, seen
                )
    except csv.Error as error:
        yield Rejected(
            path, f"line {rows.line_num + 1}: {error}: a quote may not be closed; the rest was left out"
        )


def _bounded_lines(text: TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            raise UnreadableError(f"line {number}: is longer than 20 MB: split it; the rest was left out")
        yield line


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter and the columns' names in lower case, the text's as "text". Raises UnreadableError."""
    best: tuple[str, list[str]] | None = None
    most = 0
    for delimiter in _DELIMITERS:
        names = ["_".join(name.lower().split()) for name in next(csv.reader([line], delimiter=delimiter), [])]
        known = len(_NAMES.intersection(names)) + 1
        text = next((name for name in _TEXT if name in names), None)
        if text and known > most:
            most = known
            names[names.index(text)] = "text"
            best = delimiter, names
    if best is None:
        raise UnreadableError(_NO_HEADER)
    return best


def _record(
    values: dict[str, str], surplus: int, number: int, path: str, seen: set[str]
) -> Article | Rejected:
    try:
        if surplus > 0:
            raise UnreadableError(f"has {surplus} fields too many: put quotes around text with a delimiter")
        return record_article(values, number, path, seen)
    except UnreadableError as reason:
        return Rejected(path, f"row {number}: {reason}")
