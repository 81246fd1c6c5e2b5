"""The last gate: what changes a fact is caught, what doesn't passes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.rag.types import Citation
from tieup.rag.verification import fault, slices

TRUE = (
    "Velmora will hold 60 per cent of the venture and Ostrikon the remaining 40 per cent.",
    "Quennell Bank bought an 18 per cent stake in Velmora for $120 million on 1 September 2020.",
    "Huldane will supply 1,300 electric motors to Carrowby until 2026.",
    "Solberg, chief executive of Ostrikon, said on Tuesday that the plant opens in May.",
    "Neither company disclosed the price.",
    "Analysts said that Velmora has never made a profit.",
    "The two firms don't expect a loss in the first three years.",
)
QUOTE = " ".join(TRUE)


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_passes(sentence):
    assert fault(sentence, [sentence]) is None
    assert fault(sentence, [QUOTE]) is None
    assert fault(sentence, list(TRUE)) is None
    assert fault(sentence, [sentence.replace(" ", "\n")]) is None


@given(st.sampled_from([text for text in TRUE if re.search(r"\d", text)]), st.data())
def test_a_changed_digit_is_caught(sentence, data):
    places = [match.start() for match in re.finditer(r"\d", sentence)]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != sentence[place]]))
    changed = sentence[:place] + digit + sentence[place + 1 :]
    numbers = set(re.findall(r"[\d,]+", sentence))
    if set(re.findall(r"[\d,]+", changed)) <= numbers:  # "60 ... 40" made "40 ... 40"
        return
    assert "number" in fault(changed, [sentence])


NAMES = ("Velmora", "Ostrikon", "Quennell", "Huldane", "Carrowby", "Solberg", "September", "Tuesday", "May")


@given(
    st.sampled_from(TRUE),
    st.sampled_from(NAMES),
    st.sampled_from(["Sandrix", "Zorvex", "Pellworm", "October", "Friday"]),
)
def test_a_changed_name_or_day_is_caught_wherever_it_stands(sentence, name, other):
    if name not in sentence:
        return
    assert other in fault(sentence.replace(name, other), [sentence])


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Quennell Bank paid $120 billion.", "Quennell Bank paid $120 million."),
        ("Quennell Bank paid $1.2 million.", "Quennell Bank paid $12 million."),
        ("It holds 60 million of the shares.", "It holds 60 per cent of the shares."),
        ("The two firms agreed.", "The three firms agreed."),
        ("It holds half of the venture.", "It holds a third of the venture."),
        ("Millions were paid.", "Billions were paid."),
    ],
)
def test_a_changed_scale_or_number_word_is_caught(sentence, evidence):
    assert "number" in fault(sentence, [evidence])


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Velmora will not sell the plant.", "Velmora will sell the plant."),
        ("Velmora never made a profit.", "Velmora made a profit."),
        ("Neither firm will pay.", "Either firm will pay. It did not say when."),
        ("Velmora denied the report.", "Velmora confirmed the report."),
        ("Velmora will sell the plant.", "Velmora will not sell the plant."),
        ("Velmora has made a profit.", "Velmora has never made a profit."),
        ("It is for sale.", "It isn't for sale."),
        ("Velmora sold the plant.", "Ostrikon denied that Velmora sold the plant."),
        ("Velmora sold the plant.", "Ostrikon paid in cash. It is not true that Velmora sold the plant."),
    ],
)
def test_a_negation_put_in_or_left_out_is_caught(sentence, evidence):
    assert re.search("den(y|ies)", fault(sentence, [evidence]))


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Velmora's plant opens.", "Velmora’s plant opens."),
        ("The plant opens.", "On Monday the plant opens."),
        ("Velmora sold the plant.", "Velmora sold the plant, but not its name."),
        ("Velmora sold the plant in May.", "Velmora sold the plant in Lyon in May. It did not say why."),
        ("Two firms agreed on 60%.", "2 firms agreed on 60 per cent."),
        ("It ordered 1200 motors.", "It ordered 1,200 motors."),
        ("It paid $5 bn.", "It paid $5 billion."),
        ("However, Velmora agreed.", "Velmora agreed."),
    ],
)
def test_another_wording_of_the_same_fact_passes(sentence, evidence):
    assert fault(sentence, [evidence]) is None


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_can_be_checked(sentence, quotes):
    reason = fault(sentence, quotes)
    assert reason is None or "\n" not in reason.replace(sentence, "")
    assert fault("It is so.", [*quotes, "It is so."]) is None


def test_a_quote_is_a_slice_or_nothing(assistant):
    store = assistant.store
    article = store.article(next(info.id for info in store.articles()))
    start, end = 40, 90
    citation = Citation(1, article.id, "", None, None, None, "", start, end, article.text[start:end])
    assert slices(citation, article)
    assert not slices(replace(citation, quote=citation.quote + "x"), article)
    assert not slices(replace(citation, start=start + 1), article)
    assert not slices(replace(citation, quote=""), article)
