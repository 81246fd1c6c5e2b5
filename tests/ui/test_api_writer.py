"""A server with a language model: what it words and splits reaches every client, its notices too."""

import subprocess
import sys
from pathlib import Path

import openai
import pytest

SPEAKING = Path(__file__).parent.parent / "rag" / "speaking.py"
TWO = "Who signed a battery pact with Acme, and which alliance did Cobalt Motors end?"
PARTS = ["Who signed a battery pact with Acme?", "Which alliance did Cobalt Motors end?"]


@pytest.fixture(scope="module")
def server(start_api):
    with subprocess.Popen([sys.executable, str(SPEAKING)], stdout=subprocess.PIPE, text=True) as process:
        address = f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        yield start_api(TIEUP_LLM_BASE_URL=address, TIEUP_LLM_MODEL="true", TIEUP_LLM_SPLIT="true")
        process.kill()


def test_it_words_and_splits_for_every_client(server):
    with server.client() as client:
        told = client.post("/api/ask", json={"question": TWO}).raise_for_status().json()
        streamed = client.post("/api/stream", json={"question": TWO}).text
        call = {"name": "ask", "arguments": {"question": TWO}}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
        accept = {"Accept": "application/json, text/event-stream"}
        mcp = client.post("/mcp", json=message, headers=accept).json()["result"]["structuredContent"]
    assert told["notices"] == [
        f"Split by true into: {' | '.join(PARTS)}",
        "Worded by true; each sentence checked against what it cites.",
    ]
    assert told["receipt"]["writer"] == "true"
    assert "Dynamo" in told["text"]
    assert streamed.count("event: sentence") == len(told["sentences"])
    assert (mcp["text"], mcp["notices"]) == (told["text"], told["notices"])
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        asked = {"model": "tieup", "messages": [{"role": "user", "content": TWO}]}
        whole = client.chat.completions.create(**asked)
        pieces = client.chat.completions.create(**asked, stream=True)
        written = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    content = whole.choices[0].message.content
    assert written == content
    assert content.endswith("Notes:\n" + "\n".join(f"- {notice}" for notice in told["notices"]))
    assert whole.tieup["notices"] == told["notices"]
    assert len(whole.choices[0].message.annotations) == content.partition("\n\nSources:")[0].count("[")
