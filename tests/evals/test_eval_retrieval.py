import gzip
import json
from datetime import date

import pytest
from click.testing import CliRunner
from tieup import TieupError
from tieup.evals import retrieval_command
from tieup.evals.retrieval import Found, Wanted, read_wanted, score, write_articles

STORM = "A storm closed the harbour of Lervik for two days. Ferries stayed in port."
CORPUS = [
    {"id": "old", "title": "Storm closes Lervik harbour", "text": STORM, "published": "2019-02-01"},
    {
        "id": "new",
        "title": "Harbour shut again",
        "text": STORM + " It opened late.",
        "published": "2022-05-30",
    },
    {"id": "bread", "title": "Panova bakes", "text": "The bakery chain Panova buys flour from one mill."},
]
QUESTIONS = [
    {"id": "1", "question": "Which harbour did a storm close?", "date": "2022-06-02", "relevant": ["new"]},
    {"id": "2", "question": "Where does Panova buy flour?", "date": "2022-06-02", "relevant": ["bread"]},
]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "tiny"
    place.mkdir()
    with gzip.open(place / "corpus.jsonl.gz", "wt") as out:
        out.write("\n".join(map(json.dumps, CORPUS)))
    (place / "questions_dev.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)))
    return place


def test_a_benchmark_is_measured_with_the_date_and_without_and_its_index_is_kept(folder, tmp_path):
    command = [str(folder), "--keep", str(tmp_path / "kept")]
    result = CliRunner().invoke(retrieval_command, [*command, "--json"], catch_exceptions=False)
    report = json.loads(result.stdout)
    assert (report["articles"], report["questions"]) == (3, 2)
    known, unknown = report["scores"]["date known"], report["scores"]["date unknown"]
    assert set(known) == {"Tieup", "vectors alone", "keywords alone"}
    # The date settles which of the two storms is meant; what is undated is still found behind it.
    assert known["Tieup"]["hit"]["value"] == 1.0
    assert known["Tieup"]["mrr"]["value"] >= unknown["Tieup"]["mrr"]["value"]
    made = (tmp_path / "kept" / "tiny-0" / "index" / "manifest.json").stat().st_mtime_ns
    table = CliRunner().invoke(retrieval_command, command, catch_exceptions=False).stdout.splitlines()
    assert table[0].startswith(f"{folder}: 3 articles, 2 questions, ")
    assert [line.split()[0] for line in table[3:6]] == ["Tieup", "vectors", "keywords"]
    assert (tmp_path / "kept" / "tiny-0" / "index" / "manifest.json").stat().st_mtime_ns == made


def test_the_scores_by_hand():
    wanted = [Wanted("1", "?", frozenset({"a", "b"}), None), Wanted("2", "?", frozenset({"z"}), None)]
    found = [Found(("x", "a", "y", "b"), 1.0), Found(("x",), 1.0)]
    values = {name: value.value for name, value in score(found, wanted).items()}
    assert values["mrr"] == 0.25 and values["hit"] == 0.5
    # (1 / log2(3) + 1 / log2(5)) / (1 / log2(2) + 1 / log2(3)), and 0 for the second
    assert values["ndcg"] == pytest.approx((0.63093 + 0.43068) / 1.63093 / 2, abs=1e-4)


def test_articles_can_be_cut_to_their_opening(folder, tmp_path):
    long = {"id": "long", "title": "T", "text": "one two three\nfour five\nsix"}
    (folder / "corpus.jsonl.gz").unlink()
    (folder / "corpus.jsonl").write_text(json.dumps(long))
    target = tmp_path / "cut.jsonl"
    assert write_articles(folder, 4, target) == 1
    cut = json.loads(target.read_text())
    assert cut == {"title": "T", "text": "one two three\nfour five", "url": "long"}


def test_questions_know_their_day(folder):
    assert read_wanted(folder)[0].asked == date(2022, 6, 2)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "can't be read"),
        ('["1"]', "not a JSON object"),
        ('{"id": "1", "question": "?"}', 'no "relevant" list'),
        ('{"id": "1", "relevant": ["a"]}', '"question" is missing'),
        ('{"id": "1", "question": "?", "relevant": ["a"], "date": "June"}', "'June' is no date"),
    ],
)
def test_what_is_no_question_is_named_with_its_line(folder, line, fault):
    (folder / "questions_dev.jsonl").write_text(line)
    with pytest.raises(TieupError, match=fault):
        read_wanted(folder)


def test_a_folder_without_a_benchmark_is_refused(tmp_path):
    with pytest.raises(TieupError, match="0 files questions"):
        read_wanted(tmp_path)
    with pytest.raises(TieupError, match=r"no corpus\.jsonl"):
        write_articles(tmp_path, 0, tmp_path / "out")
