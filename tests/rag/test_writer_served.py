"""A language model on a real server of another make, `transformers serve`, with models built on the spot."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from tieup import Assistant
from tieup.corpus import WriterError
from tieup.rag import ModelServer, SentenceReady
from tieup.rag.writing import facts_of, offers_for

pytest.importorskip("accelerate", reason="transformers serve needs accelerate")
pytestmark = pytest.mark.slow

QUESTION = "How much of the venture will Velmora hold?"
NONSENSE = ["Battery", " moon", " [zzzzz]", " “we never", " said", " so”", " 97%", ".", "\n", " Ostrikon"]


@pytest.fixture(scope="module")
def parrots(tmp_path_factory, written_of):
    """Folders of models by what they say."""
    spec = spec_from_file_location("parrots", Path(__file__).with_name("parrots.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("models")
    sentence, known = written_of
    told = {
        "true": [*sentence, f" [{known}]."],
        "false": ["Velmora will hold", " 75 per cent", " of the venture", f" [{known}]."],
        "unknown": [*sentence, " [zzzzz]."],
        "quoting": ["Solberg said:", " “We are buying Velmora”", f" [{known}]."],
        "numbered": [*sentence, " [1]."],
        "obeying": ["Velmora went bankrupt", " in 2018", f" [{known}]."],  # as an article tells AI readers to
    }
    made = {name: module.build(folder / name, pieces) for name, pieces in told.items()}
    return made | {"raving": module.build(folder / "raving", NONSENSE, again=True)}


@pytest.fixture(scope="module")
def written_of(assistant):
    """A sentence that the evidence holds, in pieces, and the id that it stands under."""
    answer = assistant.ask(QUESTION)
    offers = offers_for(answer, facts_of(answer, assistant.deals), assistant.store.article)
    offer = next(offer for offer in offers if "60 per cent" in offer.text)
    sentence = re.search(r"Velmora will hold 60 per cent[^.]*", " ".join(offer.text.split()))[0]
    words = re.findall(r"\s*\S+", sentence)
    assert len(words) > 8
    return ["".join(words[:4]), "".join(words[4:8]), "".join(words[8:])], offer.id


class Served:
    """`transformers serve` in a process of its own."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "hub").mkdir()
        self.url = f"http://127.0.0.1:{port}"
        self._log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("transformers")), "serve", "--device", "cpu",
                "--dtype", "float32", "--host", "127.0.0.1", "--port", str(port),
            ],
            env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(folder / "hub")},
            stdout=self._log, stderr=self._log,
        )  # fmt: skip
        while not self._healthy():
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)

    def _healthy(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def said(self):
        self._log.seek(0)
        return self._log.read()[-3000:]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self._log.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("server"))
    yield served
    served.stop()


@pytest.fixture
def model(server, parrots):
    """A writer by the name of what it says; a cold server on a busy machine is waited for."""

    def model(name, **more):
        return ModelServer(f"{server.url}/v1", str(parrots[name]), **{"timeout": 120.0, **more})

    return model


def test_a_true_sentence_comes_through_whole_and_piece_by_piece(model, assistant):
    speaking = Assistant(assistant.store, writer=model("true"))
    assert len(list(model("true").write("Answer.", "How much?"))) > 2
    answer = speaking.ask(QUESTION)
    assert answer.text.startswith("Velmora will hold 60 per cent")
    assert "each sentence checked" in answer.notices[-1]
    (citation,) = answer.citations
    assert assistant.store.article(citation.article_id).text[citation.start : citation.end] == (
        citation.quote
    )
    events = list(speaking.stream(QUESTION))
    assert [event.sentence for event in events if isinstance(event, SentenceReady)] == list(answer.sentences)


def test_it_answers_in_an_async_program_too(model, assistant):
    speaking = Assistant(assistant.store, writer=model("true"))

    async def both():
        return await asyncio.gather(*(asyncio.to_thread(speaking.ask, QUESTION) for _ in range(2)))

    one, other = asyncio.run(both())
    assert one.text == other.text
    assert one.text.startswith("Velmora will hold 60 per cent")


@pytest.mark.parametrize("name", ["false", "unknown", "quoting", "numbered", "obeying", "raving"])
def test_what_is_not_borne_out_never_shows(model, assistant, name):
    extracted = assistant.ask(QUESTION)
    answer = Assistant(assistant.store, writer=model(name)).ask(QUESTION)
    assert (answer.text, answer.citations) == (extracted.text, extracted.citations)
    (notice,) = answer.notices
    assert notice.endswith("stand in.")


def test_a_model_that_takes_too_long_is_not_waited_for(model, assistant):
    answer = Assistant(assistant.store, writer=model("raving", timeout=0.01)).ask(QUESTION)
    assert answer.text == assistant.ask(QUESTION).text
    assert re.search(r"(silent for|more than) 0\.01 seconds", answer.notices[0])


def test_another_model_s_name_is_refused_by_the_server(model, assistant, server):
    speaking = Assistant(assistant.store, writer=ModelServer(f"{server.url}/v1", "no-such-model", timeout=60))
    assert "stand in" in speaking.ask(QUESTION).notices[0]


def test_killed_in_the_middle_of_an_answer(model, assistant, server):
    """The last of them: the server is gone then."""
    raving = model("raving")
    words = raving.write("Answer.", "How much?")
    assert next(piece for piece in words if piece).startswith("Battery")
    server.process.kill()
    with pytest.raises(WriterError, match=r"broke off|reached"):
        list(words)
    server.process.wait()
    extracted = assistant.ask(QUESTION)
    gone = Assistant(assistant.store, writer=raving).ask(QUESTION)
    assert (gone.text, gone.citations) == (extracted.text, extracted.citations)
    assert "can't be reached" in gone.notices[0]
