"""A question of several parts, split by a language model: taken only where fair, answered as one."""

import pytest
from tieup import Assistant
from tieup.rag import ModelServer, SentenceReady, recheck
from tieup.rag.splitting import fair, may_split

TWO = "How much of the venture will Velmora hold, and where was the Huldane contract signed?"
PARTS = ("How much of the venture will Velmora hold?", "Where was the Huldane contract signed?")


@pytest.fixture
def asked(server, assistant):
    """Asks a question of the index with a model of that name that may split."""

    def ask(model, question=TWO, **more):
        writer = ModelServer(server, model, timeout=more.pop("timeout", 60.0), splits=True)
        return Assistant(assistant.store, writer=writer).ask(question, **more)

    return ask


def test_the_parts_are_answered_apart_and_told_as_one(asked, assistant):
    answer = asked("refusing")  # splits, and words nothing
    first, second = (assistant.ask(part) for part in PARTS)
    assert answer.notices[0] == f"Split by refusing into: {' | '.join(PARTS)}"
    assert not answer.abstained
    assert (answer.question, answer.understood.text) == (TWO, TWO)
    assert "60 per cent" in answer.text
    assert "Lisbon" in answer.text
    told = [sentence.text for sentence in answer.sentences]
    headings = [f"On “{part}”:" for part in PARTS]
    expected = [[one.text for one in part.sentences] for part in (first, second)]
    assert told == [headings[0], *expected[0], headings[1], *expected[1]]
    assert [one.number for one in answer.citations] == [*range(1, len(answer.citations) + 1)]
    quotes = {one.number: one.quote for one in answer.citations}
    for one in answer.citations:
        text = assistant.store.article(one.article_id).text
        assert text[one.start : one.end] == one.quote
    for part, start in ((first, 1), (second, len(first.sentences) + 2)):
        was = {one.number: one.quote for one in part.citations}
        for place, sentence in enumerate(part.sentences, start):
            assert [quotes[n] for n in answer.sentences[place].citations] == [
                was[n] for n in sentence.citations
            ]
    assert answer.confidence == min(first.confidence, second.confidence)
    assert recheck(answer, assistant).findings == ()


def test_the_stream_of_it_tells_the_same(server, assistant):
    speaking = Assistant(assistant.store, writer=ModelServer(server, "true", splits=True))
    *events, answer = speaking.stream(TWO)
    ready = [event for event in events if isinstance(event, SentenceReady)]
    assert events[0].question == answer.understood
    assert events[1].evidence == answer.evidence
    assert answer.to_dict() | {"ms": 0} == speaking.ask(TWO).to_dict() | {"ms": 0}
    assert {event.sentence.text for event in ready} <= {sentence.text for sentence in answer.sentences}
    assert recheck(answer, assistant).stands


def test_what_the_articles_do_not_answer_is_said_of_that_part_alone(asked, assistant):
    question = "How much of the venture will Velmora hold, and who founded Brightwater Research?"
    answer = asked("halves", question)
    assert not answer.abstained
    alone = assistant.ask("Who founded Brightwater Research?")
    assert alone.abstained
    assert answer.sentences[-1].text == alone.sentences[0].text
    assert answer.confidence <= alone.confidence
    neither = "Who founded Brightwater Research, and who founded Pellington Motors?"
    assert asked("halves", neither).abstained


@pytest.mark.parametrize(
    "model",
    ["adding", "dropping", "answering", "swapping", "mute", "nonsense", "failing", "dying", "garbled"],
)
def test_whatever_else_a_model_makes_of_it_it_is_answered_whole(asked, assistant, model):
    answer, plain = asked(model), assistant.ask(TWO)
    assert (answer.understood, answer.citations) == (plain.understood, plain.citations)
    assert answer.notices[0].endswith("it is answered whole.")


def test_a_slow_model_costs_no_more_than_its_time(asked, assistant):
    answer = asked("silent", timeout=1.0)
    assert answer.text == assistant.ask(TWO).text
    assert "silent for 1 seconds" in answer.notices[0]


def test_a_plain_question_and_a_follow_up_are_not_split(asked):
    assert not any("whole" in one or "Split" in one for one in asked("adding", "Who owns Velmora?").notices)
    history = [("What did Huldane supply?", "Motors. [1]")]
    answer = asked(
        "adding", "And when was it signed, and where, and by whom was the contract?", history=history
    )
    assert not any("whole" in one or "Split" in one for one in answer.notices)


