"""How far an answer's confidence, and the words for its support, can be trusted.

The risk-coverage curve (El-Yaniv and Wiener, JMLR 2010): answers are taken from the surest on; at each
share of all questions answered so far, what share of those answers is right?
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .estimates import Estimate, wilson
from .run import Row

_FEWEST = 3  # questions of a type from which on it is ranked: one question says nothing of its type


@dataclass(frozen=True, slots=True)
class Point:
    """At `confidence` and above, `coverage` of all questions are answered and `accuracy` of those right."""

    coverage: float
    accuracy: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A risk-coverage curve: a point for each confidence, surest first.

    `area` is the mean accuracy over the answers, each at its own place in the order; `by_chance` what an
    order without knowledge gives, `perfect` what the best order gives.
    """

    points: tuple[Point, ...]
    area: float
    by_chance: float
    perfect: float

    def at(self, coverage: float) -> Point | None:
        """The first point that covers as much; None where fewer questions are answered."""
        return next((point for point in self.points if point.coverage >= coverage - 1e-9), None)

    def to_dict(self) -> dict[str, Any]:
        """The curve as JSON-ready values."""
        return {**asdict(self), "points": [asdict(point) for point in self.points]}


def risk_coverage(rows: Sequence[Row]) -> Curve | None:
    """The curve of a system's answers, abstentions and errors left out; None where none is left.

    An answer counts as right if it is strictly right: one to a question that has no answer never is.
    """
    answers = [row for row in rows if not row.abstained and row.error is None]
    if not answers:
        return None
    points: list[Point] = []
    done = right = 0
    area = 0.0
    # Answers of one confidence have no order among them: they come together.
    for confidence in sorted({row.confidence for row in answers}, reverse=True):
        block = [row for row in answers if row.confidence == confidence]
        done, right = done + len(block), right + sum(row.marks.strict for row in block)
        points.append(Point(done / len(rows), right / done, confidence))
        area += len(block) * right / done
    perfect = sum(min(1.0, right / place) for place in range(1, done + 1))
    return Curve(tuple(points), area / done, right / done, perfect / done)


def by_standing(rows: Iterable[Row]) -> dict[str, Estimate]:
    """For each of the words that say how well answers are supported, how often those are strictly right.

    The surest words first (by the mean confidence of their answers), then by name.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.standing:
            groups.setdefault(row.standing, []).append(row)
    sure = {name: sum(row.confidence for row in group) / len(group) for name, group in groups.items()}
    return {name: _right(groups[name]) for name in sorted(groups, key=lambda name: (-sure[name], name))}


def weakest(kinds: dict[str, dict[str, Estimate]], most: int = 3) -> list[str]:
    """The `most` question types that are least often strictly right, those of a few questions left out."""
    ranked = [kind for kind, values in kinds.items() if values["strict"].n >= _FEWEST]
    return sorted(ranked, key=lambda kind: (kinds[kind]["strict"].value, kind))[:most]


def _right(rows: Sequence[Row]) -> Estimate:
    right = sum(row.marks.strict for row in rows)
    return Estimate(right / len(rows), *wilson(right, len(rows)), len(rows))
