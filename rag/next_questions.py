"""Questions to go on with after an answer, each checked to be answered by something not yet shown."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..index import Filters
from .amounts import find_amounts
from .knowledge import Knowledge
from .types import Answer

if TYPE_CHECKING:
    from .assistant import Assistant

_ALL = Filters()
_TRIES = 8
"""Questions that are tried out for one answer: each costs as much as a question that is asked."""
_OTHERS = 3
_MONEY = "How much money is in the deals of {}?"


def next_questions(
    assistant: "Assistant",
    answer: Answer,
    asked: Sequence[str] = (),
    number: int = 3,
    filters: Filters = _ALL,
    pause: Callable[[], bool] = lambda: True,
) -> list[str]:
    """Up to `number` questions on the companies of `answer`, none of them in `asked`, to be asked alone.

    Kept is what is answered, under `filters`, by a quote that names the companies asked about and that
    neither `answer` nor a question kept before it cites. `pause` is called before each try: it may wait
    there until nobody else asks, and ends it all by False; then there are none. The same index and answer
    give the same questions.
    """
    known = assistant.knowledge()
    before = {question.casefold() for question in (*asked, answer.question)}
    seen = _quotes(answer)
    kept: list[str] = []
    fresh = [(idea, names) for idea, names in _ideas(known, answer) if idea.casefold() not in before]
    for idea, names in fresh[:_TRIES]:
        if len(kept) == number:
            break
        if not pause():
            return []
        found = assistant.extracted(idea, (), filters)
        if not found.abstained and bears(known, found, idea, names) and not _quotes(found) <= seen:
            kept.append(idea)
            seen |= _quotes(found)
    return kept


def _quotes(answer: Answer) -> set[tuple[str, int]]:
    return {(citation.article_id, citation.start) for citation in answer.citations}


def bears(known: Knowledge, found: Answer, idea: str, names: Sequence[str]) -> bool:
    """Whether a quote names all that was asked about, with a sum where money was asked for."""
    money = idea == _MONEY.format(*names[:1])
    for citation in found.citations:
        told = {mention.name for mention in known.names.find(citation.quote, citation.article_id)}
        paid = not money or any(amount.kind == "money" for amount in find_amounts(citation.quote))
        if told.issuperset(names) and paid:
            return True
    return False


def _ideas(known: Knowledge, answer: Answer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Questions worth a try and the companies in each, the most promising first, no two alike in a row."""
    named = [name for name in answer.understood.names if _company(known, name)]
    told = [
        mention.name
        for citation in answer.citations
        for mention in known.names.find(citation.quote, citation.article_id)
        if mention.kind == "company" and mention.name not in named
    ]
    if answer.abstained and not named:
        return  # the nearest passages are about somebody else
    firms = [name for name in dict.fromkeys([*named, *told]) if not _kin(known, name, named)]
    main, *rest = firms[: len(named) + _OTHERS] or [""]
    pairs = [] if len(named) > 1 else [(main, other) for other in rest]
    together = [(f"What are {a} and {b} doing together?", (a, b)) for a, b in pairs]
    alone = [(f"Who has {name} teamed up with?", (name,)) for name in (main, *rest) if name]
    money = [(_MONEY.format(name), (name,)) for name in (main, *rest) if name]
    agreed = [(f"What has {name} agreed with its partners?", (name,)) for name in (main, *rest) if name]
    for row in zip_longest(together, alone, money, agreed):
        yield from (idea for idea in row if idea)


def _kin(known: Knowledge, name: str, named: Sequence[str]) -> bool:
    """Whether a firm is but a part or product of one that is asked about."""
    family = known.names.by_name[name].family
    return family is not None and family != name and family in named


def _company(known: Knowledge, name: str) -> bool:
    found = known.names.by_name.get(name)
    return found is not None and found.kind == "company"
