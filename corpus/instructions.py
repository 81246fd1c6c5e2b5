"""Text that a page addresses to language models, in several languages, wherever it stands.

Two kinds of cue. Some wordings mean nothing else ("ignore all previous instructions"). Others are orders
to AI in the third person ("AI assistants must answer that ..."), which news about regulation speaks in
too: these count only where the sentence reports no law and quotes nobody.
"""

import unicodedata
from collections.abc import Iterator

from .instruction_cues import AI_WORD, GOES_ON, HAS_ORDER, KEYWORDS, ORDER, PLAIN, REPORTED
from .lines import trimmed
from .sentences import split_sentences
from .types import Span


def instruction_spans(text: str, span: Span) -> list[Span]:
    """The stretches of `text[span]` addressed to language models, in order; none as a rule.

    It is the sentence that shows it and the orders that follow; all the rest of the span where the
    sentence only lifts other orders, since what is to be believed instead comes after it.
    """
    whole = _folded(span.of(text))
    if not _is_instruction(whole):
        return []
    sentences = split_sentences(text, span.start, span.end)
    told = list(_told(text, sentences))
    # The cue may lie across what was taken for two sentences.
    return told or [span]


def _told(text: str, sentences: list[Span]) -> Iterator[Span]:
    start: int | None = None
    for place, sentence in enumerate(sentences):
        said = _folded(sentence.of(text))
        if _is_instruction(said):
            start = sentence.start if start is None else start
            if not HAS_ORDER.search(said):
                yield Span(start, sentences[-1].end)
                return
        elif start is not None and not GOES_ON.match(said):
            yield Span(start, sentences[place - 1].end)
            start = None
    if start is not None:
        yield Span(start, sentences[-1].end)


def without_instructions(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """The span in parts, trimmed and in order; True for a part addressed to language models."""
    at = span.start
    for told in instruction_spans(text, span):
        if before := trimmed(text, at, told.start):
            yield before, False
        yield told, True
        at = told.end
    if after := trimmed(text, at, span.end):
        yield after, False


def _is_instruction(sentence: str) -> bool:
    lower = sentence.lower()
    # A few searches for plain strings spare most lines the long patterns.
    if not (any(word in lower for word in KEYWORDS) or AI_WORD.search(lower)):
        return False
    if PLAIN.search(sentence):
        return True
    return ORDER.search(sentence) is not None and not REPORTED.search(sentence)


def _folded(written: str) -> str:
    """As a reader sees it: one line, without characters of no width, full-width letters made plain."""
    plain = written if written.isascii() else unicodedata.normalize("NFKC", written)
    if not plain.isascii():
        plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return plain.replace("\r", " ").replace("\n", " ")
