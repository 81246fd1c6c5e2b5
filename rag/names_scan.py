"""Runs of capitalised words in editorial text: the raw material that names are learnt from."""

# ruff: noqa: SIM905 - word lists read and change more easily as text

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import Article, Span, ZoneKind
from .names_lists import DEMONYMS, HONORIFICS, INDUSTRY, LEGAL, NOT_NAMES, PLACES, RANKS
from .names_words import is_common

TOKEN = re.compile(r"[^\W_](?:[\w&]|[.'’+\-](?=\w))*\+?")
_ABBREVIATIONS = frozenset(word for word in LEGAL if word.endswith(".")) | {
    "St.",
    "Jr.",
    "Mr.",
    "Dr.",
    "U.S.",
    "U.K.",
}
# "Jos A. Bank", "J.P. Morgan": a letter with its full stop ends no sentence inside a name.
_INITIAL = re.compile(r"(?<![\w.])(?!(?:U\.S|U\.K|U\.N|E\.U)\.)(?:[A-Z]\.)+$")
# "Men's Wearhouse", "People's Bank": a possessive within a name.
_OWN_POSSESSIVE = re.compile(r"(?:Men|Women|Children|People|Gentlemen|Ladies)['’]s$")
_COMPASS = frozenset("North South East West Central Northern Southern Eastern Western Latin".split())
_MONEY = re.compile(r"(?:RMB|USD|EUR|GBP|SEK|CNY|JPY|KRW|INR)\d")
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]|[a-z]{1,2}-?[A-Z]|\d[A-Z][a-z]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_PARTICIPLE = re.compile(
    r"[-‑](backed|based|owned|led|listed|badged|made|built|born|branded|funded|supported|controlled|affiliated"
    r"|headquartered|connected|listing|segment|style|like|inspired|sized|powered|only|wide|friendly|free|era|related|focused|run)$"
)
_OF_HEADS = frozenset(
    "Bank University Ministry Institute Department Board Republic Chamber House Association Academy".split()
)
# Exchange codes as wires put them behind a name: "MHS.N", "BRKa.N".
_TICKER = re.compile(r"[A-Z0-9]{2,}[a-z]?\.[A-Z]{1,2}")
_OPENERS = frozenset("The A An In It By But For At On As With He She They This That These When".split())
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]['\"”’)\]]*\s+|^\W+|[“\"‘]\s*|\s[–—•·]\s*)$")
# What flag carriers and their like are called after their country: "American Airlines" is a name whole.
_NATIONAL = frozenset(
    "Airlines Airways Air Express Oil Railways Steel Petroleum Telecom Aerospace Tobacco Gas".split()
)
# A word that begins no name by itself: what stands before it belongs to the name.
_GENERAL = frozenset(
    "International National Home Standard Greetings Capital Electric Natural Express".split()
)
_PARTICLES = frozenset("de van von der bin da del di la".split())
_TITLE_MODIFIERS = frozenset(
    "Vice Senior Executive Deputy Managing General Global Chief Former Acting".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word at [start, end) of an article's text, its possessive ending and participle cut off.

    `capital` says whether it is written as a name is; `initial` whether a sentence starts with it;
    `closed` whether what was cut off ends a run ("Geely's", "Geely-backed").
    """

    text: str
    start: int
    end: int
    capital: bool
    initial: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring capitalised tokens, and what stood around them."""

    tokens: tuple[Token, ...]
    text: str
    start: int
    end: int
    initial: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of editorial text: where it starts, and whether all its words carry capitals as titles do."""

    start: int
    text: str
    headline: bool
    title_case: bool


def editorial_lines(article: Article) -> Iterator[Line]:
    """The lines of an article that may be evidence, in order."""
    for zone in article.zones:
        if not zone.kind.editorial:
            continue
        headline = zone.kind in (ZoneKind.HEADLINE, ZoneKind.SECTION_HEADING)
        offset = zone.start
        for raw in article.text[zone.start : zone.end].splitlines(keepends=True):
            if raw.strip():
                yield Line(offset, raw.rstrip("\r\n"), headline, _title_case(raw))
            offset += len(raw)


def _title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", line)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and capitals >= 0.75 * len(words)


def tokens_of(line: str) -> list[Token]:
    """The words of a line, offsets counted from its start."""
    found: list[Token] = []
    for match in TOKEN.finditer(line):
        for part in _plus_parts(line, match.span()):
            found.append(_token(line, part))
    return found


def _plus_parts(line: str, span: tuple[int, int]) -> list[Span]:
    """Such as "Geely+Tencent" is two names; "PonyPilot+" is one."""
    start, end = span
    text = line[start:end]
    cut = text.find("+")
    if 0 < cut < len(text) - 1 and text[cut + 1].isupper():
        return [Span(start, start + cut), Span(start + cut + 1, end)]
    return [Span(start, end)]


def _token(line: str, span: Span) -> Token:
    start, end = span.start, span.end
    if line[start : end + 1] in _ABBREVIATIONS or _is_initial(line, start, end):
        end += 1
    word = line[start:end]
    cut = _POSSESSIVE.search(word) or _PARTICIPLE.search(word)
    if cut and _OWN_POSSESSIVE.match(word) and re.match(r" [A-Z][a-z]", line[end:]):
        cut = None
    closed = bool(cut) or (word.endswith("s") and line[end : end + 2] in ("' ", "’ "))
    if cut:
        end = start + cut.start()
        word = line[start:end]
    initial = bool(_SENTENCE_START.search(line[max(0, start - 6) : start])) or not line[:start].strip()
    if initial and line[start - 2 : start] == ". " and _INITIAL.search(line[: start - 1]):
        initial = word in _OPENERS
    capital = bool(_CAPITAL.match(word)) and not _MONEY.match(word)
    return Token(word, start, end, capital, initial, closed)


def _is_initial(line: str, start: int, end: int) -> bool:
    """Whether a letter or letters and their full stop stand before a further part of a name."""
    return bool(_INITIAL.match(line[start : end + 1])) and bool(re.match(r"\. [A-Z][a-z]", line[end:]))


@dataclass(frozen=True, slots=True)
class Statistics:
    """How often each word was written small, with a capital inside a sentence, and at its start.

    `pairs` counts neighbouring capitals; `insisted` are words that one article writes with a capital
    inside its sentences more than once, and never small: the brand Smart is a name there.
    """

    lower: Counter[str]
    inside: Counter[str]
    start: Counter[str]
    pairs: Counter[tuple[str, str]]
    insisted: frozenset[str]

    def ordinary(self, word: str) -> bool:
        """Whether a capitalised word is likelier an ordinary word than a name."""
        small, capital = self.lower[word.lower()], self.inside[word]
        if word.isupper() and len(word) > 4 and is_common(word.lower()):
            return True
        if (word.isupper() and len(word) > 1) or word in self.insisted:
            return False
        if is_common(word.lower()) or small:
            return capital < 2 or capital <= small
        return False


def count(lines: Iterable[tuple[int, str]]) -> Statistics:
    """Count the words of lines written in sentence case; each comes with its article's number."""
    lower: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    start: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    inside_here: Counter[tuple[int, str]] = Counter()
    lower_here: Counter[tuple[int, str]] = Counter()
    for article, line in lines:
        tokens = tokens_of(line)
        for left, right in pairwise(tokens):
            if left.capital and right.capital and not left.initial and right.start - left.end == 1:
                pairs[left.text, right.text] += 1
        for token in tokens:
            if not token.capital:
                lower[token.text] += 1
                lower_here[article, token.text] += 1
                if "-" in token.text:
                    lower.update(part for part in token.text.split("-") if part)
            elif token.initial:
                start[token.text] += 1
            else:
                inside[token.text] += 1
                inside_here[article, token.text] += 1
    insisted = frozenset(
        word
        for (article, word), times in inside_here.items()
        if times > 1 and not lower_here[article, word.lower()] and word not in INDUSTRY
    )
    return Statistics(lower, inside, start, pairs, insisted)


def runs_of(line: str, statistics: Statistics) -> list[Run]:
    """The capitalised runs of a line, ordinary words and titles trimmed from their ends."""
    runs: list[Run] = []
    group: list[Token] = []
    for token in tokens_of(line):
        if group and (token.text in _PARTICLES or (token.text == "of" and group[-1].text in _OF_HEADS)):
            continue
        if group and (not _joined(line, group[-1], token) or _heading(group, token)):
            runs.extend(_trimmed(line, group, statistics))
            group = []
        if token.capital or (group and token.text.isdigit() and len(token.text) < 3):
            group.append(token)
    runs.extend(_trimmed(line, group, statistics))
    return runs


def _joined(line: str, left: Token, right: Token) -> bool:
    gap = line[left.end : right.start]
    if left.closed or right.initial:
        return False
    if right.text.isdigit():
        return gap == " " and left.text not in NOT_NAMES and _model_number(line, left, right)
    if not right.capital:
        return False
    if gap in (" ", "\u00a0", " & "):
        return True
    if gap == " and ":
        return left.text == right.text
    if gap in (" de ", " van ", " von ", " der ", " bin ", " da ", " del ", " di ", " van der ", " de la "):
        return True
    if gap == " of ":
        return left.text in _OF_HEADS
    return gap == ", " and right.text in LEGAL


def _heading(group: list[Token], token: Token) -> bool:
    """Whether a heading in capitals ends here and a sentence opens ("CASH BACK The group will ...")."""
    last = group[-1].text
    capitals = group[0].initial and last.isupper() and len(last) > 3 and not token.text.isupper()
    return capitals and (is_common(last.lower()) or token.text in _OPENERS)


def _model_number(line: str, left: Token, right: Token) -> bool:
    """Such as "Model 3 is" is a name; "Reuters 12 months" is not."""
    return (
        len(right.text) < 3
        and bool(
            re.match(r"(?:\s+(?:is|was|will|has|and|from|for|in|on|with|to)\b|[,.;)]\s|$)", line[right.end :])
        )
        and not left.initial
    )


def _trimmed(line: str, group: list[Token], statistics: Statistics) -> Iterator[Run]:
    for part in _split_at_titles(group):
        part = _trim(line, part, statistics)
        if part:
            start, end = part[0].start, part[-1].end
            yield Run(
                tuple(part),
                line[start:end],
                start,
                end,
                part[0].initial,
                line[max(0, start - 90) : start],
                line[end : end + 140],
            )


def _split_at_titles(group: list[Token]) -> Iterator[list[Token]]:
    """A title inside parts two names ("Toyota President Akio Toyoda"); so do months and the like."""
    part: list[Token] = []
    for token in group:
        if token.text == "AI" and part:
            part.append(token)
        elif token.text in RANKS or token.text in NOT_NAMES or token.text.rstrip(".") in HONORIFICS:
            if token.text == "Officer" and len(part) > 1 and part[-2].text == "Chief":
                part = part[:-2]
            while part and token.text in RANKS and part[-1].text in _TITLE_MODIFIERS:
                part.pop()
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _trim(line: str, part: list[Token], statistics: Statistics) -> list[Token]:
    while part and _droppable(line, part, statistics):
        part = part[1:]
    while part and ((part[-1].text.isdigit() and len(part) == 1) or _TICKER.fullmatch(part[-1].text)):
        part = part[:-1]
    if len(part) == 1 and not part[0].initial and statistics.ordinary(part[0].text):
        return []
    return part


def _droppable(line: str, part: list[Token], statistics: Statistics) -> bool:
    first = part[0]
    if first.text in _OF_HEADS and len(part) > 1 and line[first.end : part[1].start] == " of ":
        return False  # "Bank of America" does not begin with a bank
    if first.text in LEGAL or (first.text == "The" and len(part) < 3):
        return True
    if len(part) == 2 and first.text in DEMONYMS and part[1].text in _NATIONAL:
        return False
    if len(part) > 1 and first.text in DEMONYMS and part[1].text in _GENERAL:
        return False
    if first.text in DEMONYMS and not (first.text in _COMPASS and len(part) > 1):
        return len(part) == 1 or " ".join(token.text for token in part) not in PLACES
    known = len(part) > 1 and statistics.pairs[first.text, part[1].text]
    return first.initial and not known and statistics.ordinary(first.text)
