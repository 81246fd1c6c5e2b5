"""What a question asks for, and whether a sentence can give it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.rag.kinds import HOLDS, expected_of, holds, kind_of, required_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When will the ferry fleet sail?", "when"),
        ("In what year did the talks begin?", "when"),
        ("How long does the contract run?", "when"),
        ("How many motors were ordered?", "count"),
        ("How much did Quennell pay?", "numeric"),
        ("What stake does Velmora hold?", "numeric"),
        ("Why did Carrowby change its supplier?", "why"),
        ("Which companies supply Carrowby?", "list"),
        ("List the partners of Velmora.", "list"),
        ("Who runs Ostrikon?", "who"),
        ("Which company makes the motors?", "who"),
        ("Where will the plant stand?", "where"),
        ("Is Velmora buying Ostrikon?", "yesno"),
        ("And did it pay?", "yesno"),
        ("What is a ferry battery?", "definition"),
        ("Compare the stakes of Velmora and Ostrikon.", "compare"),
        ("Outline the steps of the deal in order.", "timeline"),
        ("Quote word for word what Solberg said.", "quote"),
        ("Tell me about Velmora", "fact"),
        ("", "fact"),
    ],
)
def test_kind(question, kind):
    assert kind_of(question) == kind
    assert kind_of(f"  {question.upper()}  ") == kind  # however it is typed


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much did the bank pay?", {"money", "number"}),
        ("When was that?", {"date"}),
        ("Why was it called off?", {"reason"}),
        ("Who said so?", {"name", "speech"}),
    ],
)
def test_expected(question, expected):
    assert expected <= expected_of(question)


@pytest.mark.parametrize(
    ("question", "required"),
    [
        ("When was it signed?", {"date"}),
        ("On what date was it signed?", {"day"}),
        ("In which year was it signed?", {"year"}),
        ("What percentage of the venture is Velmora's?", {"percent"}),
        ("How much did the bank pay?", {"money"}),
        ("How many people will work there?", {"count"}),
        ("Where will the plant stand?", {"place"}),
        ("Which supplier closed its works?", {"company"}),
        ("Tell me about Velmora", set()),
    ],
)
def test_required(question, required):
    assert required_of(question) == required


@pytest.mark.parametrize(
    ("sentence", "required", "kinds", "answers"),
    [
        ("It was signed in 2019.", {"year"}, set(), True),
        ("It was signed in April.", {"year"}, set(), False),
        ("It was signed on 9 April.", {"day"}, set(), True),
        ("It was signed in April.", {"day"}, set(), False),
        ("The bank paid $120 million.", {"money"}, set(), True),
        ("The bank paid in shares.", {"money"}, set(), False),
        ("It holds 60 per cent.", {"percent"}, set(), True),
        ("It will employ 240 people.", {"count"}, set(), True),
        ("Solberg signed it.", {"person"}, {"person"}, True),
        ("Solberg signed it.", {"place"}, {"person"}, False),
        ("Anything at all.", set(), set(), True),
        ("It paid $5 million in 2019.", {"money", "year"}, set(), True),
        ("It paid $5 million.", {"money", "year"}, set(), False),
    ],
)
def test_a_sentence_holds_what_is_required(sentence, required, kinds, answers):
    assert holds(sentence, frozenset(required), frozenset(kinds)) is answers


@given(st.text(max_size=300))
def test_any_text_has_a_kind(text):
    assert kind_of(text)
    assert expected_of(text) <= {*HOLDS, "name"}
    assert holds(text, frozenset(), frozenset())


@pytest.mark.parametrize(
    "part", ["how did ", "what is the ", "which company ", "bigger ", "what x and ", "a", "how much "]
)
def test_a_long_question_is_read_at_once(part):
    question = (part * 4000)[:4000]
    started = time.perf_counter()
    kind_of(question), expected_of(question), required_of(question)
    assert time.perf_counter() - started < 1
