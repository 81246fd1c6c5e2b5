"""The ways in which a true sentence is made wrong, one thing at a time."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Article
from ..rag import Mention, find_amounts, is_common

_FIRM = ("company", "other")


@dataclass(frozen=True, slots=True)
class Material:
    """A true sentence with its passage, the article's whole text, its names, and all its sentences."""

    sentence: str
    window: str
    whole: str
    article: Article
    mentions: tuple[Mention, ...]
    sentences: tuple[str, ...]

    @property
    def doc(self) -> str:
        """The article's file."""
        return Path(self.article.path).name

    @property
    def names(self) -> frozenset[str]:
        """The firms that the sentence names."""
        return frozenset(mention.name for mention in self.mentions if mention.kind in _FIRM and mention.name)

    @property
    def firms(self) -> list[Mention]:
        """The mentions of firms, in order."""
        return [mention for mention in self.mentions if mention.kind in _FIRM]


Maker = Callable[[Material, random.Random], str | None]
_STRANGERS = (
    "Velmora",
    "Ostrikon",
    "Huldane",
    "Toyota",
    "Bosch",
    "Renault",
    "Nvidia",
    "Lucid",
    "Continental",
)
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def stranger(one: Material, chance: random.Random) -> str | None:
    """A name exchanged for one that the article does not hold."""
    named = [mention for mention in one.mentions if mention.kind in (*_FIRM, "person")]
    others = [name for name in _STRANGERS if name not in one.article.text]
    if not named:
        return None
    mention = chance.choice(named)
    return _replaced(one.sentence, mention.start, mention.end, chance.choice(others))


def neighbour(one: Material, chance: random.Random) -> str | None:
    """A firm exchanged for another firm of the same passage."""
    firms = one.firms
    if not firms:
        return None
    mention = chance.choice(firms)
    found = {other.surface for other in firms if other.name != mention.name}
    words = re.findall(r"(?<=[a-z,] )(?:[A-Z][\w-]+)(?: [A-Z][\w-]+)*", one.window)
    known = {word for word in words if any(word == other for other in found)}
    others = sorted((known or found) - {mention.surface})
    others = [other for other in others if not _beside(one.sentence, mention.surface, other)]
    return _replaced(one.sentence, mention.start, mention.end, chance.choice(others)) if others else None


def _beside(text: str, one: str, other: str) -> bool:
    """Whether two names are members of one list, so that one may stand for the other, or parts of one."""
    joint = r"(?:,| and| or| with| between|, and)* (?:[\w'’-]+ ){0,3}"
    pair = rf"{re.escape(one)}{joint}{re.escape(other)}|{re.escape(other)}{joint}{re.escape(one)}"
    return one in other or other in one or bool(re.search(pair, text))


def figures(one: Material, chance: random.Random) -> str | None:
    """Two amounts of a kind exchanged; with only one, another amount of the article in its place."""
    amounts = find_amounts(one.sentence)
    pairs = [
        (a, b)
        for place, a in enumerate(amounts)
        for b in amounts[place + 1 :]
        if (a.kind, a.unit) == (b.kind, b.unit) and a.value != b.value
    ]
    if pairs:
        a, b = chance.choice(pairs)
        text = _replaced(one.sentence, b.start, b.end, a.text)
        return _replaced(text, a.start, a.end, b.text)
    every = [amount for sentence in one.sentences for amount in find_amounts(sentence)]
    for amount in amounts:
        others = [
            o for o in every if (o.kind, o.unit) == (amount.kind, amount.unit) and o.value != amount.value
        ]
        if others:
            return _replaced(one.sentence, amount.start, amount.end, chance.choice(others).text)
    return None


_SCALE = {
    "million": "billion",
    "billion": "million",
    "%": " million",
    "percent": "million",
    "per cent": "million",
}


