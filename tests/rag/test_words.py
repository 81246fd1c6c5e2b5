"""Words: cut where they stand, compared by stem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.rag.words import STOP, content_words, stem, stems


def texts(text: str) -> list[str]:
    return [word.text for word in content_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who has Geely teamed up with?", ["geely", "teamed"]),
        ("Velmora's and Ostrikon’s plant", ["velmora", "ostrikon", "plant"]),
        ("a battery-swapping joint venture", ["battery", "swapping", "joint", "venture"]),
        ("Pony.ai's PonyPilot+ and R&D", ["pony.ai", "ponypilot+", "r&d"]),
        ("4.99 per cent of 1,200", ["4.99", "cent", "1", "200"]),
        ("吉利 和 腾讯", ["吉利", "和", "腾讯"]),
        ("the of and what", []),
        ("🚗 ... — “”", []),
        ("", []),
    ],
)
def test_content_words(text, words):
    assert texts(text) == words


@given(st.text(max_size=200))
def test_a_word_stands_where_it_says(text):
    last = 0
    for word in content_words(text):
        assert text[word.start : word.end].lower() == word.text
        assert word.stem == stem(word.text)
        assert word.text not in STOP
        assert last <= word.start < word.end
        last = word.end


def test_a_letter_that_grows_in_lower_case_keeps_the_place():
    text = "İstanbul plant"
    assert [text[word.start : word.end] for word in content_words(text)] == ["İstanbul", "plant"]


def test_what_is_too_long_for_a_word_is_left_out():
    assert texts("x" * 65 + " plant " + "y" * 64) == ["plant", "y" * 64]


def test_forms_of_a_word_share_a_stem():
    assert stems("invests invested investing") == ["invest"] * 3
    assert stems("partner partners partnering") == ["partner"] * 3
