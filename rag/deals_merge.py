"""One deal, many reports: which reports tell of the same deal, what its history is, where they disagree."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from .deals import DEAL_TYPES, LADDER, Cell, Conflict, Deal, DealReport, DealStatus, DealType

ONE_OFF = ("investment", "acquisition")
"""Types of which the same parties can do several: those told apart by their dates."""
_NO_COPIES: Mapping[str, str] = {}
MONTHS_APART = 9
"""Months between the dates of two investments from which they are two deals."""


def key_of(report: DealReport) -> str:
    """What the reports of one deal share, before their dates are looked at."""
    return "|".join([report.type.value, *sorted(report.names)])


def deals_of(reports: Sequence[DealReport], clusters: Mapping[str, str] = _NO_COPIES) -> list[Deal]:
    """The deals among reports of one key; `MONTHS_APART` parts one investment from the next.

    `clusters` gives the cluster of each article that is a copy of another, to count origins by.
    """
    told = Counter(report.article_id for report in reports)
    # An article that tells two deals apart says most of which is which: its reports come first.
    ordered = sorted(reports, key=lambda report: (told[report.article_id] == 1, *_order(report)))
    apart: list[list[DealReport]] = []
    for report in ordered:
        home = _home(apart, report)
        if home is None:
            apart.append([report])
        else:
            home.append(report)
    found = sorted((sorted(cluster, key=_order) for cluster in apart), key=lambda cluster: _order(cluster[0]))
    return [_deal(cluster, number, clusters) for number, cluster in enumerate(found)]


def _order(report: DealReport) -> tuple[str, str, int]:
    return (report.published or "9999", report.article_id, report.quote.start)


def _home(clusters: Sequence[list[DealReport]], report: DealReport) -> list[DealReport] | None:
    """The cluster whose deal a report tells of: of those it fits, one with the same sum, else the first."""
    fits = [cluster for cluster in clusters if _fits(cluster, report)]
    same = [cluster for cluster in fits if any(_same_sum(other, report) for other in cluster)]
    return next(iter(same or fits), None)


def _fits(cluster: Sequence[DealReport], report: DealReport) -> bool:
    if any(other.article_id == report.article_id for other in cluster):
        return False  # one article told them apart already
    if report.type.value not in ONE_OFF or report.date is None:
        return True
    dates = [other.date.value for other in cluster if other.date]
    return not dates or any(months_between(date, report.date.value) < MONTHS_APART for date in dates)


def _same_sum(left: DealReport, right: DealReport) -> bool:
    return bool(left.amount and right.amount and not _amounts_differ(left.amount, right.amount))


def months_between(left: str, right: str) -> int:
    """The months between two ISO dates, as far as their years and months are known; 0 where they aren't."""
    if not (left[:4].isdigit() and right[:4].isdigit()):
        return 0
    if len(left) < 7 or len(right) < 7:
        return 12 * abs(int(left[:4]) - int(right[:4]))
    return abs((int(left[:4]) - int(right[:4])) * 12 + int(left[5:7]) - int(right[5:7]))


def _deal(reports: Sequence[DealReport], number: int, clusters: Mapping[str, str]) -> Deal:
    first = reports[0]
    names = tuple(sorted(first.names))
    digest = hashlib.sha256(f"{key_of(first)}|{number}".encode()).hexdigest()[:12]
    history = _history(reports)
    origins = len({clusters.get(report.article_id, report.article_id) for report in reports})
    return Deal(
        digest,
        names,
        report_type(first),
        _latest(reports),
        tuple(reports),
        history,
        conflicts_of(reports),
        origins,
    )


def report_type(report: DealReport) -> DealType:
    """The type of a report, as one of those there are."""
    return next(kind for kind in DEAL_TYPES if kind == report.type.value)


def status_of(report: DealReport) -> DealStatus:
    """The status of a report, as one of the ladder's rungs."""
    return next(status for status in LADDER if status == report.status.value)


def _history(reports: Sequence[DealReport]) -> tuple[tuple[str | None, DealStatus], ...]:
    told: list[tuple[str | None, DealStatus]] = []
    for report in sorted(reports, key=_order):
        entry = (report.published, status_of(report))
        if not told or told[-1][1] != entry[1]:
            told.append(entry)
    return tuple(told)


def _latest(reports: Sequence[DealReport]) -> DealStatus:
    """The furthest rung among the reports of the last day that any was published."""
    dated = [report for report in reports if report.published]
    last = max((report.published or "" for report in dated), default="")
    newest = [report for report in dated if report.published == last] or list(reports)
    statuses: list[DealStatus] = [status_of(report) for report in newest]
    return max(statuses, key=LADDER.index)


def conflicts_of(reports: Sequence[DealReport]) -> tuple[Conflict, ...]:
    """Amounts, stakes and dates on which two articles disagree; what can't be compared is no conflict."""
    found: list[Conflict] = []
    for name in ("amount", "stake", "date"):
        cells: list[Cell] = [cell for report in reports if (cell := getattr(report, name)) is not None]
        kept: list[Cell] = []
        for cell in cells:
            if all(cell.article_id != other.article_id for other in kept):
                kept.append(cell)
        disagree = _dates_differ if name == "date" else _amounts_differ
        if any(disagree(left, right) for index, left in enumerate(kept) for right in kept[index + 1 :]):
            found.append(Conflict(name, tuple(kept)))
    return tuple(found)


def _dates_differ(left: Cell, right: Cell) -> bool:
    one, two = left.value, right.value
    return not (one.startswith(two) or two.startswith(one) or "--" in (one[:2], two[:2]))


def _amounts_differ(left: Cell, right: Cell) -> bool:
    one, two = _number(left), _number(right)
    if one is None or two is None or one[1] != two[1]:
        return False
    return abs(one[0] - two[0]) > 0.02 * max(one[0], two[0])


def _number(cell: Cell) -> tuple[float, str] | None:
    words = cell.value.split()
    try:
        return float(words[-2]), words[-1]
    except (IndexError, ValueError):
        return None
