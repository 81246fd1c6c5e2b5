"""Whether two reports answer a question differently: other sums, shares or days for what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..corpus import PublicationDate
from .amounts import Amount, comparable, find_amounts
from .kinds import required_of
from .times import When, find_times

_KINDS = {"money": "money", "percent": "percent", "count": "count"}
_DATED = frozenset({"date", "day", "year"})


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that answers, and when its article was published."""

    text: str
    published: PublicationDate | None


def differ(question: str, one: Report, other: Report) -> bool:
    """Whether the two give different values of the one kind that `question` asks for.

    Each has to give a single value of that kind beside those that the question holds itself: with more it
    is not known which of them answers.
    """
    required = required_of(question)
    if len(required) != 1:
        return False
    (kind,) = required
    if kind in _KINDS:
        left, right = (_amounts(report.text, _KINDS[kind], question) for report in (one, other))
        return (
            len(left) == len(right) == 1 and comparable(left[0], right[0]) and left[0].value != right[0].value
        )
    if kind in _DATED:
        first, second = (_times(report, question) for report in (one, other))
        return len(first) == len(second) == 1 and _apart(first[0], second[0])
    return False


def _amounts(text: str, kind: str, question: str) -> list[Amount]:
    asked = [(amount.unit, amount.value) for amount in find_amounts(question)]
    found = [amount for amount in find_amounts(text) if amount.kind == kind]
    return [amount for amount in found if (amount.unit, amount.value) not in asked]


def _times(report: Report, question: str) -> Sequence[str]:
    asked = {time.value for time in find_times(question, None)}
    found: list[When] = find_times(report.text, report.published)
    return [time.value for time in found if time.value and time.value not in asked]


def _apart(one: str, other: str) -> bool:
    """Whether neither of two ISO dates, as precise as each is, holds the other."""
    return (
        not one.startswith("-")
        and not other.startswith("-")
        and not (one.startswith(other) or other.startswith(one))
    )
