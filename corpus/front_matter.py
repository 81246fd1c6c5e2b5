"""YAML front matter: the block between two lines of --- at the top of a file."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from .types import Span

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n(?=[ \t]*(?:#|[A-Za-z_][\w -]{0,40}:|---|\.\.\.))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LONGEST = 64 * 1024
_ABSENT = {"", "null", "~", "none"}
_OTHER_NAMES = {"date": "published", "lang": "language", "source": "publisher", "site": "publisher"}


class FrontMatterError(ValueError):
    """The front matter is not closed or not YAML; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and where it lies: `span` runs from the first --- past the last one."""

    values: dict[str, str]
    span: Span


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the top of `text`; None when there is none.

    Values are kept as written ("2018-06" stays so, and `language: no` stays Norwegian). Raises
    FrontMatterError.
    """
    opening = _OPENING.match(text, 0, 400)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST)
    if closing is None:
        raise FrontMatterError("front matter opened at line 1 is never closed: add a line of ---")
    values = _load(text[opening.end() : closing.start()])
    return FrontMatter(_strings(values), Span(opening.start(), closing.end()))


def title_span(text: str, matter: FrontMatter) -> Span | None:
    """Where the title's value stands in the front matter, if it stands there on one line."""
    title = matter.values.get("title")
    found = re.compile(r"^title[ \t]*:[ \t]*", re.MULTILINE | re.IGNORECASE).search(
        text, matter.span.start, matter.span.end
    )
    if not title or not found:
        return None
    at = text.find(title, found.end(), found.end() + len(title) + 2)
    return None if at < 0 else Span(at, at + len(title))


def _load(block: str) -> dict[Any, Any]:
    try:
        # BaseLoader builds strings, lists and mappings only: nothing in a file can run code, and
        # dates stay as precise as they were written.
        values: Any = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        problem = error.problem or "not YAML"
        raise FrontMatterError(
            f"front matter is broken at line {line} ({problem}): put a value with a colon in quotes"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError("front matter is not YAML: write one `key: value` a line") from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise FrontMatterError("front matter is not YAML with keys: write one `key: value` a line")
    return values


def _strings(values: dict[Any, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in values.items():
        name = str(key).strip().lower()
        parts = value if isinstance(value, list) else [value]
        said = ", ".join(" ".join(part.split()) for part in parts if isinstance(part, str))
        if said.lower() not in _ABSENT:
            found.setdefault(_OTHER_NAMES.get(name, name), said)
    return found
