"""The Assistant: a question in, a cited and checked answer out."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np

from ..corpus import bundled_articles
from ..index import Filters, Store
from .answering import answer_of
from .deals import Deal
from .features import Examined, measure
from .knowledge import Knowledge, knowledge_of
from .next_questions import next_questions
from .pool import gather
from .starters import starters
from .types import Answer, Citation, Evidence, Provenance, Question, Sentence
from .understanding import Turn, understand

if TYPE_CHECKING:
    from .deals import CorrectionField
    from .ledger import CompanyDeals, DealEvent
    from .ledger_facts import DealFact, Wanted
    from .ledger_keeper import LedgerKeeper
    from .splitting import Joining
    from .writer import Writer

_NONE = Filters()


@dataclass(frozen=True, slots=True)
class Understood:
    """The first event of a stream: the question as understood."""

    question: Question


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The second event: what was looked at, best first."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """A whole sentence, checked, with its markers and the citations that it brings in."""

    sentence: Sentence
    citations: tuple[Citation, ...]


Event = Understood | EvidenceFound | SentenceReady | Answer


class Assistant:
    """Answers questions from one index. Any number of threads may ask at once.

    >>> assistant = Assistant.open()                                         # doctest: +SKIP
    >>> assistant.ask("When will the Suzhou fleet run commercially?").text   # doctest: +SKIP
    """

    def __init__(
        self, store: Store, notice: Callable[[str], None] | None = None, writer: "Writer | None" = None
    ) -> None:
        self.store = store
        self.writer = writer
        self._notice = notice
        self._known: Knowledge | None = None
        self._deals: LedgerKeeper | None = None
        self._guard = threading.Lock()

    @classmethod
    def open(
        cls,
        path: str | PathLike[str] | None = None,
        *,
        notice: Callable[[str], None] | None = None,
        writer: "Writer | None" = None,
    ) -> "Assistant":
        """The assistant over the index at `path`; without one, over your own default index.

        The default index is made from the bundled articles at first use; `notice` is then told, in
        words, what takes time. A `writer` (see `tieup.rag.ModelServer`) words the answers, and each of its
        sentences is checked. Raises StoreError and its kinds, or ModelError.
        """
        if path is not None:
            return cls(Store.open(path), notice, writer)
        store = Store.open(create=True)
        if store.generation == 0:
            if notice:
                notice(f"First use: indexing the bundled articles into {store.folder} ...")
            store.add(bundled_articles())
        return cls(store, notice, writer)

    def knowledge(self) -> Knowledge:
        """What is known of the corpus as a whole, as of the generation being read."""
        with self._guard:
            if self._known is None or self._known.generation != self.store.generation:
                self._known = knowledge_of(self.store, self._notice)
            return self._known

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = _NONE) -> Answer:
        """Answer `question`, read as the next one after `history` (question and answer pairs, oldest first).

        Raises QuestionError when it is empty or too long, or a filter is no date.
        """
        return next(event for event in self.stream(question, history, filters) if isinstance(event, Answer))

    def extracted(self, question: str, history: Sequence[Turn] = (), filters: Filters = _NONE) -> Answer:
        """As `ask`, in the articles' own sentences even where there is a writer; `ms` is left at 0."""
        with self.store.reading():
            examined = self.examine(question, history, filters)
            answer = answer_of(examined, self.knowledge(), self.store, self._facts)
            looked_at = sorted({piece.article_id for piece in (*answer.evidence, *answer.citations)})
            hashes = self.store.text_hashes(looked_at)
            reranker = self.store.reranker
            made = Provenance(self.store.embedder.name, None, hashes, reranker.name if reranker else None)
            return replace(answer, receipt=made)

    def _before_wording(self, question: str, history: Sequence[Turn], filters: Filters) -> Answer:
        """As `extracted`; a follow-up is read as the writer puts it, where it is to and does so fairly."""
        if self.writer is not None and self.writer.follow_ups and history:
            from .restating import as_asked, restated  # late: what only a model's words need

            known = self.knowledge()
            asked = understand(question, tuple(history), filters, known.names, known.publishers)
            leans = asked.whole != asked.question.text and asked.whole.startswith(history[-1][0])
            said = restated(asked, history[-1], self.writer) if leans else None
            if said:
                answer = self.extracted(said, (), filters)
                return as_asked(answer, asked, history[-1], said, self.writer)
        return self.extracted(question, history, filters)

    def _facts(self, names: Sequence[str], wanted: "Wanted | None") -> "list[DealFact]":
        return self._ledger().facts_for(names, wanted)

    def examine(self, question: str, history: Sequence[Turn] = (), filters: Filters = _NONE) -> Examined:
        """The question as understood, and every sentence that might answer it, measured."""
        with self.store.reading():
            known = self.knowledge()
            asked = understand(question, tuple(history), filters, known.names, known.publishers)
            embed = self.store.embedder.embed
            texts = dict.fromkeys((asked.question.text, asked.whole))  # one, but for a follow-up
            vectors = dict(zip(texts, embed(list(texts)), strict=True))
            both = np.stack([vectors[asked.question.text], vectors[asked.whole]])
            pool = gather(self.store, asked, known.titles, both[1])
            measures = measure(
                asked, pool, known.lexicon, known.names, both,
                lambda words, others: known.lexicon.likeness(words, others, embed),
            )  # fmt: skip
        return Examined(asked, pool, measures)

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters = _NONE
    ) -> Iterator[Event]:
        """The same answer as events: Understood, EvidenceFound, a SentenceReady each, then the Answer."""
        started = time.perf_counter()
        parts, notice = self._parts(question, history, filters)
        split = len(parts) > 1
        told = self._joined(question, parts, filters, notice or "") if split else None
        for event in told or self._whole(question, history, filters, None if split else notice):
            if isinstance(event, Answer):
                yield replace(event, ms=(time.perf_counter() - started) * 1000)
            else:
                yield event

    def _whole(
        self, question: str, history: Sequence[Turn], filters: Filters, notice: str | None
    ) -> Iterator[Event]:
        """The answer to a question that is asked as one, as events."""
        answer = self._before_wording(question, history, filters)
        if notice:
            answer = replace(answer, notices=(notice, *answer.notices))
        yield Understood(answer.understood)
        yield EvidenceFound(answer.evidence)
        yield from self._told(answer)

    def _parts(
        self, question: str, history: Sequence[Turn], filters: Filters
    ) -> tuple[tuple[str, ...], str | None]:
        """The questions that the writer makes of one, where it is to, and what the reader should know of it.

        A question that leans on the turn before it is not split.
        """
        if self.writer is not None and self.writer.splits:
            from .splitting import may_split, parts_of  # late: what only a model's words need

            known = self.knowledge()
            asked = understand(question, tuple(history), filters, known.names, known.publishers)
            text = asked.question.text
            if may_split(text) and not (history and asked.whole.startswith(history[-1][0])):

                def names_in(text: str) -> set[str]:
                    return {one.name or one.surface for one in known.names.find_in_question(text)}

                return parts_of(text, self.writer, names_in)
        return (question,), None

    def _joined(
        self, question: str, parts: Sequence[str], filters: Filters, notice: str
    ) -> Iterator[Event] | None:
        """The answers to the parts of a question as one; None where the articles answer none of them."""
        from .splitting import Joining

        with self.store.reading():
            known = self.knowledge()
            whole = understand(question, (), filters, known.names, known.publishers).question
            answers = [self.extracted(part, (), whole.filters) for part in parts]
        if all(answer.abstained for answer in answers):
            return None
        return self._told_together(Joining(whole, answers, notice), answers)

    def _told_together(self, joining: "Joining", answers: Sequence[Answer]) -> Iterator[Event]:
        from .splitting import unanswered

        yield Understood(joining.understood)
        yield EvidenceFound(joining.evidence)
        for answer in answers:
            yield SentenceReady(joining.begin(answer), ())
            for event in self._told(unanswered(answer) if answer.abstained else answer):
                if isinstance(event, SentenceReady):
                    yield SentenceReady(*joining.draft(event.sentence, event.citations))
                else:
                    joining.add(event)
        yield joining.answer()

    def _told(self, answer: Answer) -> "Iterator[SentenceReady | Answer]":
        """The answer sentence by sentence, in the writer's words if there is a writer, then as a whole."""
        if self.writer is not None and not answer.abstained:  # no model makes an answer of an abstention
            from .writing import facts_of, offers_for, written  # late: what only a model's words need

            facts = facts_of(answer, self.deals)
            with self.store.reading():
                offers = offers_for(answer, facts, self.store.article)
            for event in written(answer, offers, facts, self.writer):
                yield event if isinstance(event, Answer) else SentenceReady(*event)
            return
        told: set[int] = set()
        for sentence in answer.sentences:
            if sentence.status == "verified":
                fresh = tuple(
                    citation
                    for citation in answer.citations
                    if citation.number in sentence.citations and citation.number not in told
                )
                told.update(citation.number for citation in fresh)
                yield SentenceReady(sentence, fresh)
        yield answer

    def deals(
        self,
        company: str | None = None,
        partner: str | None = None,
        type: str | None = None,
        status: str | None = None,
        as_of: str | None = None,
    ) -> list[Deal]:
        """Every deal that the articles state and that fits, by parties; names in any case, slips forgiven.

        `as_of` (ISO) goes by what had been reported by then. Raises QuestionError for a type or status that
        there is none of, a day that is none, or a name that could be several.
        """
        return self._ledger().deals(company, partner, type, status, as_of)

    def correct(
        self, deal_id: str, field: "CorrectionField", value: str | None, author: str, note: str = ""
    ) -> Deal | None:
        """Keep a correction of a deal's parties, type or status, or that it is none; see `LedgerKeeper`."""
        return self._ledger().correct(deal_id, field, value, author, note)

    def companies(self) -> "list[CompanyDeals]":
        """Every company that is a party of a deal, by name, with its partners."""
        return self._ledger().companies()

    def timeline(self, a: str, b: str | None = None) -> "list[DealEvent]":
        """What was reported of the deals of company `a` (with `b`), in the order that it happened."""
        return self._ledger().timeline(a, b)

    def _ledger(self) -> "LedgerKeeper":
        from .ledger_keeper import LedgerKeeper  # late: its patterns compile longer than an answer takes

        with self._guard:
            if self._deals is None:
                self._deals = LedgerKeeper(self.store, lambda: self.knowledge().names, self._notice)
            return self._deals

    def starters(self, number: int = 5) -> list[str]:
        """Up to `number` questions that this corpus answers, of different kinds; none for an empty corpus."""
        return starters(self, number)

    def next_questions(
        self,
        answer: Answer,
        asked: Sequence[str] = (),
        number: int = 3,
        filters: Filters = _NONE,
        pause: Callable[[], bool] = lambda: True,
    ) -> list[str]:
        """Up to `number` questions to go on with after `answer`; see `rag.next_questions`."""
        return next_questions(self, answer, asked, number, filters, pause)
