"""What was reported of a company's deals, or of a pair's, in order: a plotly chart and the same as a list."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..rag import CompanyDeals, DealEvent
from .deal_html import SYMBOLS, badge, cell_target, flat, parties_html, quote_html, source_html, standing
from .deal_text import when, words_of
from .wording import day, plural

_ROW = 42  # pixels of height for a deal
_LANES = 40  # deals on the chart; the list has all
_LABEL = 38  # code points of a deal's name beside its lane
_NEAR = 0.12  # of the whole span: points as near as that have one label, or it would lie on the next one's
_MARKS = {"loose": "circle-open", "firm": "circle", "over": "x"}
# The page puts its own colours in: the figure is made without knowing whether it is dark.
_COLOURS = {"loose": "--tu-warn", "firm": "--tu-accent", "over": "--tu-over"}


def plotly_script() -> Path:
    """Plotly's own script, as its package brings it: served from here, fetched from nowhere."""
    import plotly

    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def figure_of(events: Sequence[DealEvent], company: str = "") -> dict[str, Any] | None:
    """The dated events as a plotly figure, a lane for each deal; None where none is dated.

    Lanes leave out `company`, which all of them are about. Every point carries the link to its quote as
    `customdata`; colours are names of the page's own.
    """
    dated = [event for event in events if event.date and event.date[0].isdigit()]
    lanes = list(dict.fromkeys(event.deal.id for event in dated))[-_LANES:]
    if not lanes:
        return None
    told = [[event for event in dated if event.deal.id == lane] for lane in lanes]
    days = [_day(event) for of_deal in told for event in of_deal]
    near = _NEAR * (max(days) - min(days))
    traces = [_trace(place, of_deal, near) for place, of_deal in enumerate(told)]
    names = [_lane_name(of_deal[0], company) for of_deal in told]
    rows = {"tickvals": list(range(len(lanes))), "ticktext": names, "range": [len(lanes) - 0.5, -0.7]}
    layout = {
        "height": 80 + _ROW * len(lanes),
        "margin": {"l": 10, "r": 24, "t": 30, "b": 8},
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {"type": "date", "zeroline": False, "side": "top"},
        "yaxis": rows | {"automargin": True, "zeroline": False},
    }
    return {"data": traces, "layout": layout}


def _trace(place: int, told: Sequence[DealEvent], near: float) -> dict[str, Any]:
    """The reports of one deal as a line of points in lane `place`; `near` is in days."""
    kinds = [standing(event.report.status.value) for event in told]
    marks = {
        "size": 13,
        "symbol": [_MARKS[kind] for kind in kinds],
        "color": [_COLOURS[kind] for kind in kinds],
    }
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [_point(event.date) for event in told],
        "y": [place] * len(told),
        "customdata": [cell_target(event.report.quote).href for event in told],
        "text": _changes(told, near),
        "textposition": "top center",
        "cliponaxis": False,
        "hovertext": [_hover(event) for event in told],
        "hoverinfo": "text",
        "marker": marks,
        "line": {"width": 2, "color": "--tu-line"},
    }


def _changes(told: Sequence[DealEvent], near: float) -> list[str]:
    """The status beside each point where it differs from the one before: "◔ announced → ● ongoing".

    What changes within `near` days stands beside the first point.
    """
    words = [event.report.status.value for event in told]
    labels: list[str] = []
    at = 0  # where the latest label stands
    for place, (before, word) in enumerate(zip(["", *words], words, strict=False)):
        labels.append("")
        if word == before:
            continue
        if place and _day(told[place]) - _day(told[at]) <= near:
            labels[at] += f" → {SYMBOLS[word]} {word}"
        else:
            at = place
            labels[at] = f"{SYMBOLS[word]} {word}"
    return labels


def _day(event: DealEvent) -> int:
    """The day of a dated event as a number, near enough to tell what is close together."""
    year, month, at = (int(part) for part in _point(event.date).split("-"))
    return round(year * 365.25 + month * 30.4) + at


def _point(date: str | None) -> str:
    """Where a date stands on the axis: a month or a year at its first day, as its words say beside it."""
    return ((date or "") + "-01-01")[:10]


def _hover(event: DealEvent) -> str:
    happened = when(event.date) if event.happened else f"reported {day(event.date)}"
    return flat(f"{happened}: {event.report.status.value}, {words_of(event.report.type.value)}")


def _lane_name(event: DealEvent, company: str) -> str:
    others = [name for name in event.deal.parties if name.casefold() != company.casefold()]
    name = " + ".join(others or event.deal.parties)
    short = name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"
    # Plotly reads a little HTML of its own in labels.
    return flat(f"{short} · {words_of(event.deal.type)}")


def timeline_html(events: Sequence[DealEvent], who: str) -> str:
    """The place of the chart, and every event as a list that opens its quotes."""
    found = {event.report.status.value for event in events}
    legend = "".join(f"<li>{badge(status)}</li>" for status in SYMBOLS if status in found)
    items = "".join(_event(event) for event in events)
    return (
        f'<p class="tu-count">{plural(len(events), "report")} of the deals of {flat(who)}, in the order that '
        "it happened. Click a point or a quote for the passage.</p>"
        f'<ul class="tu-key" aria-label="Statuses">{legend}</ul>'
        '<div class="tu-chart" role="img" aria-label="Timeline chart; the list below holds the same"></div>'
        f'<ol class="tu-events">{items}</ol>'
    )


def _event(event: DealEvent) -> str:
    report = event.report
    date = when(event.date) if event.happened else f"reported {day(event.date)}"
    return (
        f'<li class="tu-deal"><span class="tu-when">{flat(date)}</span> {badge(report.status.value)} '
        f'<span dir="auto">{parties_html(event.deal)}</span> '
        f'<span class="tu-faint">{flat(words_of(report.type.value))}</span>'
        f"<div>{quote_html(report)} {source_html(report)}</div></li>"
    )


def choose_html(companies: Sequence[CompanyDeals], first: str | None = None, most: int = 12) -> str:
    """What is said where a company must be chosen: those with most deals, as buttons.

    With a `first` company, it is the other one that is to be chosen.
    """
    if not companies:
        return '<p class="tu-none">The articles state no deal, so there is no company to choose.</p>'
    others = [company for company in companies if company.name != first]
    ranked = sorted(others, key=lambda company: (-sum(company.partners.values()), company.name))[:most]
    field = "partner" if first else "company"
    wanted = f"Choose the company to compare {flat(first)} with" if first else "Choose a company"
    buttons = "".join(
        f'<li><button type="button" class="tu-button tu-pick" name="{field}" value="{flat(company.name)}">'
        f'{flat(company.name)} <span class="tu-faint">{sum(company.partners.values())}</span></button></li>'
        for company in ranked
    )
    return f'<div class="tu-none"><p>{wanted}, for instance:</p><ul class="tu-ways">{buttons}</ul></div>'
