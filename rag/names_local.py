"""What a short form means in one article: "Clark" is Kevin Clark there, "Argo" is Argo AI."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from .names_evidence import NameKind
from .names_learn import Survey, by_article
from .names_lists import INDUSTRY, PLACES


def always(found: Survey, names: dict[str, str], local: dict[tuple[str, str], str]) -> dict[str, str]:
    """Short forms that mean one and the same long name in every article that has them."""
    meant: defaultdict[str, set[str | None]] = defaultdict(set)
    for _, short in local:
        for article in found.seen[short].first:
            meant[short].add(local.get((found.articles[article], short)))
    alone = Counter(names.values())
    return {
        short: name
        for short, several in meant.items()
        if len(several) == 1 and (name := next(iter(several))) and alone[names[short]] == 1
    }


def introduced(found: Survey, long: str, short: str, article: int) -> bool:
    """News gives the full name first and the short one after: in the article's body, headline apart."""
    first, then = found.seen[long].body.get(article), found.seen[short].body.get(article)
    return first is not None and (then is None or first < then)


def local_forms(
    found: Survey, kinds: dict[str, NameKind], names: dict[str, str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """In one article "Clark" is Kevin Clark and "Argo" is Argo AI, if nobody else there could be."""
    for article, surfaces in by_article(found.seen).items():
        for short in surfaces:
            if " " in short or len(short) < 2 or kinds[short] in ("place", "publisher"):
                continue
            longer = {
                names[long]
                for long in surfaces
                if long != short
                and names[long] != names[short]
                and _shortens(short, long, kinds)
                and introduced(found, long, short, article)
            }
            if len(longer) == 1:
                yield (found.articles[article], short), longer.pop()


def _shortens(short: str, long: str, kinds: dict[str, NameKind]) -> bool:
    words = long.split()
    if len(words) < 2 and "-" not in long:
        return False
    if kinds[long] == "person":
        return short in (words[0], words[-1])
    if kinds[long] != "company" or kinds[short] not in ("company", "other") or words[0] in PLACES:
        return False
    rest = long[len(short) + 1 :]
    if rest not in INDUSTRY and not (rest.isupper() and len(rest) < 4) and " " in long:
        return False
    return (
        long.startswith((short + " ", short + "-"))
        and rest.isalpha()
        and short + " " + rest == long.replace("-", " ")
    )
