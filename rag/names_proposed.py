"""Companies that a language model named while articles came in, as far as the names' own rules let them be.

What it named lies in the index's folder, a line an article, with the place where each name stands; see
`naming`. Whether a name counts is decided anew whenever names are learnt.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..index import Store
from .companies_not import no_firm
from .names import Name, NameRegistry
from .names_lists import DEMONYMS, GIVEN_NAMES, MONTHS, NOT_NAMES, PLACES, WEEKDAYS
from .names_words import is_common

_NEVER = {*NOT_NAMES, *DEMONYMS, *PLACES, *MONTHS, *WEEKDAYS, *GIVEN_NAMES}


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


def proposed_in(store: Store, found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the records whose article is there, unchanged, and has them where they say."""
    there = store.text_hashes(sorted(found))
    names: set[str] = set()
    for article_id, digest in there.items():
        if found[article_id].get("text") != digest:
            continue
        text = store.article(article_id).text
        for place in found[article_id].get("companies", ()):
            match place:
                case [int(start), int(end)] if 0 <= start < end <= len(text):
                    names.add(text[start:end])
                case _:
                    continue
    return sorted(names)


def with_proposed(registry: NameRegistry, proposed: Iterable[str]) -> NameRegistry:
    """The registry with the proposed names as companies that its own rules leave open, and no others."""
    taken = sorted({name for name in proposed if open_to(name, registry)})
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


def open_to(surface: str, registry: NameRegistry) -> bool:
    """Whether the rules leave it open what `surface` names: unknown to them, or a name of no kind.

    A person, place, product, publisher or authority stays what it is; so does an ordinary word, and what is
    part of another name.
    """
    known = registry.by_surface.get(surface)
    if known:
        return known.kind == "other" and not no_firm(known)
    words = surface.split()
    if no_firm(Name(surface, "company", (surface,), 1)) or any(
        word in _NEVER for word in (surface, words[0])
    ):
        return False
    if all(is_common(word.lower()) for word in words) or registry.find(surface):
        return False
    return not any(surface in alias.split() for name in registry.names for alias in name.aliases)
