"""Backup and restore while a server answers from the index: nobody is turned away, and no state is half."""

import threading

import pytest
from click.testing import CliRunner
from tieup.index import Store
from tieup.ui.cli import main

PACT = "Who signed a battery pact with Acme?"
DELTA = b"---\ntitle: Delta and Echo\n---\nDelta signed a supply deal with Echo on Monday.\n"


def run(*words):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def asked(start_api):
    """A server under steady questions; they end with the test, and all of them must have been answered."""
    server = start_api()
    over, statuses = threading.Event(), []

    def ask():
        with server.client() as client:
            while not over.is_set():
                response = client.post("/api/ask", json={"question": PACT})
                statuses.append((response.status_code, "Borealis" in response.text))

    callers = [threading.Thread(target=ask) for _ in range(2)]
    for caller in callers:
        caller.start()
    yield server, statuses
    over.set()
    for caller in callers:
        caller.join()
    assert set(statuses) == {(200, True)}


def test_a_server_goes_on_while_its_index_is_copied_and_replaced(asked, tmp_path):
    server, statuses = asked
    index = server.folder / "index"
    with server.client() as client:
        first = run("backup", tmp_path / "first.tieup", "--index", index)
        added = client.post("/api/articles", files={"files": ("delta.md", DELTA)}).json()
        assert (added["added"], "MB" in first) == (1, True)
        run("backup", tmp_path / "second.tieup", "--index", index)
        before = len(statuses)
        run("restore", tmp_path / "first.tieup", "--index", index, "--replace")
        listed = client.get("/api/articles").json()
        assert [one["title"] for one in listed["articles"]] == [
            "Acme and Borealis sign a battery pact",
            "Cobalt Motors leaves the Dynamo alliance",
        ]
        told = client.post("/api/ask", json={"question": "Who signed a supply deal with Delta?"}).json()
        assert told["abstained"]
        assert told["index_generation"] > added["index_generation"]
        run("restore", tmp_path / "second.tieup", "--index", index, "--replace")
        told = client.post("/api/ask", json={"question": "Who signed a supply deal with Delta?"}).json()
        assert "Echo" in told["text"]
    assert len(statuses) > before  # they asked all the while
    run("restore", tmp_path / "second.tieup", "--index", tmp_path / "elsewhere")
    with Store.open(tmp_path / "elsewhere") as copy:
        assert len(copy.articles()) == 3
        assert copy.check() == []
