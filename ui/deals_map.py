"""Who works with whom, as a picture of our own in SVG: companies, and ties that open their quotes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlencode

from ..rag import Deal, DealStatus
from .deal_html import OVER, badge, cell_link, cell_target, flat
from .deal_text import words_of
from .layout import Point, spread
from .wording import plural

WIDTH, HEIGHT = 960, 620
_MOST = 36  # companies in one picture: more can't be told apart
_NAME = 20  # code points of a name beside its dot
_WIDEST = 4  # independent origins from which on a tie is drawn no wider


@dataclass(frozen=True, slots=True)
class Tie:
    """Two companies and the deals that join them, the best reported first."""

    pair: tuple[str, str]
    deals: tuple[Deal, ...]

    @property
    def over(self) -> bool:
        """Whether all that joined them was denied or has ended."""
        return all(deal.status in OVER for deal in self.deals)

    @property
    def origins(self) -> int:
        """The independent origins of the best reported deal: those of several deals may be the same."""
        return max(deal.origins for deal in self.deals)

    @property
    def status(self) -> DealStatus:
        """The status of the deal that its line opens."""
        return self.deals[0].status


def ties_of(deals: Sequence[Deal], centre: str | None = None) -> tuple[list[Tie], int]:
    """The ties among the companies with most deals, and how many further companies were left out.

    With a `centre`, the companies nearest to it come first.
    """
    joined: dict[tuple[str, str], list[Deal]] = {}
    for deal in deals:
        for first, second in combinations(sorted(set(deal.parties)), 2):
            joined.setdefault((first, second), []).append(deal)
    count = Counter(name for pair, found in joined.items() for name in pair for _ in found)
    near = {name for pair in joined if centre in pair for name in pair}
    ranked = sorted(count, key=lambda name: (name != centre, name not in near, -count[name], name))
    kept = set(ranked[:_MOST])
    ties = [
        Tie(pair, tuple(sorted(found, key=lambda deal: (deal.status in OVER, -deal.origins, deal.id))))
        for pair, found in sorted(joined.items())
        if kept.issuperset(pair)
    ]
    return ties, len(ranked) - len(kept)


def map_html(deals: Sequence[Deal], centre: str | None) -> str:
    """The picture, and its ties as a list for those who do not see it."""
    ties, left_out = ties_of(deals, centre)
    if not ties:
        return '<p class="tu-none">These deals name one company each, so there is no tie to draw.</p>'
    names = sorted({name for tie in ties for name in tie.pair})
    more = f" {left_out:,} further companies are left out: choose one to see it." if left_out else ""
    return (
        f'<p class="tu-count">{len(names)} companies, {plural(len(ties), "tie")}. A wide line is told by '
        f"more independent origins, a dashed one is denied or over.{more} Click a line for the quote, a "
        f'company for its own deals.</p>{_picture(names, ties, centre)}<h3 class="tu-heading">Ties</h3>'
        f'<ul class="tu-ties">{"".join(_listed(tie) for tie in ties)}</ul>'
    )


def _picture(names: Sequence[str], ties: Sequence[Tie], centre: str | None) -> str:
    places = spread(names, [(tie.pair, len(tie.deals)) for tie in ties], centre)
    size = Counter(name for tie in ties for name in tie.pair for _ in tie.deals)
    lines = "".join(_line(tie, places) for tie in ties)
    dots = "".join(_dot(name, places[name], size[name], name == centre) for name in names)
    return (
        f'<div class="tu-mapbox"><svg class="tu-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="Who works with whom">{lines}{dots}</svg></div>'
    )


def _at(point: Point) -> tuple[int, int]:
    """A point of the unit square on the picture, with room for names at its edges."""
    return round(70 + point[0] * (WIDTH - 140)), round(34 + point[1] * (HEIGHT - 72))


def _line(tie: Tie, places: dict[str, Point]) -> str:
    (x1, y1), (x2, y2) = (_at(places[name]) for name in tie.pair)
    cell = tie.deals[0].cell("quote")
    if cell is None:
        return ""
    ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
    dashed = " tu-dashed" if tie.over else ""
    width = 1.5 * min(tie.origins, _WIDEST)
    label = flat(_said(tie))
    return (
        f'<a class="tu-tie{dashed}" href="{cell_target(cell).href}" aria-label="{label}">'
        f'<title>{label}</title><line class="tu-hit" {ends}/>'
        f'<line class="tu-wire" {ends} stroke-width="{width}"/></a>'
    )


def _said(tie: Tie) -> str:
    deal = tie.deals[0]
    told = f"{words_of(deal.type)}, {deal.status}, {plural(tie.origins, 'independent origin')}"
    more = f"; {len(tie.deals)} deals in all" if len(tie.deals) > 1 else ""
    return f"{tie.pair[0]} and {tie.pair[1]}: {told}{more}"


def _dot(name: str, point: Point, deals: int, central: bool) -> str:
    x, y = _at(point)
    radius = min(6 + deals, 18)
    short = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    where = flat("#deals?" + urlencode({"view": "map", "company": name}))
    label = flat(f"{name}: {plural(deals, 'deal')} here; show its own")
    return (
        f'<a class="tu-node{" tu-central" if central else ""}" href="{where}" aria-label="{label}">'
        f'<title>{label}</title><circle class="tu-hit" cx="{x}" cy="{y}" r="{max(radius, 14)}"/>'
        f'<circle class="tu-dot" cx="{x}" cy="{y}" r="{radius}"/>'
        f'<text x="{x}" y="{y + radius + 13}" text-anchor="middle">{flat(short)}</text></a>'
    )


def _listed(tie: Tie) -> str:
    deals = ", ".join(
        f"{cell_link(cell, flat(words_of(deal.type)))} {badge(deal.status)}"
        for deal in tie.deals
        if (cell := deal.cell("quote"))
    )
    return f'<li class="tu-deal"><strong>{flat(tie.pair[0])} – {flat(tie.pair[1])}</strong> {deals}</li>'
