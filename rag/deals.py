"""The nouns of the deal ledger: a deal, the reports it rests on, and cells that carry their own quote."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

DealType = Literal[
    "strategic_cooperation",
    "joint_venture",
    "joint_development",
    "investment",
    "acquisition",
    "ownership",
    "supply_or_service",
    "distribution",
    "talks",
]
DealStatus = Literal[
    "rumoured",
    "talks",
    "expected",
    "announced",
    "signed",
    "ongoing",
    "completed",
    "extended",
    "ended",
    "denied",
]
LADDER: tuple[DealStatus, ...] = (
    "rumoured",
    "talks",
    "expected",
    "announced",
    "signed",
    "ongoing",
    "completed",
    "extended",
    "ended",
    "denied",
)
"""Statuses from the loosest to the last, in the order that a deal runs through them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the passage it was read from: `article.text[start:end]` of `article_id`."""

    value: str
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """A company in a deal: the part it plays, where it stands, and whether it is named there.

    A party that stands there as "the carmaker" or "it" was resolved within the article.
    """

    name: str
    role: str
    article_id: str
    start: int
    end: int
    named: bool


@dataclass(frozen=True, slots=True)
class DealReport:
    """What one article says of one deal. `quote` is the sentence that says it best.

    `published` is the article's date as far as known; `date` when the thing happened (None: not found).
    """

    article_id: str
    published: str | None
    parties: tuple[Party, ...]
    type: Cell
    status: Cell
    date: Cell | None
    amount: Cell | None
    stake: Cell | None
    quote: Cell
    others: tuple[Cell, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The parties' names, whatever their order."""
        return frozenset(party.name for party in self.parties)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which two articles say different things, both kept."""

    field: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal and all its reports, the earliest published first; undated ones last.

    `status` is the latest known one; `history` every status with the date it was reported.
    """

    id: str
    parties: tuple[str, ...]
    type: DealType
    status: DealStatus
    reports: tuple[DealReport, ...]
    history: tuple[tuple[str | None, DealStatus], ...]
    conflicts: tuple[Conflict, ...]

    def to_dict(self) -> dict[str, Any]:
        """The deal as JSON-ready values."""
        return asdict(self)
