"""A sentence cut up for checking: names, quantities, times, guards and other words, each comparable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpus import PublicationDate
from .amounts import find_amounts
from .names_lists import DEMONYMS, MONTHS
from .names_words import is_common
from .support_words import GLUE, GUARDS, REFERRING, concept, joined
from .times import When, find_times

Kind = Literal["name", "number", "time", "guard", "word", "glue", "break"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence. Two stand for the same when kind and key agree (see `Token.fits`).

    `key` is a name's bare form, a quantity's value and unit, a time's ISO value, a guard's class, or what a
    word stands for; `bound` says how a quantity is hedged; `capital` that it is written with a capital.
    """

    kind: Kind
    key: str
    text: str
    bound: str = ""
    capital: bool = False
    owns: bool = False

    def fits(self, other: "Token") -> bool:
        """Whether this token of a sentence is borne out by `other` of its evidence."""
        if self.kind == "number" and other.kind == "number":
            exact = {self.bound, other.bound} <= {"", "about"}
            return self.key == other.key and (exact or self.bound == other.bound)
        if self.kind == "time" and other.kind == "time":
            return other.key.startswith(self.key) and (self.key[:1].isdigit() or self.key == other.key)
        if self.kind == "name" and other.kind == "time":  # "May's record"
            return self.text.capitalize() in MONTHS and self.bare in other.text.lower().split()
        if self.kind == "name" or other.kind == "name":
            return self.capital and other.capital and self.bare == other.bare
        return self.kind == other.kind and self.key == other.key

    @property
    def bare(self) -> str:
        """The word in small letters without a possessive ending."""
        return _bare(self.text)

    @property
    def refers(self) -> bool:
        """Whether it is a pronoun that can stand for a name."""
        return self.kind == "glue" and self.key in REFERRING

    @property
    def entity(self) -> bool:
        """Whether it names somebody or something, and not a nation's adjective."""
        return self.kind == "name" and self.text not in DEMONYMS


_WORD = re.compile(r"[^\W_](?:[\w&+.'’/-]*[\w+])?|[,;:()–—]|n't\b")
_BREAKS = frozenset(",;:()–—")
_BOUNDS = (
    (r"(?:slightly|a little|just) (?:over|more than|above)", "over"),
    (r"(?:a little|just|slightly) (?:under|less than|below)", "under"),
    (r"up to|as much as|as many as|as high as|at most|no more than|not more than|a maximum of", "up to"),
    (r"more than|over|above|upwards? of|upward of|at least|in excess of|exceeding|not less than", "over"),
    (r"less than|under|below|nearly|almost|not quite", "under"),
    (r"about|around|roughly|approximately|some|circa|an estimated|close to|or so", "about"),
)
_BOUND = tuple(
    (re.compile(rf"\b(?:{words})(?: a| another)? ?$", re.IGNORECASE), kind) for words, kind in _BOUNDS
)
_NUMERALS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        1,
    )
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE = "|".join(_SCALES)
_PLAIN = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<word>{'|'.join(_NUMERALS)}|a(?= (?:dozen|{_SCALE}))))"
    rf"(?:[ -](?P<scale>{_SCALE}|dozen|bn|m)\b)?(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
_SHORT = {"bn": 10**9, "m": 10**6, "dozen": 12}
_FRACTION = re.compile(
    r"\b(?:one|a) (tenth|fifth|quarter|third|half)\b|\b(half)\b|\btwo[- ](thirds)\b", re.IGNORECASE
)
_SHARES = {"tenth": "10", "fifth": "20", "quarter": "25", "third": "33.3", "half": "50", "thirds": "66.7"}
_UNITS = re.compile(r"(?<=\d)(?=(?:km|kWh|GWh|MWh|MW|mph|kg|mm)\b)")
_BILLIONS = re.compile(r"(?<=\d)([BM])\b")
_LETTERS = {"B": " billion", "M": " million"}
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """`text` with plain apostrophes and single spaces, set phrases as one word."""
    plain = text.replace("’", "'").replace("‘", "'").replace("‑", "-").replace(" ", " ")
    plain = _BILLIONS.sub(lambda match: _LETTERS[match[1]], _UNITS.sub(" ", _SPACES.sub(" ", plain)))
    return joined(plain).strip()


