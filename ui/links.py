"""A turn as an address that can be copied and opened again: the questions that lead to it, nothing else.

The answers are found anew, which gives the same ones as long as the articles are the same.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..index import Filters

LONGEST = 2_000  # code points of a question
_MOST = 6  # questions
_LINK = re.compile(r"#turn=([A-Za-z0-9_-]{1,30000})")


@dataclass(frozen=True, slots=True)
class TurnLink:
    """Questions, the linked one last; the filters they are asked with; the articles' generation then."""

    questions: tuple[str, ...]
    filters: Filters = Filters()  # noqa: RUF009 - frozen
    generation: int = 0

    @property
    def href(self) -> str:
        """The link within the page."""
        kept = {
            "q": [question[:LONGEST] for question in self.questions[-_MOST:]],
            "p": list(self.filters.publishers),
            "a": self.filters.published_after,
            "b": self.filters.published_before,
            "g": self.generation,
        }
        text = json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)
        return "#turn=" + urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")

    @classmethod
    def parse(cls, href: object) -> "TurnLink | None":
        """The link that `href` is, or None: anybody may have written it."""
        found = _LINK.fullmatch(href) if isinstance(href, str) else None
        if found is None:
            return None
        try:
            kept: Any = json.loads(urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode())
        except ValueError:
            return None
        if not isinstance(kept, dict):
            return None
        values = cast("dict[str, Any]", kept)
        questions = tuple(text[:LONGEST] for text in _texts(values, "q") if text.strip())[:_MOST]
        generation = values.get("g")
        filters = Filters(
            publishers=_texts(values, "p"),
            published_after=_text(values, "a"),
            published_before=_text(values, "b"),
        )
        return (
            cls(questions, filters, generation if isinstance(generation, int) else 0) if questions else None
        )


def _texts(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = values.get(name)
    items = cast("list[object]", found) if isinstance(found, list) else []
    return tuple(item for item in items if isinstance(item, str))


def _text(values: Mapping[str, Any], name: str) -> str | None:
    found = values.get(name)
    return found[:10] if isinstance(found, str) else None
