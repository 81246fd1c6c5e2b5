"""What is asked for on the Deals page: filters that arrive from the browser, checked and bounded."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from ..rag import Assistant, Deal
from .narrowing import iso_date

VIEWS = ("table", "timeline", "map", "compare")
SORTS = ("parties", "status", "type", "date", "reports")
PAGE = 50  # deals at first, and with each "show more"
_LONGEST = 120  # code points of a name
_MOST = 2_000  # deals in one table: a browser stays quick with that many


@dataclass(frozen=True, slots=True)
class DealFilters:
    """Filters of the ledger as a person chose them; empty ones are None."""

    company: str | None = None
    partner: str | None = None
    type: str | None = None
    status: str | None = None
    as_of: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value}

    def without(self, name: str) -> "DealFilters":
        """The same but for the filter called `name`."""
        return replace(self, **{name: None})

    def deals(self, assistant: Assistant) -> list[Deal]:
        """The deals that fit. Raises QuestionError for a filter that makes no sense."""
        return assistant.deals(**self.chosen)


@dataclass(frozen=True, slots=True)
class DealsAsked:
    """One look at the deals: which view, through which filters, in which order, how many."""

    view: str
    filters: DealFilters
    sort: str
    backwards: bool
    limit: int

    @classmethod
    def parse(cls, request: object) -> "DealsAsked":
        """What the browser asks for: it may send anything. QuestionError for a day that is none."""
        given: Mapping[str, Any] = cast("dict[str, Any]", request) if isinstance(request, dict) else {}
        values = {field.name: _text(given.get(field.name)) for field in fields(DealFilters)}
        values["as_of"] = iso_date(values["as_of"], "As of")
        limit = given.get("limit")
        return cls(
            view=_one_of(given.get("view"), VIEWS, "table"),
            filters=DealFilters(**values),
            sort=_one_of(given.get("sort"), SORTS, "date"),
            backwards=given.get("backwards", True) is True,
            limit=min(max(limit, PAGE), _MOST) if isinstance(limit, int) else PAGE,
        )


def _text(value: object) -> str | None:
    return (" ".join(value.split())[:_LONGEST] or None) if isinstance(value, str) else None


def _one_of(value: object, known: tuple[str, ...], otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise
