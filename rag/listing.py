"""Lists of deals: who works with a company, which alliances ended, how many joint ventures there are.

Search gives the few passages nearest to a question, and a list made of them would miss most of its items; the
ledger of deals has read every article. A question is answered from it only if every word of the question is
understood, since a word left over ("... that make batteries") would narrow the list in a way that the ledger
does not know of.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..index import Filters
from .deals import Cell, Deal, DealReport, DealStatus, DealType
from .ledger_facts import DealFact, Wanted
from .understanding import Asked

Facts = Callable[[Sequence[str], Wanted | None], list[DealFact]]

MOST = 12
"""Items that are told; how many more there are is said."""

_KINDS = frozenset({"list", "who", "count", "definition", "fact"})
_TOGETHER: tuple[DealType, ...] = ("strategic_cooperation", "joint_venture", "joint_development")
_STANDING: tuple[DealStatus, ...] = (
    "expected", "announced", "signed", "ongoing", "completed", "extended",
)  # fmt: skip


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_ASKS = _pattern(r"who|whom|which|what|list|name|how many|all|every|gather|enumerate|show")
_WORKS_WITH = _pattern(
    r"team(?:s|ed|ing)? up|partner(?:s|ed|ing)?|work(?:s|ed|ing)? (?:together )?with|cooperat\w*"
    r"|collaborat\w*|all(?:y|ies|ied)|join\w* (?:hands|forces)|tie[sd]? up"
)
_DEALS = _pattern(
    r"alliances?|partnerships?|deals?|tie-?ups?|link-?ups?|agreements?|pacts?|collaborations|cooperations"
    r"|transactions?|(?:joint )?projects"
)
_TYPES: tuple[tuple[re.Pattern[str], tuple[DealType, ...], str], ...] = (
    (_pattern(r"joint[- ](?:ventures?|compan(?:y|ies))|jvs?"), ("joint_venture",), "joint ventures"),
    (_pattern(r"acquisitions?|take-?overs?|buy-?outs?"), ("acquisition",), "acquisitions"),
    (_pattern(r"investments"), ("investment",), "investments"),
    (
        _pattern(r"supply (?:deals?|agreements?|contracts?)"),
        ("supply_or_service",),
        "supply deals",
    ),
)
_STATUSES: tuple[tuple[re.Pattern[str], tuple[DealStatus, ...], str], ...] = (
    (
        _pattern(
            r"end(?:ed|ing)?|drop(?:s|ped)?|abandon\w*|cancel\w*|call(?:ed|s)? (?:it )?off|call(?:ed)? time"
            r"|scrap\w*|shelved?|w(?:ound|ind) up|wound down|dissolv\w*|terminat\w*|collaps\w*"
            r"|f(?:ell|all|allen) (?:apart|through)|br(?:oke|oken|eak) (?:up|off|down)|fail\w*|axed|ditched"
            r"|discontinued|unravell?ed"
        ),
        ("ended",),
        "as ended or called off",
    ),
    (_pattern(r"rumou?r(?:s|ed)?|unconfirmed"), ("rumoured",), "as rumoured"),
    (_pattern(r"denied"), ("denied",), "as denied"),
    (_pattern(r"renew(?:s|ed)?|extend(?:s|ed)?|prolonged"), ("extended",), "as renewed or extended"),
    (_pattern(r"completed|closed|finali[sz]ed"), ("completed",), "as completed"),
)
_NEGATED = re.compile(r"\b(?:not|never|no|none|still|yet|without|neither)\b|n['’]t\b", re.IGNORECASE)
_FILLER = _pattern(
    r"planned|existing|former|past|previous|current(?:ly)?|various|different|compan(?:y|ies)|firms?"
    r"|business(?:es)?|part(?:y|ies)|partners|collection|corpus|articles?|reports?|reported|news|texts?|pages?"
    r"|stories|mention\w*|named?|list(?:ed)?|covered|described|far|ever|total|number|count|tell|give|made?"
    r"|making|appear\w*|featur\w*|involv\w*|enter\w*|form(?:ed)?|struck|strike|announced?|sides?|exist"
)


@dataclass(frozen=True, slots=True)
class Request:
    """A list that is asked for: deals of `company` (None: of anybody), of some types and statuses.

    `noun` and `which` say in words what is listed ("joint ventures", "as rumoured"); with no noun it is the
    company's partners.
    """

    company: str | None
    wanted: Wanted
    noun: str
    which: str

    @property
    def least(self) -> int:
        """How many items make a list: who works with a company should not rest on one chance find."""
        return 1 if self.noun else 2


@dataclass(frozen=True, slots=True)
class Listing:
    """The list: its items, each with the quote that says so; `more` have not been told."""

    request: Request
    items: tuple[tuple[str, Cell], ...]
    more: int

    @property
    def beside(self) -> int:
        """How many sentences found by search stand beside it; partners may be found in no deal."""
        return 0 if self.request.noun else 2

    def told(self) -> str:
        """The list as a sentence."""
        asked, number = self.request, len(self.items) + self.more
        company, which = asked.company, asked.which and f" {asked.which}"
        names = (", " if company else "; ").join(name for name, _ in self.items)
        rest = f" and {self.more} more" if self.more else ""
        if not asked.noun:
            told = f"Deals in the articles name {number} partners of {company}"
        elif company:
            told = f"The articles report {asked.noun} of {company}{which}, with {_counted(number, 'partner')}"
        else:
            told = f"The articles report {_counted(number, asked.noun[:-1])}{which}"
        return f"{told}: {names}{rest}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def request_of(asked: Asked) -> Request | None:
    """The list that a question asks for; None if it asks for anything else, or not all is understood."""
    question = asked.question
    names = sorted(asked.names)
    if (
        len(names) > 1
        or question.kind not in _KINDS
        or question.filters != Filters()
        or asked.unknown
        or not _ASKS.search(question.text)
        or _NEGATED.search(question.text)
    ):
        return None
    types = [found for found in _TYPES if found[0].search(question.text)]
    statuses = [found for found in _STATUSES if found[0].search(question.text)]
    works = _WORKS_WITH.search(question.text)
    deals = _DEALS.search(question.text)
    if max(len(types), len(statuses)) > 1:
        return None
    narrowed = bool(types or statuses)
    if not (types or deals or (works and names)) or not (names or narrowed):
        return None
    patterns = [_ASKS, _WORKS_WITH, _DEALS, _FILLER, *(found[0] for found in (*types, *statuses))]
    if not explained(asked, patterns):
        return None
    plain = bool(works) and not narrowed
    wanted = Wanted(
        types=types[0][1] if types else _TOGETHER if plain else (),
        # Asked with whom a company has worked, what is over counts too; asked what there is, it does not.
        statuses=statuses[0][1] if statuses else (*_STANDING, "ended") if plain else _STANDING,
    )
    noun = types[0][2] if types else "" if plain else "deals"
    return Request(names[0] if names else None, wanted, noun, statuses[0][2] if statuses else "")


def listing_of(request: Request, facts: Facts) -> Listing | None:
    """What the ledger has for `request`; None where that is too little for a list."""
    found: dict[str, tuple[int, Cell]] = {}
    for fact in facts([request.company] if request.company else [], request.wanted):
        for item in _items(fact, request.company):
            quote = status_quote(fact.deal, item)
            if quote is None:
                continue
            name = " and ".join([", ".join(item[:-1]), item[-1]] if len(item) > 1 else item)
            origins, first = found.get(name, (0, quote))
            found[name] = (origins + fact.deal.origins, first)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    if len(ranked) < request.least:
        return None
    shown = tuple((name, quote) for name, (_, quote) in ranked[:MOST])
    return Listing(request, shown, len(ranked) - len(shown))


def _items(fact: DealFact, company: str | None) -> list[tuple[str, ...]]:
    """What a deal adds to the list: each partner of the company, or the parties together."""
    made = {party.name for report in fact.deal.reports for party in report.parties if party.role == "venture"}
    if company:
        return [(partner,) for partner in fact.partners if partner not in made]
    return [tuple(party for party in fact.deal.parties if party not in made)]


def status_quote(deal: Deal, names: Sequence[str]) -> Cell | None:
    """The sentence that says it as the deal now stands, if one that names all of `names` is there."""
    told: list[tuple[bool, bool, Cell]] = []
    for report in deal.reports:
        for sentence in (report.quote, *report.others):
            if all(_names(report, sentence, name) for name in names):
                status = report.status
                says = (
                    status.article_id == sentence.article_id and sentence.start <= status.start < sentence.end
                )
                told.append((status.value != deal.status, not says, sentence))
    return min(told, key=lambda one: one[:2])[2] if told else None


def _names(report: DealReport, sentence: Cell, name: str) -> bool:
    """Whether a sentence names a party, in full or by a short form."""
    return name in sentence.text or any(
        party.name == name and party.named and sentence.start <= party.start < sentence.end
        for party in report.parties
    )


def explained(asked: Asked, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether every content word of the question is a name or stands in a match of a pattern."""
    text = asked.question.text
    spans = [(mention.start, mention.end) for mention in asked.mentions if mention.name]
    spans += [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return all(
        any(start <= item.word.start and item.word.end <= end for start, end in spans)
        for item in asked.words
        if item.weight >= 1
    )
