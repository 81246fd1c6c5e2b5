"""What the Deals page shows for a look at the ledger: one function from a request to HTML and a chart."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from ..corpus import TieupError
from ..rag import Assistant, CompanyDeals, Deal
from .deal_text import deals_csv
from .deals_asked import DealFilters, DealsAsked
from .deals_compare import compare_html, compared
from .deals_map import map_html
from .deals_table import none_html, table_html
from .deals_timeline import choose_html, figure_of, timeline_html
from .graph import graphml
from .troubles import trouble_html

_SUGGESTED = 800  # names offered while one is typed
_FILES = {"csv": "text/csv", "graphml": "application/xml"}


def page_of(assistant: Assistant, request: object) -> dict[str, Any]:
    """The view that `request` asks for, as `html`, with a chart's `figure` and the `companies` there are.

    What makes no sense, or can't be done, comes as HTML that says so: the browser may send anything.
    """
    try:
        with assistant.store.reading():
            asked = DealsAsked.parse(request)
            companies = assistant.companies()
            html, figure = _view(assistant, asked, companies)
    except (TieupError, OSError) as problem:
        return {"html": trouble_html(problem, assistant.store.folder), "figure": None, "companies": []}
    names = [company.name for company in companies]
    return {"html": html, "figure": figure, "companies": names[:_SUGGESTED]}


def _view(
    assistant: Assistant, asked: DealsAsked, companies: Sequence[CompanyDeals]
) -> tuple[str, dict[str, Any] | None]:
    deals = asked.filters.deals(assistant)
    articles = assistant.store.stats()["articles"]
    if asked.view == "compare":
        return _compare(assistant, asked.filters, companies), None
    if asked.view == "timeline" and not asked.filters.company and not asked.filters.partner:
        return choose_html(companies), None
    if not deals:
        counts = {name: len(asked.filters.without(name).deals(assistant)) for name in asked.filters.chosen}
        return none_html(asked, counts, articles), None
    if asked.view == "timeline":
        return _timeline(assistant, asked.filters, deals)
    if asked.view == "map":
        return map_html(*_around(assistant, asked.filters, deals, companies)), None
    return table_html(deals, asked, articles), None


def _timeline(
    assistant: Assistant, filters: DealFilters, deals: Sequence[Deal]
) -> tuple[str, dict[str, Any] | None]:
    first, second = filters.company or filters.partner or "", filters.partner if filters.company else None
    kept = {(report.article_id, deal.id) for deal in deals for report in deal.reports}
    events = [
        event
        for event in assistant.timeline(first, second)
        if (event.report.article_id, event.deal.id) in kept
    ]
    who = " with ".join(name for name in (first, second) if name)
    return timeline_html(events, who), figure_of(events, first)


def _around(
    assistant: Assistant, filters: DealFilters, deals: Sequence[Deal], companies: Sequence[CompanyDeals]
) -> tuple[list[Deal], str | None]:
    """The deals to draw and the company in the middle: with the deals that its partners have together."""
    if not filters.company or filters.partner:
        return list(deals), None
    centre = spelt(filters.company, deals, companies)
    near = {name for deal in deals for name in deal.parties}
    others = filters.without("company").deals(assistant)
    return [deal for deal in others if centre in deal.parties or near.issuperset(deal.parties)], centre


def _compare(assistant: Assistant, filters: DealFilters, companies: Sequence[CompanyDeals]) -> str:
    if not filters.company:
        return choose_html(companies)
    if not filters.partner:
        return choose_html(companies, spelt(filters.company, (), companies))
    both = filters.without("company"), filters.without("partner")
    deals_b, deals_a = ((mine.deals(assistant)) for mine in both)
    a, b = spelt(filters.company, deals_a, companies), spelt(filters.partner, deals_b, companies)
    return compare_html(compared(a, deals_a, b, deals_b))


def spelt(typed: str, deals: Sequence[Deal], companies: Sequence[CompanyDeals]) -> str:
    """The party that `typed` was taken for when `deals` were found by it; as typed where there is none."""
    wanted = typed.casefold()
    for company in companies:
        if wanted in {name.casefold() for name in (company.name, *company.aliases)}:
            return company.name
    in_all = set[str].intersection(*(set(deal.parties) for deal in deals)) if deals else set[str]()
    likest = sorted(in_all, key=lambda name: (-SequenceMatcher(None, wanted, name.casefold()).ratio(), name))
    return likest[0] if likest else typed


def file_of(assistant: Assistant, request: object) -> dict[str, str]:
    """The deals that fit, as a file for `request["kind"]`, csv or graphml: its name, type and text.

    Raises QuestionError for a filter that makes no sense.
    """
    kind: object = request.get("kind") if isinstance(request, dict) else None  # pyright: ignore[reportUnknownMemberType]
    deals = DealsAsked.parse(request).filters.deals(assistant)
    if kind == "graphml":
        return {"name": "deals.graphml", "type": _FILES["graphml"], "text": graphml(deals)[0]}
    return {"name": "deals.csv", "type": _FILES["csv"], "text": deals_csv(deals)}
