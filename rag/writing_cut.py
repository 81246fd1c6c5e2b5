"""A model's stream of text cut into sentences with the ids that each cites, as soon as each is whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..corpus import split_sentences


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a model without its brackets, and what stood in them."""

    text: str
    ids: tuple[str, ...]


_BRACKET = r"\[[^\[\]\n]{1,80}\]"
# A whole stretch: text, then brackets before or after its full stop; or a line.
_STRETCH = re.compile(
    rf"(?P<text>.*?)(?:(?:[\s,;]*{_BRACKET})+\s*[.!?]+[\"”’)]*(?:\s*{_BRACKET})*"
    rf"|[.!?]+[\"”’)]*(?:\s*{_BRACKET}[,;]?)+[.]?|\n+)(?=\s*[^\s\[.,;])",
    re.DOTALL,
)
_IDS = re.compile(_BRACKET)
_MARKUP = re.compile(r"^\s*(?:[-*•#>]+\s+|\d+[.)]\s+|Answer:\s*)|\*\*|__|`")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_LONGEST = 4000  # characters without an end: no sentence


def without_thought(text: str) -> str:
    """What a model says without what it thinks aloud before."""
    return _THOUGHT.sub("", text)


def said_in(pieces: Iterable[str]) -> Iterator[Said]:
    """The sentences of a stream of text, each as soon as what follows shows that it is whole."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        if "<think>" in waiting.lower() and "</think>" not in waiting.lower():
            continue
        waiting = without_thought(waiting)
        while match := _STRETCH.match(waiting):
            yield from _cut(match.group())
            waiting = waiting[match.end() :]
        if len(waiting) > _LONGEST:
            yield from _cut(waiting)
            waiting = ""
    yield from _cut(without_thought(waiting))


def _cut(stretch: str) -> Iterator[Said]:
    """The sentences of a stretch; only the last of them is what its brackets stand behind."""
    ids = [one for found in _IDS.findall(stretch) for one in re.split(r"[\s,;]+", found[1:-1]) if one]
    text = " ".join(_MARKUP.sub("", _IDS.sub("", stretch)).split())
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    spans = split_sentences(text, 0, len(text))
    for place, span in enumerate(spans):
        last = place == len(spans) - 1
        yield Said(span.of(text), tuple(dict.fromkeys(ids)) if last else ())
