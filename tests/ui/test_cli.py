"""The commands' manners, run in this process on a real index."""

import json
import os
import re
import socket
import sqlite3

import pytest
from click.testing import CliRunner
from tieup.ui.cli import main

ARTICLES = {
    "acme.md": (
        "---\ntitle: Acme and Borealis sign a battery pact\npublisher: Daily Volt\n"
        "url: https://volt.example/pact\npublished: 2021-03-04\nlanguage: en\n---\n"
        "Acme and Borealis signed a pact to build battery cells together in Lund.\n\n"
        "Acme will pay $40 million for the plant, which opens in 2023.\n"
    ),
    "cobalt.md": (
        "---\ntitle: Cobalt Motors leaves the Dynamo alliance\npublisher: Wheel Weekly\n"
        "published: 2019-11-20\nlanguage: en\n---\n"
        "Cobalt Motors has ended its alliance with Dynamo after four years.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def index(folder, tmp_path_factory):
    index = tmp_path_factory.mktemp("index") / "index"
    assert CliRunner().invoke(main, ["add", str(folder), "--index", str(index)]).exit_code == 0
    return index


@pytest.fixture
def tieup(monkeypatch, tmp_path):
    """Run the command; `home` is an empty one, so that no index of the developer's is touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("TIEUP_INDEX", raising=False)
    return lambda *arguments, **more: CliRunner().invoke(main, [str(a) for a in arguments], **more)


def problem(result):
    """The one line on stderr of a command that ended with exit code 1."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


def test_adding_twice_changes_nothing(tieup, folder, tmp_path):
    done = tieup("add", folder, "--index", tmp_path / "i").stdout.splitlines()
    assert done[0] == "2 added"
    assert re.fullmatch(r"passages: \d+ in, 0 out; generation 1", done[1])
    assert tieup("add", folder, "--index", tmp_path / "i").stdout == "2 unchanged\n"


def test_articles_are_listed(tieup, index, folder):
    lines = [line.split("\t") for line in tieup("articles", "--index", index).stdout.splitlines()]
    assert [line[1:] for line in lines] == [
        ["2021-03-04", "Daily Volt", "Acme and Borealis sign a battery pact", str(folder / "acme.md")],
        ["2019-11-20", "Wheel Weekly", "Cobalt Motors leaves the Dynamo alliance", str(folder / "cobalt.md")],
    ]
    as_json = tieup("articles", "--json", "--index", index).stdout.splitlines()
    assert [json.loads(line)["id"] for line in as_json] == [line[0] for line in lines]


def test_the_index_can_come_from_the_environment(tieup, index):
    assert tieup("articles", env={"TIEUP_INDEX": str(index)}).stdout.count("\n") == 2


def test_sync_says_first_and_then_does(tieup, folder, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, text in ARTICLES.items():
        (mine / name).write_text(text)
    index = tmp_path / "i"
    tieup("sync", mine, "--index", index)
    (mine / "cobalt.md").unlink()
    (mine / "acme.md").write_text(ARTICLES["acme.md"] + "\nThe plant is late.\n")
    dry = tieup("sync", mine, "--index", index, "--dry-run").stdout.splitlines()
    assert sorted(line.split()[0] for line in dry[:-1]) == ["changed", "removed"]
    assert dry[-1] == "Would be: 1 changed, 1 removed"
    assert tieup("articles", "--index", index).stdout.count("\n") == 2
    assert tieup("sync", mine, "--index", index).stdout.startswith("1 changed, 1 removed\npassages: ")
    assert tieup("articles", "--index", index).stdout.count("\n") == 1


def test_a_look_first_makes_nothing(tieup, folder, tmp_path):
    index = tmp_path / "i"
    dry = tieup("sync", folder, "--index", index, "--dry-run").stdout.splitlines()
    assert dry[-1] == "Would be: 2 added"
    assert not index.exists()


def test_a_tier_that_is_of_no_use_yet_is_said_to_be(tieup, folder, tmp_path):
    index = tmp_path / "i"
    tieup("add", folder, "--index", index)
    assert "stays exact" in tieup("doctor", "--tier", "fast", "--index", index).stderr
    assert "stays exact" not in tieup("doctor", "--tier", "exact", "--index", index).stderr


def test_remove_takes_all_or_nothing(tieup, folder, tmp_path):
    index = tmp_path / "i"
    tieup("add", folder, "--index", index)
    assert "nowhere.md" in problem(tieup("remove", "acme.md", "nowhere.md", "--index", index))
    assert tieup("articles", "--index", index).stdout.count("\n") == 2
    done = tieup("remove", "acme.md", "--index", index).stdout.splitlines()
    assert done[0] == "1 removed"
    assert re.fullmatch(r"passages: 0 in, [1-9]\d* out; generation 2", done[1])


def test_doctor_tells_a_sound_index_from_a_broken_one(tieup, folder, tmp_path):
    index = tmp_path / "i"
    tieup("add", folder, "--index", index)
    assert "All is well." in tieup("doctor", "--index", index).stdout
    vectors = list(index.glob("*.faiss"))
    assert vectors
    for path in vectors:
        path.unlink()
    assert "tieup doctor --repair" in problem(tieup("doctor", "--index", index))
    assert "All is well." in tieup("doctor", "--repair", "--index", index).stdout
    assert "All is well." in tieup("doctor", "--index", index).stdout


def test_an_index_goes_into_a_file_and_comes_back(tieup, index, tmp_path):
    file, copy = tmp_path / "one.tieup", tmp_path / "copy"
    assert str(file) in tieup("backup", file, "--index", index).stdout
    assert "2 articles" in tieup("restore", file, "--index", copy).stdout
    assert tieup("articles", "--index", copy).stdout == tieup("articles", "--index", index).stdout
    assert "--replace" in problem(tieup("restore", file, "--index", copy))
    assert tieup("restore", file, "--index", copy, "--replace").exit_code == 0
    assert str(tmp_path / "none") in problem(tieup("restore", tmp_path / "none", "--index", tmp_path / "x"))


def test_doctor_changes_to_the_model_in_use(tieup, folder, tmp_path):
    index = tmp_path / "i"
    tieup("add", folder, "--index", index)
    with sqlite3.connect(index / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'old-model' WHERE key = 'model'")
        connection.execute("UPDATE embeddings SET model = 'old-model'")
    connection.close()
    assert "tieup doctor --reembed" in problem(tieup("doctor", "--index", index))
    said = tieup("doctor", "--reembed", "--index", index).stdout
    assert "old-model" in said
    assert "All is well." in said


def test_what_was_left_out_is_listed_and_taken_again(tieup, folder, tmp_path):
    index, late = tmp_path / "i", tmp_path / "late.md"
    late.write_bytes(b"")
    tieup("add", folder, late, "--index", index)
    listed = tieup("doctor", "--index", index).stdout
    assert str(late) in listed
    assert "add --retry" in listed
    late.write_text("Dynamo and Borealis have agreed to share a test track.")
    assert tieup("add", "--retry", "--index", index).stdout.startswith("1 added\n")
    assert "All is well." in tieup("doctor", "--index", index).stdout
    assert tieup("add", "--retry", folder, "--index", index).exit_code == 2


def test_a_missing_index_says_how_to_make_one(tieup, tmp_path):
    for command in (["articles"], ["doctor"], ["remove", "x"], ["ask", "Who?"]):
        line = problem(tieup(*command, "--index", tmp_path / "none"))
        assert str(tmp_path / "none") in line
        assert "tieup add" in line
    assert not (tmp_path / "none").exists()


def test_bad_paths_and_files_are_named(tieup, tmp_path):
    index = tmp_path / "i"
    assert str(tmp_path / "gone") in problem(tieup("add", tmp_path / "gone", "--index", index))
    (tmp_path / "empty").mkdir()
    assert str(tmp_path / "empty") in problem(tieup("add", tmp_path / "empty", "--index", index))
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    (mixed / "good.md").write_text(ARTICLES["acme.md"])
    (mixed / "binary.txt").write_bytes(bytes(range(256)) * 40)
    result = tieup("add", mixed, "--index", index)
    assert result.exit_code == 0
    assert result.stdout.startswith("1 added, 1 left out\n")
    assert "binary.txt" in result.stderr
    assert "binary.txt" in problem(tieup("add", mixed / "binary.txt", "--index", index))
    (mixed / "good.md").unlink()
    (mixed / "broken.md").write_text("---\ntitle: [\n---\nText.\n")
    none = tieup("add", mixed, "--index", tmp_path / "other")
    assert (none.exit_code, none.stdout, none.stderr.count("\n")) == (1, "", 3)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tieup, folder, tmp_path):
    tmp_path.chmod(0o500)
    assert str(tmp_path) in problem(tieup("add", folder, "--index", tmp_path / "i"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "Who?", "--questions", __file__],
        ["ask", "--questions", __file__, "--history", __file__],
        ["ask", "Who?", "--after", "last year"],
        ["ask", "Who?", "--before", "2021-02-30"],
        ["ask", "Who?", "--zone", "advert"],
        ["ask", "Who?", "--history", "/no/such/file"],
        ["add"],
        ["dance"],
        ["export"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_usage_is_exit_code_two(tieup, arguments):
    result = tieup(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert "Traceback" not in result.output


def test_a_question_can_be_narrowed(tieup, tmp_path):
    pact = (
        "Acme and Borealis signed a pact to build battery cells together in Lund.\n\n"
        "The plant in Lund opens in 2023 and will make cells for half a million cars a year.\n"
    )
    place = tmp_path / "news"
    place.mkdir()
    for name, head, text in (
        ("ann.md", "Acme signs with Borealis\nauthor: Ann Lee", pact),
        ("bo.md", "Acme signs with Borealis\nauthor: Bo Day", pact),
        ("other.md", "Acme has a pact with Dynamo\nlanguage: sv", "Acme signed a pact with Dynamo in Oslo."),
    ):
        (place / name).write_text(f"---\ntitle: {head}\n---\n{text}")
    tieup("add", place, "--index", tmp_path / "i")
    told = tieup("articles", "--json", "--index", tmp_path / "i").stdout.splitlines()
    by_name = {one["path"].rsplit("/", 1)[-1]: one for one in map(json.loads, told)}
    assert by_name["ann.md"]["cluster"] == by_name["bo.md"]["cluster"]

    def cited(*narrowing):
        done = tieup("ask", "Who signed a pact with Acme?", "--json", *narrowing, "--index", tmp_path / "i")
        answer = json.loads(done.stdout)
        found = answer["evidence"]
        return {one["article_id"] for one in found}, {one["zone"] for one in found}

    ids = {name: one["id"] for name, one in by_name.items()}
    assert cited()[0] & {ids["ann.md"], ids["bo.md"]}
    assert ids["other.md"] in cited()[0]
    assert cited("--author", "Bo Day")[0] == {ids["bo.md"]}
    assert cited("--author", "Ann Lee", "--author", "Bo Day")[0] <= {ids["ann.md"], ids["bo.md"]}
    assert cited("--language", "sv")[0] == {ids["other.md"]}
    assert cited("--cluster", ids["bo.md"])[0] == {ids["ann.md"], ids["bo.md"]}
    assert cited("--zone", "Headline")[1] == {"headline"}


@pytest.mark.parametrize(
    "line", ["", "{", "[]", '{"id": "a"}', '{"question": 3}', '{"question": "Who?", "history": 3}']
)
def test_a_bad_questions_file_is_named_with_its_line(tieup, index, tmp_path, line):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "Who?"}\n' + line + "\n" if line else "")
    said = problem(tieup("ask", "--questions", path, "--index", index))
    assert "questions.jsonl" in said
    assert ("line 2" in said) == bool(line)


def test_a_bad_history_file_is_named(tieup, index, tmp_path):
    path = tmp_path / "history.json"
    for text in ("{", '{"q": 1}'):
        path.write_text(text)
        assert "history.json" in problem(tieup("ask", "When?", "--history", path, "--index", index))


def test_a_file_that_is_no_answer_is_not_exported(tieup, tmp_path):
    path = tmp_path / "answer.json"
    path.write_text('{"text": "x"}')
    assert "answer.json" in problem(tieup("export", path))


def test_a_port_in_use_is_said_at_once(tieup, index):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = problem(tieup("serve", "--port", port, "--index", index))
    assert f"127.0.0.1:{port}" in line
    assert "--port" in line


def test_a_host_that_is_none_is_said(tieup, index):
    assert "--host" in problem(tieup("serve", "--host", "256.1.1.1", "--port", 0, "--index", index))


def test_help_lists_every_command_with_an_example(tieup):
    listed = tieup("--help").stdout
    for name in (
        "add",
        "sync",
        "remove",
        "articles",
        "doctor",
        "backup",
        "restore",
        "ask",
        "export",
        "serve",
        "eval",
    ):
        assert f"  {name} " in listed
        assert f"tieup {name} " in tieup(name, "--help").stdout
