"""The names of a corpus and where they stand in a text, whoever learnt them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ahocorasick

from .names_evidence import NameKind
from .names_words import is_common


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing under its best name; `aliases` are all surfaces that stand for it, itself included.

    `family` is the firm whose name this one begins with, without being joined to it ("Geely" for
    "Geely Auto Group", "Toyota" for "Toyota Motor Investment"): a relative or a product, not the same firm.
    """

    name: str
    kind: NameKind
    aliases: tuple[str, ...]
    mentions: int
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at [start, end) of a text (code points), possessive ending left out.

    `surface` is what stands there, `name` what it stands for. `corrected` says that the surface is no
    spelling found in the articles and was taken for a near one. `candidates` holds two or more names
    where it could be any of them: `name` is then "" and nothing is picked.
    """

    start: int
    end: int
    surface: str
    name: str
    kind: NameKind
    corrected: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Names:
    """All names of a corpus, and how to find them in a text.

    `local` maps (article id, surface) to a name: what a short form means in that article only.
    `vocabulary` holds the words that the articles write small: no word in it is a name by itself.
    """

    names: tuple[Name, ...] = ()
    local: dict[tuple[str, str], str] = field(default_factory=lambda: dict[tuple[str, str], str]())
    vocabulary: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, Name]:
        """Every name under its best name."""
        return {name.name: name for name in self.names}

    @cached_property
    def by_surface(self) -> dict[str, Name]:
        """Every name under each of its surfaces."""
        return {surface: name for name in self.names for surface in name.aliases}

    @cached_property
    def _automaton(self) -> Any:
        automaton = ahocorasick.Automaton()
        for surface, name in self.by_surface.items():
            automaton.add_word(surface, (surface, name))
            straight = surface.replace("’", "'")
            if "'" in straight:
                automaton.add_word(straight, (straight, name))
                automaton.add_word(straight.replace("'", "’"), (straight.replace("'", "’"), name))
        automaton.make_automaton()
        return automaton

    def find(self, text: str, article_id: str | None = None) -> list[Mention]:
        """The names in `text`, longest first where they overlap, in order of place; case counts.

        With `article_id` a short form is read as that article means it.
        """
        if not self.names:
            return []
        spans: list[tuple[int, int, str, Name]] = []
        for last, (surface, name) in self._automaton.iter(text):
            start, end = last + 1 - len(surface), last + 1
            if _bounded(text, start, end) and not _only_a_word(text, start, surface):
                spans.append((start, end, surface, name))
        spans.sort(key=lambda span: (span[0], -span[1]))
        return list(self._mentions(spans, article_id))

    def _mentions(self, spans: list[tuple[int, int, str, Name]], article_id: str | None) -> Iterator[Mention]:
        after = 0
        for start, end, surface, name in spans:
            if start >= after:
                meant = self.local.get((article_id, surface)) if article_id else None
                named = self.by_name.get(meant, name) if meant else name
                yield Mention(start, end, surface, named.name, named.kind)
                after = end

    def resolve(self, surface: str, article_id: str | None = None) -> Name | None:
        """The name that `surface` stands for, as `article_id` means it, or None."""
        meant = self.local.get((article_id, surface)) if article_id else None
        return self.by_name.get(meant) if meant else self.by_surface.get(surface)


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before == "&" or (before == "." and text[start - 2 : start - 1].isalnum()):
        return False  # the "S" of "U.S." is no name
    return not after.isalnum() and not (
        after == "." and text[end + 1 : end + 2].isalpha() and text[end - 1] != "."
    )


_VERB_ENDINGS = ("s", "ed")


def _only_a_word(text: str, start: int, surface: str) -> bool:
    """Whether a name that is also an ordinary word ("Grab", "Smart") starts a sentence as that word."""
    if " " in surface or surface.isupper() or not is_common(surface.lower()):
        return False
    before = text[:start].rstrip(" “\"‘'")
    if before and before[-1] not in ".!?\n":
        return False
    following = text[start + len(surface) :].split(None, 1)
    word = following[0] if following else ""
    if not word:
        return False
    if text[start + len(surface) : start + len(surface) + 1] in ("'", "’", ","):
        return False
    return not (word in ("will", "has", "is", "was", "had", "would", "said") or word.endswith(_VERB_ENDINGS))
