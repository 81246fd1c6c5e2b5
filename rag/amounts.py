"""Money, shares and counts in news text, normalised with the original kept."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

AmountKind = Literal["money", "percent", "count"]
Bound = Literal["exact", "about", "up to", "over", "under"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at [start, end) of a text (code points).

    `value` is in whole units (2000000000 for "$2bn"; 49.9 for "49.9 per cent"), `unit` an ISO currency
    code, "%" or the thing counted; `bound` says how the text hedges it. Two amounts are comparable only
    where `kind` and `unit` agree: nothing is ever converted.
    """

    kind: AmountKind
    value: Decimal
    unit: str
    bound: Bound
    text: str
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = {
    "half a": "0.5", "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "a dozen": "12", "twelve": "12",
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
    "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
_SCALE = r"(?:hundred|thousand|million|billion|trillion|crore|lakh)s?|(?:bn|mn|tn|trn|mln|bln|m|b|k)(?![\w])"
_SYMBOLS = {
    "US$": "USD", "HK$": "HKD", "HK $": "HKD", "NT$": "TWD", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
    "S$": "SGD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "", "₹": "INR", "₩": "KRW", "RMB": "CNY", "CNY": "CNY",
    "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "SEK": "SEK", "CHF": "CHF", "INR": "INR",
    "Rs": "INR",
    "HKD": "HKD", "KRW": "KRW", "SGD": "SGD", "CN¥": "CNY", "JP¥": "JPY",
}  # fmt: skip
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_CURRENCIES = {
    "us dollars": "USD", "us-dollars": "USD", "dollars": "USD", "dollar": "USD", "euros": "EUR",
    "euro": "EUR",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "won": "KRW", "pounds": "GBP", "pound": "GBP",
    "rupees": "INR", "kronor": "SEK", "swiss francs": "CHF", "francs": "CHF", "ringgit": "MYR", "baht": "THB",
    "hong kong dollars": "HKD", "singapore dollars": "SGD", "canadian dollars": "CAD", "rmb": "CNY",
}  # fmt: skip
_CURRENCY = "|".join(sorted((re.escape(name) for name in _CURRENCIES), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\w.])(?P<symbol>{_SYMBOL})\s?(?P<number>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE}))?(?![\w%])"
    rf"|(?<![\w.$€£])(?P<number2>{_NUMBER}"
    rf"|(?:{_WORD})(?=[\s-]))(?:[\s-]?(?P<scale2>{_SCALE}))?(?:[\s-](?:of )?)"
    rf"(?P<currency>(?i:{_CURRENCY}))\b"
)
_PERCENT = re.compile(
    rf"(?<![\w.])(?P<number>{_NUMBER}|\b(?:{_WORD})(?=\s))\s?(?:%|per ?cent\b|pct\b"
    rf"|percentage points?\b|percent\b)"
)
_FRACTIONS = {
    "half": "50", "a third": "33.3", "one third": "33.3", "two thirds": "66.7", "two-thirds": "66.7",
    "a quarter": "25", "one quarter": "25", "three quarters": "75", "three-quarters": "75", "a fifth": "20",
    "one fifth": "20", "a tenth": "10", "one tenth": "10", "one half": "50",
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<words>"
    + "|".join(sorted(_FRACTIONS, key=len, reverse=True))
    + r")\b(?= (?:of|share|stake|interest|its|each)\b|[.,;)]|$)"
)
_SPLIT = re.compile(r"(?<![\d/-])(?P<one>\d{2})\s?[:/–-]\s?(?P<two>\d{2})(?![\d/%-]|\s?(?:percent|per cent))")
_COUNT = re.compile(
    rf"(?<![\w.$€£:])(?P<number>{_NUMBER})(?:\s(?P<scale>million|billion|thousand))?\s"
    r"(?P<unit>(?:(?!of|in|at|on|and|by|to|or|from|per)[a-z\-]+\s){0,2}?"
    r"(?:vehicles|cars|vans|units|employees|staff|jobs|people|shares|GWh|gigawatt-hours?|MWh|trucks"
    r"|stations|robotaxis|sites|cells|engineers|cities))\b"
)
_BOUNDS: tuple[tuple[str, Bound], ...] = (
    (r"up to|as much as|as many as|at most|no more than|a maximum of", "up to"),
    (r"more than|over|above|upwards of|at least|in excess of|exceeding|not less than|a minimum of", "over"),
    (r"less than|under|below|a little under|just under|slightly under|nearly|almost|not quite", "under"),
    (
        r"about|around|roughly|approximately|some|circa|an estimated|close to|slightly over|in the region of",
        "about",
    ),
)


def find_amounts(text: str) -> list[Amount]:
    """The amounts of money, percentages, splits ("50:50") and counts in `text`, in order, without overlap."""
    found: list[Amount] = []
    for match in _MONEY.finditer(text):
        amount = _money(text, match)
        if amount:
            found.append(amount)
    for match in _PERCENT.finditer(text):
        found.append(_amount(text, match.span(), "percent", (_number(match["number"]), "%")))
    for match in _FRACTION.finditer(text):
        found.append(_amount(text, match.span(), "percent", (Decimal(_FRACTIONS[match["words"]]), "%")))
    for match in _SPLIT.finditer(text):
        if int(match["one"]) + int(match["two"]) == 100:
            found.append(_amount(text, match.span(), "percent", (Decimal(match["one"]), "%")))
    for match in _COUNT.finditer(text):
        value = _number(match["number"]) * _SCALES.get(match["scale"] or "", 1)
        found.append(_amount(text, match.span(), "count", (value, match["unit"].strip())))
    return _without_overlap(found)


def _money(text: str, match: re.Match[str]) -> Amount | None:
    number = match["number"] or match["number2"]
    scale = (match["scale"] or match["scale2"] or "").lower().rstrip("s")
    if match["symbol"]:
        unit = _SYMBOLS[match["symbol"]]
    else:
        unit = _CURRENCIES[match["currency"].lower()]
    if not scale and number in _WORDS:
        return None
    value = _number(number) * _SCALES.get(scale, 1)
    return _amount(text, match.span(), "money", (value, unit))


def _number(text: str) -> Decimal:
    return Decimal(_WORDS.get(text.lower().strip(), text).replace(",", ""))


def _amount(text: str, span: tuple[int, int], kind: AmountKind, value: tuple[Decimal, str]) -> Amount:
    start, end = span
    return Amount(kind, value[0], value[1], _bound(text[:start]), text[start:end], start, end)


def _bound(before: str) -> Bound:
    for words, bound in _BOUNDS:
        if re.search(rf"\b(?:{words})(?: a| the| another)? $", before, re.IGNORECASE):
            return bound
    return "exact"


def _without_overlap(found: list[Amount]) -> list[Amount]:
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def comparable(left: Amount, right: Amount) -> bool:
    """Whether two amounts measure the same thing, so that they can agree or conflict."""
    return left.kind == right.kind and left.unit == right.unit and bool(left.unit)
