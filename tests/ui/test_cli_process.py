"""The command as its users start it: a process of its own, with pipes and signals."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
HEAVY = ("torch", "sentence_transformers", "llama_index", "gradio", "transformers")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "acme.md").write_text(
        "---\ntitle: Acme and Borealis sign a battery pact\n"
        "publisher: Daily Volt\npublished: 2021-03-04\n---\n"
        "Acme and Borealis signed a pact to build battery cells together in Lund.\n"
    )
    index = tmp_path_factory.mktemp("index") / "index"
    run("add", folder, "--index", index).check_returncode()
    return index


def run(*arguments, **more):
    command = [*TIEUP, *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more)


def test_help_loads_next_to_nothing():
    code = "import sys; sys.argv = ['tieup', '--help']\n" + (
        "from tieup.ui.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert not {"numpy", "faiss", "tieup.corpus", "tieup.rag", "tieup.index", *HEAVY} & loaded


def test_a_question_loads_no_heavy_library(index):
    code = (
        "import sys\nfrom tieup.ui.cli import main\n"
        f"sys.argv = ['tieup', 'ask', 'Who signed a pact with Acme?', '--index', {str(index)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Borealis" in done.stdout
    assert not set(HEAVY) & set(done.stderr.split())


def test_an_answer_in_a_pipe_is_plain_and_quiet(index):
    done = run("ask", "Who signed a pact with Acme?", "--index", index)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "Daily Volt, 4 Mar 2021" in done.stdout


def heed_interrupts():
    """Let the process be interrupted: one started by a shell's background job inherits that it ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_reader_that_goes_away_makes_no_noise(index, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who signed a pact with Acme?"}\n' * 300)
    asking = subprocess.Popen(
        [*TIEUP, "ask", "--questions", str(questions), "--index", str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asking.stdout is not None
    assert asking.stderr is not None
    assert asking.stdout.readline()
    asking.stdout.close()
    noise = asking.stderr.read()
    asking.stderr.close()
    asking.wait(60)
    assert noise == b""


def test_an_interrupt_ends_it_without_a_traceback(index, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who signed a pact with Acme?"}\n' * 2000)
    with (tmp_path / "out").open("w") as out:
        asking = subprocess.Popen(
            [*TIEUP, "ask", "--questions", str(questions), "--index", str(index)],
            stdout=out,
            stderr=subprocess.PIPE,
            preexec_fn=heed_interrupts,
        )
        while not (tmp_path / "out").stat().st_size:
            assert asking.poll() is None
            time.sleep(0.05)
        asking.send_signal(signal.SIGINT)
        _, noise = asking.communicate(timeout=60)
    assert asking.returncode == 1
    assert noise.decode().strip() == "Aborted!"


def test_json_holds_what_scripts_rely_on(index):
    answer = json.loads(run("ask", "Who signed a pact with Acme?", "--json", "--index", index).stdout)
    keys = {"id", "question", "text", "abstained", "sentences", "citations", "ms", "index_generation"}
    assert keys <= set(answer)
    citation = answer["citations"][0]
    text = Path(citation["path"]).read_bytes().decode()
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_questions_are_answered_line_by_line(index, tmp_path):
    questions = tmp_path / "questions.jsonl"
    roles = [{"role": "user", "content": "Did Acme sign?"}, {"role": "assistant", "content": "Yes."}]
    asked = [
        {"id": "one", "question": "Who signed a pact with Acme?"},
        {"id": "two", "question": "When was that?", "history": [{"q": "Did Acme sign?", "a": "Yes."}]},
        {"id": "three", "question": "When was that?", "history": roles},
    ]
    questions.write_text("".join(json.dumps(line) + "\n" for line in asked))
    done = run("ask", "--questions", questions, "--index", index)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["one", "two", "three"]
    assert all(answer["ms"] > 0 for answer in answers)
    assert answers[1]["text"] == answers[2]["text"]


def test_one_bad_question_among_many_keeps_its_place(index, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "a", "question": " "}\n{"id": "b", "question": "Who signed with Acme?"}\n')
    done = run("ask", "--questions", questions, "--index", index)
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert first["id"] == "a"
    assert "error" in first
    assert second["citations"]


@pytest.mark.parametrize("question", ["", "   \n", "?" * 100_000, "who " * 25_000])
def test_an_empty_or_endless_question_gets_one_line(index, question):
    done = run("ask", "-", "--index", index, input=question)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 600


def test_an_answer_can_be_saved_and_exported(index, tmp_path):
    saved = tmp_path / "answer.json"
    saved.write_text(run("ask", "Who signed a pact with Acme?", "--json", "--index", index).stdout)
    markdown = run("export", saved).stdout
    assert "[^1]: Daily Volt, “Acme and Borealis sign a battery pact”, 4 Mar 2021:" in markdown
    assert run("export", saved, "--to", "html").stdout.startswith("<!doctype html>")


@pytest.mark.slow
def test_the_default_index_is_made_once_with_a_notice(tmp_path):
    away = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    away.pop("TIEUP_INDEX", None)
    first = run("articles", env=away)
    assert first.returncode == 0
    assert "bundled articles" in first.stderr
    assert first.stdout.count("\n") > 100
    assert run("articles", env=away).stderr == ""


@pytest.mark.slow
def test_serve_says_its_address_answers_and_stops(index):
    serving = subprocess.Popen(
        [*TIEUP, "serve", "--port", "0", "--index", str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        address = line.split()[3]
        with urllib.request.urlopen(f"{address}/health", timeout=10) as health:
            assert json.load(health) == {"status": "ok", "articles": 1}
        with urllib.request.urlopen(address, timeout=10) as page:
            assert b"Tieup" in page.read()
            assert page.headers["Content-Security-Policy"].startswith("default-src 'self' ")
    finally:
        serving.send_signal(signal.SIGINT)
        _, noise = serving.communicate(timeout=30)
    assert "Traceback" not in noise
    assert serving.returncode == 0


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(tmp_path):
    from tieup.corpus import StoreMissing
    from tieup.index import Store

    lines = [
        json.dumps({"title": f"Deal {n}", "text": f"Firm {n} signed a contract with Talbex on day {n}."})
        for n in range(600)
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(lines) + "\n")
    index = tmp_path / "index"
    command = [*TIEUP, "add", str(tmp_path / "wire.jsonl"), "--index", str(index)]
    adding = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_interrupts
    )
    deadline = time.monotonic() + 60
    kept = 0
    while not kept and adding.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        # The writer says who it is before there is anything to open.
        with suppress(StoreMissing), Store.open(index) as store:
            kept = store.stats()["articles"]
    adding.send_signal(signal.SIGINT)
    out, err = adding.communicate(timeout=60)
    assert (adding.returncode, out) == (1, "")
    assert err.strip().splitlines()[-1].startswith("Error: interrupted")
    with Store.open(index) as store:
        after = store.stats()["articles"]
        assert 0 < kept <= after < 600
        assert after % 32 == 0
        assert store.check() == []
    done = run("add", tmp_path / "wire.jsonl", "--index", index)
    assert done.stdout.startswith(f"{600 - after} added, {after} unchanged\npassages: ")
