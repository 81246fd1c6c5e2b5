"""Twenty visitors at once, over the protocol that the page speaks: no failure, and no mix-up."""

import json
import subprocess
import sys
import threading
from html import escape
from urllib.request import Request, urlopen

import pytest

VISITORS = 20
FIRMS = [f"Zorv{a}x and Quend{a}le" for a in "abcdefghijklmnopqrst"]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory, serving):
    folder, index = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("index") / "index"
    for number, firms in enumerate(FIRMS):
        text = f"{firms} signed a battery pact on Monday worth ${number + 10} million.\n"
        (folder / f"{number}.md").write_text(f"---\ntitle: {firms} sign\npublished: 2021-03-04\n---\n{text}")
    command = [sys.executable, "-m", "tieup.ui.cli", "add", str(folder), "--index", str(index)]
    subprocess.run(command, check=True, capture_output=True)
    yield from serving(index)


def asking(address):
    """The number of the event that a typed question is."""
    with urlopen(f"{address}/config") as answer:
        events = json.load(answer)["dependencies"]
    return next(event["id"] for event in events if len(event["inputs"]) == 5 and len(event["outputs"]) == 4)


def streamed(address, event, session, question):
    """All that one session is sent for a question, and whether it ended well."""
    data = {"data": [question, None, [], "", ""], "fn_index": event, "session_hash": session}
    headers = {"Content-Type": "application/json"}
    urlopen(Request(f"{address}/gradio_api/queue/join", json.dumps(data).encode(), headers)).close()
    said = ""
    with urlopen(f"{address}/gradio_api/queue/data?session_hash={session}", timeout=120) as stream:
        for line in stream:
            message = json.loads(line[5:]) if line.startswith(b"data:") else {}
            said += json.dumps(message, ensure_ascii=False)
            if message.get("msg") == "process_completed":
                return said, message["success"]
    return said, False


def test_twenty_visitors_at_once_get_their_own_answers(address):
    event = asking(address)
    got = {}

    def visit(number):
        question = f"What did {FIRMS[number]} sign?"
        got[number] = streamed(address, event, f"visitor{number:03}", question)

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(got) == list(range(VISITORS))
    for number, (said, well) in got.items():
        assert well, said[-500:]
        asked = [firms for firms in FIRMS if escape(f"What did {firms} sign?") in said]
        assert asked == [FIRMS[number]]
        assert f"${number + 10} million".replace("$", "&#36;") in said
