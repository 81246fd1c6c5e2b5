"""When the articles were published that a question asks about: "in reports from 2015", "as of March 2021".

A day in a question mostly belongs to what is asked about ("the deal signed in 2015"); only one that follows a
word for the articles themselves, or "as of", says which articles to read.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .times import When

_WAYS = r"(?P<way>in|from|of|during|before|until|till|after|since|by|up to)"
_LEAD = re.compile(
    rf"(?:\b(?:(?P<as_of>as (?:of|at|from))"
    rf"|(?:articles?|reports?|stories|news|coverage|texts|pieces)(?: that (?:were|was))?"
    rf"(?: (?:published|written|dated))? {_WAYS}"
    rf"|(?:published|written) {_WAYS.replace('way', 'way2')}))"
    rf"(?: (?:the (?:year|month)|the (?:end|beginning|start) of))? ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """The articles to read: published on `after` or later, and earlier than `before` (ISO; None: open).

    `words` say it; text[start:end] of the question is what it was read from.
    """

    after: str | None
    before: str | None
    words: str
    start: int
    end: int


def published_in(text: str) -> Published | None:
    """Which articles a question asks about by their day of publication, if it says so."""
    for lead in _LEAD.finditer(text):
        from .times import find_times  # late: its patterns compile longer than a question takes to read

        when = next(iter(find_times(text[lead.end() :], None)), None)
        if when and when.start == 0 and when.value and not when.value.startswith("-"):
            way = (lead["way"] or lead["way2"] or "by").lower()
            first, following = when.value, _following(when)
            ends: dict[str, tuple[str | None, str | None]] = {
                "before": (None, first),
                "until": (None, following),
                "till": (None, following),
                "by": (None, following),
                "up to": (None, following),
                "after": (following, None),
                "since": (first, None),
            }
            after, before = ends.get(way, (first, following))
            said = "in" if way in ("of", "from") else way
            words = f"only articles published {said} {when.text}"
            return Published(after, before, words, lead.start(), lead.end() + when.end)
    return None


def _following(when: "When") -> str:
    """The first year, month or day after `when`, as an ISO date as long as its own."""
    parts = [int(part) for part in (when.value or "").split("-")]
    if when.precision == "year":
        return f"{parts[0] + 1:04}"
    if when.precision == "month":
        return f"{parts[0] + parts[1] // 12:04}-{parts[1] % 12 + 1:02}"
    return (date(*parts) + timedelta(days=1)).isoformat()
