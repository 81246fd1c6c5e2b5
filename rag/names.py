"""The registry of names: who and what the articles write about, learnt from the articles themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..corpus import Article
from .names_evidence import NameKind
from .names_join import join
from .names_learn import kinds_of, survey
from .names_question import find_in_question, named, strangers, unknown_names
from .names_registry import Mention, Name, Names

FORMAT = 1
"""The version of what `to_dict` gives."""


@dataclass(frozen=True, eq=False)
class NameRegistry(Names):
    """All names of a corpus: learnt from its articles, found in texts and in questions.

    `own` marks those changed by a user's alias file; see `names_own`.
    """

    own: str = ""

    @classmethod
    def learn(cls, articles: Iterable[Article]) -> "NameRegistry":
        """Learn the names of `articles` from their editorial zones, by pattern and context alone."""
        found = survey(sorted(articles, key=lambda article: article.id))
        kinds = kinds_of(found.seen)
        joined = join(found, kinds)
        groups: dict[str, list[str]] = {}
        for surface, name in joined.names.items():
            groups.setdefault(name, []).append(surface)
        names: list[Name] = []
        for name, surfaces in sorted(groups.items()):
            strongest = max(
                surfaces, key=lambda item: (kinds[item] != "other", found.seen[item].mentions, item)
            )
            mentions = sum(found.seen[item].mentions for item in surfaces)
            family = _family(name, joined.names, kinds)
            names.append(Name(name, kinds[strongest], tuple(sorted(surfaces)), mentions, family))
        return cls(tuple(names), joined.local, frozenset(found.statistics.lower))

    @classmethod
    def of_companies(cls, names: Iterable[str]) -> "NameRegistry":
        """A registry of companies known beforehand, each under one name."""
        return cls(tuple(Name(name, "company", (name,), 1) for name in dict.fromkeys(names)))

    def find_in_question(self, text: str) -> list[Mention]:
        """The names a question means, in any case and misspelt; see `names_question.find_in_question`."""
        return find_in_question(self, text)

    def named(self, text: str) -> Name | None:
        """The one name that the whole of `text` stands for, in any spelling; None if none or several."""
        return named(self, text)

    def unknown_names(self, question: str, mentions: list[Mention]) -> list[str]:
        """The names in a question that the articles never mention; see `names_question.unknown_names`."""
        return unknown_names(self, question, mentions)

    def strangers(self, question: str, unknown: list[str]) -> list[str]:
        """Those of the unknown names that surely name somebody; see `names_question.strangers`."""
        return strangers(self, question, unknown)

    def to_dict(self) -> dict[str, Any]:
        """The registry as JSON-ready values."""
        return {
            "format": FORMAT,
            "names": [[n.name, n.kind, list(n.aliases), n.mentions, n.family] for n in self.names],
            "local": [[article, surface, name] for (article, surface), name in sorted(self.local.items())],
            "vocabulary": sorted(self.vocabulary),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "NameRegistry":
        """The registry that `to_dict` gave; raises KeyError where a key is missing."""
        return cls(
            tuple(
                Name(name, kind, tuple(aliases), mentions, family)
                for name, kind, aliases, mentions, family in data["names"]
            ),
            {(article, surface): name for article, surface, name in data["local"]},
            frozenset(data["vocabulary"]),
        )


def _family(name: str, names: dict[str, str], kinds: dict[str, NameKind]) -> str | None:
    """The firm whose name this one begins with: "Toyota" for "Toyota Motor Investment"."""
    words = name.split() if kinds[name] in ("company", "other", "product") else []
    for size in range(len(words) - 1, 0, -1):
        head = " ".join(words[:size])
        if kinds.get(head) == "company" and names[head] != name:
            return names[head]
    return None


__all__ = ["Mention", "Name", "NameRegistry"]
