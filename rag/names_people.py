"""People told from firms by what the corpus itself shows: given names, surnames, and who bears them.

Whoever is once called by a title ("chief executive Ada Wrenfield") teaches that "Ada" is a given name and
"Wrenfield" a surname; both then help where no title stands. The idea is that of mutual bootstrapping
(Riloff and Jones, 1999), in one round.
"""

from collections import Counter, defaultdict

from .names_evidence import NameKind, Seen, shape_of
from .names_lists import BODIES, GIVEN_NAMES, INDUSTRY, LEGAL, PLACES

SURE = 25
"""The weight, in tenths, from which a name's own evidence calls it a person beyond doubt."""
_NO_PERSON = LEGAL | INDUSTRY | BODIES | PLACES


def people_among(seen: dict[str, Seen], kinds: dict[str, NameKind]) -> set[str]:
    """The surfaces that are people after all, of those called something else or nothing."""
    firms = _heads_of_firms(kinds)
    given = _given_names(seen, kinds) - firms
    found: set[str] = set()
    for surface, kind in kinds.items():
        full = kind in ("company", "other") and _like_full_name(surface) and surface.split()[0] in given
        if full and seen[surface].kinds["company"] < SURE and not shape_of(surface)["other"]:
            found.add(surface)
    people = found | {surface for surface, kind in kinds.items() if kind == "person"}
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for surface in people:
        if _like_full_name(surface):
            bearers[surface.split()[-1]].update(seen[surface].articles)
    for surname, articles in bearers.items():
        entry = seen.get(surname)
        if entry and kinds[surname] in ("company", "other") and surname not in firms:
            shared = sum(entry.articles[article] for article in articles & set(entry.articles))
            if 2 * shared > entry.mentions:
                found.add(surname)
    return found


def _like_full_name(surface: str) -> bool:
    words = surface.split()
    plain = all(word[:1].isupper() and not word.isupper() and word not in _NO_PERSON for word in words)
    return len(words) in (2, 3) and plain and "&" not in surface


def _given_names(seen: dict[str, Seen], kinds: dict[str, NameKind]) -> set[str]:
    """First names of the bundled list, and those that two people of the corpus bear."""
    bearers: Counter[str] = Counter()
    for surface, kind in kinds.items():
        if kind == "person" and _like_full_name(surface) and seen[surface].kinds["person"] >= SURE:
            bearers[surface.split()[0]] += 1
    return {*GIVEN_NAMES, *(name for name, times in bearers.items() if times > 1)}


def _heads_of_firms(kinds: dict[str, NameKind]) -> set[str]:
    """The first words of names that end as firms' names do: "Ford" of "Ford Motor"."""
    return {
        words[0]
        for surface, kind in kinds.items()
        if kind == "company" and len(words := surface.split()) > 1 and words[-1] in LEGAL | INDUSTRY
    }
