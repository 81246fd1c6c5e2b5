"""Questions as understood: names mended, follow-ups made whole, publishers inferred, limits kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.corpus import QuestionError
from tieup.index import Filters
from tieup.rag.understanding import LONGEST, understand

ASKED = ("Who bought a stake in Velmora?", "Quennell Bank bought an 18 per cent stake in Velmora. [1]")


@pytest.fixture(scope="session")
def read(assistant):
    """Reads a question against NEWS."""
    known = assistant.knowledge()

    def read(text, history=(), filters=Filters()):  # noqa: B008 (frozen)
        return understand(text, history, filters, known.names, known.publishers)

    return read


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u2003", "x" * (LONGEST + 1), "why " * 25_000])
def test_no_question_is_refused_in_one_line(read, text):
    with pytest.raises(QuestionError) as caught:
        read(text)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 200
    assert ": ask" in message  # what to do


def test_the_longest_question_is_read(read):
    assert read("x" * LONGEST).question.text == "x" * LONGEST
    assert read(" " * LONGEST + "Who?  \n Why?").question.text == "Who? Why?"


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("Who owns velmorra?", (("velmorra", "Velmora"),)),
        ("who owns velmora?", ()),  # another case is no slip
        ("What did Ostrikkon order?", (("Ostrikkon", "Ostrikon"),)),
        ("did hulldane and carowby sign?", (("hulldane", "Huldane"), ("carowby", "Carrowby"))),
        ("Who supplies tram motors?", ()),
    ],
)
def test_misspelt_names_are_mended_and_reported(read, text, corrected):
    question = read(text).question
    assert question.corrected == corrected
    assert {name for _, name in corrected} <= set(question.names)
    for typed, name in corrected:
        assert name in question.search_text
        assert typed not in question.search_text
        assert typed in question.text  # what was asked stays


@pytest.mark.parametrize(
    "text", ["what does velmora make?", "VELMORA", "velmora's plant", "What does Velmora make?"]
)
def test_a_name_is_known_in_any_case(read, text):
    assert read(text).question.names == ("Velmora",)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("What did Sandrix agree with Velmora?", ("Sandrix",)),
        ("Who owns Sandrix Motors?", ("Sandrix Motors",)),
        ("Who owns Velmora?", ()),
        ("What happened in January?", ()),
    ],
)
def test_names_that_no_article_holds(read, text, unknown):
    assert read(text).unknown == unknown


@pytest.mark.parametrize(
    ("text", "strangers"),
    [
        ("Who is the chief executive of Sandrix?", ("Sandrix",)),
        ("Is Sandrix Motors working with Velmora?", ("Sandrix Motors",)),
        ("Who runs Hulldan?", ()),  # a slip
        ("Who supplies the Sandrix maker?", ()),  # a description
        ("Which Sandrian firm supplies Carrowby?", ()),
        ("Wer leitet den Fährbetreiber Ostrikon?", ()),  # not English: nouns look like names
        ("Sandrix", ()),
    ],
)
def test_strangers_are_surely_names(read, text, strangers):
    assert read(text).strangers == strangers


@pytest.mark.parametrize(
    "text", ["When was that?", "Why?", "How much did it pay?", "And who runs the company?"]
)
def test_a_follow_up_takes_the_names_of_the_turn_before(read, text):
    asked = read(text, [ASKED])
    assert {"Velmora", "Quennell Bank"} <= set(asked.carried)
    assert set(asked.carried) <= set(asked.question.names)
    assert "Velmora" in asked.question.search_text
    alone = read(text)
    assert alone.carried == ()
    assert alone.question.search_text == text


@pytest.mark.parametrize(
    "text",
    [
        "Who supplies tram motors to Carrowby?",
        "Did Norvane and Zephyrine agree on a price?",
        "Which supplier closed works in Gdansk?",
        "How much did Carrowby pay for its motors?",
    ],
)
def test_a_question_that_stands_alone_takes_no_names(read, text):
    asked = read(text, [ASKED])
    assert asked.carried == ()
    assert not {"Velmora", "Quennell Bank"} & set(asked.question.names)
    assert asked == read(text)


def test_only_the_last_turn_is_leant_on(read):
    other = ("Who supplies Carrowby?", "Huldane supplies Carrowby.")
    assert "Carrowby" not in read("When was that?", [other, ASKED]).carried
    assert "Velmora" not in read("When was that?", [ASKED, other]).carried


@pytest.mark.parametrize(
    "text",
    [
        "Does Huldane say when its electric tram motors reach Carrowby?",  # "its" is Huldane's
        "What reason did the tram maker give for changing its supplier?",
        "When will the ferry batteries reach the shipyard in Tarvik?",
        "What was announced this year by Norvane about cloud talks?",
    ],
)
def test_a_pronoun_or_a_circumstance_alone_leans_on_nothing(read, text):
    assert read(text, [ASKED]) == read(text)


@pytest.mark.parametrize(
    ("text", "name"), [("Where is the first one based?", "Velmora"), ("And the second?", "Ostrikon")]
)
def test_an_ordinal_points_at_a_name_of_the_answer(read, text, name):
    turn = ("Who will build the batteries?", "Velmora and Ostrikon will build them in a plant.")
    assert read(text, [turn]).carried == (name,)


def test_words_of_the_turn_before_weigh_less(read):
    weights = {item.word.stem: item.weight for item in read("When was that signed?", [ASKED]).words}
    assert weights["sign"] == 1
    assert 0 < weights["stake"] < 1


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("According to Ledger Daily, who bought a stake?", "Ledger Daily"),
        ("according to the ledger daily, who bought a stake?", "Ledger Daily"),
        ("What does the Fjord Courier report say about batteries?", "Fjord Courier"),
        ("What did Transit Gazette write about trams?", "Transit Gazette"),
        ("Who bought a stake?", None),
        ("Is the Ledger Daily a newspaper?", None),
        ("According to Solberg, when is it due?", None),
        ("Do Ledger Daily's story and Transit Gazette's story agree?", None),  # two: nothing is shut out
    ],
)
def test_the_publisher_asked_for_is_inferred(read, text, publisher):
    question = read(text).question
    assert question.filters.publishers == ((publisher,) if publisher else ())
    assert len(question.inferred) == (publisher is not None)
    assert all(publisher in said for said in question.inferred)


@pytest.mark.parametrize(
    ("given", "spelt"),
    [
        (("velmora",), ("Velmora",)),
        (("Velmra", "quennell bank"), ("Velmora", "Quennell Bank")),
        (("Nobody Else", "Velmora"), ("Nobody Else", "Velmora")),
        ((), ()),
    ],
)
def test_companies_to_narrow_to_get_every_spelling_that_the_articles_have(read, given, spelt):
    question = read("Who bought a stake?", filters=Filters(companies=given)).question
    assert {*spelt} <= {*question.filters.companies}
    again = read("Who bought a stake?", filters=question.filters).question
    assert again.filters == question.filters  # a saved answer's filters mean the same


def test_chosen_filters_stay(read):
    chosen = Filters(publishers=("Fjord Courier",), published_after="2019")
    question = read("According to Ledger Daily, who bought a stake?", filters=chosen).question
    assert question.filters == chosen
    assert question.inferred == ()
    dated = Filters(published_before="2020")
    joined = read("According to Ledger Daily, who bought a stake?", filters=dated).question.filters
    assert (joined.publishers, joined.published_before) == (("Ledger Daily",), "2020")


@given(st.text(min_size=1, max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_or_refused(read, text, earlier, answer):
    if not text.split():
        with pytest.raises(QuestionError):
            read(text)
        return
    asked = read(text, [(earlier, answer)])
    asked.question.text.encode("utf-8")
    asked.whole.encode("utf-8")
    assert asked.names == set(asked.question.names)


def test_half_a_character_is_read_as_unreadable(read):
    asked = read("when \ud83d was that", [("\udc00 Velmora", "x" * 50_000)])
    asked.whole.encode("utf-8")
    assert len(asked.whole) < 3 * LONGEST


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("Who works with Velmora in the reports from 2015?", "2015", "2016"),
        ("As of March 2021, who held shares in Velmora?", None, "2021-04"),
        ("What did articles published before 2018 say of Velmora?", None, "2018"),
        ("What changed at Velmora in the news since 19 January 2021?", "2021-01-19", None),
        ("Which stories written after 31 December 2020 name Velmora?", "2021-01-01", None),
        ("Who bought a stake in Velmora in 2021?", None, None),
        ("Which articles give Velmora's figures for 2021?", None, None),
    ],
)
def test_the_days_of_publication_asked_for_become_a_filter(read, text, after, before):
    asked = read(text)
    filters = asked.question.filters
    assert (filters.published_after, filters.published_before) == (after, before)
    assert bool(asked.question.inferred) == bool(after or before)
    if after or before:
        assert not {"2015", "2018", "2020", "2021", "march"} & {item.word.text for item in asked.words}


def test_chosen_days_of_publication_are_kept(read):
    chosen = Filters(published_after="2020")
    question = read("Who works with Velmora in the reports from 2015?", filters=chosen).question
    assert question.filters == chosen
    assert question.inferred == ()
