"""Marking one answer against what is known of its question. All functions are pure."""

import re
from collections.abc import Mapping, Sequence

from ..corpus import Article
from .gold import PLAIN, GoldSpans
from .questions import EvalQuestion
from .types import Answered, Cited, Marks

_MARKER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_TOP = 10


def without_markers(text: str) -> str:
    """The text without its citation markers, such as [1], and the white space before them."""
    return _MARKER.sub("", text)


def stands_in(wording: str, text: str) -> bool:
    """Whether `wording` stands in `text` as whole words, case-folded; white space and quote marks alike.

    Whole words: no letter or digit right before or right after. So "$15" stands in "at $15 a share"
    but not in "$150" or "US$15", and "No," needs its comma.
    """
    wanted, searched = (" ".join(value.translate(PLAIN).casefold().split()) for value in (wording, text))
    return re.search(rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])", searched) is not None


def nuggets_met(question: EvalQuestion, text: str) -> tuple[bool, ...]:
    """For each nugget, whether one of its wordings stands in the text."""
    return tuple(any(stands_in(wording, text) for wording in nugget) for nugget in question.nuggets)


def forbidden_found(question: EvalQuestion, text: str) -> tuple[str, ...]:
    """The forbidden wordings that stand in the text."""
    return tuple(wording for wording in question.forbidden if stands_in(wording, text))


def is_exact(cited: Cited, articles: Mapping[str, Article]) -> bool:
    """Whether the quote is word for word the slice of the stored article that its offsets name."""
    article = articles.get(cited.article_id)
    return bool(cited.quote) and article is not None and article.text[cited.start : cited.end] == cited.quote


def mark(
    question: EvalQuestion, answer: Answered, gold: Sequence[GoldSpans], articles: Mapping[str, Article]
) -> Marks:
    """The marks of one answer; `articles` by id.

    Strictly right is, for an answerable question, an answer that does not abstain, holds every nugget
    and nothing forbidden. For one that the articles do not answer: an answer that abstains, holds
    nothing forbidden, and holds every nugget too if there are any, since those correct the false
    premise (`strict_loose` asks for no correction).

    Citation precision and recall are measured where a gold quote was located; an answer without any
    citation has 0 of both, so that silence cannot raise a mean.
    """
    text = without_markers(answer.text)
    met = nuggets_met(question, text)
    forbidden = len(forbidden_found(question, text))
    sound = answer.abstained is not question.answerable and not forbidden
    complete = all(met)
    cited = answer.citations
    on_gold = [any(quote.overlaps(span) for quote in gold) for span in cited]
    return Marks(
        answerable=question.answerable,
        abstained=answer.abstained,
        strict=sound and complete,
        strict_loose=sound and (complete or not question.answerable),
        nugget_recall=sum(met) / len(met) if met else None,
        forbidden=forbidden,
        cited=len(cited),
        exact=sum(is_exact(span, articles) for span in cited),
        citation_precision=_share(on_gold) if gold else None,
        citation_recall=_covered(gold, cited),
        passage_hit=bool(_covered(gold, answer.evidence[:_TOP])) if gold else None,
        words=len(text.split()),
        ms=answer.ms,
    )


def mark_failed(question: EvalQuestion, gold: Sequence[GoldSpans]) -> Marks:
    """The marks of a question that raised an error: nothing right, and no time or length to speak of."""
    nothing = 0.0 if gold else None
    return Marks(
        answerable=question.answerable,
        abstained=False,
        strict=False,
        strict_loose=False,
        nugget_recall=0.0 if question.nuggets else None,
        forbidden=0,
        cited=0,
        exact=0,
        citation_precision=nothing,
        citation_recall=nothing,
        passage_hit=False if gold else None,
        words=0,
        ms=None,
        failed=True,
    )


def _covered(gold: Sequence[GoldSpans], cited: Sequence[Cited]) -> float | None:
    """The share of the gold quotes that one of the spans overlaps."""
    return _share([any(quote.overlaps(span) for span in cited) for quote in gold]) if gold else None


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
