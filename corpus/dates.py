"""Publication dates: read from a string that says so, never guessed from prose."""

import re
from calendar import monthrange

from .types import DatePrecision, DateSource, PublicationDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DATE = (
    r"(?:\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?![\d%])"
    rf"|{_WEEKDAY}{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)"
    rf"|{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+\d{{4}}(?!\d)"
    rf"|{_MONTH},?\s+\d{{4}}(?!\d)"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}日)?)"
)
"""A regular expression, to be used ignoring case, for a date that has at least a month and a year."""

STATED_ELSEWHERE = (
    r"(?:veröffentlicht(?: am)?|erstellt am|stand|publié le|mis en ligne le|publicado(?: el| em)?"
    r"|pubblicato il|gepubliceerd op|опубликовано|发布时间|發布時間|发表于|发布于|公開日|掲載日|配信日?"
    r"|입력|게재)\s*[:：]?\s*"
    rf"(?P<date>{DATE}|\d{{1,2}}(?:er|º)?\.?\s(?:de\s)?[^\W\d_]{{3,10}}\.?,?\s(?:de\s)?\d{{4}})"
)
"""A regular expression, to be used ignoring case, for "published on" and a day in other languages."""

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].{0,40})?", re.DOTALL)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}({_MONTH})(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+(\d{{4}})", re.I)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?({_MONTH}),?[\s-]+(\d{{4}})", re.I
)
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")


def parse_date(written: str, source: DateSource) -> PublicationDate | None:
    """The date that `written` is, as precise as it is; None when it is no date or an impossible one.

    "01/02/2021" could be January or February, so it is taken for the year only.
    """
    written = written.strip().strip(".,;")[:80]
    for pattern, order in ((_ISO, "ymd"), (_CHINESE, "ymd"), (_MONTH_FIRST, "mdy"), (_DAY_FIRST, "dmy")):
        match = pattern.fullmatch(written) if pattern is _ISO else pattern.match(written)
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            return _date(parts["y"], parts["m"], parts["d"], source)
    if match := _NUMBERS.match(written):
        return _from_numbers(match, source)
    return _in_other_languages(written, source)


def _date(year: str, month: str | None, day: str | None, source: DateSource) -> PublicationDate | None:
    number = _month_number(month)
    if not 1600 <= int(year) <= 2100 or (month and not 1 <= number <= 12):
        return None
    if day and not 1 <= int(day) <= monthrange(int(year), number)[1]:
        return None
    precision: DatePrecision = "day" if day else "month" if month else "year"
    parts = [year, f"{number:02}" if month else "", f"{int(day):02}" if day else ""]
    return PublicationDate("-".join(filter(None, parts)), precision, source)


def _month_number(month: str | None) -> int:
    if not month:
        return 0
    return int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")]


def _from_numbers(match: re.Match[str], source: DateSource) -> PublicationDate | None:
    first, second, year = match.groups()
    if int(first) > 12 or first == second or "." in match[0]:
        return _date(year, second, first, source)
    if int(second) > 12:
        return _date(year, first, second, source)
    return _date(year, None, None, source)


def _in_other_languages(written: str, source: DateSource) -> PublicationDate | None:
    year = re.search(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)", written)
    if year is None or len(written) > 40 or not re.search(r"[^\W\d_]{3}", written):
        return None
    # Imported here: it takes half a second, and English and ISO dates never need it.
    from dateparser.date import DateDataParser

    parser = DateDataParser(settings={"REQUIRE_PARTS": ["month", "year"], "PREFER_DAY_OF_MONTH": "first"})
    data = parser.get_date_data(written)
    if data.date_obj is None or data.period not in ("day", "month"):
        return None
    when = data.date_obj
    if str(when.year) != year[0]:
        return None
    day = str(when.day) if data.period == "day" else None
    return _date(str(when.year), str(when.month), day, source)
