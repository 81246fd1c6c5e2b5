"""Capitalised runs that are no company where they stand, whatever they were learnt as.

Authorities, exchanges and indices, people's offices, headings, model numbers, and firms that a sentence only
names as a place of trading or as somebody's adviser.
"""

# ruff: noqa: SIM905 - word lists read and change more easily as text

import re

from .names import Name
from .names_lists import AUTHORITIES, COUNTRIES, DEMONYMS, GIVEN_NAMES, INDUSTRY, LEGAL, PLACES
from .names_words import is_common

_WORDS = {"It", "One", "He", "She", "They", "We", "You", "This", "That", "These", "There", "Both"}
_OFFICES = AUTHORITIES | set(
    """Fed Force Army Navy Police Treasuries Republicans Democrats Party Minister President Program Programme
    Ministry Department Parliament Act Command""".split()
)
_OTHERS = frozenset(
    """Plan Bill Forum Summit Conference Cup League Street Avenue Road Index Composite Average Law
    Trust""".split()
)
_BODIES = frozenset(
    """SEC FTC FCC FDA FAA DOJ DOE EPA FINRA CFTC IRS FBI UAW AFL-CIO IMF ECB BOJ PBOC OPEC WTO OECD EU UN
    NATO NASA IATA CFIUS FSA SFO OFT CRTC
    ACCC SASAC CSRC NDRC CBRC MIIT NHTSA GMT EST EDT PST CEO CFO COO CTO IPO
    EFSF ESM M&A GDP EBITDA EPS CDS CDSs CDs ETF ETFs FTSE NYSE AMEX DAX CAC MSCI Nasdaq NASDAQ Sensex Bovespa
    Kospi Pentagon Kremlin Congress Senate Parliament Washington Brussels Beijing Moscow Westminster Capitol
    State States Prime Deputy Foreign World Avenue Trust No Chief Street Main Internet Web""".split()
)
_REGIONS = {"Middle", "Far", "Central", "Latin", "North", "South", "East", "West", "Southeast"}
_BODIES_OF = {"Area", "Office", "Board", "Center", "Centre", "Street", "Region", "Block", "Plan", "Project"}
_RATINGS = {"AAA", "AA", "BBB", "BB", "CCC", "CC"}
_PARTS_OF_NAMES = LEGAL | INDUSTRY | {"New", "York", "City"}
"""Words that are part of many names, and no firm's alone."""
_AGENCY = re.compile(
    r"Federal (?:Reserve|Deposit|Trade|Communications|Aviation|Housing|Energy|Bureau|Court)\b"
)
_NEVER = _RATINGS | _WORDS | {"House", "White House"} | COUNTRIES.keys() | _BODIES
_NO_NAME = re.compile(
    r"(?:Anglo|Sino|Franco|Russo|Indo|Euro|Austro)-[A-Z]\w+|(?:European )?Central Bank|Homeland Security"
    r"|G-?\d+|No\.\d+|\w+['’](?:ll|re|ve|m|d)|An? .+|[A-Z]\w+ (?:Minister|President)"
)
_MODEL = re.compile(r"[A-Z]{1,4}(?:-\d+|\d{2,}|\d)[A-Za-z]*")
"""A model or a standard by its look: "F-35", "A320neo", "ET7", "STA-4783"."""


def no_firm(name: Name) -> bool:
    """Whether a name is no firm's, whatever stands around it: an authority, a person, a heading, a word."""
    words = name.name.removeprefix("The ").split()
    if words == ["United", "States"] or all(word in _PARTS_OF_NAMES for word in words):
        return True
    if len(words) == 2 and words[0] in _REGIONS and words[1] in DEMONYMS:
        return True
    firm = any(word.strip(".,") in LEGAL | INDUSTRY for word in words)
    if len(words) > 2 and words[0] in AUTHORITIES and words[1] == "of":
        return True
    if any(alias.split()[-1] in _OFFICES for alias in name.aliases) or _AGENCY.match(name.name):
        return True
    if not firm and words[-1] in _OTHERS:
        return True
    if len(words) == 1 and (len(words[0].rstrip(".")) < 2 or words[0] in _BODIES_OF):
        return True
    if (
        name.name in _NEVER
        or name.name in PLACES
        or _NO_NAME.fullmatch(name.name)
        or _MODEL.fullmatch(name.name)
    ):
        return True
    person = len(words) in (2, 3) and {words[0], words[0].title()} & GIVEN_NAMES
    return not firm and (bool(person) or _heading(words))


