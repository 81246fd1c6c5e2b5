"""Zones: which stretch of an article is the article, and which is the page around it.

Lines are labelled one by one by general cues (`cues`), then by their neighbours: a comment section runs
to the end, a list under "Related" belongs to it, a short line among adverts is one. Text is body unless
something shows otherwise: evidence lost is worse than a stray line kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .cues import (
    BARE_DATE,
    BIOGRAPHY_BODY,
    BIOGRAPHY_HEAD,
    COMMENT_HEAD,
    COMMENT_HEAD_WEAK,
    COMMENT_SECTION,
    CREDIT_TAIL,
    DATE_HEAD,
    FULL_NAME,
    LINE_CUES,
    LINK_ROW,
    OFFICE_LINE,
    SECTIONS,
    SEE_ALSO_HEAD,
    STAMP,
)
from .front_matter import FrontMatter, FrontMatterError, read_front_matter, title_span
from .instructions import without_instructions
from .lines import logical_lines, trimmed
from .types import Span, Zone, ZoneKind

_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BARE_NAME = re.compile(rf"\W{{0,3}}{FULL_NAME}\W{{0,3}}")
_SPEAKER = re.compile(r"\w[\w.]{0,20}:\s")
_STOPS = '.!?…"”’)'
_FINAL = ".!:;,。！"
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{1,4000})[”\"»]")
_SINGLE = re.compile(r"‘([^‘]{1,4000}?[.,!?…])’(?!\w)")
_CHARS_A_WORD = 15
_LIST_ITEMS = 8

_IN_COMMENTS = (None, ZoneKind.BIOGRAPHY, ZoneKind.ADVERT, ZoneKind.BYLINE)
_AFTERWARD = (ZoneKind.ADVERT, ZoneKind.BYLINE, ZoneKind.BIOGRAPHY, ZoneKind.NAVIGATION, ZoneKind.COMMENT)


@dataclass(slots=True)
class _Line:
    """A line while it is being labelled; `kind` is None as long as nothing shows what it is."""

    span: Span
    text: str
    words: int
    kind: ZoneKind | None = None

    @property
    def is_open(self) -> bool:
        return self.kind is None

    @property
    def is_long(self) -> bool:
        return self.words >= 13 and self.text.rstrip("\"”’')»")[-1:] in ".!?…"


def label_zones(text: str, title: str) -> tuple[Zone, ...]:
    """What each stretch of `text` is, in order, without overlap, covering all but white space.

    `title` is the article's, to tell its headline and its repetitions; "" when it has none.
    """
    matter = _front_matter(text)
    fixed = _front_zones(text, matter)
    start = matter.span.end if matter else 0
    lines = [line for part in _visible(text, start, fixed) for line in _lines(text, part)]
    _label_by_cues(lines)
    _label_edges(lines)
    _label_comments(lines)
    _label_people(lines)
    _label_lists(lines)
    _label_adverts(lines)
    has_headline = any(zone.kind is ZoneKind.HEADLINE for zone in fixed)
    _label_titles(lines, title, has_headline)
    _label_editorial(lines)
    return tuple(sorted(fixed + _as_zones(text, lines), key=lambda zone: zone.start))


def headline(text: str) -> str | None:
    """The line that stands as a headline above the text, without its mark-up; None when none does.

    It is the first editorial line when that is short and no full sentence, or the one after it when
    that could well be a headline (six words or more).
    """
    editorial = [zone for zone in label_zones(text, "") if zone.kind.editorial][:2]
    for place, zone in enumerate(editorial):
        line = text[zone.start : zone.end].lstrip("# ").strip()
        words = len(line.split())
        if (6 if place else 2) <= words <= 25 and len(line) <= 200 and line[-1:] not in _FINAL:
            return line
    return None


def _front_matter(text: str) -> FrontMatter | None:
    try:
        return read_front_matter(text)
    except FrontMatterError:
        return None


def _front_zones(text: str, matter: FrontMatter | None) -> list[Zone]:
    hidden = [
        Zone(ZoneKind.INSTRUCTION, match.start(), match.end())
        for match in _HIDDEN.finditer(text, matter.span.end if matter else 0)
    ]
    if matter is None:
        return hidden
    title = title_span(text, matter)
    if title is None:
        return [Zone(ZoneKind.METADATA, matter.span.start, matter.span.end), *hidden]
    parts = (
        (ZoneKind.METADATA, trimmed(text, matter.span.start, title.start)),
        (ZoneKind.HEADLINE, title),
        (ZoneKind.METADATA, trimmed(text, title.end, matter.span.end)),
    )
    return [Zone(kind, span.start, span.end) for kind, span in parts if span] + hidden


def _visible(text: str, start: int, fixed: list[Zone]) -> list[Span]:
    """What lies between the stretches already labelled."""
    found: list[Span] = []
    for zone in fixed:
        if zone.start >= start:
            found.append(Span(start, zone.start))
            start = zone.end
    return [*found, Span(start, len(text))]


def _lines(text: str, part: Span) -> list[_Line]:
    return [line for span in logical_lines(text, part.start, part.end) for line in _pieces(text, span)]


def _line(text: str, span: Span, kind: ZoneKind | None = None) -> _Line:
    written = span.of(text)
    return _Line(span, written, len(written[:20_000].split()), kind)


def _pieces(text: str, span: Span) -> list[_Line]:
    """A line, cut where it begins with its own date or ends with the agency's credits."""
    pieces: list[_Line] = []
    head = DATE_HEAD.fullmatch(text, span.start, min(span.end, span.start + 300))
    if head and _goes_on(head["rest"], bool(head["colon"])):
        at = head.start("rest")
        pieces.append(_line(text, Span(span.start, len(text[:at].rstrip())), ZoneKind.METADATA))
        span = Span(at, span.end)
    tail_from = max(span.start, span.end - 500)
    tail = CREDIT_TAIL.search(text, tail_from, span.end)
    if tail and tail.start() > span.start:
        credit = trimmed(text, tail.start(), span.end)
        before = trimmed(text, span.start, tail.start())
        if credit and before:
            return [*pieces, *_unprompted(text, before), _line(text, credit, ZoneKind.BYLINE)]
    return [*pieces, *_unprompted(text, span)]


