"""The ledger of an index kept open: made at its first use, and anew when the index has moved on."""

import re
from collections.abc import Callable
from datetime import date
from threading import Lock

from ..corpus import QuestionError
from ..index import Store
from .deals import DEAL_TYPES, LADDER, Deal, DealStatus, DealType
from .ledger import CompanyDeals, DealEvent, Ledger
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
