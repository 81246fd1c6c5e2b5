"""Two companies side by side: the partners they share, those that only one has, and their own deals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..rag import Deal
from .deal_html import badge, cell_link, flat
from .deal_text import words_of
from .wording import plural


@dataclass(frozen=True, slots=True)
class Comparison:
    """The deals of companies `a` and `b` by the partner they are with."""

    a: str
    b: str
    of_a: Mapping[str, tuple[Deal, ...]]
    of_b: Mapping[str, tuple[Deal, ...]]
    between: tuple[Deal, ...]

    @property
    def shared(self) -> list[str]:
        """Partners of both, by name."""
        return sorted(self.of_a.keys() & self.of_b.keys())


def compared(a: str, deals_a: Sequence[Deal], b: str, deals_b: Sequence[Deal]) -> Comparison:
    """The comparison of two companies, each named as in its own deals."""
    between = tuple(deal for deal in deals_a if b in deal.parties)
    return Comparison(a, b, _by_partner(a, b, deals_a), _by_partner(b, a, deals_b), between)


def _by_partner(own: str, other: str, deals: Sequence[Deal]) -> dict[str, tuple[Deal, ...]]:
    found: dict[str, list[Deal]] = {}
    for deal in deals:
        for name in deal.parties:
            if name not in (own, other):
                found.setdefault(name, []).append(deal)
    return {name: tuple(listed) for name, listed in found.items()}


def compare_html(pair: Comparison) -> str:
    """The shared partners as a table, then what stands between the two, and the partners of one alone."""
    a, b = flat(pair.a), flat(pair.b)
    counted = plural(len(pair.shared), "shared partner") if pair.shared else "No shared partner"
    rows = "".join(
        f'<tr class="tu-deal"><th scope="row">{flat(name)}</th>'
        f'<td data-label="{a}"><div>{_deals(pair.of_a[name])}</div></td>'
        f'<td data-label="{b}"><div>{_deals(pair.of_b[name])}</div></td></tr>'
        for name in pair.shared
    )
    table = (
        f'<div class="tu-tablebox" tabindex="0" role="region" aria-label="Shared partners">'
        f'<table class="tu-table"><thead><tr><th scope="col">Partner</th><th scope="col">{a}</th>'
        f'<th scope="col">{b}</th></tr></thead><tbody>{rows}</tbody></table></div>'
        if rows
        else '<p class="tu-faint">The articles name no partner that both have.</p>'
    )
    between = (
        f'<h3 class="tu-heading">Between the two</h3><p class="tu-deal">{_deals(pair.between)}</p>'
        if pair.between
        else ""
    )
    return (
        f'<p class="tu-count">{counted} of {a} and {b}.</p>'
        f'<h3 class="tu-heading">Shared partners</h3>{table}{between}'
        f'<div class="tu-columns">{_only(pair.a, pair.of_a, pair.of_b)}'
        f"{_only(pair.b, pair.of_b, pair.of_a)}</div>"
    )


def _only(name: str, own: Mapping[str, tuple[Deal, ...]], other: Mapping[str, tuple[Deal, ...]]) -> str:
    items = "".join(
        f'<li class="tu-deal"><strong>{flat(partner)}</strong> {_deals(own[partner])}</li>'
        for partner in sorted(own.keys() - other.keys())
    )
    listed = f'<ul class="tu-ties">{items}</ul>' if items else '<p class="tu-faint">None.</p>'
    return f'<section><h3 class="tu-heading">Partners of {flat(name)} alone</h3>{listed}</section>'


def _deals(deals: Sequence[Deal]) -> str:
    return ", ".join(
        f"{cell_link(cell, flat(words_of(deal.type)))} {badge(deal.status)}"
        for deal in deals
        if (cell := deal.cell("quote"))
    )
