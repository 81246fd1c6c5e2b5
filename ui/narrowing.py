"""The filters a person chose, checked."""

import re
from collections.abc import Sequence
from datetime import date

from ..corpus import QuestionError, ZoneKind
from ..index import Filters

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def iso_date(text: str | None, what: str) -> str | None:
    """`text` as YYYY, YYYY-MM or YYYY-MM-DD; None when empty. QuestionError, naming `what`, otherwise."""
    text = (text or "").strip()
    if not text:
        return None
    found = _ISO.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise QuestionError(
            f"{what}: “{text[:40]}” is not a date; write 2018, 2018-06 or 2018-06-30."
        ) from None
    return text


def narrowed(publishers: Sequence[str], after: str | None, before: str | None) -> Filters:
    """The filters for these choices, all of which may be empty; QuestionError for a date that is none."""
    return Filters(
        publishers=tuple(publishers),
        published_after=iso_date(after, "Published after"),
        published_before=iso_date(before, "Published before"),
    )


def zone_kinds(names: Sequence[str]) -> tuple[ZoneKind, ...]:
    """The kinds of passage that `names` stand for; QuestionError for one that none is found in."""
    known = {kind.value: kind for kind in ZoneKind if kind.editorial}
    for name in names:
        if name.casefold() not in known:
            raise QuestionError(f"zone: “{name[:40]}” is no kind of passage; choose {', '.join(known)}.")
    return tuple(known[name.casefold()] for name in names)
