"""From scored sentences to the Answer: chosen, checked, numbered, worded."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ..corpus import Article
from ..index import Store
from .absence import opening
from .amount_known import amount_known
from .deals import Cell
from .deciding import THRESHOLD, Verdict, decide, names_near
from .differing import differing
from .features import Examined
from .knowledge import Knowledge
from .lexicon import Floats
from .listing import Facts, Listing, listing_of, request_of
from .mentions import Mentions, mentions_of
from .pool import Pool
from .premise import correction_of
from .selection import Stretch, choose, far_for, limit_for, reading_order, stretches_of
from .types import Answer, Citation, Evidence, Sentence
from .understanding import Asked
from .verification import fault, slices
from .weighing import weigh

_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence to be said and the spans of one article that bear it out, before it has a number."""

    text: str
    article: Article
    start: int
    end: int


def answer_of(examined: Examined, known: Knowledge, store: Store, facts: Facts) -> Answer:
    """The answer to a question from its examined sentences; `ms` is left at 0 for the caller to set.

    `facts` looks up the ledger of deals, and is called for what only an exhaustive list answers.
    """
    asked, pool = examined.asked, examined.pool
    weighed = weigh(examined)
    scores = weighed.scores
    request = request_of(asked)
    listing = listing_of(request, facts) if request else mentions_of(asked, known, store)
    verdict = Verdict(False, 1.0) if listing else decide(examined, weighed, known.names)
    if verdict.abstains and len(scores):
        nearest = pool.sentences[int(np.argmax(scores))]
        if amount_known(asked, nearest, known.names, facts):
            verdict = Verdict(False, THRESHOLD)
    limit = listing.beside if listing else limit_for(asked.question.kind, verdict.abstains)
    stretches = choose(scores, pool, limit, far_for(asked.question.kind, verdict.abstains))
    if verdict.abstains:
        stretches = _on_subject(stretches, examined, known)
    elif not listing:
        stretches = _with_other_figure(stretches, examined, scores, known)
        if asked.question.kind == "timeline":
            stretches = _by_date(stretches, pool, known)
    articles = {
        article: store.article(article)
        for article in {pool.sentences[place].article_id for stretch in stretches for place in stretch.places}
    }
    correction = correction_of(asked, known.names, facts) if verdict.abstains else None
    cells = [cell for _, cell in listing.items] if listing else [correction.quote] if correction else []
    quotes = [_quoted(cell, store) for cell in cells]
    claims = _claims(stretches, scores, pool, articles)
    checked = _checked(iter([*quotes, *(claim for claim in claims if not _within(claim, quotes))]))
    sentences, citations = _numbered(checked, known)
    if listing:
        sentences = (_listed(listing, sentences[: len(quotes)]), *sentences[len(quotes) :])
    first = opening(asked, known, store, sentences, len(citations)) if verdict.abstains else ()
    if correction and sentences[0].citations:
        corrected = Sentence(correction.told, sentences[0].citations, "verified")
        first = (*first[:1], corrected, *first[1:])
    sentences = (*first, *_lead(asked, verdict, sentences), *sentences)
    return Answer(
        id=_id(asked, known),
        question=asked.question.text,
        understood=asked.question,
        text=worded(sentences),
        abstained=verdict.abstains,
        confidence=round(verdict.confidence, 4),
        sentences=sentences,
        citations=citations,
        evidence=_evidence(scores, pool, known),
        searched=_searched(pool, known, asked),
        index_generation=known.generation,
        ms=0.0,
    )


def _quoted(cell: Cell, store: Store) -> _Claim:
    """The quote behind something that the ledger says."""
    return _Claim(" ".join(cell.text.split()), store.article(cell.article_id), cell.start, cell.end)


def _within(claim: _Claim, quotes: Sequence[_Claim]) -> bool:
    """Whether one of the `quotes` says the same."""
    return any(claim.article.id == quote.article.id and claim.text == quote.text for quote in quotes)


def _listed(listing: Listing | Mentions, quotes: Sequence[Sentence]) -> Sentence:
    """The list as one sentence that cites the quotes."""
    numbers = dict.fromkeys(number for quote in quotes for number in quote.citations)
    return Sentence(listing.told(), tuple(numbers), "verified")


def _on_subject(stretches: Sequence[Stretch], examined: Examined, known: Knowledge) -> Sequence[Stretch]:
    """The nearest passages but those that speak of nobody who was asked about; the first if all are such."""
    on = [
        stretch
        for stretch in stretches
        if any(names_near(examined, place, known.names) > 0 for place in stretch.places)
    ]
    return on or stretches[:1]


def _with_other_figure(
    stretches: Sequence[Stretch], examined: Examined, scores: Floats, known: Knowledge
) -> list[Stretch]:
    """The stretches, and what another report says otherwise."""
    places = [place for stretch in stretches for place in stretch.places]
    other = differing(examined, scores, places, known.names)
    return list(stretches) if other is None else stretches_of([*places, other], scores, examined.pool)


def _by_date(stretches: Sequence[Stretch], pool: Pool, known: Knowledge) -> list[Stretch]:
    """The stretches in the order in which they were reported, undated ones last."""

    def when(stretch: Stretch) -> tuple[str, tuple[int, ...]]:
        return known.articles[pool.sentences[stretch.places[0]].article_id].published or "9", stretch.places

    return sorted(stretches, key=when)


