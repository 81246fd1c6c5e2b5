"""Lines of an article as its author meant them: a paragraph wrapped at a fixed width is one line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .types import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[•*·‣▪►>|-]|\d{1,3}[.)])\s")
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100


def logical_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines of `text[start:end]` that hold more than white space, trimmed, in order.

    Lines that were wrapped at a fixed width (as in plain-text e-mail) come back as one span.
    """
    for paragraph in _paragraphs(text, start, len(text) if end is None else end):
        if _is_wrapped(text, paragraph):
            yield Span(paragraph[0].start, paragraph[-1].end)
        else:
            yield from paragraph


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space at its ends, or None when nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _physical_lines(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start, end):
        if span := trimmed(text, match.start(), match.end()):
            yield span


def _paragraphs(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them."""
    run: list[Span] = []
    for line in _physical_lines(text, start, end):
        if run and _breaks(text[run[-1].end : line.start]) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _breaks(gap: str) -> int:
    return len(_BREAK.findall(gap))


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < 2:
        return False
    widths = [line.end - line.start for line in lines[:-1]]
    if min(widths) < _NARROWEST_WRAP or max(widths) > _WIDEST_WRAP or max(widths) - min(widths) > 30:
        return False
    if any(_BULLET.match(text, line.start, line.end) for line in lines):
        return False
    runs_on = sum(_runs_on(text, pair) for pair in pairwise(lines))
    return runs_on * 3 >= len(lines) - 1


def _runs_on(text: str, pair: tuple[Span, Span]) -> bool:
    """Whether the second line goes on with the first one's sentence."""
    before, after = pair
    last = text[before.end - 1]
    return (last.isalnum() or last in ",-–—)'’\"”") and text[after.start].islower()
