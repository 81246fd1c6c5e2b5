"""The report of one run: a table for people, and JSON for machines."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .estimates import METRICS, Estimate, Metric, by_type, summarise
from .questions import GoldQuote
from .run import Row
from .trust import by_standing, risk_coverage, weakest
from .trust_lines import trust_lines

_BY_TYPE = ("strict", "nugget_recall", "citation_precision", "citation_recall", "abstention_recall", "words")


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of each system by its name, ours first, and the gold quotes that no article holds."""

    source: str
    rows: Mapping[str, Sequence[Row]]
    missing: Sequence[tuple[str, GoldQuote]] = ()

    def overall(self) -> dict[str, dict[str, Estimate]]:
        """By system, the estimate of every metric over all questions."""
        return {name: summarise([row.marks for row in rows]) for name, rows in self.rows.items()}

    def by_type(self) -> dict[str, dict[str, dict[str, Estimate]]]:
        """By system and question type, the same."""
        return {name: by_type((row.type, row.marks) for row in rows) for name, rows in self.rows.items()}


def as_dict(report: Report) -> dict[str, Any]:
    """The report as JSON-ready values: source, questions, gold_not_found, systems."""
    overall, kinds = report.overall(), report.by_type()
    systems = {
        name: {
            "errors": sum(row.error is not None for row in rows),
            "overall": {metric: asdict(value) for metric, value in overall[name].items()},
            "by_type": {
                kind: {metric: asdict(value) for metric, value in values.items()}
                for kind, values in kinds[name].items()
            },
            "weakest": weakest(kinds[name]),
            "risk_coverage": None if (curve := risk_coverage(rows)) is None else curve.to_dict(),
            "by_standing": {words: asdict(value) for words, value in by_standing(rows).items()},
        }
        for name, rows in report.rows.items()
    }
    missing = [{"id": asked, "doc": gold.doc, "quote": gold.quote} for asked, gold in report.missing]
    count = max(len(rows) for rows in report.rows.values())
    return {"source": report.source, "questions": count, "gold_not_found": missing, "systems": systems}


def as_table(report: Report) -> str:
    """The report as text: every metric with its 95 % interval, the main ones by question type, and how far
    confidence can be trusted."""
    overall, names = report.overall(), list(report.rows)
    first = report.rows[names[0]]
    unanswerable = sum(not row.answerable for row in first)
    lines = [f"{report.source}: {len(first)} questions, {unanswerable} of them unanswerable", ""]
    lines.append(" " * 40 + "".join(f"{name:<24}" for name in names).rstrip())
    for metric in METRICS:
        cells = [_with_interval(metric, overall[name].get(metric.name)) for name in names]
        lines.append(f"{metric.label:<40}" + "".join(f"{cell:<24}" for cell in cells).rstrip())
    lines += ["", *_type_lines(report), *trust_lines(report.rows), *_closing(report)]
    return "\n".join(lines)


def failures(rows: Sequence[Row]) -> str:
    """The questions that were not strictly right: what was missed, what came instead."""
    blocks = [_failure(row) for row in rows if not row.marks.strict]
    return "\n\n".join(blocks) if blocks else "No failures."


def _failure(row: Row) -> str:
    faults = [f"error: {row.error}"] if row.error else []
    if row.abstained is row.answerable and not row.error:
        faults.append("abstained" if row.abstained else "did not abstain")
    faults += [f"missed: {', '.join(row.missed)}"] if row.missed else []
    faults += [f"forbidden: {', '.join(row.forbidden)}"] if row.forbidden else []
    return f"{row.id} ({row.type}) {row.question}\n  {'; '.join(faults)}\n  > {' '.join(row.text.split())}"


def _type_lines(report: Report) -> list[str]:
    """One line a type; where two systems ran, their values stand as ours/theirs."""
    kinds, names = report.by_type(), list(report.rows)
    metrics = [metric for name in _BY_TYPE for metric in METRICS if metric.name == name]
    heads = "".join(f"{metric.label:>20}" for metric in metrics)
    lines = [f"{'by type (' + ' / '.join(names) + ')':<32}{'n':>4}{heads}"]
    for kind, ours in kinds[names[0]].items():
        cells = ["/".join(_bare(one, kinds[name][kind].get(one.name)) for name in names) for one in metrics]
        lines.append(f"{kind:<32}{ours['strict'].n:>4}" + "".join(f"{cell:>20}" for cell in cells))
    least = weakest(kinds[names[0]])
    if least:
        lines += ["", f"weakest of {names[0]}: " + ", ".join(_weak(kind, kinds[names[0]]) for kind in least)]
    return lines


def _weak(kind: str, kinds: Mapping[str, Mapping[str, Estimate]]) -> str:
    right = kinds[kind]["strict"]
    return f"{kind} ({round(right.value * right.n)} of {right.n} right)"


def _closing(report: Report) -> list[str]:
    lines = ["", "In brackets: 95 % intervals, Wilson's for proportions, the bootstrap's for the rest."]
    for name, rows in report.rows.items():
        errors = [row for row in rows if row.error]
        if errors:
            lines.append(
                f"{name}: {len(errors)} questions raised an error, first {errors[0].id}: {errors[0].error}"
            )
    for asked, gold in report.missing:
        lines.append(f"{asked}: gold quote not in {gold.doc}: {gold.quote!r}")
    return lines


def _with_interval(metric: Metric, found: Estimate | None) -> str:
    if found is None:
        return "-"
    if metric.kind == "ms":
        return _bare(metric, found)
    low, high = (Estimate(edge, edge, edge, found.n) for edge in (found.low, found.high))
    return f"{_bare(metric, found)} ({_bare(metric, low)}-{_bare(metric, high)})"


def _bare(metric: Metric, found: Estimate | None) -> str:
    if found is None:
        return "-"
    if metric.kind == "share":
        return f"{found.value:.2f}".removeprefix("0")
    return f"{found.value:.0f}" + (" ms" if metric.kind == "ms" else "")
