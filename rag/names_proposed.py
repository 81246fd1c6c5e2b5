"""Companies that a language model named while articles came in, as far as the names' own rules let them be.

What it named lies in the index's folder, a line an article, and stood in that article's text; see `naming`.
Whether a name counts is decided anew whenever the names are asked for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..index import Store
from .companies_not import no_firm
from .names import Name, NameRegistry
from .names_lists import DEMONYMS, GIVEN_NAMES, MONTHS, NOT_NAMES, PLACES, WEEKDAYS
from .names_words import is_common

_NEVER = {*NOT_NAMES, *DEMONYMS, *PLACES, *MONTHS, *WEEKDAYS, *GIVEN_NAMES}

_AT_ONCE = 500  # articles looked up in one statement


def records(file: Path) -> dict[str, dict[str, Any]]:
    """The last whole line of each article; a torn line is passed over, and no file is none."""
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        try:
            value: Any = json.loads(line)
            found[str(value["article"])] = value
        except (ValueError, TypeError, KeyError):
            continue
    return found


def hashes_of(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """The hash of each article's text by id, however many; those that aren't there are left out."""
    parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    return {article_id: digest for part in parts for article_id, digest in store.text_hashes(part).items()}


def proposed_in(store: Store, found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the records whose article is there and has the text that it had then."""
    there = hashes_of(store, sorted(found))
    names: set[str] = set()
    for article_id, digest in there.items():
        listed: Any = found[article_id].get("companies")
        if found[article_id].get("text") == digest and isinstance(listed, list):
            names.update(name for name in cast("list[Any]", listed) if isinstance(name, str))
    return sorted(names)


def with_proposed(registry: NameRegistry, proposed: Iterable[str]) -> NameRegistry:
    """The registry with the proposed names as companies that its own rules leave open, and no others."""
    taken = left_open(registry, proposed)
    if not taken:
        return registry
    names = dict(registry.by_name)
    for surface in taken:
        known = registry.by_surface.get(surface)
        new = replace(known, kind="company") if known else Name(surface, "company", (surface,), 1)
        names[new.name] = new
    digest = hashlib.sha256(repr((registry.own, taken)).encode()).hexdigest()[:16]
    kept = tuple(name for _, name in sorted(names.items()))
    return NameRegistry(kept, registry.local, registry.vocabulary, digest)


def left_open(registry: NameRegistry, proposed: Iterable[str]) -> list[str]:
    """Those of the proposed names of which the rules leave open what they are: unknown, or of no kind.

    A person, place, product, publisher or authority stays what it is; so does an ordinary word, and what is
    part of another name.
    """
    parts = {word for name in registry.names for alias in name.aliases for word in alias.split()}
    return [name for name in sorted(set(proposed)) if _open(name, registry, parts)]


def _open(surface: str, registry: NameRegistry, parts: set[str]) -> bool:
    known = registry.by_surface.get(surface)
    if known:
        return known.kind == "other" and not no_firm(known)
    words = surface.split()
    if not words or surface in parts or surface in _NEVER or words[0] in _NEVER:
        return False
    if all(is_common(word.lower()) for word in words) or registry.find(surface):
        return False
    return not no_firm(Name(surface, "company", (surface,), 1))