def _goes_on(rest: str, colon: bool) -> bool:
    if len(rest.split()) < 5:
        return False
    return rest[0].isupper() or rest[0] in "“\"‘'$€£" or (colon and rest[0].isalnum())


def _unprompted(text: str, span: Span) -> Iterator[_Line]:
    """The line, cut where it turns to AI readers and back to people."""
    for part, is_told in without_instructions(text, span):
        yield _line(text, part, ZoneKind.INSTRUCTION if is_told else None)


def _label_by_cues(lines: list[_Line]) -> None:
    for line in lines:
        if line.is_open:
            line.kind = _kind_by_cue(line)


def _kind_by_cue(line: _Line) -> ZoneKind | None:
    for cue in LINE_CUES:
        if line.words > cue.most_words or len(line.text) > cue.most_words * _CHARS_A_WORD:
            continue
        if cue.pattern.search(line.text):
            return cue.kind
    return None


def _label_edges(lines: list[_Line]) -> None:
    """What differs between the page's edges and its middle.

    A bare date with the article's text above and below heads an entry of a timeline, and a dated item
    of a list is part of it; a row of short
    names with no such text above, or none below, is a menu.
    """
    texts = [
        at for at, line in enumerate(lines) if line.is_open and line.words >= 8 and line.text[-1] in _STOPS
    ]
    first, last = (texts[0], texts[-1]) if texts else (0, len(lines))
    for at, line in enumerate(lines):
        is_within = first < at < last
        is_entry = BARE_DATE.match(line.text) or line.text[0] in "•*·"
        if is_within and line.kind is ZoneKind.METADATA and is_entry:
            line.kind = None
        elif not is_within and line.is_open and line.words <= 30 and _is_menu(line):
            line.kind = ZoneKind.NAVIGATION


