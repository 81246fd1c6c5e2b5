"""What stands against a question's premise: a deal of the companies asked about that never came to be.

"When did Alfa sign its contract with Beta?" takes for granted that there is one. Where the articles don't
answer and the ledger knows a deal of the two only as rumoured, as talks, as expected, as denied or as ended,
that is what the reader needs to be told.
"""

from dataclasses import dataclass
from itertools import combinations

from .deals import Cell, DealStatus
from .ledger_facts import DealFact
from .listing import Facts, status_quote
from .names import NameRegistry
from .understanding import Asked

_NOT_SO: dict[DealStatus, str] = {
    "denied": "{what} of {who} as denied", "ended": "{what} of {who} as ended or called off",
    "rumoured": "{what} of {who} as a rumour", "talks": "talks of {who}, not an agreement",
    "expected": "{what} of {who} as expected, not as agreed",
}  # fmt: skip
_SO: frozenset[DealStatus] = frozenset({"ongoing", "completed", "extended"})
_NAMES = 4  # more than that in a question are not tried in pairs


@dataclass(frozen=True, slots=True)
class Correction:
    """What the articles report of two companies, in words, and the sentence that says so."""

    told: str
    quote: Cell


def correction_of(asked: Asked, registry: NameRegistry, facts: Facts) -> Correction | None:
    """The latest deal of two of the companies asked about, if none of theirs came to be or still stands."""
    companies = companies_asked(asked, registry)
    for pair in combinations(companies[:_NAMES], 2):
        found = facts(pair, None)
        if any(fact.deal.status in _SO for fact in found):
            continue
        for fact in sorted(found, key=_last_reported, reverse=True):
            quote = status_quote(fact.deal, pair) if fact.deal.status in _NOT_SO else None
            if quote is not None:
                what = "talks" if fact.deal.type == "talks" else "a deal"
                told = _NOT_SO[fact.deal.status].format(what=what, who=" and ".join(pair))
                return Correction(f"The articles report {told}.", quote)
    return None


def companies_asked(asked: Asked, registry: NameRegistry) -> list[str]:
    """The companies that a question is about, in order."""
    return sorted({one.name for one in registry.names if one.name in asked.names and one.kind == "company"})


def _last_reported(fact: DealFact) -> str:
    return max((report.published or "" for report in fact.deal.reports), default="")
