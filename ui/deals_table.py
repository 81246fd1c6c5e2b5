"""The deals as a table whose every cell opens its quote, and what is said where no deal fits."""

from collections.abc import Callable, Mapping, Sequence

from ..rag import LADDER, Conflict, Deal
from .deal_html import NOT_SAID, badge, cell_link, flat, parties_html, said_html, source_html, value_html
from .deal_text import when, words_of
from .deals_asked import PAGE, DealsAsked
from .wording import day, plural

_HEADS = {
    "parties": "Companies",
    "status": "Status",
    "type": "Type",
    "date": "When",
    "amount": "Sum",
    "scope": "For what",
    "reports": "Reported by",
}
_KEYS: dict[str, Callable[[Deal], object]] = {
    "parties": lambda deal: tuple(name.casefold() for name in deal.parties),
    "status": lambda deal: LADDER.index(deal.status),
    "type": lambda deal: deal.type,
    "date": lambda deal: told(deal),
    "reports": lambda deal: (deal.origins, len(deal.reports)),
}


def told(deal: Deal) -> str:
    """When it happened, or else when it was last reported; "" for what is dated in neither way."""
    date = deal.cell("date")
    reported = [report.published for report in deal.reports if report.published]
    return date.value if date and date.value[0].isdigit() else max(reported, default="")


def table_html(deals: Sequence[Deal], asked: DealsAsked, articles: int) -> str:
    """The deals in the order asked for, the first `asked.limit` of them."""
    ranked = sorted(deals, key=lambda deal: (deal.parties, deal.type, deal.id))
    ranked.sort(key=_KEYS[asked.sort], reverse=asked.backwards)  # pyright: ignore[reportArgumentType, reportCallIssue]
    head = "".join(_head(field, asked) for field in _HEADS)
    rows = "".join(_row(deal) for deal in ranked[: asked.limit])
    more = (
        f'<button type="button" class="tu-button tu-more">Show {min(PAGE, len(ranked) - asked.limit)} more'
        "</button>"
        if len(ranked) > asked.limit
        else ""
    )
    counted = f"{plural(len(deals), 'deal')}, one for each set of companies and type, read from all of "
    return (
        f'<p class="tu-count">{counted}{plural(articles, "article")}. Click any cell for the words it was '
        f'read from.</p><div class="tu-tablebox" tabindex="0" role="region" aria-label="Deals">'
        f'<table class="tu-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}'
    )


def _head(field: str, asked: DealsAsked) -> str:
    if field not in _KEYS:
        return f'<th scope="col">{_HEADS[field]}</th>'
    order = ("descending" if asked.backwards else "ascending") if field == asked.sort else None
    sorted_so = f' aria-sort="{order}"' if order else ""
    arrow = {"descending": "↓", "ascending": "↑", None: ""}[order]
    return (
        f'<th scope="col"{sorted_so}><button type="button" class="tu-sort" value="{field}">{_HEADS[field]}'
        f' <span aria-hidden="true">{arrow}</span></button></th>'
    )


def _row(deal: Deal) -> str:
    cells = {
        "parties": parties_html(deal),
        "status": value_html(deal, "status") + said_html(deal) + _history(deal),
        "type": value_html(deal, "type"),
        "date": value_html(deal, "date"),
        "amount": value_html(deal, "amount" if deal.cell("amount") else "stake"),
        "scope": _scope(deal),
        "reports": "".join(f"<div>{source_html(report)}</div>" for report in deal.reports) + _notes(deal),
    }
    shown = "".join(
        f'<td data-label="{_HEADS[field]}" class="tu-{field}{" tu-empty" if html == NOT_SAID else ""}" '
        f'dir="auto"><div>{html}</div></td>'
        for field, html in cells.items()
    )
    return f'<tr class="tu-deal">{shown}</tr>'


def _history(deal: Deal) -> str:
    """The statuses reported before the one that holds, oldest first, where there was another."""
    if len({status for _, status in deal.history}) < 2:
        return ""
    steps = "".join(f"<li>{badge(status)} {day(reported)}</li>" for reported, status in deal.history)
    return f'<details class="tu-history"><summary>History</summary><ol>{steps}</ol></details>'


def _notes(deal: Deal) -> str:
    origins = (
        f'<span class="tu-note">{deal.origins} independent origins</span>'
        if deal.origins > 1
        else '<span class="tu-note">copies of one story</span>'
        if len(deal.reports) > 1
        else ""
    )
    put_right = "".join(
        f'<span class="tu-note"><span aria-hidden="true">✎</span> {flat(one.field)} corrected by '
        f"{flat(one.author)}, {day(one.at[:10])}</span>"
        for one in deal.corrections
    )
    return origins + "".join(_conflict(conflict) for conflict in deal.conflicts) + put_right


def _scope(deal: Deal) -> str:
    """What it is for, and below it where."""
    found = "".join(
        f"<div{kind}>{value_html(deal, field)}</div>"
        for field, kind in {"scope": "", "place": ' class="tu-note"'}.items()
        if deal.cell(field)
    )
    return found or NOT_SAID


def _conflict(conflict: Conflict) -> str:
    values = " / ".join(
        cell_link(cell, flat(_worded(conflict.field, cell.value, cell.text))) for cell in conflict.cells
    )
    sign = '<span aria-hidden="true">≠</span>'
    return f'<span class="tu-note tu-differ">{sign} reports differ on {conflict.field}: {values}</span>'


def _worded(field: str, value: str, text: str) -> str:
    return {"date": when(value), "status": value, "type": words_of(value)}.get(field, text)


def none_html(asked: DealsAsked, counts: Mapping[str, int], articles: int) -> str:
    """What is said where no deal fits: which filter to drop, with the number of deals there would be."""
    if not articles:
        return (
            '<p class="tu-none">There are no articles yet. Add some under <a href="#corpus">Corpus</a>.</p>'
        )
    if not asked.filters.chosen:
        return f'<p class="tu-none">{plural(articles, "article")} were read, and none states a deal.</p>'
    ways = "".join(
        f'<li><button type="button" class="tu-button tu-drop" value="{name}">Without {_said(asked, name)}: '
        f"{plural(count, 'deal')}</button></li>"
        for name, count in sorted(counts.items(), key=lambda pair: -pair[1])
        if count
    )
    way_out = (
        f'<ul class="tu-ways">{ways}</ul>' if ways else "<p>No single filter is to blame: clear them all.</p>"
    )
    filters = ", ".join(_said(asked, name) for name in asked.filters.chosen)
    return f'<div class="tu-none" role="status"><p>No deal fits {filters}.</p>{way_out}</div>'


def _said(asked: DealsAsked, name: str) -> str:
    words = {"partner": "other company", "as_of": "as of"}.get(name, name)
    value = asked.filters.chosen[name]
    return f"{words} “{flat(words_of(value) if name == 'type' else value)}”"