def _is_menu(line: _Line) -> bool:
    """Names with bars between them, or with spaces only where nearly all of them name sections of a site."""
    if LINK_ROW.fullmatch(line.text[:300]):
        return True
    words = line.text.casefold().replace("&", " ").split()
    sections = sum(word in SECTIONS for word in words)
    return (
        sections >= 4 and sections * 4 >= len(words) * 3 and not any(mark in line.text for mark in '.,:;!?"“')
    )


def _label_comments(lines: list[_Line]) -> None:
    """Once readers begin to speak, they speak to the end."""
    texts = [at for at, line in enumerate(lines) if line.is_long and line.is_open]
    after_text = range(texts[0] + 1, len(lines)) if texts else range(0)
    begin = next((at for at in after_text if _comments_begin(lines, at, texts[-1])), None)
    if begin is None:
        return
    for line in lines[begin:]:
        if line.kind in _IN_COMMENTS or (line.kind is ZoneKind.METADATA and STAMP.match(line.text)):
            line.kind = ZoneKind.COMMENT


def _comments_begin(lines: list[_Line], at: int, last_text: int) -> bool:
    line = lines[at]
    if line.kind not in (None, ZoneKind.COMMENT) or line.words > 20:
        return False
    if COMMENT_HEAD.search(line.text):
        return True
    after = lines[at + 1 : at + 13]
    if COMMENT_HEAD_WEAK.search(line.text):
        return sum(map(_speaks, after)) >= 2
    if COMMENT_SECTION.search(line.text):
        line.kind = ZoneKind.COMMENT
        return at > last_text or any(map(_speaks, after[:8]))
    return False


def _speaks(line: _Line) -> bool:
    if line.kind is ZoneKind.COMMENT:
        return True
    head = COMMENT_HEAD.search(line.text[:200]) or COMMENT_HEAD_WEAK.search(line.text[:200])
    return line.is_open and line.words <= 20 and head is not None


def _label_lists(lines: list[_Line]) -> None:
    """The headlines listed under "Related stories" and the like."""
    left = 0
    for line in lines:
        if line.words <= 8 and len(line.text) <= 120 and SEE_ALSO_HEAD.search(line.text):
            line.kind = ZoneKind.SEE_ALSO
            left = _LIST_ITEMS
        elif left and line.is_open and line.words <= 25 and line.text[-1] not in ".!":
            line.kind = ZoneKind.SEE_ALSO
            left -= 1
        elif line.is_open:
            left = 0


def _label_people(lines: list[_Line]) -> None:
    """A bare name above a paragraph on that person, and what stands under "About the author"."""
    last_long = max((at for at, line in enumerate(lines) if line.is_open and line.is_long), default=0)
    for at, (line, following) in enumerate(pairwise(lines), start=1):
        if line.words <= 5 and BIOGRAPHY_HEAD.search(line.text):
            line.kind = ZoneKind.BIOGRAPHY
            if following.is_open:
                following.kind = ZoneKind.BIOGRAPHY
        elif line.is_open and line.words <= 4 and _BARE_NAME.fullmatch(line.text):
            name = line.text.strip(" *_#-–—|")
            if following.kind is ZoneKind.BIOGRAPHY or (at >= last_long and _is_about(following, name)):
                line.kind, following.kind = ZoneKind.BYLINE, ZoneKind.BIOGRAPHY
    _label_names(lines)


def _is_about(line: _Line, name: str) -> bool:
    if not (line.is_open and line.is_long and line.words <= 120):
        return False
    opening = line.text[: len(name) + 80]
    return opening.startswith(name) and BIOGRAPHY_BODY.search(opening, len(name)) is not None


