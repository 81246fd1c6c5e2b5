"""What a question on the command line loads, and what a plain `curl` gets."""

import json
import shutil
import subprocess
import sys

import pytest

PACT = "Who signed a battery pact with Acme?"
ASKED = (
    "import sys\n"
    "from tieup.ui.cli import main\n"
    "main(['ask', sys.argv[1], '--index', sys.argv[2]], standalone_mode=False)\n"
    "print('LOADED', *sys.modules)"
)
SERVING = {"fastapi", "starlette", "uvicorn", "mcp", "mcp_types", "prometheus_client", "gradio", "openai"}


def test_a_question_loads_nothing_of_the_server(api_index):
    command = [sys.executable, "-c", ASKED, PACT, str(api_index)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer, _, loaded = done.stdout.partition("LOADED")
    assert "Borealis" in answer
    assert not SERVING & set(loaded.split())


def test_the_package_loads_nothing_of_the_server():
    command = [sys.executable, "-c", "import sys, tieup, tieup.ui.cli; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not SERVING & set(done.stdout.split())


def test_curl_asks_and_adds(open_api, tmp_path):
    if not shutil.which("curl"):
        pytest.skip("no curl here")

    def curl(path, *options):
        command = ["curl", "--silent", "--show-error", "--fail", f"{open_api.url}{path}", *options]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    as_json = ("-H", "Content-Type: application/json")
    told = json.loads(curl("/api/ask", *as_json, "-d", json.dumps({"question": PACT})))
    assert "Borealis" in told["text"]
    assert "event: answer" in curl("/api/stream", "-N", *as_json, "-d", json.dumps({"question": PACT}))
    (tmp_path / "story.md").write_text("# India and Juliet\n\nIndia bought a stake in Juliet on Friday.\n")
    assert json.loads(curl("/api/articles", "-F", f"files=@{tmp_path / 'story.md'}"))["added"] == 1
