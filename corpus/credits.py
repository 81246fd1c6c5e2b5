"""Who published an article and when, where its text plainly says so."""

import re
from collections.abc import Iterator

from .dates import DATE, STATED_ELSEWHERE, parse_date
from .types import PublicationDate, Zone, ZoneKind

_HEAD_LINES, _LOOKED_AT = 10, 400
_SITE = (
    r"(?P<site>[A-Z0-9][\w&.'’-]*"
    r"(?:\s+(?:of|the|and|for|[A-Z0-9&][\w&.'’-]*|[a-z]{3,12}(?=\W*$))){0,4}?)"
)
_END = r"\s*(?:[.,;|)]|\s[-–—]\s|$)"

_PUBLISHERS = (
    re.compile(rf"\b(?:and (?:was )?|was )?translated (?:and published )?by (?:the )?{_SITE}{_END}"),
    re.compile(
        r"\b(?:(?:first|originally) (?:appeared|published|posted)|(?:appeared|published|posted) "
        r"(?:first|originally))"
        rf" (?:in|on|by|at) (?:the )?{_SITE}{_END}"
    ),
    re.compile(
        rf"^\W*[Mm]ore (?:posts|articles|stories|news) (?:about|on|in|from) .{{1,60}}? (?:on|at"
        rf"|from) {_SITE}\W*$"
    ),
    re.compile(
        rf"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©\s*)?(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?,?\s+)?{_SITE}{_END}"
    ),
)
_FOREWORD = re.compile(r"\b(?:article|story|report|post|piece|version|interview|column|it)\b", re.I)
_AGENCIES = (
    "Reuters|AP|AFP|ANI|IANS|PTI|Xinhua|Kyodo|Yonhap|Bloomberg|UPI|dpa|Nikkei|TASS|EFE|ANSA|Jiji|CNS|WAM"
    "|GLOBE NEWSWIRE|Globe Newswire|BUSINESS WIRE|Business Wire|PRNewswire|PR Newswire"
)
_AGENCY = re.compile(
    r"(?:\([A-Z][\w ,'’-]{2,40}\)\s*)?(?:[A-Z][\w .,'’/-]{2,60}?)?"
    rf"(?:\(\s*(?P<site>{_AGENCIES})\s*\)\s*\.?[-–—]|/\s*(?P<wire>{_AGENCIES})\s*/)"
)

_HOUR = r"(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+(?-i:[A-Z]{2,4}))?,?\s+)?"
_STATED = re.compile(
    rf"\W*(?:first |originally )?(?:date|dated|published|publication date|posted|released|release date)"
    rf"(?: on| at| date)?\s*[:|-]?\s*{_HOUR}(?P<date>{DATE})",
    re.I,
)
_STATED_LATER = re.compile(
    rf".{{3,80}}?\b(?:first |originally )?(?:published|posted)(?: on| at)?\s*:?\s*{_HOUR}(?P<date>{DATE})",
    re.I,
)
_STATED_ELSEWHERE = re.compile(r"\W*" + STATED_ELSEWHERE, re.I)
_UPDATED = re.compile(
    rf"\W*(?:last )?(?:updated|modified)(?: on| at)?\s*[:|-]?\s*{_HOUR}(?P<date>{DATE})", re.I
)
_BYLINE = re.compile(rf".{{3,100}}?(?:\bon\b|[,|•·–—-]|\bpublished:?)\s*(?P<date>{DATE})", re.I)
_ALONE = re.compile(rf"\W*(?P<date>{DATE})(?:\W+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,60}}|\W.{{0,60}})?", re.I)
_DATELINE = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,40}}(?:,\s[A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,|\s[-–—])\s*(?P<date>(?i:{DATE}))\s*"
    r"(?:\(|/|[-–—:])"
)


def stated_publisher(text: str, zones: tuple[Zone, ...]) -> str | None:
    """The publisher that the page names as its own, or the agency in its dateline; None otherwise."""
    lines = [text[zone.start : zone.end] for zone in zones if zone.kind is not ZoneKind.COMMENT]
    for line in (each for each in lines if len(each) <= _LOOKED_AT):
        for place, pattern in enumerate(_PUBLISHERS):
            match = pattern.search(line)
            if match and (place > 1 or _FOREWORD.search(line, 0, match.start())):
                return match["site"].strip(" .’'")
    for zone in [zone for zone in zones if zone.kind.editorial][:3]:
        if match := _AGENCY.match(text, zone.start, min(zone.end, zone.start + 120)):
            return match["site"] or match["wire"]
    return None


def stated_date(text: str, zones: tuple[Zone, ...]) -> PublicationDate | None:
    """The date that the page gives as its own: beside "Published", a byline, in a dateline, or alone.

    A date in a sentence or in a reader's comment is never taken. The date of publication goes before
    one of a later update.
    """
    updated: PublicationDate | None = None
    for kind, line in _page_lines(text, zones):
        for pattern in _patterns(kind):
            if (match := pattern.match(line)) and (date := parse_date(match["date"], "text")):
                return date
        if kind is ZoneKind.METADATA and updated is None and (match := _UPDATED.match(line)):
            updated = parse_date(match["date"], "text")
    return updated


def _patterns(kind: ZoneKind) -> tuple[re.Pattern[str], ...]:
    if kind is ZoneKind.METADATA:
        return (_STATED, _STATED_LATER, _STATED_ELSEWHERE, _ALONE)
    if kind is ZoneKind.BYLINE:
        return (_BYLINE,)
    return (_DATELINE,) if kind.editorial else ()


def _page_lines(text: str, zones: tuple[Zone, ...]) -> Iterator[tuple[ZoneKind, str]]:
    """The page's top, then the metadata at its foot."""
    shown = [zone for zone in zones if zone.kind is not ZoneKind.COMMENT]
    for zone in shown[:_HEAD_LINES]:
        yield zone.kind, text[zone.start : min(zone.end, zone.start + _LOOKED_AT)]
    for zone in shown[_HEAD_LINES:]:
        if zone.kind is ZoneKind.METADATA and zone.start > len(text) // 2:
            yield zone.kind, text[zone.start : min(zone.end, zone.start + _LOOKED_AT)]
