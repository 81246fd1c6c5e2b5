"""Words: how a question and a sentence are cut up so that they can be compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# A word may hold digits, dots, plus signs and ampersands inside ("Pony.ai", "R&D", "PonyPilot+", "4.99").
_WORD = re.compile(r"[^\W_](?:[\w&.+'’]*[\w+])?")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")

# Closed-class words of English: they carry no topic of their own.
STOP = frozenset(
    """a about above after again all along also although am among an and another any are as at away be because
    been before being below between both but by can could did do does doing don down during each either else
    ever every few for from further get got had has have having he her here hers him his how however i if in
    into is isn it its itself just let me might mine more most much must my neither no nor not now of off on
    once one only onto or other others our out over own per put quite rather s same say shall she should so
    some still such t than that the their them then there these they this those though through thus to too
    under until up upon us very was we were what whatever when where whether which while who whom whose why
    will with within without would yet you your""".split()  # noqa: SIM905 (a list of words reads better as text)
)

# Words by which people speak about the question itself, not about its subject.
GENERIC = frozenset(
    """according answer article articles ask asked collection corpus detail document documents explain find
    give given gather list mention mentioned mentions name named names news outline piece please question
    quote read relative report reported reports say says set show source sources state stated states story
    summarise summarize tell text texts trace word words""".split()  # noqa: SIM905
)

_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its lower-case form, its stem, and where it stands in the text it came from."""

    text: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case English word; other scripts come back unchanged."""
    return _stemmer.stemWord(word)


_REMEMBERED = 1000  # characters: sentences are cut up again and again, whole articles once


def content_words(text: str) -> list[Word]:
    """The content words of `text` in order: hyphened parts apart, possessive endings and stop words gone."""
    return list(_remembered(text) if len(text) <= _REMEMBERED else _cut(text))


@lru_cache(maxsize=20_000)
def _remembered(text: str) -> tuple[Word, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    for match in _WORD.finditer(text):
        surface = _POSSESSIVE.sub("", match.group())
        word = surface.lower()  # not always as long: "İ" becomes two code points
        if word and word not in STOP and len(word) <= 64:
            found.append(Word(word, stem(word), match.start(), match.start() + len(surface)))
    return tuple(found)


def stems(text: str) -> list[str]:
    """The stems of the content words of `text`, in order, repeats kept."""
    return [word.stem for word in content_words(text)]
