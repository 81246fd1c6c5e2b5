"""Choosing sentences: within limits, joined only over white space, ordered to be read."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tieup.index import Filters
from tieup.rag.selection import WORDS, Stretch, choose, limit_for, reading_order


@pytest.fixture(scope="session")
def pool(assistant):
    return assistant.examine("What did Velmora and Ostrikon sign?").pool


def scores_for(pool, *parts):
    """Scores by which the sentences with `parts` are best, the first of them most."""
    scores = np.full(len(pool), 0.001, np.float32)
    for rank, part in enumerate(parts):
        (place,) = [i for i, sentence in enumerate(pool.sentences) if part in sentence.text]
        scores[place] = 0.9 - 0.1 * rank
    return scores


def texts(pool, places):
    return [pool.sentences[place].text for place in places]


@given(st.data(), st.integers(1, 8))
def test_any_scores_give_a_sound_choice(assistant, pool, data, limit):
    scores = data.draw(arrays(np.float32, len(pool), elements=st.floats(0, 1, width=32)))
    stretches = choose(scores, pool, limit)
    places = [place for stretch in stretches for place in stretch.places]
    assert 1 <= len(places) == len(set(places)) <= limit
    sizes = [len(text.split()) for text in texts(pool, places)]
    assert sum(sizes) <= max(WORDS, sizes[places.index(int(np.argmax(scores)))])
    assert scores[places].max() == scores.max()
    assert [stretch.best for stretch in stretches] == sorted(
        (stretch.best for stretch in stretches), reverse=True
    )
    for stretch in stretches:
        assert stretch.best == scores[list(stretch.places)].max()
        sentences = [pool.sentences[place] for place in stretch.places]
        article = assistant.store.article(sentences[0].article_id)
        for one, other in pairwise(sentences):
            assert one.article_id == other.article_id
            assert article.text[one.end : other.start].strip() == ""
        order = reading_order(stretch, scores, pool)
        assert sorted(order) == sorted(stretch.places)
    assert stretches == choose(scores.copy(), pool, limit)


def test_neighbours_are_one_stretch(pool):
    (stretch,) = choose(scores_for(pool, "bought an 18 per cent", "name one director"), pool, 4)
    assert len(stretch.places) == 2


def test_what_stands_apart_is_a_stretch_of_its_own(pool):
    # between these two lie a "see also" line and a repeated title
    stretches = choose(scores_for(pool, "We are not buying", "employ 240 people"), pool, 4)
    assert [texts(pool, stretch.places) for stretch in stretches] == [
        ['"We are not buying Velmora, and Velmora is not buying us," Solberg said.'],
        ["The plant will employ 240 people when it reaches full capacity."],
    ]


def test_far_behind_is_left_out(pool):
    scores = scores_for(pool, "closed its works")
    (stretch,) = choose(scores, pool, 4)
    assert len(stretch.places) == 1


def test_the_telling_sentence_comes_first_if_it_can_be_read_alone(pool):
    scores = scores_for(pool, "Velmora will hold 60", "signed a joint venture")
    (stretch,) = choose(scores, pool, 2)
    assert texts(pool, reading_order(stretch, scores, pool))[0].startswith("Velmora will hold")
    leaning = scores_for(pool, "It did not say where", "pays for a second factory")
    (stretch,) = choose(leaning, pool, 2)
    assert texts(pool, reading_order(stretch, leaning, pool))[0].startswith("Velmora said")


def test_equal_scores_are_taken_in_order_of_place(pool):
    chosen = choose(np.full(len(pool), 0.5, np.float32), pool, 1)
    assert chosen == [Stretch((0,), 0.5)]


def test_nothing_is_chosen_from_nothing(assistant):
    empty = assistant.examine("Who?", filters=Filters(publishers=("Nobody",))).pool
    assert choose(np.zeros(0, np.float32), empty, 4) == []


def test_a_list_may_take_more_and_silence_shows_less():
    assert limit_for("list", False) > limit_for("who", False) > 0
    assert 0 < limit_for("list", True) <= limit_for("list", False)
