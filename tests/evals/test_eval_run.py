import json
from dataclasses import dataclass, field, replace

import pytest
from click.testing import CliRunner
from tieup import TieupError
from tieup.corpus import Article
from tieup.evals import Ground, eval_command, locate_all, run_questions
from tieup.evals.estimates import summarise
from tieup.evals.gate import missed_bounds, read_gate
from tieup.evals.questions import EvalQuestion, GoldQuote
from tieup.evals.report import Report, as_dict, as_table, failures
from tieup.evals.run import Place, write_rows

ARTICLE = Article("id-a", "Ada met Bob. Cleo left.", "A", None, None, None, None, "en", "a.md", (), "digest")
CITED = Place("id-a", "a.md", 0, 12, "Ada met Bob.")
BOB = EvalQuestion(
    "q1", "Whom did Ada meet?", "who", (), True, (("Bob",),), (), (GoldQuote("a.md", "Ada met Bob."),), ""
)
DORA = EvalQuestion("q2", "Where is Dora?", "unanswerable", (("A?", "B."),), False, (), ("Rome",), (), "")
BROKEN = replace(BOB, id="q3", question="?", evidence=(GoldQuote("a.md", "Eve left."),))


@dataclass(frozen=True)
class Said:
    text: str
    abstained: bool = False
    confidence: float = 0.75
    standing: str = "single source"
    citations: tuple[Place, ...] = ()
    evidence: tuple[Place, ...] = ()
    ms: float = 2.0


@dataclass
class Parrot:
    """A system that knows two questions; it remembers the history it was given."""

    heard: list = field(default_factory=list)

    def ask(self, question, *, history):
        self.heard.append(history)
        if question == "?":
            raise KeyError("no such thing")
        if "Ada" in question:
            return Said("Bob. [1]", citations=(CITED,), evidence=(CITED,) * 12)
        return Said("In Rome.")


@pytest.fixture
def ground():
    return Ground(locate_all([BOB, DORA, BROKEN], [ARTICLE]), {"id-a": ARTICLE})


@pytest.fixture
def rows(ground):
    return run_questions(Parrot(), [BOB, DORA, BROKEN], ground)


def test_every_question_gives_a_row_even_one_that_crashes(rows):
    assert [row.id for row in rows] == ["q1", "q2", "q3"]
    assert [row.marks.strict for row in rows] == [True, False, False]
    assert rows[2].error == "KeyError: 'no such thing'" and rows[2].marks.failed
    assert (rows[1].forbidden, rows[1].missed, rows[2].missed) == (("Rome",), (), ("Bob",))
    assert rows[0].citations == (CITED,) and len(rows[0].evidence) == 10


def test_the_history_and_the_progress_are_handed_on(ground):
    parrot, steps = Parrot(), []
    run_questions(parrot, [BOB, DORA], ground, lambda done, total: steps.append((done, total)))
    assert parrot.heard == [(), (("A?", "B."),)]
    assert steps == [(1, 2), (2, 2)]


def test_rows_are_kept_as_json_lines(rows, tmp_path):
    path = tmp_path / "new" / "rows.jsonl"
    write_rows(rows, path)
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == ["q1", "q2", "q3"]
    assert records[0]["marks"]["citation_recall"] == 1.0
    assert records[0]["citations"][0]["quote"] == "Ada met Bob."


def test_the_table_stands_both_systems_side_by_side_and_says_what_is_wrong(rows, ground):
    peer = run_questions(Parrot(), [BOB, DORA, replace(BOB, id="q3")], ground)
    table = as_table(Report("set.jsonl", {"Tieup": rows, "stock peer": peer}, ground.gold.missing))
    lines = table.splitlines()
    assert lines[0] == "set.jsonl: 3 questions, 1 of them unanswerable"
    strict = next(line for line in lines if line.startswith("strictly right"))
    assert strict.split() == ["strictly", "right", ".33", "(.06-.79)", ".67", "(.21-.94)"]
    who = next(line for line in lines if line.startswith("who")).split()
    assert who[:3] == ["who", "2", ".50/1.00"]
    assert "Tieup: 1 questions raised an error, first q3: KeyError: 'no such thing'" in lines
    assert "q3: gold quote not in a.md: 'Eve left.'" in lines


def test_the_json_holds_the_same_values_as_the_table(rows, ground):
    report = as_dict(Report("set.jsonl", {"Tieup": rows}, ground.gold.missing))
    assert json.loads(json.dumps(report)) == report
    tieup = report["systems"]["Tieup"]
    assert (report["questions"], tieup["errors"], tieup["overall"]["strict"]["value"]) == (3, 1, 1 / 3)
    assert tieup["by_type"]["who"]["strict"]["n"] == 2
    assert report["gold_not_found"] == [{"id": "q3", "doc": "a.md", "quote": "Eve left."}]


def test_failures_say_what_was_wrong_with_each(rows):
    text = failures(rows)
    assert "q1" not in text
    assert "q2 (unanswerable) Where is Dora?\n  did not abstain; forbidden: Rome\n  > In Rome." in text
    assert "q3 (who) ?\n  error: KeyError: 'no such thing'; missed: Bob" in text
    assert failures(rows[:1]) == "No failures."


def test_the_gate_names_each_bound_that_is_missed(rows, tmp_path):
    path = tmp_path / "gate.json"
    path.write_text('{"at_least": {"strict": 0.5, "nugget_recall": 0.5}, "at_most": {"words": 1}}')
    measured = summarise([row.marks for row in rows])
    assert missed_bounds(read_gate(path), measured) == [
        "strict is 0.3333; the gate wants at least 0.5",
        "words is 1.5; the gate wants at most 1",
    ]
    assert missed_bounds({"at_least": {"passage_hit": 0.1}}, {}) == [
        "passage_hit was not measured; the gate wants at least 0.1"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "not a gate"),
        ('{"strict": 0.5}', "not a gate"),
        ('{"at_least": {"strict": "x"}}', "not a gate"),
        ('{"at_least": {"speed": 1}}', "no metric 'speed'"),
    ],
)
def test_a_gate_that_cannot_hold_is_refused(text, fault, tmp_path):
    path = tmp_path / "gate.json"
    path.write_text(text)
    with pytest.raises(TieupError, match=fault):
        read_gate(path)
    with pytest.raises(TieupError, match="No such file"):
        read_gate(tmp_path / "none.json")


def test_the_command_explains_itself():
    result = CliRunner().invoke(eval_command, ["--help"])
    assert result.exit_code == 0
    for option in ("--index", "--corpus", "--no-peer", "--type", "--json", "--show-failures", "--gate"):
        assert option in result.output