def _label_names(lines: list[_Line]) -> None:
    """A bare name at the top, beside the date or another credit; a name and office there or at the end."""
    texts = [at for at, line in enumerate(lines) if line.is_open and line.is_long]
    first, last = (texts[0], texts[-1]) if texts else (0, 0)
    for place, line in enumerate(lines):
        if not (place and line.is_open and 2 <= line.words <= 14):
            continue
        beside = [each.kind for each in lines[place - 1 : place + 2] if each is not line]
        is_credited = ZoneKind.METADATA in beside or ZoneKind.BYLINE in beside
        if (place < 8 and is_credited and line.words <= 4 and _BARE_NAME.fullmatch(line.text)) or (
            (place < min(first, 8) or place > last) and texts and OFFICE_LINE.match(line.text)
        ):
            line.kind = ZoneKind.BYLINE


def _label_adverts(lines: list[_Line]) -> None:
    """Short lines with an advert above and nothing of the article below."""
    for place, line in enumerate(lines[1:], start=1):
        if not line.is_open or line.words > 6 or line.text[-1] in '.!?"”' or line.text.startswith("#"):
            continue
        below = lines[place + 1].kind if place + 1 < len(lines) else ZoneKind.NAVIGATION
        if lines[place - 1].kind is ZoneKind.ADVERT and below in _AFTERWARD:
            line.kind = ZoneKind.ADVERT


def _label_titles(lines: list[_Line], title: str, has_headline: bool) -> None:
    wanted = _plain(title)
    if not wanted:
        return
    for line in lines:
        if line.kind in (ZoneKind.COMMENT, ZoneKind.INSTRUCTION) or len(line.text) > len(title) + 60:
            continue
        if _is_title(line.text, wanted):
            line.kind = ZoneKind.REPEATED_TITLE if has_headline else ZoneKind.HEADLINE
            has_headline = True


def _plain(line: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", line.casefold()).split())


def _is_title(line: str, wanted: str) -> bool:
    """The title, alone or with the site's name after a bar or a dash."""
    return _plain(line) == wanted or _plain(re.split(r"\s+[|·–—-]\s+[^|·–—-]{2,40}$", line)[0]) == wanted


def _label_editorial(lines: list[_Line]) -> None:
    for place, line in enumerate(lines):
        if line.is_open:
            before = lines[place - 1] if place else None
            after = lines[place + 1] if place + 1 < len(lines) else None
            line.kind = _editorial_kind(line, before, after)


def _editorial_kind(line: _Line, before: _Line | None, after: _Line | None) -> ZoneKind:
    if _mainly_quoted(line.text):
        return ZoneKind.QUOTATION
    if line.text.startswith("#"):
        return ZoneKind.SECTION_HEADING
    above = before.kind if before else None
    if above is ZoneKind.HEADLINE and line.words <= 45 and after and after.kind in _CREDITS:
        return ZoneKind.STANDFIRST
    if before and after and after.is_open and line.words <= 18 and _heads(line):
        return ZoneKind.SECTION_HEADING
    return ZoneKind.BODY


_CREDITS = (ZoneKind.BYLINE, ZoneKind.METADATA, ZoneKind.NAVIGATION)


def _heads(line: _Line) -> bool:
    if _SPEAKER.match(line.text):
        return False
    first = line.text.lstrip('*_“"‘ ')[:1]
    return line.text[-1] not in _FINAL and (first.isupper() or first.isdigit())


def _mainly_quoted(line: str) -> bool:
    if line[0] == "‘":
        return sum(len(match[1]) for match in _SINGLE.finditer(line)) * 2 >= len(line)
    if line[0] not in '“"«':
        return False
    if not _QUOTED.search(line):
        return line[0] == "“"
    return sum(len(match[1]) for match in _QUOTED.finditer(line)) * 2 >= len(line)


def _as_zones(text: str, lines: list[_Line]) -> list[Zone]:
    zones: list[Zone] = []
    for line in lines:
        if span := trimmed(text, line.span.start, line.span.end):
            zones.append(Zone(line.kind or ZoneKind.BODY, span.start, span.end))
    return zones
