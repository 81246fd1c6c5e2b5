"""Who works with a company: a list, so it comes from the ledger of deals, which reads every article.

Search gives the few passages nearest to a question, and a list made of them would miss most of its items.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .deals import Cell, DealStatus, DealType
from .ledger_facts import DealFact, Wanted
from .understanding import Asked

Facts = Callable[[Sequence[str], Wanted | None], list[DealFact]]

MOST = 8
"""Partners that are named; how many more there are is said."""

_ASKS = re.compile(
    r"\b(?:who|whom|which|what|list|name)\b.*\b(?:team(?:s|ed|ing)? up|partner\w*|work(?:s|ed|ing)?\b.*\bwith"
    r"|cooperat\w*|collaborat\w*|all(?:y|ies|ied|iances?)\b|join\w* (?:hands|forces)|tie[sd]?[- ]?ups?)",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(?:team|partner|work|cooperat|collaborat|all[yi]|join|hand|forc|tie|up$|compan|firm|list|nam|article|report"
    r"|corpus|collection|text|all$|deal|who|which|what)",
    re.IGNORECASE,
)
_TOGETHER: tuple[DealType, ...] = ("strategic_cooperation", "joint_venture", "joint_development")
_STANDING: tuple[DealStatus, ...] = (
    "expected", "announced", "signed", "ongoing", "completed", "extended", "ended",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Partners:
    """The partners of a company, each with the quote that says so; `more` have not been listed."""

    company: str
    named: tuple[tuple[str, Cell], ...]
    more: int

    def told(self) -> str:
        """The list as a sentence."""
        names = ", ".join(name for name, _ in self.named)
        number = len(self.named) + self.more
        rest = f" and {self.more} more" if self.more else ""
        return f"Deals in the articles name {number} partners of {self.company}: {names}{rest}."


def company_asked(asked: Asked) -> str | None:
    """The company whose partners are asked for, all of them; None if something else is asked."""
    names = sorted(asked.names)
    if len(names) != 1 or not _ASKS.search(asked.question.text):
        return None
    named = {word.lower() for mention in asked.mentions for word in mention.surface.split()}
    others = [
        item.word.text
        for item in asked.words
        if item.weight >= 1 and item.word.text.lower() not in named and not _ABOUT_IT.match(item.word.text)
    ]
    return None if others else names[0]


def partners_of(company: str, facts: Facts) -> Partners | None:
    """The partners that the ledger has for `company`; None where there are fewer than two."""
    found: dict[str, tuple[int, Cell]] = {}
    for fact in facts([company], Wanted(types=_TOGETHER, statuses=_STANDING)):
        quote = fact.cells.get("quote")
        if quote is None:
            continue
        for partner in fact.partners:
            origins, first = found.get(partner, (0, quote))
            found[partner] = (origins + fact.deal.origins, first)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    shown = [(name, quote) for name, (_, quote) in ranked if name in quote.text]
    if len(shown) < 2:
        return None
    return Partners(company, tuple(shown[:MOST]), len(shown) - len(shown[:MOST]))
