"""A stream of text is cut into sentences with their ids, however it is cut up on its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.rag.writing_cut import Said, said_in


def pieces(text, size):
    return [text[place : place + size] for place in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A did B [bcd]. C did D [fgh].", [Said("A did B.", ("bcd",)), Said("C did D.", ("fgh",))]),
        (
            "A paid. [bcd] [fgh] C sold. [jkl]",
            [Said("A paid.", ("bcd", "fgh")), Said("C sold.", ("jkl",))],
        ),
        ("A did B [bcd, fgh].", [Said("A did B.", ("bcd", "fgh"))]),
        ("Acme paid. Cora sold [bcd].", [Said("Acme paid.", ()), Said("Cora sold.", ("bcd",))]),
        ("- **A** did B [bcd].\n- C did D [1].", [Said("A did B.", ("bcd",)), Said("C did D.", ("1",))]),
        ("A [bcd] and B [fgh] did C.", [Said("A and B did C.", ("bcd", "fgh"))]),
        ("It paid $1.5 million [bcd].", [Said("It paid $1.5 million.", ("bcd",))]),
        ("<think>Hm. [x]</think>A did B [bcd].", [Said("A did B.", ("bcd",))]),
        ("", []),
    ],
)
def test_sentences_and_ids(text, said, size):
    assert list(said_in(pieces(text, size))) == said


@given(st.text(alphabet="AbC [].x1\n“", max_size=120), st.integers(1, 9))
def test_any_stream_ends(text, size):
    assert all(said.text for said in said_in(pieces(text, size)))
