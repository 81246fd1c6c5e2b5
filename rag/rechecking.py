"""A saved answer held against the index of today: what still stands, and what has changed since."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..corpus import Article, QuestionError, StoreError
from ..index import Store
from .answering import worded
from .assistant import Assistant
from .support import Witness, unsupported
from .types import Answer, Citation, Sentence
from .verification import fault

FindingKind = Literal["index", "article", "citation", "sentence", "text", "answer"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was, in words; `breaks` says that the saved answer no longer holds."""

    kind: FindingKind
    text: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of a saved answer: how much of it was checked, and all that differs."""

    answer_id: str
    citations: int
    sentences: int
    findings: tuple[Finding, ...]

    @property
    def stands(self) -> bool:
        """Whether every citation and sentence is still borne out by the articles."""
        return not any(finding.breaks for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values."""
        return {"stands": self.stands, **asdict(self)}


def recheck(answer: Answer, assistant: Assistant, again: bool = True) -> Recheck:
    """Check a saved answer against the index of `assistant`: articles, citations, sentences, and,
    with `again`, the answer that the same question, as it was understood then, gets today.
    """
    store = assistant.store
    with store.reading() as generation:
        findings = list(_index(answer, store, generation))
        articles = _articles(answer, store)
        findings += _changed(answer, store)
        for citation in answer.citations:
            findings += _citation(citation, articles.get(citation.article_id))
        findings += _sentences(answer, articles)
        findings += _again(answer, assistant) if again else ()
    shown = [sentence for sentence in answer.sentences if sentence.status == "verified"]
    return Recheck(answer.id, len(answer.citations), len(shown), tuple(findings))


def _index(answer: Answer, store: Store, generation: int) -> Iterator[Finding]:
    if generation != answer.index_generation:
        yield Finding(
            "index", f"the index has changed: generation {answer.index_generation} is now {generation}", False
        )
    model = answer.receipt.embedding_model if answer.receipt else None
    if model and model != store.embedder.name:
        yield Finding("index", f"another embedding model: {model} is now {store.embedder.name}", False)
    now = store.reranker.name if store.reranker else None
    if answer.receipt and answer.receipt.reranker != now:
        then = answer.receipt.reranker or "none"
        yield Finding("index", f"another reranker: {then} is now {now or 'none'}", False)


def _articles(answer: Answer, store: Store) -> dict[str, Article]:
    found: dict[str, Article] = {}
    there = store.text_hashes(sorted({citation.article_id for citation in answer.citations}))
    for article_id in there:
        try:
            found[article_id] = store.article(article_id)
        except StoreError:
            continue  # damaged: its citations can't be borne out
    return found


def _changed(answer: Answer, store: Store) -> Iterator[Finding]:
    """The articles that were looked at and are gone, or have another text than then."""
    then = answer.receipt.articles if answer.receipt else {}
    now = store.text_hashes(sorted(then))
    names = {citation.article_id: citation.title for citation in answer.citations}
    for article_id, digest in sorted(then.items()):
        name = f"“{names[article_id]}”" if article_id in names else f"{article_id} (looked at, not cited)"
        if article_id not in now:
            yield Finding("article", f"the article {name} is gone", False)
        elif now[article_id] != digest:
            yield Finding("article", f"the article {name} has another text", False)


def _citation(citation: Citation, article: Article | None) -> Iterator[Finding]:
    name = f"citation [{citation.number}]"
    if article is None:
        yield Finding("citation", f"{name}: its article is gone", True)
        return
    if not citation.quote or article.text[citation.start : citation.end] != citation.quote:
        place = article.text.find(citation.quote) if citation.quote else -1
        if place < 0:
            yield Finding("citation", f"{name}: the article no longer says what is quoted", True)
            return
        yield Finding("citation", f"{name}: the quote has moved to {place}", False)
    barred = [
        zone.kind.value
        for zone in article.zones
        if not zone.kind.editorial and zone.start < citation.end and citation.start < zone.end
    ]
    if barred:
        yield Finding("citation", f"{name}: it quotes what is now known as {barred[0]}", True)


def _sentences(answer: Answer, articles: dict[str, Article]) -> Iterator[Finding]:
    quotes = {citation.number: citation for citation in answer.citations}
    cites = any(sentence.citations for sentence in answer.sentences)
    for place, sentence in enumerate(answer.sentences, 1):
        if sentence.status != "verified" or not sentence.citations:
            continue
        cited = [quotes[number] for number in sentence.citations if number in quotes]
        reason = _check(answer)(sentence, cited, articles) if cited else "what it cites is not listed"
        if reason:
            yield Finding("sentence", f"sentence {place}: {reason}", True)
    if cites and worded(answer.sentences) != answer.text:
        yield Finding("text", "the text is not that of its sentences: the file was changed", True)


_Check = Callable[[Sentence, Sequence[Citation], dict[str, Article]], str | None]


def _check(answer: Answer) -> _Check:
    """The check that the sentences went through: the strict one if a language model wrote them."""
    return _as_written if answer.receipt and answer.receipt.writer else _as_cut


def _as_written(sentence: Sentence, cited: Sequence[Citation], articles: dict[str, Article]) -> str | None:
    if sentence.text.startswith("The articles "):
        return _as_cut(sentence, cited, articles)  # ours, of a part that was not answered
    witnesses = [
        Witness(citation.quote, articles[citation.article_id].published)
        for citation in cited
        if citation.article_id in articles
    ]
    return unsupported(sentence.text, witnesses)


def _as_cut(sentence: Sentence, cited: Sequence[Citation], articles: dict[str, Article]) -> str | None:
    if len(sentence.text.split()) < 2:
        return None  # a plain "No." before the evidence
    return fault(sentence.text, [citation.quote for citation in cited])


def _again(answer: Answer, assistant: Assistant) -> Iterator[Finding]:
    """How the same question is answered today, if it can be asked alone and no language model wrote it."""
    question = answer.understood
    if question.search_text != question.text or (answer.receipt and answer.receipt.writer):
        return
    try:
        today = Assistant(assistant.store).ask(answer.question, filters=question.filters)
    except QuestionError as problem:
        yield Finding("answer", f"the question can't be asked any more: {problem}", False)
        return
    if today.text != answer.text:
        yield Finding("answer", f"the same question is answered otherwise today: {today.text}", False)
