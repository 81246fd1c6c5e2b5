"""The pool: editorial sentences that might answer, article by article as they are read."""

import numpy as np
import pytest
from tieup.corpus import ZoneKind
from tieup.index import Filters


def pool_of(assistant, question, **filters):
    return assistant.examine(question, filters=Filters(**filters)).pool


@pytest.fixture(scope="module")
def pool(assistant):
    return pool_of(assistant, "What did Velmora and Ostrikon sign?")


def test_parts_of_a_pool_belong_together(assistant, pool):
    size, width = len(pool), assistant.store.embedder.dimension
    assert size > 5
    assert pool.vectors.shape == pool.context.shape == (size, width)
    assert pool.article.shape == pool.fused.shape == (size,)
    assert len(pool.words) == size
    assert len(pool.titles) == pool.article.max() + 1
    assert np.allclose(np.linalg.norm(pool.vectors, axis=1), 1, atol=1e-3)
    places = np.sort(np.concatenate(pool.rows()))
    assert places.tolist() == list(range(size))


def test_sentences_stand_in_reading_order_best_article_first(pool):
    order = [
        (int(number), sentence.start) for number, sentence in zip(pool.article, pool.sentences, strict=True)
    ]
    assert order == sorted(order)
    assert pool.titles[0] == "Velmora and Ostrikon to build ferry batteries in Tarvik"
    best = [float(pool.fused[rows[0]]) for rows in pool.rows()]
    assert best == sorted(best, reverse=True)
    assert len({sentence.id for sentence in pool.sentences}) == len(pool)


def test_only_editorial_sentences_are_taken_and_no_headings(assistant, pool):
    for sentence in pool.sentences:
        assert ZoneKind(sentence.zone).editorial
        assert sentence.zone not in (ZoneKind.HEADLINE, ZoneKind.SECTION_HEADING)
        article = assistant.store.article(sentence.article_id)
        assert article.text[sentence.start : sentence.end] == sentence.text


def test_filters_narrow_the_pool(assistant):
    pool = pool_of(assistant, "Who supplies motors?", publishers=("Ledger Daily",))
    assert pool.titles == ("Quennell Bank buys a stake in Velmora",)
    assert len(pool_of(assistant, "Who supplies motors?", published_before="1990")) == 0


def test_an_empty_pool_keeps_its_shape(assistant):
    pool = pool_of(assistant, "Who supplies motors?", publishers=("Nobody",))
    width = assistant.store.embedder.dimension
    assert pool.vectors.shape == pool.context.shape == (0, width)
    assert pool.rows() == []
    assert pool.titles == pool.words == pool.hits == ()
