"""Costs over sizes as an SVG of six small charts, both scales logarithmic."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from .speed_growth import Cost
from .speed_sides import Side

WIDTH, HEIGHT = 280, 170
_LEFT, _TOP, _RIGHT, _BOTTOM = 46, 26, 12, 26
_MARGIN, _COLUMNS, _LEGEND = 10, 3, 26

# Colours told apart by those who confuse red and green (Okabe and Ito 2008), on white as on black.
_COLOURS: dict[Side, str] = {"ours": "#0072b2", "stock": "#d55e00"}
_NAMES: dict[Side, str] = {"ours": "Tieup", "stock": "stock LlamaIndex"}

CHARTS = (
    ("p50", "a question, median (ms)"),
    ("p99", "a question, 99th of 100 (ms)"),
    ("added", "adding one article, kept (ms)"),
    ("opened", "opening, first question (ms)"),
    ("memory", "memory of a process (MB)"),
    ("taken_in", "passages taken in a second"),
)


def drawn(costs: Sequence[Cost]) -> str:
    """The charts of `costs`, at least one, as the text of an SVG file."""
    rows = -(-len(CHARTS) // _COLUMNS)
    wide = _COLUMNS * WIDTH + (_COLUMNS + 1) * _MARGIN
    high = rows * HEIGHT + (rows + 1) * _MARGIN + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'font-family="system-ui, sans-serif" font-size="11" role="img" '
        'aria-label="Cost as an index grows, over its number of passages">',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        *_legend({cost.side for cost in costs}),
    ]
    for number, (field, title) in enumerate(CHARTS):
        x = _MARGIN + number % _COLUMNS * (WIDTH + _MARGIN)
        y = _LEGEND + _MARGIN + number // _COLUMNS * (HEIGHT + _MARGIN)
        parts += [f'<g transform="translate({x} {y})">', *_chart(title, field, costs), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend(sides: set[Side]) -> Iterator[str]:
    shown: list[Side] = [side for side in _COLOURS if side in sides]
    for place, side in enumerate(shown):
        x = _MARGIN + _LEFT + place * 120
        yield f'<line x1="{x}" x2="{x + 22}" y1="18" y2="18" {_stroke(side)}/>'
        yield f'<text x="{x + 28}" y="22" fill="#222">{_NAMES[side]}</text>'


def _chart(title: str, field: str, costs: Sequence[Cost]) -> Iterator[str]:
    values = [float(getattr(cost, field)) for cost in costs]
    across = _Scale([cost.passages for cost in costs], _LEFT, WIDTH - _RIGHT)
    up = _Scale(values, HEIGHT - _BOTTOM, _TOP)
    yield f'<text x="{_LEFT}" y="14" fill="#222" font-weight="600">{escape(title)}</text>'
    for tick in up.ticks:
        y = up.at(tick)
        yield f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{_short(tick)}</text>'
    for tick in across.ticks:
        x = across.at(tick)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#555">{_short(tick)}</text>'
    for side in _COLOURS:
        points = [
            (across.at(cost.passages), up.at(value), f"{_NAMES[side]}, {cost.passages:,}: {value:,.3g}")
            for cost, value in zip(costs, values, strict=True)
            if cost.side == side
        ]
        for (x, y, _), (x2, y2, _) in pairwise(points):
            yield f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {_stroke(side)}/>'
        for x, y, said in points:
            dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOURS[side]}">'
            yield f"{dot}<title>{said}</title></circle>"


class _Scale:
    """Whole powers of ten around some positive values, laid out from `low` to `high` in points."""

    def __init__(self, values: Sequence[float], low: float, high: float) -> None:
        self._first, last = floor(log10(min(values))), ceil(log10(max(values)))
        self._last = max(last, self._first + 1)
        self._low, self._high = low, high
        self.ticks = [10.0**power for power in range(self._first, self._last + 1)]

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (log10(value) - self._first) / (self._last - self._first)
        return self._low + share * (self._high - self._low)


def _stroke(side: Side) -> str:
    dashes = "" if side == "ours" else ' stroke-dasharray="4 3"'
    return f'stroke="{_COLOURS[side]}" stroke-width="2"{dashes}'


def _short(value: float) -> str:
    if value < 1:
        return f"{value:g}"
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
