"""Two deals of the same parties and type in one article, told apart by their dates and sums."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..corpus import Article
from .deals import DealType
from .deals_cells import Sighting, times_of
from .deals_merge import MONTHS_APART, ONE_OFF, months_between
from .deals_sums import sums_of

_FURTHER = re.compile(
    r"\b(?:further|another|additional|second|third|earlier|previous(?:ly)?|again|on top of)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Part:
    """The sightings of one deal, with what they say of its date and sum."""

    items: list[Sighting] = field(default_factory=lambda: list[Sighting]())
    dates: set[str] = field(default_factory=lambda: set[str]())
    sums: set[tuple[str, str]] = field(default_factory=lambda: set[tuple[str, str]]())


def apart(found: Sequence[Sighting], kind: DealType, article: Article, *, news: bool) -> list[list[Sighting]]:
    """The sightings of each deal, the first told first; only of types that the same two can do twice.

    With `news` the first undated sighting is what the article itself reports: it happened when it was told.
    """
    if kind not in ONE_OFF or len(found) < 2:
        return [list(found)]
    published = article.published.value if article.published and news else None
    parts: list[_Part] = []
    for item in found:
        clause = item.scene.masked[slice(*item.candidate.clause)]
        dates = {cell.value for cell in times_of(article, item)}
        sums = {(amount.unit, str(amount.value)) for amount in sums_of(clause, "money")}
        if not dates and not item.scene.headline and published:
            dates, published = {published}, None
        further = bool(_FURTHER.search(clause))
        home = next((part for part in parts if _one_deal(part, dates, sums, further=further)), None)
        if home is None:
            home = _Part()
            parts.append(home)
        home.items.append(item)
        home.dates |= dates
        home.sums |= sums
    return [part.items for part in parts]


def _one_deal(part: _Part, dates: set[str], sums: set[tuple[str, str]], *, further: bool) -> bool:
    if part.dates and dates and min(months_between(a, b) for a in part.dates for b in dates) >= MONTHS_APART:
        return False
    units = {unit for unit, _ in part.sums} & {unit for unit, _ in sums}
    return not (further and units and not part.sums & sums)
