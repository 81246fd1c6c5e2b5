"""The ledger of an index kept open: made at its first use, and anew when the index has moved on."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from threading import Lock

from ..corpus import QuestionError
from ..index import Store
from .deals import DEAL_TYPES, LADDER, Correction, CorrectionField, Deal, DealStatus, DealType
from .deals_corrections import CORRECTIONS, JOIN, add_correction, corrected, read_corrections
from .deals_merge import key_of
from .ledger import CompanyDeals, DealEvent, Ledger
from .ledger_facts import DealFact, Wanted
from .names import NameRegistry


class LedgerKeeper:
    """Asks the ledger as of the generation being read. Any number of threads may ask.

    `names` gives the registry of that generation.
    """

    def __init__(
        self, store: Store, names: Callable[[], NameRegistry], notice: Callable[[str], None] | None = None
    ) -> None:
        self._store = store
        self._names = names
        self._notice = notice
        self._open: tuple[int, Ledger] | None = None
        self._guard = Lock()

    def deals(
        self,
        company: str | None = None,
        partner: str | None = None,
        type: str | None = None,
        status: str | None = None,
        as_of: str | None = None,
    ) -> list[Deal]:
        """The deals that fit; see `Ledger.deals`.

        Raises QuestionError for a type or status that there is none of, a day that is none, or a name that
        could be several.
        """
        kind, rung = _type(type), _status(status)
        if as_of is not None:
            _check_day(as_of)
        with self._guard:
            return self._current().deals(company, partner, type=kind, status=rung, as_of=as_of)

    def facts_for(
        self, names: Sequence[str], wanted: Wanted | None = None, as_of: str | None = None
    ) -> list[DealFact]:
        """The deals that all of `names` are parties of, with evidence; see `Ledger.facts_for`."""
        if as_of is not None:
            _check_day(as_of)
        with self._guard:
            return self._current().facts_for(names, wanted, as_of=as_of)

    def correct(
        self, deal_id: str, field: CorrectionField, value: str | None, author: str, note: str = ""
    ) -> Deal | None:
        """Keep what somebody says against a deal, and give the deal as it now stands (None: it is none).

        `value` None takes the earlier corrections of the field back; for "deal" it is "no". Parties are
        joined by " + " and spelt as the registry has them. Raises QuestionError for an unknown deal or value.
        """
        if value is not None:
            value = {"type": _type, "status": _status, "deal": _no}.get(field, self._parties)(value)
        with self._guard:
            deal = next((one for one in self._current().deals(corrected=False) if one.id == deal_id), None)
            if deal is None:
                raise QuestionError(
                    f"there is no deal {deal_id[:40]!r}; `tieup deals --json` gives their ids"
                )
            was = {
                "parties": JOIN.join(deal.parties),
                "type": deal.type,
                "status": deal.status,
                "deal": "yes",
            }
            one = Correction(
                deal.id,
                key_of(deal.reports[0]),
                field,
                value,
                was[field],
                author.strip() or "unknown",
                _now(),
                note,
            )
            file = self._store.folder / CORRECTIONS
            add_correction(file, one)
            return corrected(deal, read_corrections(file))

    def _parties(self, value: str) -> str:
        registry = self._names()
        names = [
            registry.named(part) or part for part in (piece.strip() for piece in value.split("+")) if part
        ]
        spelt = sorted({name if isinstance(name, str) else name.name for name in names})
        if len(spelt) < 2:
            raise QuestionError(f"a deal has two parties or more, not {value[:60]!r}; join them by “+”")
        return JOIN.join(spelt)

    def companies(self) -> list[CompanyDeals]:
        """Every company that is a party of a deal, by name; see `Ledger.companies`."""
        with self._guard:
            return self._current().companies()

    def timeline(self, company: str, partner: str | None = None) -> list[DealEvent]:
        """Every report of the deals of a company, in order; see `Ledger.timeline`."""
        with self._guard:
            return self._current().timeline(company, partner)

    def _current(self) -> Ledger:
        with self._store.reading() as generation:
            if self._open is None or self._open[0] != generation:
                if self._open is not None:
                    self._open[1].close()
                self._open = (generation, Ledger.of(self._store, self._names(), self._notice))
            return self._open[1]


def _type(value: str | None) -> DealType | None:
    found: DealType | None = next((known for known in DEAL_TYPES if known == value), None)
    if value is not None and found is None:
        raise QuestionError(f"there is no deal type {value[:40]!r}; the types are {', '.join(DEAL_TYPES)}")
    return found


def _status(value: str | None) -> DealStatus | None:
    found: DealStatus | None = next((known for known in LADDER if known == value), None)
    if value is not None and found is None:
        raise QuestionError(f"there is no deal status {value[:40]!r}; the statuses are {', '.join(LADDER)}")
    return found


def _no(value: str) -> str:
    if value != "no":
        raise QuestionError("of the field deal the only value is “no”: there is no such deal")
    return value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _check_day(text: str) -> None:
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise QuestionError(
            f"as of {text[:40]!r}: that is no date; write 2018, 2018-06 or 2018-06-30"
        ) from None
