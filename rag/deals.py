"""The nouns of the deal ledger: a deal, the reports it rests on, and cells that carry their own quote."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

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
DEAL_TYPES: tuple[DealType, ...] = get_args(DealType)
LADDER: tuple[DealStatus, ...] = get_args(DealStatus)
"""Statuses from the loosest to the last, in the order that a deal runs through them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the passage it was read from: `text == article.text[start:end]` of `article_id`.

    A sum's value is written out with its unit ("300000000 USD", "up to 10 %"), a date's is ISO 8601 cut to
    what is known ("2021-03", "--09-21"); a quote's is its text.
    """

    value: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """A company in a deal: the part it plays, where it stands, and whether it is named there.

    A party that stands there as "the carmaker" or "it" was resolved within the article. One whose `name`
    is "" is a party that the article leaves without a name: `text` is all that it says of it.
    """

    name: str
    role: str
    article_id: str
    start: int
    end: int
    named: bool
    text: str


CELLS = ("type", "status", "date", "amount", "stake", "place", "scope", "said", "quote")
"""The cells of a report, by name."""


@dataclass(frozen=True, slots=True)
class DealReport:
    """What one article says of one deal. `quote` is the sentence that says it best.

    `path` and `publisher` are the article's; `published` is its date as far as known, `date` when the thing
    happened (None: not found). `others` are the further sentences that speak of the deal. `place` is where
    it is to happen; `said` who is given for it: "company", "person", "sources" (unnamed), "press", or None
    where the author says so.
    """

    article_id: str
    path: str
    publisher: str | None
    published: str | None
    parties: tuple[Party, ...]
    type: Cell
    status: Cell
    date: Cell | None
    amount: Cell | None
    stake: Cell | None
    scope: Cell | None
    quote: Cell
    others: tuple[Cell, ...] = ()
    place: Cell | None = None
    said: Cell | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names of the parties that have one, whatever their order."""
        return frozenset(party.name for party in self.parties if party.name)

    @property
    def file(self) -> str:
        """The name of the article's file."""
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which two articles say different things, both kept."""

    field: str
    cells: tuple[Cell, ...]


CorrectionField = Literal["parties", "type", "status", "deal"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said against what was read of a deal: the deal's id and key, the field, and its value.

    `value` None takes an earlier correction back; of the field "deal" it is "no": there is none. `was` is
    what stood there before, `at` the time in UTC (ISO 8601).
    """

    deal: str
    key: str
    field: CorrectionField
    value: str | None
    was: str
    author: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal and all its reports, the earliest published first; undated ones last.

    `status` is the latest known one; `history` every status with the date it was reported. `origins` counts
    the articles that tell of it, copies of one story once. `corrections` are those that hold: parties, type
    and status are then the corrector's, the reports stay as they were read.
    """

    id: str
    parties: tuple[str, ...]
    type: DealType
    status: DealStatus
    reports: tuple[DealReport, ...]
    history: tuple[tuple[str | None, DealStatus], ...]
    conflicts: tuple[Conflict, ...]
    origins: int
    corrections: tuple[Correction, ...] = ()

    def cell(self, field: str) -> Cell | None:
        """The cell called `field` (one of CELLS) of the first report that has one.

        For the status it is that of the last report that gives the status which holds.
        """
        cells: list[Cell | None] = [getattr(report, field) for report in self.reports]
        if field == "status":
            cells = [cell for cell in reversed(cells) if cell and cell.value == self.status]
        return next((cell for cell in cells if cell), None)

    @property
    def unnamed(self) -> tuple[str, ...]:
        """What the articles say of parties that they don't name."""
        return tuple(
            dict.fromkeys(party.text for report in self.reports for party in report.parties if not party.name)
        )

    def to_dict(self) -> dict[str, Any]:
        """The deal as JSON-ready values.

        Sums and scope are as written; `evidence` holds the cell behind each value, normalised and placed.
        """
        cells = {field: self.cell(field) for field in CELLS}
        date = cells["date"]
        return {
            "id": self.id,
            "file": self.reports[0].file,
            "parties": list(self.parties),
            "unnamed": list(self.unnamed),
            "type": self.type,
            "status": self.status,
            "date": date.value if date else None,
            **{
                field: cell.text if (cell := cells[field]) else None
                for field in ("amount", "stake", "place", "scope", "quote")
            },
            "said": said.value if (said := cells["said"]) else None,
            "evidence": {field: asdict(cell) for field, cell in cells.items() if cell},
            "history": [{"reported": day, "status": status} for day, status in self.history],
            "origins": self.origins,
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
            "corrections": [asdict(correction) for correction in self.corrections],
            "reports": [asdict(report) | {"file": report.file} for report in self.reports],
        }
