"""A model's answer, checked sentence by sentence; the extractive answer stands in where too little is left.

The model sees evidence under ids drawn from letters: an invented id then fits nothing, where an invented
small number would always look like one. Only sentences that the verifier bears out are shown, with
citations numbered here.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ..corpus import Article, QuestionError, WriterError, ZoneKind, split_sentences
from .answering import worded
from .deals import Deal
from .support import Witness, unsupported
from .types import Answer, Citation, Sentence
from .writer import Writer
from .writer_prompts import ASK, FACT, FACTS, PASSAGE, REFUSAL, SYSTEM
from .writing_cut import Said, said_in


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch of an article that the model may cite, under an id without meaning."""

    id: str
    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as stored."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Fact:
    """A deal on record: its parties, what is known of it in words, and where an article says so."""

    parties: str
    deal: str
    article_id: str
    start: int
    end: int


_OFFERS, _ROOM = 10, 7000  # passages and characters that a model is given
_NAMES, _FACTS = 2, 4  # firms of a question that are looked up, and deals of each
_BEFORE, _AFTER = 2, 1  # sentences around a piece of evidence, which say who "it" is
_LETTERS = "bcdfghjkmnpqrstvwxz"


def facts_of(answer: Answer, deals: Callable[[str], Sequence[Deal]]) -> list[Fact]:
    """What the ledger has on the firms that the question names, the first few."""
    facts: list[Fact] = []
    for name in answer.understood.names[:_NAMES]:
        with suppress(QuestionError):  # a name that the ledger doesn't know as one firm
            facts += [_fact(deal) for deal in deals(name) if name in deal.parties][:_FACTS]
    return list(dict.fromkeys(facts))


def _fact(deal: Deal) -> Fact:
    quote = deal.reports[0].quote
    known = [deal.type.replace("_", " "), deal.status]
    known += [cell.text for field in ("date", "amount", "stake") for cell in [deal.cell(field)] if cell]
    return Fact(", ".join(deal.parties), ", ".join(known), quote.article_id, quote.start, quote.end)


def offers_for(answer: Answer, facts: Sequence[Fact], article_of: Callable[[str], Article]) -> list[Offer]:
    """The evidence of an extractive answer and of the facts, cited first, as passages without overlap."""
    places = [(c.article_id, c.start, c.end) for c in answer.citations]
    places += [(fact.article_id, fact.start, fact.end) for fact in facts]
    places += [(e.article_id, e.start, e.end) for e in answer.evidence]
    offers: list[Offer] = []
    for article_id, start, end in places:
        article = article_of(article_id)
        if any(o.article.id == article_id and o.start <= start and end <= o.end for o in offers):
            continue
        first, last = _widened(article, start, end)
        offer = Offer(_opaque(answer.id, article_id, first), article, first, last)
        if len(offers) < _OFFERS and sum(len(o.text) for o in [*offers, offer]) <= _ROOM:
            offers.append(offer)
    return offers


def _widened(article: Article, start: int, end: int) -> tuple[int, int]:
    """[start, end) with a few sentences around it, of the same zone."""
    zone = article.zone_at(start)
    if zone is None or zone.kind not in (ZoneKind.BODY, ZoneKind.QUOTATION):
        return start, end
    spans = split_sentences(article.text, zone.start, zone.end)
    inside = [n for n, span in enumerate(spans) if span.start < end and start < span.end]
    if not inside:
        return start, end
    first, last = max(0, inside[0] - _BEFORE), min(len(spans) - 1, inside[-1] + _AFTER)
    return min(start, spans[first].start), max(end, spans[last].end)


def _opaque(*parts: object) -> str:
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)


def prompt_for(answer: Answer, offers: Sequence[Offer], facts: Sequence[Fact]) -> str:
    """What the model is asked: the question as understood, the facts on record, the passages."""
    lines = [
        FACT.format(parties=_line(fact.parties), deal=_line(fact.deal), id=offer.id)
        for fact in facts
        for offer in offers
        if offer.article.id == fact.article_id and offer.start <= fact.start < offer.end
    ]
    passages = [PASSAGE.format(id=o.id, source=_source(o.article), text=_line(o.text)) for o in offers]
    return ASK.format(
        question=_line(answer.understood.text),
        facts=FACTS.format(lines="\n".join(lines)) if lines else "",
        passages="\n".join(passages),
    )


def _source(article: Article) -> str:
    published = article.published.value if article.published else "undated"
    return _line(f"{article.publisher or 'unknown publisher'}, {published}: {article.title}")


