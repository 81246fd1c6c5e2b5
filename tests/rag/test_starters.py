"""Example questions: drawn from the corpus, answered by it, the same every time."""

import pytest


@pytest.mark.parametrize("number", [0, 1, 3])
def test_starters_are_answered_by_the_corpus(assistant, number):
    questions = assistant.starters(number)
    assert len(questions) <= number
    assert len(set(questions)) == len(questions)
    names = assistant.knowledge().names.by_name
    for question in questions:
        assert not assistant.ask(question).abstained
        assert any(name in question for name in names)
    assert questions == assistant.starters(number)
    assert not number or questions


def test_an_empty_corpus_has_no_starters(open_index):
    assert open_index({}).starters() == []


@pytest.mark.slow
def test_starters_of_the_bundled_articles_are_one_of_each_kind(bundled):
    questions = bundled.starters(6)
    assert len({" ".join(question.split()[:3]) for question in questions}) == 6
    assert all(bundled.ask(question).citations for question in questions)