def _with_suffix(name: Name) -> bool:
    """Whether a firm is somewhere called by more than one word, as by "Target Corp"."""
    return any(len(alias.split()) > 1 for alias in name.aliases)


_AS_THING = r"(?=[,.;]|['’]s\b| (?:with|is|was|has|will|to|in|after|at|for|by|on|from|that|which|as)\b)"


def is_thing(name: Name, text: str) -> bool:
    """Whether an article speaks of a one-word name as of a thing: "the Gear", "the Volt"."""
    word = name.name
    if re.fullmatch(r"i[A-Z][a-z]+", word) and not _with_suffix(name):
        return True
    if len(word.split()) > 1 or word.isupper() or len(name.aliases) > 2:
        return False
    told = len(re.findall(rf"\b[Tt]he {re.escape(word)}(?![\w-]){_AS_THING}", text))
    return told > 0 and 2 * told >= len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text))


def _heading(words: list[str]) -> bool:
    """Whether a run in capitals opens a paragraph of a wire: "CHINA EYED", "RAINMAKERS Elliott"."""
    told = [word for word in words if len(word) > 1]
    if len(told) > 1 and all(word.isupper() and is_common(word.lower()) for word in told):
        return True
    if len(words) > 2 and all(word.isupper() and word.isalpha() for word in words):
        return True
    if len(words) > 1 and words[0].isupper() and len(words[0]) > 4 and not words[1].isupper():
        return True
    capitals = [word for word in words if word.isupper() and len(word) > 3]
    if len(words) < 2 or not capitals:
        return False
    told = [word for word in capitals if is_common(word.lower()) or word.title() in PLACES | COUNTRIES.keys()]
    return bool(told) and words[0] == told[0]


TRADED = re.compile(
    r"\b(?:[Ss]hares|[Ss]tock|units) (?:of|in)(?: the)? $|\b(?:index|benchmark) $"
    r"|\b(?:[Ss]hares?|[Ss]tocks?|securities|trad\w+|list\w+|clos\w+|quoted|debut\w*|float\w*|%|per ?cent|pct"
    r"|cents?|points?)(?!\w)[^.;]{0,50}? (?:on|off) (?:the )?$"
)
"""Words before a company of which only the shares, or the trading floor, are spoken of."""
_ADVISER = re.compile(
    r"\b(?:advis(?:ers?|ors?|ed by|ing)|investment banks?|law firms?|bookrunners?|underwriters?|auditors?"
    r"|lead managers?"
    r"|(?:hired|tapped|retained|appointed|mandated)(?: (?:investment )?banks?)?|brokerage|research firm)"
    r"(?: for)?"
    r"(?: the| at)?(?: [A-Z][\w.&]+,| [A-Z][\w.&]+ and)? $"
)
_ADVISES = re.compile(
    r"^[^.;:]{0,60}?(?<!\w)"
    r"(?:advis(?:ed|es|ing)|underwr\w+|bookrunner|arranged|adviser|advisor|an advis[eo]r)\b"
)


_BOUGHT = re.compile(
    r"\b(?:bids?|tak\w+|pass\w+|sign\w+|work\w+|bet\w*|depend\w+|rel(?:y|ies)|runs?|buy\w*|bought) (?:on|off)"
    r" (?:the )?$|\b(?:new|buy\w*|bought|acquir\w+|more|of(?: its)?)"
    r" (?:shares|stock|units) (?:of|in)(?: the)? $"
)


def bystander(before: str, after: str) -> bool:
    """Whether a firm only stands for its shares, a market, or an adviser to those who deal."""
    if TRADED.search(before) and not _BOUGHT.search(before):
        return True
    return bool(_ADVISER.search(before) or _ADVISES.match(after))


_LEGAL_DOT = re.compile(r"[^\w]")


def same_house(one: str, two: str) -> bool:
    """Whether one name is the other's beginning or initials: "GM" and "General Motors", "JPMorgan Chase"."""
    left, right = sorted((_plain(one), _plain(two)), key=len)
    if not left:
        return False
    initials = "".join(word[0] for word in right).upper()
    return right[: len(left)] == left or (len(left) == 1 and len(right) > 1 and left[0].upper() == initials)


def _plain(name: str) -> list[str]:
    words = [_LEGAL_DOT.sub("", word) for word in name.split()]
    return [word.casefold() for word in words if word and word not in LEGAL]
