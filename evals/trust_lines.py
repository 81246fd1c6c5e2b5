"""What `trust` measures, as lines of the report."""

from collections.abc import Mapping, Sequence

from .run import Row
from .trust import Curve, by_standing, risk_coverage

_STEPS = 10
_BAR = 20  # characters of an accuracy of 1


def trust_lines(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """The risk-coverage curves of all systems, and how right the first one's words for its support are."""
    curves = {name: curve for name, kept in rows.items() if (curve := risk_coverage(kept)) is not None}
    lines = _curve_lines(curves) if curves else []
    standings = by_standing(next(iter(rows.values())))
    if standings:
        lines += ["", f"{'by the words for its support':<40}{'n':>4}   strictly right"]
    for name, found in standings.items():
        lines.append(f"{name:<40}{found.n:>4}   {_two(found.value)} ({_two(found.low)}-{_two(found.high)})")
    return lines


def _curve_lines(curves: Mapping[str, Curve]) -> list[str]:
    """A line for each tenth of the questions: how many of the surest answers up to there are right."""
    lines = ["", "right among the surest answers, up to a share of all questions"]
    lines.append(f"{'share answered':<16}" + "".join(f"{name:<34}" for name in curves).rstrip())
    for step in range(1, _STEPS + 1):
        points = [curve.at(step / _STEPS) for curve in curves.values()]
        if not any(points):
            break
        cells = [_bar(point.accuracy) if point else "-" for point in points]
        lines.append(f"{_two(step / _STEPS):<16}" + "".join(f"{cell:<34}" for cell in cells).rstrip())
    lines.append(f"{'all answers':<16}" + "".join(f"{_end(curve):<34}" for curve in curves.values()).rstrip())
    areas = [f"{_two(c.area)} (chance {_two(c.by_chance)}, best {_two(c.perfect)})" for c in curves.values()]
    lines.append(f"{'area':<16}" + "".join(f"{area:<34}" for area in areas).rstrip())
    return lines


def _bar(share: float) -> str:
    return f"{_two(share)} {'#' * round(share * _BAR)}"


def _end(curve: Curve) -> str:
    last = curve.points[-1]
    return f"{_two(last.accuracy)} at {_two(last.coverage)}"


def _two(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")