def test_what_is_said_of_an_unanswered_part_is_held_to_its_own_check(asked, assistant):
    """A part answered in a model's words beside one of which an article says that it was not disclosed."""
    price = "What price did Carrowby pay Huldane for the electric motors?"
    alone = assistant.ask(price)
    answer = asked("true", f"How much of the venture will Velmora hold, and w{price[1:]}")
    assert answer.receipt.writer == "true"
    assert alone.abstained
    assert (
        answer.sentences[-1].text
        == alone.sentences[0].text
        == "The articles say that this was not disclosed."
    )
    assert recheck(answer, assistant).stands


NAMES = ("Geely", "Tata", "Volvo", "Jaguar", "General Motors")


def names_in(text):
    return {name for name in NAMES if name in text}


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        ("What did Geely pay for Volvo?|What did Tata pay for Jaguar?",
         "What did Geely and Tata pay for Volvo and Jaguar?"),
        ("Did Geely buy Volvo?|Why did Tata not buy Jaguar?",
         "Did Geely buy Volvo, and why did Tata not buy Jaguar?"),
        ("Who sold Volvo to Geely in 2010?|When did Tata buy Jaguar in 2010?",
         "In 2010, who sold Volvo to Geely and when did Tata buy Jaguar?"),
    ],
)  # fmt: skip
def test_fair_splits(parts, question):
    if "2010" in question:  # a year that stands in front stands behind in the parts: not in the same order
        assert not fair(parts.split("|"), question, names_in)
        parts = parts.replace("Who sold Volvo to Geely in 2010", "In 2010, who sold Volvo to Geely")
        parts = parts.replace("When did Tata buy Jaguar in 2010", "In 2010, when did Tata buy Jaguar")
    assert may_split(question)
    assert fair(parts.split("|"), question, names_in)


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        # the denial changes sides, or is lost
        ("Did Geely not buy Volvo?|Why did Tata buy Jaguar?",
         "Did Geely buy Volvo, and why did Tata not buy Jaguar?"),
        ("Did Geely buy Volvo?|Why did Tata buy Jaguar?",
         "Did Geely buy Volvo, and why did Tata not buy Jaguar?"),
        ("Why did Geely buy Volvo?|When did Geely not buy Volvo?",
         "Why did Geely not buy Volvo, and when?"),
        # who bought whom
        ("Did Volvo buy Geely?|Why did Tata not buy Jaguar?",
         "Did Geely buy Volvo, and why did Tata not buy Jaguar?"),
        # a word too many, one too few, another asking word
        ("Did Geely buy all Volvo?|Did Tata buy Jaguar?", "Did Geely buy Volvo, and did Tata buy Jaguar?"),
        ("Did Geely buy Volvo?|Did Tata buy?", "Did Geely buy Volvo, and did Tata buy Jaguar?"),
        ("Why did Geely buy Volvo?|When did Tata buy Jaguar?",
         "When did Geely buy Volvo and how did Tata buy Jaguar?"),
        # a year for both, kept for one; a part about anybody; a name cut in two
        ("What did Geely announce?|What did Tata announce in 2018?",
         "What did Geely and Tata announce in 2018?"),
        ("How much did Geely pay for Volvo?|When was the deal signed?",
         "How much did Geely pay for Volvo, and when was the deal signed?"),
        ("What did Geely buy from General?|What did Geely buy from Motors?",
         "What did Geely buy from General Motors and when?"),
        # one part, too many parts, the same part twice, two questions in one
        ("Did Geely buy Volvo and did Tata buy Jaguar?", "Did Geely buy Volvo, and did Tata buy Jaguar?"),
        ("|".join(f"Did Geely buy Volvo {'?' * n}" for n in range(5)), "Did Geely buy Volvo and Jaguar?"),
        ("Did Geely buy Volvo?|Did Geely buy Volvo?", "Did Geely and Geely buy Volvo?"),
        ("Did Geely buy Volvo? Did Tata?|Did Tata buy Jaguar?", "Did Geely buy Volvo? Did Tata buy Jaguar?"),
    ],
)  # fmt: skip
def test_unfair_splits(parts, question):
    assert not fair(parts.split("|"), question, names_in)
