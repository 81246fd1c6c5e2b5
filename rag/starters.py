"""Example questions drawn from the corpus at hand, one of each kind, each checked to be answered by it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .knowledge import Knowledge
from .next_questions import bears

if TYPE_CHECKING:
    from .assistant import Assistant

_PAIRED = "What are {} and {} doing together?"
_KINDS = (
    "Who has {} teamed up with?",
    _PAIRED,
    "How much money is in the deals of {}?",
    "Which deals of {} have ended?",
    "How many partners does {} have?",
    "Which joint ventures has {} formed?",
    "What has {} agreed with its partners?",
)
_TRIES = 5  # of one kind before the next one's turn: each costs as much as a question that is asked

Idea = tuple[str, tuple[str, ...]]


def starters(assistant: "Assistant", number: int) -> list[str]:
    """Up to `number` questions on the companies most written about, one of each kind before a second of any.

    Each has an answer that cites a passage which names the companies asked about.
    """
    known = assistant.knowledge()
    kept: list[str] = []
    ideas = [_ideas(known, kind, place) for place, kind in enumerate(_KINDS)]
    while ideas and len(kept) < number:
        for of_kind in [*ideas]:
            if len(kept) == number:
                break
            found = _first(assistant, known, islice(of_kind, _TRIES))
            if found is None:
                ideas.remove(of_kind)
            else:
                kept.append(found)
    return kept


def _first(assistant: "Assistant", known: Knowledge, ideas: Iterator[Idea]) -> str | None:
    """The first of `ideas` that is answered by what names whom it asks about."""
    for question, names in ideas:
        answer = assistant.extracted(question)
        if not answer.abstained and bears(known, answer, question, names):
            return question
    return None


def _ideas(known: Knowledge, kind: str, place: int) -> Iterator[Idea]:
    """The questions of a kind, those on the companies most written about first.

    Each kind begins at another company, by its `place` among the kinds.
    """
    companies = [
        name.name
        for name in sorted(known.names.names, key=lambda name: (-name.mentions, name.name))
        if name.kind == "company"
    ][: 3 * len(_KINDS)]
    turned = [*companies[place:], *companies[:place]]
    if kind == _PAIRED:
        return ((kind.format(*pair), pair) for pair in _pairs(companies))
    return ((kind.format(name), (name,)) for name in turned)


def _pairs(companies: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Companies two by two, the first ones with each other first."""
    return ((companies[low], companies[high]) for high in range(1, len(companies)) for low in range(high))
