"""Other people's sentences: what their evidence does not say is found out, fair rewordings pass."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.corpus import PublicationDate
from tieup.rag import Witness, unsupported

TEXT = (
    "Quennell Bank bought an 18 per cent stake in Velmora for $120 million on 1 September 2020. "
    "The bank will name one director. "
    "Velmora, the battery maker, and the shipyard Ostrikon signed a joint venture agreement in April 2019. "
    "Velmora will hold 60 per cent of the venture and Ostrikon the remaining 40 per cent. "
    "Huldane is expected to supply more than 300 electric motors to Carrowby until 2026. "
    "Neither company disclosed the price. "
    "Solberg said that “the plant is not for sale” and that Pellington, a rival, may leave. "
    "Carrowby sold its works in Gdansk to Pellington last year, and Huldane was acquired by Brightwater."
)
DATE = PublicationDate("2021-02-03", "day", "front matter")


def check(sentence, text=TEXT):
    return unsupported(sentence, [Witness(text, DATE)])


@pytest.mark.parametrize(
    "sentence",
    [
        "Quennell Bank acquired an 18% stake in Velmora for $120m.",
        "On 1 September 2020 Quennell Bank bought an 18 per cent stake in Velmora.",
        "An 18 per cent stake in Velmora was bought by Quennell Bank in September 2020.",
        "Velmora and Ostrikon signed a joint venture agreement in April 2019.",
        "Velmora will own 60 % of the venture.",
        "Huldane is expected to provide over 300 electric motors to Carrowby until 2026.",
        "Carrowby sold its works in Gdansk to Pellington in 2020.",
        "Brightwater acquired Huldane.",
        "Solberg said that “the plant is not for sale”.",
        "Quennell Bank bought a stake in Velmora, and Brightwater acquired Huldane.",
        "Quennell Bank will name one director.",
    ],
)
def test_a_fair_rewording_passes(sentence):
    assert check(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Sandrix Bank bought an 18 per cent stake in Velmora.", "name Sandrix"),
        ("Ostrikon bought an 18 per cent stake in Velmora.", "Ostrikon"),
        ("Velmora bought an 18 per cent stake in Quennell Bank.", "Velmora"),
        ("Quennell Bank was bought by Velmora.", "stake|Quennell|Velmora"),
        ("Quennell Bank bought Velmora for $120 million.", "stake"),
        ("Quennell Bank bought an 18 per cent stake in Velmora for $120 billion.", "number"),
        ("Quennell Bank bought an 18 per cent stake in Velmora on 1 September 2021.", "time|number"),
        ("Velmora will hold 40 per cent of the venture and Ostrikon 60 per cent.", "does not say that of"),
        ("Huldane will supply more than 300 electric motors to Carrowby.", "expected|will"),
        ("Huldane is expected to supply 300 electric motors to Carrowby.", "number"),
        ("Huldane is expected to supply more than 300 diesel motors to Carrowby.", "diesel"),
        ("Both companies disclosed the price.", "denies"),
        ("The plant is for sale.", "denies"),
        ("Pellington may not leave.", "den"),
        ("Pellington will leave.", "may|will"),
        ("Pellington sold its works in Gdansk to Carrowby.", "Pellington|Carrowby"),
        ("Huldane acquired Brightwater.", "Huldane|Brightwater"),
        ("Solberg said that “the plant is now for sale”.", "quotation"),
        ("Solberg said that “the plant is not for sale.", "fellow"),
        ("Ostrikon will name one director.", "Ostrikon"),
        ("Velmora is expected to supply motors to Carrowby.", "Velmora"),
        ("Carrowby sold its works in Gdansk to Pellington in 2019.", "time"),
        ("Indeed.", "indeed|Indeed|nothing"),
        ("", "nothing"),
    ],
)
def test_what_the_evidence_does_not_say_is_found_out(sentence, told):
    assert re.search(told, check(sentence) or "passed")


def test_a_sentence_that_cites_nothing_is_unsupported():
    assert unsupported("Velmora will hold 60 per cent.", []) == "it cites no evidence"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_checked(sentence, text):
    reason = check(sentence, text)
    assert reason is None or reason
