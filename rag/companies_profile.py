"""What the articles call each company, its trades and its home, to resolve "the German group"."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..corpus import Article, Span, split_sentences
from .names import Mention, NameRegistry
from .names_lists import COUNTRIES, PLACES

TRADES: dict[str, str] = {
    # noun as written, in the singular -> the trade it names; "" says nothing of the trade
    "carmaker": "car",
    "automaker": "car",
    "car company": "car",
    "car group": "car",
    "car brand": "car",
    "car giant": "car",
    "electric-car company": "car",
    "electric-car maker": "car",
    "car maker": "car",
    "truckmaker": "truck",
    "truck maker": "truck",
    "manufacturer": "maker",
    "maker": "maker",
    "contract manufacturer": "electronics",
    "electronics maker": "electronics",
    "electronics company": "electronics",
    "electronics group": "electronics",
    "electronics giant": "electronics",
    "smartphone company": "electronics",
    "phone maker": "electronics",
    "battery maker": "battery",
    "battery supplier": "battery",
    "cell maker": "battery",
    "chipmaker": "chip",
    "chip maker": "chip",
    "supplier": "supplier",
    "parts supplier": "supplier",
    "car-parts supplier": "supplier",
    "search company": "internet",
    "search giant": "internet",
    "internet group": "internet",
    "internet company": "internet",
    "internet giant": "internet",
    "e-commerce company": "internet",
    "e-commerce giant": "internet",
    "technology company": "tech",
    "technology group": "tech",
    "technology giant": "tech",
    "tech giant": "tech",
    "tech group": "tech",
    "software company": "software",
    "software group": "software",
    "ride-hailing company": "ride",
    "ride-hailing group": "ride",
    "ride-hailing firm": "ride",
    "ride-hailing platform": "ride",
    "ride-hailing giant": "ride",
    "car-hailing firm": "ride",
    "taxi app": "ride",
    "oil company": "oil",
    "oil group": "oil",
    "oil giant": "oil",
    "retailer": "retail",
    "start-up": "start-up",
    "startup": "start-up",
    "developer": "developer",
    "map firm": "map",
    "mapping company": "map",
    "robotaxi firm": "robotaxi",
    "brand": "brand",
    "unit": "unit",
    "company": "",
    "group": "",
    "firm": "",
    "giant": "",
    "business": "",
}
_NOUN = "|".join(sorted((re.escape(noun) for noun in TRADES), key=lambda noun: -len(noun)))
_HOME = "|".join(sorted((re.escape(word) for word in COUNTRIES), key=lambda word: -len(word)))
_MODIFIER = r"(?:[\w\-]+ ){0,4}?"
_APPOSED = re.compile(rf"^,? (?:an?|the|one of the|which is an?) ({_MODIFIER})({_NOUN})s?\b")
_BEFORE_NAME = re.compile(rf"\b({_MODIFIER})({_NOUN})(?:s |,? )(?:[A-Z][\w\-]* )?$")
_PLACE = "|".join(sorted((re.escape(place) for place in PLACES), key=lambda place: -len(place)))
_HOME_BEFORE = re.compile(
    rf"\b(?:({_PLACE})['’]s?|({_HOME})|({_PLACE})-based) (?:(?!\w+ed\b)[a-z][\w\-]* ){{0,3}}$",
)
_HOME_AFTER = re.compile(rf"^,? (?:of|from|based in|which is based in) ({_PLACE})\b")


_HOMES = frozenset(COUNTRIES.values())
# Trades that exclude each other well enough: a search company is not "the carmaker".
_TELLING = frozenset(
    [
        "tech",
        "car",
        "truck",
        "electronics",
        "battery",
        "chip",
        "internet",
        "software",
        "ride",
        "oil",
        "retail",
        "map",
    ]
)


_DIGITAL = frozenset(["tech", "internet", "software", "electronics", "map", "ride"])


@dataclass(slots=True)
class Profile:
    """The trades and homes that the articles give a company, with how often."""

    trades: Counter[str] = field(default_factory=lambda: Counter[str]())
    homes: Counter[str] = field(default_factory=lambda: Counter[str]())


@dataclass(frozen=True, slots=True)
class Description:
    """A company as an article describes it: "T3 Go" is a "ride-hailing platform", with the words' place."""

    company: str
    words: str
    article_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Profiles:
    """The profiles of all companies of a corpus, by name."""

    profiles: dict[str, Profile]

    @classmethod
    def learn(cls, articles: Iterable[Article], registry: NameRegistry) -> "Profiles":
        """Read every apposition and attribute beside a company's name in editorial text."""
        profiles: defaultdict[str, Profile] = defaultdict(Profile)
        for article in articles:
            for span in editorial_sentences(article):
                sentence = span.of(article.text)
                for mention in registry.find(sentence, article.id):
                    if mention.kind in ("company", "other"):
                        _read(profiles[mention.name], sentence, mention)
        for name in registry.names:
            if re.search(r"\b(?:Motors?|Automobiles?|Cars)\b", " ".join(name.aliases)):
                profiles[name.name].trades["car"] += 1
        return cls(dict(profiles))

    def fits(self, company: str, trade: str | None, home: str | None) -> bool:
        """Whether nothing known of a company speaks against the description, and something for it."""
        profile = self.profiles.get(company)
        if profile is None:
            return False
        if home is not None and home not in profile.homes:
            return False
        if trade and trade not in profile.trades:
            return trade == "maker" and bool(
                {"car", "electronics", "battery", "truck", "chip"} & set(profile.trades)
            )
        return True

    def contradicts(self, company: str, trade: str | None, home: str | None) -> bool:
        """Whether something known of a company speaks against the description."""
        profile = self.profiles.get(company)
        if profile is None:
            return False
        if home is not None and profile.homes and home not in profile.homes and home in _HOMES:
            return True
        telling = _TELLING & set(+profile.trades)
        if trade in _DIGITAL and telling & _DIGITAL and "tech" in telling | {trade}:
            return False
        return bool(trade in _TELLING and telling and trade not in telling)

    def telling(self, trade: str) -> bool:
        """Whether a trade is one that few firms of an article share: "carmaker" is, "start-up" is not."""
        return trade in _TELLING

    def to_dict(self) -> dict[str, list[dict[str, int]]]:
        """The profiles as JSON-ready values."""
        return {
            name: [dict(profile.trades), dict(profile.homes)]
            for name, profile in sorted(self.profiles.items())
        }


def editorial_sentences(article: Article) -> list[Span]:
    """The sentences of an article's editorial zones, in order."""
    return [
        span
        for zone in article.zones
        if zone.kind.editorial
        for span in split_sentences(article.text, zone.start, zone.end)
    ]


def _read(profile: Profile, sentence: str, mention: Mention) -> None:
    before, after = sentence[: mention.start], sentence[mention.end :]
    for match in (_APPOSED.search(after), _BEFORE_NAME.search(before)):
        if match:
            profile.trades[TRADES[match[2]]] += bool(TRADES[match[2]])
            _read_home(profile, match[1])
    home = _HOME_BEFORE.search(before)
    if home:
        _add_home(profile, next(group for group in home.groups() if group))
    home = _HOME_AFTER.search(after)
    if home:
        _add_home(profile, home[1])


def _read_home(profile: Profile, words: str) -> None:
    for word in words.split():
        if word in COUNTRIES:
            _add_home(profile, word)
        elif word.endswith("-based") and word.removesuffix("-based") in PLACES:
            _add_home(profile, word.removesuffix("-based"))


def _add_home(profile: Profile, word: str) -> None:
    profile.homes[COUNTRIES.get(word, word)] += 1