def magnitude(one: Material, chance: random.Random) -> str | None:
    """A scale or a unit exchanged, or a digit changed."""
    scales = list(re.finditer(r"(?<=\d) ?(million|billion|%|percent|per cent)\b|(?<=\d)(%)", one.sentence))
    digits = list(re.finditer(r"(?<![\d.,])\d+", one.sentence))
    if scales and chance.random() < 0.5:
        match = chance.choice(scales)
        return _replaced(one.sentence, match.start(), match.end(), " " + _SCALE[match[0].strip()].strip())
    if not digits:
        return None
    match = chance.choice(digits)
    changed = str(int(match[0]) + chance.choice((1, 2, 3)))
    return _replaced(one.sentence, match.start(), match.end(), changed)


def dates(one: Material, chance: random.Random) -> str | None:
    """A month, a weekday or a year exchanged, within the sentence where it has two."""
    for words in (_MONTHS, _DAYS):
        found = list(re.finditer(rf"\b(?:{'|'.join(words)})\b", one.sentence))
        found = [match for match in found if match[0] != "May" or match.start()]
        if found:
            match = chance.choice(found)
            others = [word for word in words if word != match[0]]
            return _replaced(one.sentence, match.start(), match.end(), chance.choice(others))
    years = list(re.finditer(r"\b(?:19|20)\d\d\b", one.sentence))
    if len(years) > 1 and years[0][0] != years[-1][0]:
        text = _replaced(one.sentence, years[-1].start(), years[-1].end(), years[0][0])
        return _replaced(text, years[0].start(), years[0].end(), years[-1][0])
    if years:
        year = int(years[0][0]) + chance.choice((-1, 1))
        return _replaced(one.sentence, years[0].start(), years[0].end(), str(year))
    return None


_AUXILIARY = re.compile(r"\b(?:will|would|is|are|was|were|has|have|had|can|could|may|should)\b(?! not\b|n)")
_DENIAL = re.compile(r"(?<=\w) not\b|\bno (?=\w)|\bnever |\bdenied|(?<=\w)n['’]t\b")


def negation(one: Material, chance: random.Random) -> str | None:
    """A "not" put in after an auxiliary, or a denial taken out."""
    denials = list(_DENIAL.finditer(one.sentence))
    if denials:
        match = chance.choice(denials)
        new = "confirmed" if match[0] == "denied" else "a " if match[0] == "no " else ""
        return _replaced(one.sentence, match.start(), match.end(), new)
    found = list(_AUXILIARY.finditer(one.sentence))
    if not found:
        return None
    match = chance.choice(found)
    return _replaced(one.sentence, match.end(), match.end(), " not")


_DIRECTED = re.compile(
    r"\b(?:acquir|buy|bought|tak|took|invest|pay|paid|put|suppl|sell|sold|own|spend|spent|order|hand|back|fund|build"
    r"|hir|sued|su|lead|led|control|provid|deliver|call|said|told|report|help|lin|join|gave|giv|hold|held|spun|select"
    r"|runs?\b|owned|unit|subsidiary|affiliate|stake|holding|supplier|customer|investor|shareholder|spin-off|founder"
    r"|founded|formed by|maker|rival)\w*"
)


def direction(one: Material, chance: random.Random) -> str | None:
    """Two firms that do something to each other exchanged."""
    firms = one.firms
    pairs = [
        (a, b)
        for place, a in enumerate(firms)
        for b in firms[place + 1 :]
        if a.name != b.name
        and _DIRECTED.search(one.sentence[a.end : b.start])
        and not _beside(one.sentence, a.surface, b.surface)
    ]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    return _replaced(_replaced(one.sentence, b.start, b.end, a.surface), a.start, a.end, b.surface)


_UPGRADES = (
    (r"\b(?:is|are) expected to\b", "has agreed to"),
    (r"\bplans? to\b", "has begun to"),
    (r"\bhopes? to\b", "is to"),
    (r"\b(?:may|might|could)\b", "will"),
    (r"\bagreed to\b", "completed a plan to"),
    (r"\b(?:is|are) in (?:talks|negotiations)\b", "has signed a contract"),
    (r"\breportedly ", ""),
    (r"\bis considering\b|\bare considering\b|\b(?:is|are) exploring\b", "has approved"),
    (r"\bwants? to\b", "will"),
    (r"\bsigned\b", "is discussing"),
    (r"\bletter of intent\b|\bmemorandum of understanding\b", "final contract"),
    (r"\bis to\b|\bwill\b", "may"),
    (r"\bannounced\b", "denied"),
    (r"\bintends? to\b|\baims? to\b", "did"),
    (r"\bhas (?=\w+ed\b)", "is said to have "),
)


