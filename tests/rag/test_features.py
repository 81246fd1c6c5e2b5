"""The measures: finite, bounded, and pointing at the sentence that answers."""

import numpy as np
import pytest
from tieup.index import Filters
from tieup.rag import SENTENCE_MEASURES, evidence_scores
from tieup.rag.features import unit


def column(examined, name):
    return examined.measures.matrix[:, SENTENCE_MEASURES.index(name)]


def place(examined, part):
    return next(i for i, sentence in enumerate(examined.pool.sentences) if part in sentence.text)


@pytest.mark.parametrize(
    "question",
    ["How much did Quennell Bank pay?", "Who?", "???", "x" * 300, "吉利", "Velmora Velmora Velmora"],
)
def test_measures_are_finite_and_bounded(assistant, question):
    examined = assistant.examine(question)
    matrix = examined.measures.matrix
    assert matrix.shape == (len(examined.pool), len(SENTENCE_MEASURES))
    assert matrix.dtype == np.float32
    assert np.isfinite(matrix).all()
    for number, name in enumerate(SENTENCE_MEASURES):
        values = matrix[:, number]
        if name.endswith("_gap"):
            assert values.max() == 0, name
        elif name.endswith("_rank"):
            assert values.max() == 1, name
            assert values.min() > 0, name
        elif name != "length":
            assert -1.01 <= values.min() <= values.max() <= 3.01, name
    scores = evidence_scores(examined)
    assert ((scores >= 0) & (scores <= 1)).all()


@pytest.mark.parametrize(
    ("question", "name", "part", "other"),
    [
        ("How much did the bank pay for the stake?", "money", "$120 million", "closed its works"),
        (
            "How much did the bank pay for the stake?",
            "overlap",
            "bought an 18 per cent stake",
            "began in 2017",
        ),
        ("Who purchased shares of Velmora?", "soft", "bought an 18 per cent stake", "began in 2017"),
        ("When did the cloud talks begin?", "date", "began in 2017", "director"),
        ("What did Solberg say about Velmora?", "shared_names", "We are not buying", "began in 2017"),
        ("Which company makes trams?", "new_names", "Huldane will supply", "began in 2017"),
        ("Why did Carrowby change its supplier?", "cosine", "closed its works", "began in 2017"),
    ],
)
def test_a_measure_tells_the_one_that_answers(assistant, question, name, part, other):
    examined = assistant.examine(question)
    values = column(examined, name)
    assert values[place(examined, part)] > values[place(examined, other)]


def test_names_of_other_stories_count_as_foreign(assistant):
    examined = assistant.examine("What did Norvane end?")
    foreign = column(examined, "foreign_names")
    assert foreign[place(examined, "Carrowby turned to")] == 1
    assert foreign[place(examined, "have ended talks")] == 0


def test_no_sentences_no_measures(assistant):
    examined = assistant.examine("Who?", filters=Filters(publishers=("Nobody",)))
    assert examined.measures.matrix.shape == (0, len(SENTENCE_MEASURES))
    assert evidence_scores(examined).shape == (0,)


def test_unit_leaves_zeros_alone():
    rows = unit(np.array([[3, 4], [0, 0]], np.float32))
    assert np.allclose(rows, [[0.6, 0.8], [0, 0]])
