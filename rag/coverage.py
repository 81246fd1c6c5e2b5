"""What an index covers, in numbers: a card to judge an answer's reach by."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..index import Store
from .deals import Deal


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of one generation of an index.

    `dated` articles are those whose publication date is known, from `first` to `last` (ISO, as far as
    known). `origins` counts articles, copies of one story once. `companies` are parties of deals,
    `conflicts` the fields on which reports of one deal disagree, `quarantined` the files left out.
    """

    articles: int
    origins: int
    dated: int
    first: str | None
    last: str | None
    publishers: int
    companies: int
    deals: int
    conflicts: int
    quarantined: int
    generation: int

    def to_dict(self) -> dict[str, Any]:
        """The card as JSON-ready values."""
        return asdict(self)


def coverage_of(store: Store, deals: Sequence[Deal]) -> Coverage:
    """The card of an index and all its deals."""
    with store.reading() as generation:
        articles = store.articles()
        stats = store.stats()
    dates = sorted(info.published for info in articles if info.published)
    return Coverage(
        articles=len(articles),
        origins=len({info.cluster or info.id for info in articles}),
        dated=len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        publishers=len({info.publisher for info in articles if info.publisher}),
        companies=len({name for deal in deals for name in deal.parties}),
        deals=len(deals),
        conflicts=sum(len(deal.conflicts) for deal in deals),
        quarantined=len(stats["quarantined"]),
        generation=generation,
    )
