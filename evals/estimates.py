"""Means over questions, with confidence intervals.

Proportions (strict correctness, citation exactness, passage hits) get Wilson's score interval
(E. B. Wilson, JASA 1927); everything else the percentile bootstrap over questions (B. Efron, 1979),
1,000 resamples from a fixed seed, so that the same rows always give the same report.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .types import Marks

Sample = NDArray[np.float64]
"""Values of n questions, shape (..., n, k): k numbers a question, resamples in front."""

_RESAMPLES = 1000
_SEED = 20240607
_Z = 1.959963984540054  # the normal quantile at 0.975


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value, its 95 % interval, and the number of cases it rests on."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured: `pick` takes a question's numbers (None: does not apply), `fold` sums them up.

    `kind` says how a value is printed: a share of 1, a number of words, or milliseconds. `needs` has to
    hold for one question at least, or the metric says nothing.
    """

    name: str
    label: str
    pick: Callable[[Marks], tuple[float, ...] | None]
    fold: Callable[[Sample], Sample]
    kind: Literal["share", "words", "ms"] = "share"
    proportion: bool = False
    needs: Callable[[Marks], bool] = lambda marks: True


def summarise(marks: Sequence[Marks]) -> dict[str, Estimate]:
    """An estimate for every metric that applies to at least one of the marks, by the metric's name."""
    estimates = {metric.name: estimate(metric, marks) for metric in METRICS}
    return {name: found for name, found in estimates.items() if found is not None}


def by_type(marks: Iterable[tuple[str, Marks]]) -> dict[str, dict[str, Estimate]]:
    """The same by question type, types in alphabetical order."""
    groups: dict[str, list[Marks]] = {}
    for kind, one in marks:
        groups.setdefault(kind, []).append(one)
    return {kind: summarise(groups[kind]) for kind in sorted(groups)}


def estimate(metric: Metric, marks: Sequence[Marks]) -> Estimate | None:
    """The metric's value with its interval; None where it applies to none of the marks."""
    picked = [values for one in marks if (values := metric.pick(one)) is not None]
    if not picked or not any(metric.needs(one) for one in marks):
        return None
    sample = np.asarray(picked, dtype=np.float64)
    value = float(metric.fold(sample))
    if metric.proportion:
        # One number a question is a success or none; two are successes and tries.
        tries = len(picked) if sample.shape[1] == 1 else int(sample[:, 1].sum())
        low, high = wilson(value * tries, tries)
        return Estimate(value, low, high, tries) if tries else None
    low, high = _bootstrap(sample, metric.fold)
    return Estimate(value, low, high, len(picked))


def mean_of(values: Sequence[float], *, proportion: bool) -> Estimate:
    """The mean of values with its interval: Wilson's if each is a success (1) or none (0)."""
    mean = sum(values) / len(values)
    interval = wilson(sum(values), len(values)) if proportion else _bootstrap(np.array([values]).T, _mean)
    return Estimate(mean, *interval, len(values))


def wilson(successes: float, tries: int) -> tuple[float, float]:
    """Wilson's 95 % score interval for a proportion; (0, 1) without any try."""
    if not tries:
        return 0.0, 1.0
    share, z2 = successes / tries, _Z * _Z
    middle = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    half = _Z * sqrt(share * (1 - share) / tries + z2 / (4 * tries * tries)) / (1 + z2 / tries)
    return max(0.0, middle - half), min(1.0, middle + half)


def _bootstrap(sample: Sample, fold: Callable[[Sample], Sample]) -> tuple[float, float]:
    rows = np.random.default_rng(_SEED).integers(0, len(sample), (_RESAMPLES, len(sample)))
    low, high = np.percentile(fold(sample[rows]), (2.5, 97.5))
    return float(low), float(high)


def _mean(sample: Sample) -> Sample:
    return sample[..., 0].mean(axis=-1)


def _ratio(sample: Sample) -> Sample:
    """Sum of the first numbers over the sum of the second; 0 where the second sum up to 0."""
    part, whole = sample[..., 0].sum(axis=-1), sample[..., 1].sum(axis=-1)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _f1(sample: Sample) -> Sample:
    """F1 of said against true, 2 hits / (said + true); 0 where nothing was said nor true."""
    said, true = sample[..., 0], sample[..., 1]
    both, either = 2 * (said * true).sum(axis=-1), (said + true).sum(axis=-1)
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)


def _percentile(share: float) -> Callable[[Sample], Sample]:
    return lambda sample: np.percentile(sample[..., 0], share, axis=-1)


def _one(value: float | bool | None) -> tuple[float] | None:
    return None if value is None else (float(value),)


def _if_answerable(marks: Marks, value: float | bool | None) -> tuple[float] | None:
    return _one(value) if marks.answerable else None


METRICS = (
    Metric("strict", "strictly right", lambda m: _one(m.strict), _mean, proportion=True),
    Metric(
        "strict_loose",
        "  false premises refused, not corrected",
        lambda m: _one(m.strict_loose),
        _mean,
        proportion=True,
    ),
    Metric("nugget_recall", "nugget recall", lambda m: _one(m.nugget_recall), _mean),
    Metric("free_of_forbidden", "nothing forbidden", lambda m: _one(not m.forbidden), _mean, proportion=True),
    Metric(
        "citation_exactness",
        "citation exactness",
        lambda m: (m.exact, m.cited) if m.cited else None,
        _ratio,
        proportion=True,
    ),
    Metric(
        "citation_precision",
        "citation precision",
        lambda m: _if_answerable(m, m.citation_precision),
        _mean,
    ),
    Metric("citation_recall", "citation recall", lambda m: _if_answerable(m, m.citation_recall), _mean),
    Metric(
        "citation_precision_all",
        "  precision, unanswerable ones too",
        lambda m: _one(m.citation_precision),
        _mean,
    ),
    Metric(
        "citation_recall_all", "  recall, unanswerable ones too", lambda m: _one(m.citation_recall), _mean
    ),
    Metric(
        "passage_hit",
        "gold passage in top 10",
        lambda m: _if_answerable(m, m.passage_hit),
        _mean,
        proportion=True,
    ),
    Metric(
        "abstention_precision",
        "abstention precision",
        lambda m: _one(not m.answerable) if m.abstained else None,
        _mean,
        proportion=True,
    ),
    Metric(
        "abstention_recall",
        "abstention recall",
        lambda m: None if m.answerable else _one(m.abstained),
        _mean,
        proportion=True,
    ),
    Metric(
        "abstention_f1",
        "abstention F1",
        lambda m: (float(m.abstained), float(not m.answerable)),
        _f1,
        needs=lambda m: not m.answerable,
    ),
    Metric("words", "words", lambda m: None if m.failed else (float(m.words),), _mean, "words"),
    Metric("ms_p50", "time p50", lambda m: _one(m.ms), _percentile(50), "ms"),
    Metric("ms_p95", "time p95", lambda m: _one(m.ms), _percentile(95), "ms"),
)
"""All metrics, in the order of the report."""
