"""Deals as pieces of HTML: status badges, cells that link to their quotes, parties, sources.

Everything from an article goes through `safe`; a cell's link opens the article at the words it was read
from.
"""

from pathlib import PurePath

from ..rag import Cell, Deal, DealReport, DealStatus, Party
from .deal_text import when, words_of
from .passages import Target, safe
from .wording import day

SYMBOLS: dict[str, str] = {
    "rumoured": "?",
    "talks": "…",
    "expected": "○",
    "announced": "◔",
    "signed": "◑",
    "ongoing": "●",
    "completed": "✓",
    "extended": "»",
    "ended": "■",
    "denied": "✕",
}
"""A sign for each status, always shown beside its word: colour is never the only difference."""

NOT_SAID = '<span class="tu-faint" title="No article says">–</span>'
"""What stands in a cell that no article gives."""

_LOOSE = ("rumoured", "talks", "expected")
OVER: tuple[DealStatus, ...] = ("ended", "denied")
"""Statuses of deals that no longer hold, or never did."""


def flat(text: str) -> str:
    """`text` on one line, as HTML that is shown and never obeyed."""
    return safe(" ".join(text.split()))


def cell_target(cell: Cell | Party) -> Target:
    """The place in its article that a cell or a party was read from."""
    return Target.at(cell.article_id, cell.start, cell.end, cell.text)


def cell_link(cell: Cell | Party, html: str, kind: str = "tu-cell") -> str:
    """`html` as a link that opens the article at the cell's own words."""
    return f'<a class="{kind}" href="{cell_target(cell).href}">{html}</a>'


def standing(status: str) -> str:
    """How firm a status is, as a class name: loose, firm or over."""
    return "loose" if status in _LOOSE else "over" if status in OVER else "firm"


def badge(status: str) -> str:
    """A status as a badge with its sign and its word."""
    sign = f'<span aria-hidden="true">{SYMBOLS[status]}</span>'
    return f'<span class="tu-badge tu-{standing(status)}">{sign}{status}</span>'


def parties_html(deal: Deal) -> str:
    """The parties, each linking to where it is named; those that no article names in their own words."""
    places: dict[str, Party] = {}
    for party in (party for report in deal.reports for party in report.parties):
        known = places.get(party.name)
        if party.name and (known is None or (party.named and not known.named)):
            places[party.name] = party
    links = [cell_link(places[name], flat(name)) if name in places else flat(name) for name in deal.parties]
    unnamed = [f'<span class="tu-faint">{flat(words)}</span>' for words in deal.unnamed]
    return ' <span class="tu-faint" aria-hidden="true">+</span> '.join([*links, *unnamed])


def value_html(deal: Deal, field: str) -> str:
    """The cell called `field` as a link to its quote; a dash where no article gives it.

    A status or type that somebody put right stands without a link where no article says so.
    """
    cell = deal.cell(field)
    if field == "status":
        return cell_link(cell, badge(deal.status)) if cell else badge(deal.status)
    if cell is None:
        return NOT_SAID
    words = {"type": words_of(deal.type), "date": when(cell.value)}.get(field, cell.text)
    return cell_link(cell, flat(words))


_SAYERS = {
    "company": "says a company",
    "person": "says a person",
    "sources": "say unnamed sources",
    "press": "says the press",
}


def said_html(deal: Deal) -> str:
    """Who is given for the deal, as a link to where that stands; "" where the author says so."""
    cell = deal.cell("said")
    words = _SAYERS.get(cell.value) if cell else None
    return f'<div class="tu-note">{cell_link(cell, words)}</div>' if cell and words else ""


def source_html(report: DealReport) -> str:
    """Who reported it and when, as a link to the sentence."""
    name = report.publisher or PurePath(report.path).name
    return cell_link(report.quote, f"{flat(name)} · {day(report.published)}", "tu-cell tu-by")


def quote_html(report: DealReport) -> str:
    """The sentence that says it, as a link to its place."""
    return cell_link(report.quote, f"“{flat(report.quote.text)}”", "tu-cell tu-said")


def title_of(deal: Deal) -> str:
    """The deal in a few words: its parties and its type, as plain text."""
    return f"{' + '.join([*deal.parties, *deal.unnamed])}: {words_of(deal.type)}"