def _claims(
    stretches: Sequence[Stretch], scores: Floats, pool: Pool, articles: dict[str, Article]
) -> Iterator[_Claim]:
    """Every sentence of the stretches as it will be read, each borne out by its whole stretch."""
    for stretch in stretches:
        first, last = pool.sentences[stretch.places[0]], pool.sentences[stretch.places[-1]]
        for place in reading_order(stretch, scores, pool):
            sentence = pool.sentences[place]
            said = _unmarked(" ".join(sentence.text.split()))
            yield _Claim(said, articles[sentence.article_id], first.start, last.end)


def _unmarked(text: str) -> str:
    """`text` with a bracketed figure of its own, a footnote's, put so that it is no citation: "(7)"."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text)


def _checked(claims: Iterator[_Claim]) -> list[tuple[_Claim, str | None]]:
    """The claims, each with the reason why it can't be shown, or None."""
    return [(claim, fault(claim.text, [claim.article.text[claim.start : claim.end]])) for claim in claims]


def _numbered(
    checked: Sequence[tuple[_Claim, str | None]], known: Knowledge
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Sentences with citation numbers given by first appearance among those that are shown."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for claim, reason in checked:
        if reason is not None:
            sentences.append(Sentence(claim.text, (), "removed", reason))
            continue
        key = (claim.article.id, claim.start, claim.end)
        if key not in numbers:
            citation = _citation(claim, len(numbers) + 1, known)
            if not slices(citation, claim.article):
                sentences.append(
                    Sentence(claim.text, (), "removed", "the quote is not a slice of the article")
                )
                continue
            numbers[key] = citation.number
            citations.append(citation)
        sentences.append(Sentence(claim.text, (numbers[key],), "verified"))
    return tuple(sentences), tuple(citations)


def _citation(claim: _Claim, number: int, known: Knowledge) -> Citation:
    article = claim.article
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.published.value if article.published else None,
        url=article.url,
        path=article.path,
        start=claim.start,
        end=claim.end,
        quote=article.text[claim.start : claim.end],
    )


# What denies a statement; and, in a question, what already asks about a denial or an end.
_DENIED = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nothing|nobody|cannot|denied|instead of|rather than|yet to"
    r"|still (?:considering|deciding|negotiating|studying|weighing))\b|n['’]t\b",
    re.IGNORECASE,
)
_ASKS_DENIAL = re.compile(
    r"\b(?:no|not|never|none|den(?:y|ies|ied)|refus\w*|reject\w*|abandon\w*|shelve\w*|scrap\w*|drop\w*"
    r"|cancel\w*|call(?:ed)? off|instead|stop\w*|end(?:ed|s|ing)?|fail\w*|rule\w* out)\b|n['’]t\b",
    re.IGNORECASE,
)


def _lead(asked: Asked, verdict: Verdict, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """A plain "No." before evidence that denies what was asked.

    There is no such rule for "Yes.": a sentence that merely fits the question affirms it only half the
    time (on the project's own yes/no questions), one that denies nearly always answers no.
    """
    shown = [sentence for sentence in sentences if sentence.status == "verified"]
    if asked.question.kind != "yesno" or verdict.abstains or not shown:
        return ()
    if _ASKS_DENIAL.search(asked.question.text) or not _DENIED.search(shown[0].text):
        return ()
    return (Sentence("No.", shown[0].citations, "verified"),)


def worded(sentences: Sequence[Sentence]) -> str:
    """The answer as one text with [n] markers; removed sentences are counted, not shown."""
    shown = [
        sentence.text + "".join(f" [{number}]" for number in sentence.citations)
        for sentence in sentences
        if sentence.status == "verified"
    ]
    removed = len(sentences) - len(shown)
    if removed:
        shown.append(f"({removed} sentence{'s' * (removed != 1)} removed: not borne out by the evidence.)")
    return " ".join(shown)


def _evidence(scores: Floats, pool: Pool, known: Knowledge) -> tuple[Evidence, ...]:
    best = np.argsort(-scores, kind="stable")[:_EVIDENCE].tolist()
    return tuple(_evidence_of(pool, place, float(scores[place]), known) for place in best)


def _evidence_of(pool: Pool, place: int, score: float, known: Knowledge) -> Evidence:
    sentence = pool.sentences[place]
    info = known.articles[sentence.article_id]
    return Evidence(
        article_id=sentence.article_id,
        title=info.title,
        publisher=info.publisher,
        published=info.published,
        url=info.url,
        path=info.path,
        zone=str(sentence.zone),
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        score=round(score, 4),
    )


def _searched(pool: Pool, known: Knowledge, asked: Asked) -> dict[str, object]:
    return {
        "articles": len(known.articles),
        "years": known.years,
        "passages": len(pool.hits),
        "sentences": len(pool),
        "filters": asdict(asked.question.filters),
    }


def _id(asked: Asked, known: Knowledge) -> str:
    """The same for the same question, filters and generation."""
    seed = repr((asked.whole, asked.question.text, asked.question.filters, known.generation))
    return hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
