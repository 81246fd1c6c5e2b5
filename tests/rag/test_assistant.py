"""The Assistant as it is used: follow-ups, events, threads, processes, bad input, few articles."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from tieup import Assistant
from tieup.corpus import QuestionError, StoreMissing
from tieup.rag import EvidenceFound, SentenceReady, Understood

STAKE = "How much did Quennell Bank pay for its stake in Velmora?"
QUESTIONS = [
    STAKE,
    "When did Velmora sign the venture with Ostrikon?",
    "Why did Carrowby turn to Huldane?",
    "What did Norvane and Zephyrine end?",
    "How tall is the Eiffel Tower?",
    "Who runs ostrikkon?",
]


@pytest.fixture(scope="module")
def answers(assistant):
    """The answer to each of QUESTIONS, asked once."""
    return {question: assistant.ask(question) for question in QUESTIONS}


def told(answer):
    """All of an answer but the time it took."""
    return {key: value for key, value in answer.to_dict().items() if key != "ms"}


def test_an_answer_has_the_promised_keys(assistant):
    answer = assistant.ask(STAKE)
    assert {
        "id", "question", "text", "abstained", "sentences", "citations", "ms", "index_generation",
    } <= answer.to_dict().keys()  # fmt: skip
    assert answer.ms > 0
    assert answer.index_generation == assistant.store.generation
    again = json.loads(json.dumps(answer.to_dict()))
    assert again["citations"][0].keys() >= {
        "number", "article_id", "title", "publisher", "published", "url", "path", "start", "end", "quote",
    }  # fmt: skip
    assert again["sentences"][0].keys() == {"text", "citations", "status", "reason"}


def test_misspelt_names_are_mended_on_the_way_to_an_answer(assistant):
    answer = assistant.ask("who runs ostrikkon?")
    assert answer.understood.corrected == (("ostrikkon", "Ostrikon"),)
    assert "Ingrid Solberg" in answer.text
    assert answer.question == "who runs ostrikkon?"


def test_follow_ups_go_by_what_was_said(assistant):
    first = assistant.ask("Who supplies motors to Carrowby?")
    history = [(first.question, first.text)]
    answer = assistant.ask("When was that signed?", history)
    assert "January 2021" in answer.text
    assert {"Huldane", "Carrowby"} <= set(answer.understood.names)
    other = assistant.ask(
        "When was that signed?", [("Who owns the ferry venture?", "Velmora and Ostrikon do.")]
    )
    assert "April 2019" in other.text
    assert answer.id != other.id


@pytest.mark.parametrize("question", QUESTIONS[1:5])
def test_a_question_that_stands_alone_is_answered_alone(assistant, answers, question):
    before = ("Who bought a stake in Velmora?", "Quennell Bank bought one. [1]")
    assert told(assistant.ask(question, [before])) == told(answers[question])


def test_the_same_question_gets_the_same_answer(assistant, answers):
    fresh = Assistant(assistant.store)
    for question in reversed(QUESTIONS):  # whatever was asked before
        assert told(fresh.ask(question)) == told(answers[question])


SCRIPT = """
import json, sys
from tieup import Assistant
import tieup.rag
answers = [Assistant.open(sys.argv[1]).ask(question).to_dict() for question in sys.argv[2:]]
heavy = {"torch", "sentence_transformers", "transformers", "gradio", "llama_index", "fastapi", "scipy"}
print(json.dumps([answers, sorted(heavy & {name.partition(".")[0] for name in sys.modules})]))
"""


def test_another_process_gives_the_same_bytes_and_loads_nothing_heavy(assistant, answers):
    results = []
    for seed in ("1", "2"):  # the order of sets differs
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, assistant.store.folder, *QUESTIONS[:3]],
            env={**os.environ, "PYTHONHASHSEED": seed, "TIEUP_CACHE": ""},
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        theirs, heavy = json.loads(done.stdout)
        assert heavy == []
        results.append([{**answer, "ms": 0} for answer in theirs])
    here = [json.loads(json.dumps(answers[question].to_dict() | {"ms": 0})) for question in QUESTIONS[:3]]
    assert results == [here, here]


@pytest.mark.parametrize("question", QUESTIONS[2:5])
def test_events_tell_the_answer(assistant, answers, question):
    understood, evidence, *sentences, answer = assistant.stream(question)
    expected = answers[question]
    assert told(answer) == told(expected)
    assert understood == Understood(expected.understood)
    assert evidence == EvidenceFound(expected.evidence)
    assert all(isinstance(event, SentenceReady) for event in sentences)
    assert [event.sentence for event in sentences] == [
        sentence for sentence in expected.sentences if sentence.status == "verified"
    ]
    assert [citation for event in sentences for citation in event.citations] == list(expected.citations)
    numbers = set()
    for event in sentences:  # no marker before its citation
        numbers |= {citation.number for citation in event.citations}
        assert set(event.sentence.citations) <= numbers


def test_a_stream_refuses_what_ask_refuses(assistant):
    with pytest.raises(QuestionError):
        list(assistant.stream(" "))


def test_threads_get_their_own_answers(assistant, answers):
    fresh = Assistant(assistant.store)
    asked = QUESTIONS * 2
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.ask, asked))
    assert [answer.question for answer in found] == asked
    assert all(told(answer) == told(answers[answer.question]) for answer in found)


@pytest.mark.parametrize("question", ["", " \n ", "why " * 25_000])
def test_no_question_is_refused(assistant, question):
    with pytest.raises(QuestionError) as caught:
        assistant.ask(question)
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


ODD = [
    "吉利和谁合作了?",
    "кто купил долю в Velmora?",
    "من اشترى Velmora؟",
    "🚗🔋❓",
    "e\u0301" * 300,
    "<script>alert('Velmora')</script><b>who?</b>",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "Velmora\x00Ostrikon\x1b[31m\x07",
    "who\u202eerom leV\u2066 \ufeffVelmora",
    "half a \ud83d character",
    "Velmora" * 500,
    "x" * 4000,
    "- " * 1999,
    "吉" * 4000,
    "Velmora-Ostrikon-" * 230,
    "a.b." * 1000,
    "'; DROP TABLE articles; --",
    '"Velmora" AND NOT (Ostrikon OR NEAR( *',
    "{0} %s ${x} \\1 \\",
    "what is [1] and [99]?",
    "the",
    "?",
]


@pytest.mark.parametrize("question", ODD)
def test_odd_questions_are_answered_or_abstained_on(assistant, question):
    answer = assistant.ask(question)
    json.dumps(answer.to_dict()).encode("utf-8")
    assert answer.text
    assert "\x00" not in answer.text


@pytest.mark.parametrize("said", ["", "half a \ud83d character\x00", "Velmora [1] " * 9000, "吉" * 9000])
def test_odd_histories_are_leant_on(assistant, said):
    answer = assistant.ask("When was that?", [(said, said)])
    json.dumps(answer.to_dict()).encode("utf-8")
    assert ("Velmora" in answer.understood.names) == ("Velmora" in said)


@pytest.mark.parametrize("question", ["?", "the", "🚗🔋❓", "who and what"])
def test_where_nothing_is_asked_nothing_is_answered(assistant, question):
    assert assistant.ask(question).abstained


def test_an_empty_index_abstains(open_index):
    empty = open_index({})
    for question in ("Who supplies Carrowby?", "What did Sandrix do?", "?"):
        answer = empty.ask(question)
        assert answer.abstained
        assert answer.citations == answer.evidence == ()
        assert "0 articles" in answer.text
        assert "nearest" not in answer.text
        assert list(empty.stream(question))[-1].text == answer.text
    assert empty.starters() == []


@pytest.mark.parametrize(
    "text",
    [
        "Pellworm bought 40 vans from Quillon in May 2018.",
        "---\ntitle: A title and nothing else\n---\n",
        "7 vans\n",
    ],
)
def test_an_index_of_one_article(open_index, text):
    one = open_index({"one.md": text})
    answer = one.ask("How many vans did Pellworm buy?")
    assert answer.searched["articles"] == 1
    assert re.search(r"in 1 article[.,;]", answer.text) or not answer.abstained
    assert one.ask("What is the capital of France?").text
    if "40" in text:
        assert "40 vans" in answer.text


def test_the_answer_follows_the_index(tmp_path, embedder, open_index):
    growing = open_index({"one.md": "Pellworm bought 40 vans from Quillon in May 2018."})
    assert growing.ask("Who bought trams?").searched["articles"] == 1
    more = tmp_path / "two.md"
    more.write_text("Marrowgate bought 12 trams from Talbex in Lyon.\n")
    growing.store.add(more)
    answer = growing.ask("How many trams did Marrowgate buy from Talbex?")
    assert "12 trams" in answer.text
    assert answer.searched["articles"] == 2
    assert answer.index_generation == growing.store.generation
    growing.store.remove(str(more))
    after = growing.ask("How many trams did Marrowgate buy from Talbex?")
    assert "12 trams" not in after.text
    assert after.abstained


def test_a_missing_index_is_told_in_one_line(tmp_path):
    with pytest.raises(StoreMissing) as caught:
        Assistant.open(tmp_path / "nothing")
    assert "\n" not in str(caught.value)