def tokens_of(text: str, published: PublicationDate | None, known: frozenset[str]) -> list[Token]:
    """The tokens of one sentence, `text` having gone through `tidy`.

    `known` are the bare names of the evidence: a first word is a name if it is one of them, or no ordinary
    word. `published` dates "last year" and "on Tuesday".
    """
    text = _small_start(text)
    placed = _quantities(text, published)
    taken = [(start, end) for start, end, _ in placed]
    for match in _WORD.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            for token in _word(match, text, known):
                placed.append((match.start(), match.end(), token))
    return _shares_told([token for _, _, token in sorted(placed, key=lambda piece: (piece[0], piece[1]))])


def _shares_told(tokens: list[Token]) -> list[Token]:
    """The tokens with a bare last figure after a percentage read as one: "51 % ... and the other 49"."""
    told = False
    for place, token in enumerate(tokens):
        bare = token.kind == "number" and " " not in token.key and token.text.isdigit()
        ends = place + 1 == len(tokens) or tokens[place + 1].kind == "break"
        rest = place > 0 and tokens[place - 1].text.lower() in ("other", "remaining")
        if told and bare and ends and rest:
            tokens[place] = Token("number", f"{token.key} %", token.text, token.bound)
        told = told or (token.kind == "number" and token.key.endswith("%"))
    return tokens


_STARTS = re.compile(
    r"^(?:Last|This|Next|Late|Early|Earlier|Later|Yesterday|Today|Tomorrow|Half|Over|About)\b"
)


def _small_start(text: str) -> str:
    """`text` with the first word in small letters where a time or a quantity may begin with it."""
    return text[:1].lower() + text[1:] if _STARTS.match(text) else text


_Placed = tuple[int, int, Token]


def _quantities(text: str, published: PublicationDate | None) -> list[_Placed]:
    placed: list[_Placed] = []
    for when in find_times(text, published):
        placed.append((when.start, when.end, _time(when)))
    for amount in find_amounts(text):
        if amount.kind != "count" and not _overlaps(placed, amount.start, amount.end):
            value = f"{amount.value.normalize():f} {amount.unit}"
            placed.append(_hedged(text, amount.start, amount.end, value))
    for pattern, read in ((_FRACTION, _fraction), (_PLAIN, _number)):
        for match in pattern.finditer(text):
            if not _overlaps(placed, *match.span()):
                placed.append(_hedged(text, *match.span(), read(match)))
    return placed


def _overlaps(placed: list[_Placed], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last, _ in placed)


def _time(when: When) -> Token:
    key = when.value or " ".join(when.text.lower().split())
    return Token("time", key, when.text)


def _hedged(text: str, start: int, end: int, key: str) -> _Placed:
    """A quantity together with the words that hedge it."""
    for pattern, kind in _BOUND:
        match = pattern.search(text[:start])
        if match:
            return match.start(), end, Token("number", key, text[start:end], kind)
    return start, end, Token("number", key, text[start:end])


def _fraction(match: re.Match[str]) -> str:
    word = next(group for group in match.groups() if group).lower()
    return f"{_SHARES[word]} %"


def _number(match: re.Match[str]) -> str:
    digits = match["digits"] or _NUMERALS.get(match["word"].lower(), "1")
    scale = (match["scale"] or "").lower()
    value = float(digits.replace(",", "")) * (_SCALES.get(scale) or _SHORT.get(scale, 1))
    return f"{value:.12g}"


def _word(match: re.Match[str], text: str, known: frozenset[str]) -> Iterator[Token]:
    surface = match.group()
    if surface in _BREAKS:
        yield Token("break", surface, surface)
        return
    if surface.lower().endswith("n't"):
        yield Token("guard", "not", surface)
        return
    bare = _bare(surface)
    capital = surface[0].isupper() or any(letter.isupper() for letter in surface[1:])
    before = text[: match.start()].strip(" “\"'(")
    starts = not before or before[-1] in ".:!?"
    owns = surface.endswith(("'s", "s'"))
    if capital and (not starts or bare in known or not is_common(bare)):
        yield Token("name", bare, surface.removesuffix("'s"), capital=True, owns=owns)
    elif bare in GUARDS:
        yield Token("guard", GUARDS[bare], surface, capital=capital)
    elif bare in GLUE:
        yield Token("glue", bare, surface, capital=capital)
    else:
        yield Token("word", concept(bare), surface, capital=capital, owns=owns)


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", word.casefold().strip(".")).strip("'")


def names_in(text: str) -> frozenset[str]:
    """The bare capitalised words of a text that stand inside its sentences, or are no ordinary words."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        before = text[: match.start()].strip(" “\"'(")
        starts = not before or before[-1] in ".:!?"
        if any(letter.isupper() for letter in word) and (not starts or not is_common(_bare(word))):
            found.add(_bare(word))
    return frozenset(found)
