"""A user's own word on names: which spellings are one firm, whatever the articles say.

The file holds one firm a line, its name first: `Avermont = AVM = Avermont Holding`; "#" starts a remark.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..corpus import CorpusError
from .names import NameRegistry
from .names_registry import Name

ALIASES = "aliases.txt"
"""The name of the file in an index's folder."""
PROPOSED = "named.jsonl"
"""The name of the one that holds what a language model named; see `names_proposed`."""
LIMIT = 1_000_000
"""Bytes of a file that are read."""


def own_names(file: Path) -> list[tuple[str, ...]]:
    """The firms of an alias file, each with its spellings; none where there is no file.

    Raises CorpusError, naming the line, where one is no list of names or names a spelling twice.
    """
    try:
        with file.open("rb") as stream:
            lines = stream.read(LIMIT).decode("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as problem:
        raise CorpusError(f"{file}: can't be read ({problem}); make it a UTF-8 text file") from problem
    groups: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if text:
            group = tuple(dict.fromkeys(part.strip() for part in text.split("=")))
            if len(group) < 2 or not all(group):
                raise CorpusError(f"{file}, line {number}: no alias; write it so: Name = other spelling")
            if seen & set(group):
                twice = sorted(seen & set(group))[0]
                raise CorpusError(f"{file}, line {number}: {twice!r} stands in an earlier line; join the two")
            seen.update(group)
            groups.append(group)
    return groups


def with_own(registry: NameRegistry, groups: Sequence[tuple[str, ...]]) -> NameRegistry:
    """The registry with each group made one firm under its first name; the rest stays as learnt."""
    if not groups:
        return registry
    owner = {surface: group[0] for group in groups for surface in group}
    meant = {name.name: owner[alias] for name in registry.names for alias in name.aliases if alias in owner}
    names = {name.name: name for name in registry.names if name.name not in meant}
    for group in groups:
        parts = [name for name in registry.names if meant.get(name.name) == group[0]]
        aliases = {
            *group,
            *(alias for part in parts for alias in part.aliases if owner.get(alias, group[0]) == group[0]),
        }
        mentions = sum(part.mentions for part in parts)
        names[group[0]] = Name(group[0], "company", tuple(sorted(aliases)), mentions)
    kept = [
        replace(name, family=meant.get(name.family or "", name.family)) for _, name in sorted(names.items())
    ]
    local = {
        (article, surface): meant.get(name, name)
        for (article, surface), name in registry.local.items()
        if surface not in owner
    }
    digest = hashlib.sha256(repr(sorted(groups)).encode()).hexdigest()[:16]
    return NameRegistry(tuple(kept), local, registry.vocabulary, digest)
