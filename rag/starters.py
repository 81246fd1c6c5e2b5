"""Example questions drawn from the corpus at hand, each checked to be one that it answers."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from .knowledge import Knowledge

if TYPE_CHECKING:
    from .assistant import Assistant


def starters(assistant: "Assistant", number: int) -> list[str]:
    """Up to `number` questions on the companies most written about, none that the assistant abstains on."""
    known = assistant.knowledge()
    kept: list[str] = []
    for question in _ideas(known, number):
        if len(kept) == number:
            break
        if question not in kept and not assistant.extracted(question).abstained:
            kept.append(question)
    return kept


def _ideas(known: Knowledge, number: int) -> Iterator[str]:
    """Questions worth trying, the most promising first."""
    companies = [
        name.name
        for name in sorted(known.names.names, key=lambda name: (-name.mentions, name.name))
        if name.kind == "company"
    ][: 2 * number]
    for first, second, third in zip(companies[::3], companies[1::3], companies[2::3], strict=False):
        yield f"Who has {first} teamed up with?"
        yield f"What has {second} agreed with its partners?"
        yield f"How much money is in the deals of {third}?"
    for first, second in combinations(companies[:4], 2):
        yield f"What are {first} and {second} doing together?"
