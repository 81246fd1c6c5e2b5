"""What files of many articles share: how a record's fields are named, and how many records may come."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .build import build_article
from .decoding import UnreadableError
from .types import Article, Rejected

MOST_RECORDS = 100_000
"""Articles taken from one file; the rest is refused in one line."""
MOST_BAD = 100
"""Records refused one by one; after as many, the file is no file of articles and is left."""
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors"),
    "url": ("url", "link"),
    "published": ("published", "date"),
    "language": ("language", "lang"),
}
"""What a field may be called, the likelier name first."""


def known_fields(values: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of its article, white space folded and lists joined; the text is not among it."""
    known: dict[str, str] = {}
    for ours, names in KEYS.items():
        for name in names:
            value = values.get(name)
            said = ", ".join(map(str, value)) if isinstance(value, list) else value
            if isinstance(said, (str, int)) and str(said).strip():
                known.setdefault(ours, " ".join(str(said).split()))
    return known


def record_article(values: Mapping[str, Any], number: int, path: str, seen: set[str]) -> Article:
    """The article of a record: its "text", and what it says beside it. Raises UnreadableError.

    `seen` holds the ids met so far in the file and takes this record's in: its "id", else its `number`.
    """
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableError('has no text: give each record a "text"')
    given = values.get("id")
    record = str(number if given is None or given == "" else given)  # 0 is an id like any other
    if record in seen:
        raise UnreadableError(f"has the id {record[:80]!r} of an earlier record: give it its own")
    seen.add(record)
    return build_article(text, known_fields(values), path, record=record)


def bounded(records: Iterable[Article | Rejected], path: str) -> Iterator[Article | Rejected]:
    """The records, up to `MOST_RECORDS` articles and `MOST_BAD` refusals; then one line says so.

    Raises UnreadableError when there is none.
    """
    taken = bad = 0
    for record in records:
        if taken == MOST_RECORDS:
            yield Rejected(
                path, f"holds more than {MOST_RECORDS:,} articles: split it; the rest was left out"
            )
            return
        if bad == MOST_BAD:
            yield Rejected(
                path, f"has more than {MOST_BAD} records that can't be read: mend it; the rest was left out"
            )
            return
        taken += isinstance(record, Article)
        bad += isinstance(record, Rejected)
        yield record
    if not taken + bad:
        raise UnreadableError("holds no articles: nothing to read")
