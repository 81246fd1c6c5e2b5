"""Where the gold quotes stand in the articles of the index at hand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ..corpus import Article, Span
from .questions import EvalQuestion, GoldQuote
from .types import Cited

# Typography differs between copies of one article; words do not. One character becomes one, so
# offsets in a translated text hold in the text as it is.
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class GoldSpans:
    """A gold quote's places in its article: more than one when its words are repeated there."""

    doc: str
    spans: tuple[Span, ...]

    def overlaps(self, cited: Cited) -> bool:
        """Whether `cited` lies in the same document and shares a code point with one of the places."""
        return doc_name(cited.path) == self.doc and any(
            cited.start < span.end and span.start < cited.end for span in self.spans
        )


@dataclass(frozen=True, slots=True)
class Gold:
    """The located gold quotes by question id, and those that are nowhere in the articles."""

    spans: Mapping[str, tuple[GoldSpans, ...]]
    missing: tuple[tuple[str, GoldQuote], ...]


def doc_name(path: str) -> str:
    """The name by which question sets call an article: its file's name."""
    return PurePath(path).name


def locate(quote: str, text: str) -> tuple[Span, ...]:
    """Every place of `quote` in `text`, as spans of `text`; white space and quote marks may differ."""
    words = quote.translate(PLAIN).split()
    if not words:
        return ()
    pattern = r"\s+".join(re.escape(word) for word in words)
    return tuple(Span(*found.span()) for found in re.finditer(pattern, text.translate(PLAIN)))


def locate_all(questions: Iterable[EvalQuestion], articles: Sequence[Article]) -> Gold:
    """The places of all gold quotes; a quote that is not in its document is reported as missing."""
    by_name = {doc_name(article.path): article for article in articles}
    spans: dict[str, tuple[GoldSpans, ...]] = {}
    missing: list[tuple[str, GoldQuote]] = []
    for question in questions:
        found: list[GoldSpans] = []
        for gold in question.evidence:
            article = by_name.get(gold.doc)
            places = locate(gold.quote, article.text) if article else ()
            if places:
                found.append(GoldSpans(gold.doc, places))
            else:
                missing.append((question.id, gold))
        spans[question.id] = tuple(found)
    return Gold(spans, tuple(missing))
