"""When things happened, as far as a sentence and the publication date settle it; nothing is guessed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..corpus import PublicationDate
from .names_lists import MONTHS, WEEKDAYS

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class When:
    """A time expression at [start, end) of a text (code points).

    `value` is ISO 8601 cut to `precision` ("2021-01-19", "2021-01", "2021"); a day or month whose year
    nothing settles keeps its place empty ("--01-19", "--01"), and an expression that nothing settles at
    all ("last month" in an undated article) has no value. `relative` says that the publication date was
    needed.
    """

    text: str
    start: int
    end: int
    value: str | None
    precision: Precision
    relative: bool = False


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_NAME = "|".join(WEEKDAYS)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip
_COUNT = "|".join(_NUMBERS) + r"|\d{1,2}"
_PART = (
    r"(?:(?:early|mid|late|the (?:beginning|middle|end|start) of"
    r"|the (?:first|second|third|fourth) (?:half|quarter) of)[ -])?"
)
_PATTERN = re.compile(
    rf"(?<![\w$€£.,-])(?:"
    rf"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_MONTH})\.?(?:,? (?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d)(?:,? (?P<y2>(?:19|20)\d\d)"
    rf"| (?P<r2>last year|this year))?"
    rf"|{_PART}(?P<m3>{_MONTH})\.?,? (?:of )?(?:(?P<y3>(?:19|20)\d\d)|(?P<r3>last year|this year"
    rf"|next year|the year before))"
    rf"|(?P<way4>last|next|this|the following) (?P<m4>{_MONTH})"
    rf"|{_PART}(?P<m5>(?<=[\w,;] )(?:{_MONTH})(?=[\s,.;:)])|^(?:{_MONTH})(?=\s))(?! (?:\d|is|will be|was a))"
    rf"|(?:{_PART})(?P<y6>(?:19|20)\d\d)(?![\w%]|,\d|-\d| (?:vehicles|units|cars|people|jobs|employees))"
    rf"|(?P<day7>yesterday|today|tomorrow)"
    rf"|(?P<way8>last |next |this )?(?P<day8>{_DAY_NAME})(?!s)(?: night| evening| morning)?"
    rf"|(?:(?:earlier|later|late|early) )?(?P<way9>last|this|next|the previous"
    rf"|the coming) (?P<unit9>week|month|year|summer|quarter)"
    rf"|(?:exactly |almost |just |about )?(?P<n10>{_COUNT}) (?P<unit10>day|week|month|year)s? ago"
    r")(?!\w)"
)


def find_times(text: str, published: PublicationDate | None) -> list[When]:
    """The time expressions of `text`, in order, resolved against `published` where it settles them."""
    found: list[When] = []
    for match in _PATTERN.finditer(text):
        if match["m5"] in ("May", "March", "Mar", "Sun") and not re.search(
            r"\b(?:in|of|by|since|until|from|to|late|early|mid)[ -]$", text[: match.start("m5")]
        ):
            continue
        found.append(_read(match, text, published))
    return found


def _read(match: re.Match[str], text: str, published: PublicationDate | None) -> When:
    value, precision, relative = _absolute(match) or _relative(match, text, published)
    return When(match[0], match.start(), match.end(), value, precision, relative)


_Reading = tuple[str | None, Precision, bool]


def _absolute(match: re.Match[str]) -> _Reading | None:
    if match["iso"]:
        return match["iso"], "day", False
    for month, day, year in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if match[month] and match[year]:
            return _day(int(match[year]), MONTHS[match[month]], int(match[day])), "day", False
    if match["m3"] and match["y3"]:
        return f"{match['y3']}-{MONTHS[match['m3']]:02}", "month", False
    if match["y6"]:
        return match["y6"], "year", False
    return None


def _day(year: int, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def _relative(match: re.Match[str], text: str, published: PublicationDate | None) -> _Reading:
    base = date.fromisoformat(published.first_day) if published else None
    known: Precision | None = published.precision if published else None
    if match["m1"] or match["m2"]:
        month, day = MONTHS[match["m1"] or match["m2"]], int(match["d1"] or match["d2"])
        return _yearless_day(match, month, day, (base, known), _ahead(text, match.start()))
    if match["m3"]:
        month = MONTHS[match["m3"]]
        if base is None:
            return f"--{month:02}", "month", True
        shift = {"last year": -1, "the year before": -1, "this year": 0, "next year": 1}[match["r3"]]
        return f"{base.year + shift}-{month:02}", "month", True
    if match["m4"] or match["m5"]:
        month = MONTHS[match["m4"] or match["m5"]]
        return _yearless_month(match["way4"], month, (base, known), _ahead(text, match.start()))
    return _counted(match, base, known)


_Base = tuple[date | None, Precision | None]


def _ahead(text: str, start: int) -> bool:
    """Whether the words before point forward: "by March", "will open in April", "due in May"."""
    before = text[max(0, start - 60) : start]
    return bool(
        re.search(
            r"\b(?:by|until|before|from|starting(?: in)?|due (?:in|by)|no later than"
            r"|next) (?:the \w+ of |late |early |mid-)?$",
            before,
        )
        or re.search(
            r"\b(?:will|would|is to|are to|should|expects?|expected|plans?|planned|due)\b[^.;]*$", before
        )
    )


def _yearless_day(match: re.Match[str], month: int, day: int, base: _Base, ahead: bool) -> _Reading:
    day_known, known = base
    if match["r2"] and day_known:
        year = day_known.year - (match["r2"] == "last year")
        return _day(year, month, day), "day", True
    if day_known is None or known == "year" or not 1 <= day <= 31:
        return f"--{month:02}-{day:02}", "day", False
    if known == "month" and day_known.month == month:
        return _day(day_known.year, month, day), "day", True
    here = (day_known.month, day_known.day if known == "day" else 31)
    year = day_known.year + (ahead and (month, day) < here) - (not ahead and (month, day) > here)
    return _day(year, month, day), "day", True


def _yearless_month(way: str | None, month: int, base: _Base, ahead: bool) -> _Reading:
    day, known = base
    if day is None or known == "year":
        return f"--{month:02}", "month", False
    ahead = way in ("next", "the following") or (ahead and way is None)
    if way == "last":
        year = day.year - (month >= day.month)
    elif ahead:
        year = day.year + (month < day.month or (way == "next" and month == day.month))
    else:
        year = day.year - (month > day.month)
    return f"{year}-{month:02}", "month", True


def _counted(match: re.Match[str], base: date | None, known: Precision | None) -> _Reading:
    unit = match["unit9"] or match["unit10"] or "day"
    precision: Precision = {"year": "year", "summer": "year"}.get(
        unit, "month" if unit in ("month", "quarter") else "day"
    )  # type: ignore[assignment]
    if base is None:
        return None, precision, True
    if match["day7"] or match["day8"]:
        return (_weekday(match, base) if known == "day" else None), "day", True
    if match["n10"]:
        count = int(_NUMBERS.get(match["n10"], 0) or match["n10"])
        return _ago(base, known, count, match["unit10"])
    step = {"last": -1, "the previous": -1, "this": 0, "next": 1, "the coming": 1}[match["way9"]]
    if unit == "year":
        return str(base.year + step), "year", True
    if unit == "month" and known != "year":
        return _month(base, step), "month", True
    return None, precision, True


def _weekday(match: re.Match[str], base: date) -> str:
    if match["day7"]:
        return (base + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[match["day7"]])).isoformat()
    back = (base.weekday() - WEEKDAYS[match["day8"]]) % 7
    if match["way8"] == "next ":
        return (base + timedelta(7 - back)).isoformat()
    if match["way8"] == "last " and back == 0:
        back = 7
    return (base - timedelta(back)).isoformat()


def _month(base: date, step: int) -> str:
    months = base.year * 12 + base.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02}"


def _ago(base: date, known: Precision | None, count: int, unit: str) -> _Reading:
    if unit == "year":
        return str(base.year - count), "year", True
    if unit == "month" and known != "year":
        return _month(base, -count), "month", True
    if known == "day":
        return (
            (base - timedelta(count * (7 if unit == "week" else 1))).isoformat(),
            "day" if unit == "day" else "month",
            True,
        )
    return None, "day", True
