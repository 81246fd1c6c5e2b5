"""The pool: every sentence that might answer, with what is known of the passage and article it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..corpus import ZoneKind
from ..index import Hit, Store, StoredSentence
from .lexicon import Floats
from .understanding import Asked
from .words import content_words

Ints = NDArray[np.int64]

_HITS = 40
_WHOLE_ARTICLES = (
    10  # as many of the best articles are taken whole, so that a sentence is judged among its neighbours
)
_LONG_ARTICLE = 120  # sentences; of a longer article only the passages found are taken
_MOST = 600


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidate sentences, article by article in reading order.

    `vectors` are float32 [n, dimension], `context` the vectors of the passages they stand in;
    `article` numbers the articles from 0 in order of their best hit; `fused` is the best fused retrieval
    score of the article; `words` are the sentences' content words; `titles` the articles' titles.
    """

    sentences: tuple[StoredSentence, ...]
    vectors: Floats
    context: Floats
    article: Ints
    fused: Floats
    words: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    hits: tuple[Hit, ...]

    def __len__(self) -> int:
        return len(self.sentences)

    def rows(self) -> list[Ints]:
        """The places of each article's sentences."""
        return [np.flatnonzero(self.article == number) for number in range(len(self.titles))]


def gather(store: Store, asked: Asked, titles: dict[str, str], vector: Floats) -> Pool:
    """The pool for a question with the `vector` of its search text: the sentences of the passages found,
    and of the best articles all."""
    question = asked.question
    hits = store.search(question.search_text, _HITS, question.filters, question.names, vector)
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.passage.article_id] = max(best.get(hit.passage.article_id, 0.0), hit.score)
    order = sorted(best, key=lambda article: (-best[article], article))
    sentences = _sentences(store, hits, order, question.filters.zones)
    passages = {sentence.passage_id: None for sentence in sentences}
    order = list(dict.fromkeys(sentence.article_id for sentence in sentences))
    numbers = {article: number for number, article in enumerate(order)}
    context = dict(zip(passages, store.passage_vectors(list(passages)), strict=True)) if passages else {}
    return Pool(
        sentences=tuple(sentences),
        vectors=store.sentence_vectors([sentence.id for sentence in sentences]),
        context=np.array([context[sentence.passage_id] for sentence in sentences], np.float32).reshape(
            -1, store.embedder.dimension
        ),
        article=np.array([numbers[sentence.article_id] for sentence in sentences], np.int64),
        fused=np.array([best[sentence.article_id] for sentence in sentences], np.float32),
        words=tuple(tuple(word.text for word in content_words(sentence.text)) for sentence in sentences),
        titles=tuple(titles[article] for article in order),
        hits=tuple(hits),
    )


def _sentences(
    store: Store, hits: Sequence[Hit], order: Sequence[str], zones: Sequence[ZoneKind]
) -> list[StoredSentence]:
    """The sentences of the best articles, and of the passages found in the others, in reading order.

    Only those of passages of the kinds in `zones`, where kinds are asked for; headlines and headings else
    never: what stands below them says more.
    """
    left_out = () if zones else (ZoneKind.HEADLINE, ZoneKind.SECTION_HEADING)
    taken: list[StoredSentence] = []
    for rank, article in enumerate(order):
        found = [hit.passage.id for hit in hits if hit.passage.article_id == article]
        if rank < _WHOLE_ARTICLES:
            passages = store.passages(article)
            if sum(len(passage.sentences) for passage in passages) <= _LONG_ARTICLE:
                found = [passage.id for passage in passages if not zones or passage.zone in zones]
        taken += [sentence for sentence in store.sentences_of(sorted(found)) if sentence.zone not in left_out]
        if len(taken) >= _MOST:
            break
    places = {article: place for place, article in enumerate(order)}
    return sorted(taken, key=lambda sentence: (places[sentence.article_id], sentence.start))
