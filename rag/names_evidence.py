"""What the words around a capitalised run say about its kind, as weights that add up.

The patterns are the classic lexico-syntactic ones (Hearst, "Automatic acquisition of hyponyms", 1992):
appositions, titles, possessives and the verbs that only firms or only people govern.
"""

# ruff: noqa: SIM905 - word lists read and change more easily as text

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from .names_lists import (
    BODIES,
    GIVEN_NAMES,
    INDUSTRY,
    LEGAL,
    ORGANISATION_NOUNS,
    PLACE_TAILS,
    PLACES,
    PRODUCT_NOUNS,
    PUBLISHER_NOUNS,
    PUBLISHER_TOKENS,
    ROLE,
)
from .names_scan import Run

NameKind = Literal["company", "publisher", "person", "place", "product", "other"]


def _any(words: frozenset[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


_ORG = _any(ORGANISATION_NOUNS)
_PRESS = _any(PUBLISHER_NOUNS)
_PRODUCT = _any(PRODUCT_NOUNS)
_FILL = r"(?:[\w\-'’%]+(?:\.\w+)*,? ){0,6}?"

_BEFORE: tuple[tuple[re.Pattern[str], NameKind, float], ...] = (
    (re.compile(rf"\b{_ORG},? [“\"]?$"), "company", 3),
    (re.compile(rf"\b{_ORG} (?:in|of|from|based in) {_any(PLACES)}, $"), "company", 3),
    (re.compile(rf"\b{_PRESS} $"), "publisher", 3),
    (re.compile(rf"\b{_any(PLACES)}['’]s? $"), "company", 2),
    (
        re.compile(
            r"\b(?:invest\w*(?: \S+){0,4}? (?:in|into)|(?:stake|shareholder|holding|interest|shares"
            r"|investors?) in"
            r"|acquir\w+|bought(?: into)?|buy(?:s|ing)?(?: into)?|own(?:s|ed by|ing)|backed by"
            r"|venture (?:with|between)|subsidiary of|unit of|part of|arm of|per ?cent of|pct of|% of"
            r"|(?:alliance|partner\w*|deal|agreement|pact|co-?operat\w+|collaborat\w+|team(?:s|ed)? up|hands"
            r"|forces|tie-up|merger?|talks|contract|together|work\w*|linked up|memorandum|ties) with"
            r"|suppl\w+ (?:\w+ ){0,2}?(?:to|for)|sold to|selling to|rivals?|like|including|sells? \w+ to)"
            r" (?:the )?$"
        ),
        "company",
        2,
    ),
    (re.compile(rf"\b(?i:{ROLE}) (?:of|at|for) (?:both )?(?:the )?$"), "company", 2),
    (re.compile(rf"(?:\b(?i:{ROLE})|\b(?:Mr|Ms|Mrs|Dr|Sir|Seri|Datuk)\.?),? $"), "person", 3),
    (
        re.compile(
            r"\b(?i:activist|billionaire|hedge[- ]fund|corporate|private-equity) (?:\w+ )?(?:investor"
            r"|shareholder|financier|raider|owner|manager|boss) $"
        ),
        "person",
        6,
    ),
    (re.compile(r"\b(?:said|says|added|explained|argued) $"), "person", 0.6),
    (re.compile(r"\b(?:according to|cited by|citing|reported by|told) (?:the )?$"), "publisher", 0.7),
    (re.compile(r"\b(?:with|by|between|told) (?:both )?(?:the )?$"), "company", 0.4),
    (re.compile(r"\b(?:in|near|outside|across|around) $"), "place", 0.6),
    (
        re.compile(
            r"\b(?:architecture|toolkit|matrix|pickup|sedan|truck|van|crossover|concept|car|vehicle|models?"
            r"|system),? (?:the )?$"
        ),
        "product",
        2,
    ),
    (re.compile(r"\b(?:run|runs|running|using|uses|use of) (?:the )?$"), "product", 0.5),
)
_AFTER: tuple[tuple[re.Pattern[str], NameKind, float], ...] = (
    (
        re.compile(rf"^, (?:aged )?(?:\d\d, )?(?:who |(?:the |an? |its |his |her |{_FILL})?{ROLE}\b)"),
        "person",
        3,
    ),
    (re.compile(rf"^, {_FILL}{ROLE} (?:of|at)\b"), "person", 1),
    (re.compile(r"^, who\b"), "person", 3),
    (re.compile(r"^, \d\d, "), "person", 3),
    (
        re.compile(
            r"^, (?:an?|the) (?:[\w\-]+ ){0,4}?(?:(?:partner|principal|specialist) (?:at|in the)|veteran who"
            r"|fellow|strategist|lawyer|attorney|trader|professor|senator|lawmaker|banker who)\b"
        ),
        "person",
        3,
    ),
    (re.compile(r"^(?:/[A-Z]+)*(?:, [A-Z]\w+ \d+)? \([A-Z]\w+\) [-–—]"), "place", 6),  # a dateline
    (re.compile(r"^ told (?:reporters|analysts|investors|lawmakers|shareholders|a news)\b"), "person", 1.2),
    (
        re.compile(rf"^ ?,? (?:an?|the|one of|[A-Z][\w’']*(?:['’]s)?(?: \w+){{0,2}}) {_FILL}{_ORG}\b"),
        "company",
        2.5,
    ),
    (re.compile(rf"^, (?:an?|the) {_FILL}{_PRODUCT}\b"), "product", 1.5),
    (re.compile(rf"^, (?:an?|the) {_FILL}{_PRESS}\b"), "publisher", 2),
    (
        re.compile(r"^ \((?:[A-Z]{2,6}\)|(?i:nasdaq|nyse|hkex|sehk|krx|tse|lon|hkg|otc\w*)\s*[:;])"),
        "company",
        3,
    ),
    (
        re.compile(
            r"^['’]s? (?:\w+[- ]){0,2}?(?:chief|CEO|chairman|shares?|stock|shareholders?|parent"
            r"|subsidiary|unit|plants?|factory|board|headquarters|brand|cars?|vehicles?|dealers|stake|founder|spokes\w+|boss"
            r"|sales|network|partners?|business|arm|platform|customers?|technology|holding|offer|investment)\b"
        ),
        "company",
        2,
    ),
    (re.compile(rf"^ {ROLE}(?!\w)"), "company", 1.5),
    (re.compile(r"^['’]s?\b"), "company", 0.4),
    (re.compile(r"^,? (?:is|has|had|will|would|was|said|says|also|itself)\b"), "company", 0.4),
    (re.compile(r"^-(?:backed|owned|led|badged|branded|built|listed|funded|controlled)\b"), "company", 2),
    (
        re.compile(
            r"^ (?:has |have |had |will |would |is to |are to |also |recently |today )?"
            r"(?:announced?|agreed?|acquired?|invest(?:ed|s)?|unveiled?|launched?|signed|bought|buy|sold|owns?|holds|makes|builds?|delivered|suppl(?:y|ies|ied)"
            r"|provides?|operates?|develop(?:s|ed)?|teamed|partnered|disclosed|pays?|spend|took over|takes?"
            r"|completed|plans to|expects to|intends to|shares|stock|cars|vehicles|models|formed|merged"
            r"|joined)\b"
        ),
        "company",
        1.2,
    ),
    (re.compile(r"^,? (?:reported|reports|wrote|writes)\b"), "publisher", 2),
    (
        re.compile(r"^,? (?:said|told|added|argued|explained|called|described|admitted|promised|took)\b"),
        "person",
        0.5,
    ),
    (re.compile(r"^, (?:in )?(?:" + "|".join(sorted(map(re.escape, PLACES))) + r")\b"), "place", 2),
    (re.compile(rf"^ (?:\w+ )?{_PRODUCT}\b"), "product", 0.2),
    (
        re.compile(r"^ (?:electric )?(?:toolkit|kit|architecture|operating system|chips?|matrix)\b"),
        "product",
        2,
    ),
    (re.compile(r"^,? for short\b"), "product", 2),
    (
        re.compile(r"^ cloud\b|^, (?:the|a) (?:cloud|mapping|payment|messaging) (?:service|app|system)\b"),
        "product",
        2,
    ),
    (
        re.compile(r"^ (?:\w+ )?(?:app|platform|brand|service|venture|group|unit|division|shares)\b"),
        "company",
        0.7,
    ),
)
_EVENT_TAILS = frozenset(
    "Show Forum Summit Conference Expo Olympics War Act Congress Awards Agreement Fund".split()
)
_MODEL = re.compile(r"(?:[A-Z]{1,4}-?\d{1,3}[A-Za-z]{0,2}|[A-Z]{2,4}-\d{4,5}|[A-Z]\d{1,2}|(?:\S+ )+\d{1,2})$")


@dataclass(slots=True)
class Seen:
    """What is known of one surface: where it stands and what its neighbours say."""

    surface: str
    kinds: Counter[NameKind] = field(default_factory=lambda: Counter[NameKind]())
    articles: Counter[int] = field(default_factory=lambda: Counter[int]())
    beside: Counter[str] = field(default_factory=lambda: Counter[str]())
    lines: set[tuple[int, int]] = field(default_factory=lambda: set[tuple[int, int]]())
    body: dict[int, int] = field(default_factory=lambda: dict[int, int]())
    first: dict[int, int] = field(default_factory=lambda: dict[int, int]())
    inside: int = 0

    @property
    def mentions(self) -> int:
        """How often the surface was seen."""
        return sum(self.articles.values())


def evidence_of(run: Run) -> Counter[NameKind]:
    """The weight of each kind, in tenths, that one occurrence of a run gives."""
    weights: Counter[NameKind] = Counter()
    words = len(run.tokens)
    for pattern, kind, weight in _BEFORE:
        if pattern.search(run.before):
            weights[kind] += round(10 * _scaled(kind, weight, words, before=True))
    for pattern, kind, weight in _AFTER:
        if pattern.search(run.after):
            weights[kind] += round(10 * _scaled(kind, weight, words, before=False))
            if kind == "person" and weight > 1:
                break
    return weights


def _scaled(kind: NameKind, weight: float, words: int, *, before: bool) -> float:
    """A title before one word alone ("founder Tesla") says less than before two; nobody has five names."""
    if kind != "person":
        return weight
    if words > 4 or (before and words == 1):
        return weight / 4
    return weight if words > 1 or weight > 1 else 0.0


def shape_of(text: str) -> Counter[NameKind]:
    """The weight of each kind, in tenths, that the words of a name give by themselves."""
    weights: Counter[NameKind] = Counter()
    words = text.replace(",", "").split()
    last = words[-1]
    if text in PLACES:
        weights["place"] += 200
    if len(words) > 1 and last in PLACE_TAILS:
        weights["place"] += 40
    if len(words) > 1 and last in LEGAL:
        weights["company"] += 60
    elif len(words) > 1 and (last in INDUSTRY or last in BODIES):
        weights["company"] += 30
    if len(words) > 1 and last in PUBLISHER_TOKENS:
        weights["publisher"] += 20
    if last in _EVENT_TAILS and len(words) > 1:
        weights["other"] += 60
    if len(words) in (2, 3) and words[0] in GIVEN_NAMES:
        weights["person"] += 20
    if re.match(r"i[A-Z]", text):
        weights["product"] += 15
    if _MODEL.match(text):
        weights["product"] += 20
    return weights
