"""What the ledger has for an answer: deals of the firms asked about, each with the cells to cite."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .deals import CELLS, Cell, Deal, DealStatus, DealType

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class DealFact:
    """A deal as an answer needs it.

    `partners` are its parties besides those asked about; `date` is when it happened, or when it was first
    reported if not `happened` (ISO 8601, cut to what is known; None: not known). `cells` has the evidence by
    field, in the order of CELLS: each is a slice of its article.
    """

    deal: Deal
    partners: tuple[str, ...]
    date: str | None
    happened: bool
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deals are wanted; what is empty or None leaves all. `since` and `until` are ISO dates."""

    types: Collection[DealType] = ()
    statuses: Collection[DealStatus] = ()
    since: str | None = None
    until: str | None = None

    def fits(self, fact: DealFact) -> bool:
        """Whether a fact is wanted; one without a date is not where a date is asked for."""
        deal = fact.deal
        if (self.types and deal.type not in self.types) or (
            self.statuses and deal.status not in self.statuses
        ):
            return False
        if self.since is None and self.until is None:
            return True
        date = fact.date
        if date is None or date.startswith("--"):
            return False
        after = self.since is None or date >= self.since[: len(date)]
        return after and (self.until is None or date[: len(self.until)] <= self.until)


def facts_of(
    names: Sequence[str], wanted: Wanted, deals: "Callable[[str | None, str | None], list[Deal]]"
) -> list[DealFact]:
    """The wanted deals that all `names` are parties of, oldest first, undated last; ties by parties and id.

    `deals(company, partner)` gives the deals of one firm, or of two.
    """
    first, second = (*names[:2], None, None)[:2]
    found = deals(first, second)
    for name in names[2:]:
        ids = {deal.id for deal in deals(name, None)}
        found = [deal for deal in found if deal.id in ids]
    facts = [fact for deal in found if wanted.fits(fact := _fact(deal, names))]
    return sorted(facts, key=_order)


def _fact(deal: Deal, names: Sequence[str]) -> DealFact:
    date = deal.cell("date")
    told = min((report.published for report in deal.reports if report.published), default=None)
    cells = {field: cell for field in CELLS if (cell := deal.cell(field))}
    partners = tuple(party for party in deal.parties if party not in names)
    return DealFact(deal, partners, date.value if date else told, date is not None, cells)


def _order(fact: DealFact) -> tuple[bool, str, tuple[str, ...], str]:
    undated = fact.date is None or fact.date.startswith("--")
    return (undated, fact.date or "", fact.deal.parties, fact.deal.id)
