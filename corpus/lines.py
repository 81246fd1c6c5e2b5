"""Lines of an article as its author meant them: a paragraph wrapped at a fixed width is one line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .types import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[•*·‣▪►>|-]|\d{1,3}[.)])\s")
_NARROWEST_WRAP, _WIDEST_WRAP, _RAGGED = 40, 100, 18


def logical_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines of `text[start:end]` that hold more than white space, trimmed, in order.

    Lines that were wrapped at a fixed width (as in plain-text e-mail) come back as one span.
    """
    for paragraph in _paragraphs(text, start, len(text) if end is None else end):
        yield from _unwrapped(text, paragraph)


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


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines of a paragraph, those that only the margin had parted put together again."""
    run_on = [_runs_on(text, pair) for pair in pairwise(lines)]
    widest = max(_width(line) for line in lines)
    is_wrapped = any(run_on)
    joined = lines[0]
    for (before, after), plainly in zip(pairwise(lines), run_on, strict=True):
        # A capital at the line's start may still go on with the sentence, where the lines around it do.
        fits = is_wrapped and _width(before) > widest - _RAGGED and _is_open(text, before)
        if plainly or (fits and _could_follow(text, before, after)):
            joined = Span(joined.start, after.end)
        else:
            yield joined
            joined = after
    yield joined


def _width(line: Span) -> int:
    return line.end - line.start


def _is_open(text: str, line: Span) -> bool:
    return text[line.end - 1].isalnum() or text[line.end - 1] in ",-–—"


def _could_follow(text: str, before: Span, after: Span) -> bool:
    return _width(before) <= _WIDEST_WRAP and not _BULLET.match(text, after.start, after.end)


def _runs_on(text: str, pair: tuple[Span, Span]) -> bool:
    """Whether the second line plainly goes on with the first one's sentence."""
    before, after = pair
    if not _NARROWEST_WRAP <= _width(before) <= _WIDEST_WRAP or _BULLET.match(text, before.start, before.end):
        return False
    return (_is_open(text, before) or text[before.end - 1] in ")'’\"”") and text[after.start].islower()
