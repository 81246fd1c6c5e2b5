"""How many articles speak of a name: a count over the whole corpus, which no search for passages gives."""

import re
from dataclasses import dataclass

from ..index import Filters, Store
from .deals import Cell
from .knowledge import Knowledge
from .listing import MOST, explained
from .understanding import Asked

_READ = 2000  # articles read at most: more would keep the reader waiting

_ASKS = re.compile(
    r"\bhow many (?:of )?(?:(?:the|these|those|all|its|your|different) )*"
    r"(?:articles?|texts?|reports?|stories|documents?|pieces|news items)\b",
    re.IGNORECASE,
)
_SPEAK = re.compile(
    r"\b(?:mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|speak(?:s|ing)?|talk(?:s|ing)?|refer(?:s|ring)?|comes? up"
    r"|crops? up|appear(?:s|ed)?|occur(?:s|red)?|featur(?:e|es|ed)|cover(?:s|ed)?|discuss(?:es|ed)?|about)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The articles that speak of a name, each with the passage that does so first; `more` are not quoted."""

    name: str
    items: tuple[tuple[str, Cell], ...]
    more: int
    articles: int

    beside = 0

    def told(self) -> str:
        """The count as a sentence."""
        found = len(self.items) + self.more
        return (
            f"{self.name} comes up in {found:,} of the {self.articles:,} article{'s' * (self.articles != 1)}."
        )


def mentions_of(asked: Asked, known: Knowledge, store: Store) -> Mentions | None:
    """The articles that speak of the one name of a question that asks how many do; None for another question.

    Only editorial text counts, and only if every word of the question is understood.
    """
    names = sorted(asked.names)
    text = asked.question.text
    asks = _ASKS.search(text) is not None and _SPEAK.search(text) is not None
    if not asks or len(names) != 1 or asked.question.filters != Filters():
        return None
    if not explained(asked, (_ASKS, _SPEAK)):
        return None
    name = names[0]
    aliases = [alias for one in known.names.names if one.name == name for alias in one.aliases]
    maybe = store.articles_matching(aliases, _READ + 1)
    if len(maybe) > _READ:
        return None
    found: list[tuple[str, Cell]] = []
    for article_id in maybe:
        first = _first(name, article_id, known, store)
        if first is not None:
            found.append((name, first))
    if not found:
        return None
    return Mentions(name, tuple(found[:MOST]), len(found[MOST:]), len(known.articles))


def _first(name: str, article_id: str, known: Knowledge, store: Store) -> Cell | None:
    """The first sentence of editorial text that has the name."""
    for passage in store.passages(article_id):
        for sentence in store.sentences_of([passage.id]):
            if any(mention.name == name for mention in known.names.find(sentence.text, article_id)):
                return Cell(name, article_id, sentence.start, sentence.end, sentence.text)
    return None
