import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tieup import TieupError
from tieup.evals import eval_command
from tieup.evals.gate import read_gate

ARTICLES = {
    "ferries.md": "---\ntitle: Norlane and Sundmark share harbours\npublished: 2020-05-04\n---\n"
    "The ferry company Norlane will share three harbours with its rival Sundmark. "
    "They signed the agreement in Lisbon on Monday.\n",
    "mill.md": "---\ntitle: Bakery buys from one mill\n---\n"
    "The bakery chain Panova buys all its flour from the Braga mill. The contract runs for five years.\n",
}
QUESTIONS = [
    {
        "id": "harbours",
        "question": "How many harbours will Norlane share with Sundmark?",
        "type": "numeric",
        "answerable": True,
        "nuggets": [["three", "3"]],
        "evidence": [{"doc": "ferries.md", "quote": "will share three harbours with its rival Sundmark"}],
    },
    {
        "id": "moon",
        "question": "Who won the chess championship?",
        "type": "unanswerable",
        "answerable": False,
    },
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "news").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "news" / name).write_text(text, "utf-8")
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), "utf-8")
    return tmp_path


def run(folder, *more):
    arguments = [str(folder / "set.jsonl"), "--corpus", str(folder / "news"), "--no-peer"]
    return CliRunner().invoke(eval_command, [*arguments, "--out", str(folder / "out"), *more])


def test_a_question_set_is_measured_on_a_folder_and_its_rows_are_kept(folder):
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    overall = json.loads(result.stdout)["systems"]["Tieup"]["overall"]
    assert overall["citation_exactness"]["value"] == 1.0
    assert overall["nugget_recall"]["value"] == 1.0
    rows = [json.loads(line) for line in (folder / "out" / "set.tieup.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["harbours", "moon"]
    assert rows[0]["citations"][0]["path"].endswith("ferries.md")


def test_one_type_alone_can_be_measured(folder):
    result = run(folder, "--type", "numeric")
    assert result.exit_code == 0, result.output
    assert "1 questions, 0 of them unanswerable" in result.stdout
    with pytest.raises(TieupError, match="no question of type 'why'; there are numeric, unanswerable"):
        CliRunner().invoke(eval_command, [str(folder / "set.jsonl"), "--type", "why"], catch_exceptions=False)


def test_a_missed_gate_is_exit_code_1_and_one_line_a_bound(folder):
    gate = folder / "gate.json"
    gate.write_text('{"at_least": {"nugget_recall": 0.9}, "at_most": {"words": 0}}')
    result = run(folder, "--gate", str(gate))
    assert result.exit_code == 1
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("gate:"))
    assert line.startswith("gate: words is ") and line.endswith("; the gate wants at most 0")
    gate.write_text('{"at_least": {"nugget_recall": 0.9}}')
    assert run(folder, "--gate", str(gate)).exit_code == 0


@pytest.mark.slow  # the default index is made of the bundled articles first
def test_questions_about_other_articles_than_the_default_ones_are_refused(folder, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.delenv("TIEUP_INDEX", raising=False)
    with pytest.raises(TieupError, match="1 of its 1 articles are not in the default index"):
        CliRunner().invoke(eval_command, [str(folder / "set.jsonl"), "--no-peer"], catch_exceptions=False)


def test_our_own_gate_names_metrics_that_exist():
    gate = read_gate(Path(__file__).parents[2] / "evals" / "gate.json")
    assert gate["at_least"]["citation_exactness"] == 1.0
