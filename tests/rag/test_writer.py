"""A language model as writer, over a real server process: what it says is shown only if it is borne out."""

import re
import time

import pytest
from click.testing import CliRunner
from tieup import Assistant
from tieup.rag import ModelServer, SentenceReady
from tieup.ui.cli import main

QUESTION = "How much of the venture will Velmora hold?"


@pytest.fixture
def asked(server, assistant):
    """Asks the question of the index with a model of that name."""

    def ask(model, timeout=60.0, **more):
        writer = ModelServer(server, model, timeout=timeout, **more)
        return Assistant(assistant.store, writer=writer).ask(QUESTION)

    return ask


@pytest.fixture
def extracted(assistant):
    return assistant.ask(QUESTION)


def stands_in(answer, extracted):
    return (answer.text, answer.citations) == (extracted.text, extracted.citations)


def test_true_sentences_are_shown_with_our_numbers(asked, assistant):
    answer = asked("true")
    assert answer.text.count("[1]") == 2
    assert "[2]" not in answer.text
    assert answer.notices == ("Worded by true; each sentence checked against what it cites.",)
    (citation,) = answer.citations
    assert assistant.store.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    assert "60 per cent" in citation.quote


def test_a_false_sentence_among_true_ones_is_removed_and_counted(asked):
    answer = asked("parted")
    assert "75" not in answer.text
    assert "1 sentence removed" in answer.text
    assert [sentence.status for sentence in answer.sentences] == ["verified", "removed"]


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("false", "2 of the language model's 2 sentences"),
        ("numbered", "not borne out"),
        ("uncited", "not borne out"),
        ("quoting", "not borne out"),
        ("obeying", "not borne out"),
        ("refusing", "found no answer"),
        ("mute", "said nothing"),
        ("nonsense", "not borne out"),
        ("failing", "status 500"),
        ("locked", "status 401"),
        ("page", "said nothing"),
        ("garbled", "server failed"),
        ("dying", "broke off|reached|not borne out"),
        ("endless", "come to an end|not borne out"),
    ],
)
def test_the_extractive_answer_stands_in(asked, extracted, model, told):
    answer = asked(model)
    assert stands_in(answer, extracted)
    (notice,) = answer.notices
    assert re.search(told, notice), notice
    assert notice.endswith("stand in.")


def test_a_silent_server_costs_no_more_than_its_time(asked, extracted):
    started = time.monotonic()
    answer = asked("silent", timeout=1.0)
    assert time.monotonic() - started < 20  # of the 30 that it is silent; a busy machine takes its time
    assert stands_in(answer, extracted)
    assert "silent for 1 seconds" in answer.notices[0]


def test_a_slow_server_too(asked, extracted):
    answer = asked("slow", timeout=1.0)
    assert stands_in(answer, extracted)
    assert re.search("(more than|silent for) 1 seconds", answer.notices[0])


def test_no_server_at_all(assistant, extracted):
    answer = Assistant(assistant.store, writer=ModelServer("http://127.0.0.1:9/v1", "none")).ask(QUESTION)
    assert stands_in(answer, extracted)
    assert "can't be reached" in answer.notices[0]


def test_the_key_is_sent_and_never_shown(asked):
    answer = asked("locked", api_key="right-key")
    assert answer.text.startswith("Velmora will hold 60 per cent")
    assert "right-key" not in repr(ModelServer("http://x/v1", "m", "right-key")) + str(answer.to_dict())


def test_a_key_of_another_server_is_not_sent(asked, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "right-key")
    assert "status 401" in asked("locked").notices[0]


def test_thinking_aloud_is_no_answer(asked):
    assert "Perhaps" not in str(asked("thinking").to_dict())


def test_sentences_come_as_they_are_checked(server, assistant):
    speaking = Assistant(assistant.store, writer=ModelServer(server, "true"))
    *events, answer = speaking.stream(QUESTION)
    ready = [event for event in events if isinstance(event, SentenceReady)]
    assert [event.sentence for event in ready] == list(answer.sentences)
    assert [citation for event in ready for citation in event.citations] == list(answer.citations)


def test_an_abstention_stays_one(server, assistant):
    speaking = Assistant(assistant.store, writer=ModelServer(server, "true"))
    answer = speaking.ask("Did Nokia buy Ericsson?")
    assert answer.abstained
    assert answer.notices == ()


EARLIER = [(QUESTION, "Velmora will hold 60 per cent of the venture. [1]")]


def test_a_follow_up_is_put_by_the_model_and_read_as_put(server, assistant):
    speaking = Assistant(assistant.store, writer=ModelServer(server, "refusing", follow_ups=True))
    answer = speaking.ask("And Ostrikon?", EARLIER)
    alone = assistant.ask("How much of the venture will Ostrikon hold?")
    assert answer.notices[0] == "Read by refusing as: How much of the venture will Ostrikon hold?"
    assert (answer.text, answer.citations) == (alone.text, alone.citations)
    assert (answer.question, answer.understood.text) == ("And Ostrikon?", "And Ostrikon?")
    assert answer.understood.search_text.startswith(QUESTION)
    assert not speaking.ask(QUESTION, EARLIER).notices[0].startswith("Read by")


@pytest.mark.parametrize("model", ["meddling", "turning", "chatty", "answering", "failing", "dying"])
def test_what_a_model_makes_of_a_follow_up_is_not_taken_unless_fair(server, assistant, model):
    speaking = Assistant(assistant.store, writer=ModelServer(server, model, follow_ups=True))
    answer = speaking.ask("And Ostrikon?", EARLIER)
    plain = assistant.ask("And Ostrikon?", EARLIER)
    assert answer.understood == plain.understood
    assert not any(notice.startswith("Read by") for notice in answer.notices)


def test_the_command_asks_the_model_of_the_settings(server, assistant, monkeypatch):
    monkeypatch.setenv("TIEUP_LLM_BASE_URL", server)
    command = ["ask", QUESTION, "--llm", "--index", str(assistant.store.folder)]
    monkeypatch.delenv("TIEUP_LLM_MODEL", raising=False)
    assert "TIEUP_LLM_MODEL: not set" in CliRunner().invoke(main, command).stderr
    monkeypatch.setenv("TIEUP_LLM_MODEL", "true")
    assert "Worded by true" in CliRunner().invoke(main, command).stdout
    monkeypatch.delenv("TIEUP_LLM_BASE_URL")
    assert "TIEUP_LLM_BASE_URL: not set" in CliRunner().invoke(main, command).stderr