def status(one: Material, chance: random.Random) -> str | None:
    """A plan made a fact, talks a contract, or a fact a rumour."""
    found = [(match, new) for old, new in _UPGRADES for match in [re.search(old, one.sentence)] if match]
    if not found:
        return None
    match, new = chance.choice(found[:2])
    return _replaced(one.sentence, match.start(), match.end(), new)


_SUBJECT = re.compile(
    r"(?P<name>[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,3})"
    r"(?= (?:is|are|was|were|has|have|had|will|would|plans?|agreed|said|wants?|holds?|owns?|takes?|makes?)\b)"
)


def _told_of_others(one: Material) -> tuple[str, list[tuple[str, re.Match[str]]]]:
    """The firm that the sentence begins with, and the article's sentences that are about another."""
    head = next((mention.surface for mention in one.firms if mention.start < 5), "")
    found = [(s, match) for s in one.sentences if s != one.sentence for match in [_SUBJECT.match(s)] if match]
    return head, [
        (s, match)
        for s, match in found
        if head and head.split()[0] not in s and not is_common(match["name"].split()[0].lower())
    ]


def merged(one: Material, chance: random.Random) -> str | None:
    """What one sentence says of a firm, said of the firm that another sentence of the article is about."""
    head, others = _told_of_others(one)
    if not others:
        return None
    sentence, match = chance.choice(others)
    return head + sentence[match.end() :]


def joined(one: Material, chance: random.Random) -> str | None:
    """A sentence about one firm, gone on with what another sentence says of another firm."""
    _, others = _told_of_others(one)
    if not others or not re.match(r"[^,;:]{10,}\.$", one.sentence):
        return None
    sentence, match = chance.choice(others)
    return one.sentence.rstrip(".") + " and" + sentence[match.end() :]


def quotation(one: Material, chance: random.Random) -> str | None:
    """A stretch of the sentence in quotation marks, with one word of it altered, left out or put in."""
    words = one.sentence.rstrip(".").split()
    size = min(len(words) - 1, chance.randint(5, 9))
    start = chance.randrange(0, len(words) - size)
    quoted = words[start : start + size]
    place = chance.randrange(1, size - 1)
    way = chance.choice(("alter", "drop", "add"))
    if way == "alter":
        quoted[place] = chance.choice(
            [word for word in ("big", "new", "the", "soon", "their") if word != quoted[place]]
        )
    elif way == "drop":
        del quoted[place]
    else:
        quoted.insert(place, chance.choice(("really", "very", "never", "finally")))
    return f"The report says: “{' '.join(quoted).strip('“”,;')}”."


WIDE = frozenset({"fact of another firm", "facts merged"})
"""The kinds that cite the whole article, so that all they were made of is in the evidence."""

FAULTS: dict[str, Maker] = {
    "name from elsewhere": stranger,
    "name of the same passage": neighbour,
    "figures exchanged": figures,
    "magnitude or digit": magnitude,
    "date": dates,
    "negation": negation,
    "direction": direction,
    "status": status,
    "fact of another firm": merged,
    "facts merged": joined,
    "quotation altered": quotation,
}


_CONDITION = re.compile(r"\b(?:if|unless|provided|but|although|though|except|not|no|until|denied|whether)\b")


_RELATIVE = r", (?:which|who|whose|where) [^,]+,(?= (?:is|are|was|were|has|have|had|will|would|said|says)\b)"
_BRACKETS = r" \([^)]+\)"
_LAST = r", (?:which|who|where|bringing|giving|including|among|after|with|while|as|and) [^,]+(?=\.$)"


def shortened(sentence: str) -> str | None:
    """The sentence without a relative clause, an aside or a last part that nothing else hangs on; or None."""
    for pattern in (_RELATIVE, _BRACKETS, _LAST):
        match = re.search(pattern, sentence)
        if match and not _CONDITION.search(match[0]):
            short = sentence[: match.start()] + sentence[match.end() :]
            if len(short.split()) >= 6:
                return short
    return None