def _line(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def written(
    answer: Answer, offers: Sequence[Offer], facts: Sequence[Fact], writer: Writer
) -> Iterator[tuple[Sentence, tuple[Citation, ...]] | Answer]:
    """The model's sentences as they pass, each with the citations that it brings in, then the Answer.

    The Answer is `answer` itself, with a notice, when the model's server fails, or when less than half of
    what it says is borne out.
    """
    checked = _Checked({offer.id: offer for offer in offers})
    try:
        for said in said_in(writer.write(SYSTEM, prompt_for(answer, offers, facts))):
            shown = checked.take(said)
            if shown:
                yield shown
        trouble = checked.trouble()
    except WriterError as problem:
        trouble = f"the language model's server failed: {problem}"
    if trouble:
        yield replace(answer, notices=(*answer.notices, f"{trouble}. The articles' own sentences stand in."))
        return
    sentences = tuple(checked.sentences)
    yield replace(
        answer,
        text=worded(sentences),
        sentences=sentences,
        citations=tuple(checked.citations),
        receipt=replace(answer.receipt, writer=writer.name) if answer.receipt else None,
        notices=(*answer.notices, f"Worded by {writer.name}; each sentence checked against what it cites."),
    )


_LEANS = re.compile(
    r"(?:It|They|He|She|This|That|These|Those|Its|Their|His|Her|Both"
    r"|The (?:two|pair|company|companies|firm|group|deal|venture|agreement|carmaker|partners?|other))\b"
)


class _Checked:
    """What a model has said so far: shown or removed, and the citations given."""

    def __init__(self, offers: dict[str, Offer]) -> None:
        self.sentences: list[Sentence] = []
        self.citations: list[Citation] = []
        self._offers = offers
        self._last: frozenset[str] = frozenset()
        self._refused = False

    def take(self, said: Said) -> tuple[Sentence, tuple[Citation, ...]] | None:
        """The sentence with what it newly cites if it is borne out; None if it is removed."""
        if REFUSAL in said.text:
            self._refused = True
            return None
        reason = self._wrong(said)
        if reason:
            self.sentences.append(Sentence(said.text, (), "removed", reason))
            return None
        known = len(self.citations)
        numbers = tuple(dict.fromkeys(self._number(place) for place in self._places(said)))
        sentence = Sentence(said.text, numbers, "verified")
        self.sentences.append(sentence)
        self._last = frozenset(said.ids)
        return sentence, tuple(self.citations[known:])

    def trouble(self) -> str | None:
        """Why what the model said can't be shown, or None."""
        shown = sum(sentence.status == "verified" for sentence in self.sentences)
        if self._refused and not shown:
            return "The language model found no answer in the evidence"
        if not self.sentences:
            return "The language model said nothing"
        removed = len(self.sentences) - shown
        if not shown or removed > shown:
            return f"{removed} of the language model's {len(self.sentences)} sentences were not borne out"
        return None

    def _wrong(self, said: Said) -> str | None:
        unknown = next((one for one in said.ids if one not in self._offers), None)
        if unknown is not None:
            return f"it cites {unknown[:20]}, which is no evidence"
        if _LEANS.match(said.text) and not self._last & set(said.ids):
            return "nothing says whom it speaks of"
        return unsupported(said.text, [_witness(self._offers[one]) for one in said.ids])

    def _places(self, said: Said) -> list[tuple[Article, int, int]]:
        """What to cite: the one sentence that bears it out, if one does; else the passages given."""
        for one in said.ids:
            offer = self._offers[one]
            for span in split_sentences(offer.article.text, offer.start, offer.end):
                witness = Witness(span.of(offer.article.text), offer.article.published)
                if unsupported(said.text, [witness]) is None:
                    return [(offer.article, span.start, span.end)]
        return [
            (self._offers[one].article, self._offers[one].start, self._offers[one].end) for one in said.ids
        ]

    def _number(self, place: tuple[Article, int, int]) -> int:
        article, start, end = place
        for citation in self.citations:
            if (citation.article_id, citation.start, citation.end) == (article.id, start, end):
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number=number,
                article_id=article.id,
                title=article.title,
                publisher=article.publisher,
                published=article.published.value if article.published else None,
                url=article.url,
                path=article.path,
                start=start,
                end=end,
                quote=article.text[start:end],
            )
        )
        return number


def _witness(offer: Offer) -> Witness:
    return Witness(offer.text, offer.article.published)
