"""The benchmark measures what it says, on both sides alike."""

import gzip
import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from tieup.corpus import CorpusError
from tieup.evals import speed_command
from tieup.evals.speed import Figure, as_table, weighed
from tieup.evals.speed_articles import CHARACTERS, enough, made_up_articles, stories
from tieup.evals.speed_growth import Cost
from tieup.evals.speed_plot import HEIGHT, WIDTH, drawn
from tieup.evals.speed_sides import Ours, WordVectors


def test_made_up_articles_are_the_same_each_time():
    assert [*made_up_articles(3)] == [*made_up_articles(3)]
    assert [*made_up_articles(1, seed=1)] != [*made_up_articles(1, seed=2)]
    assert all(len(item["text"].split("\n\n")) == 4 for item in made_up_articles(3))


@pytest.mark.parametrize("packed", [False, True])
def test_real_articles_come_first_and_made_up_ones_of_their_sentences_after(tmp_path, packed):
    lines = "".join(
        json.dumps(
            {"title": f"T{n}", "text": f"Firm {n} signed a contract with Talbex for six years. Short."}
        )
        + "\n"
        for n in range(3)
    ).encode()
    path = tmp_path / ("real.jsonl.gz" if packed else "real.jsonl")
    path.write_bytes(gzip.compress(lines) if packed else lines)
    assert [story["title"] for story in stories(2, path)] == ["T0", "T1"]
    *real, made_up = stories(4, path)
    assert [story["title"] for story in real] == ["T0", "T1", "T2"]
    assert "Talbex" in made_up["text"]
    assert "Short" not in made_up["text"]


def test_there_are_enough_articles_for_as_many_passages():
    lengths = [len(story["text"]) for story in enough(100)]
    assert sum(lengths[:-1]) < 100 * CHARACTERS <= sum(lengths)


def test_a_file_of_no_articles_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"title": "x", "text": "y"}\n{"title": "x"}\n')
    with pytest.raises(CorpusError, match="line 2"):
        [*stories(2, tmp_path / "x.jsonl")]


def test_word_vectors_are_near_where_words_are_shared():
    one, near, far = WordVectors().embed(["the bus line opens", "the bus line closes", "a bank in Porto"])
    assert one @ near > 0.5 > one @ far
    assert np.linalg.norm(one) == pytest.approx(1)


def test_a_process_is_weighed_alone():
    """Not with the memory of the one that starts it."""
    held = np.ones(60_000_000)
    wall, cpu, small = weighed([sys.executable, "-c", "pass"])
    _, _, large = weighed([sys.executable, "-c", "x = bytearray(200_000_000)"])
    assert cpu > 0
    assert wall > 0
    assert small < 100 < 200 < large < held.nbytes / 1e6


def test_our_side_finds_and_adds(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(next(made_up_articles(1))["text"])
    ours = Ours(tmp_path / "index")
    ours.add(path)
    assert ours.ask("electric cars") > 0
    ours.store.close()


def test_the_table_tells_ratios():
    line = as_table([Figure("opening", "ms", 1, 4)]).splitlines()[1]
    assert line.split() == ["opening", "(ms)", "1", "4", "0.25"]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_small_run_tells_everything(tmp_path):
    out = tmp_path / "speed.json"
    arguments = ["--passages", "40", "--texts", "4", "--runs", "1", "--questions", "2", "--out", str(out)]
    done = CliRunner().invoke(speed_command, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(out.read_text())
    figures = json.loads(out.read_text())["figures"]
    assert len(figures) == 13
    assert all(figure["ours"] > 0 and figure["stock"] > 0 for figure in figures)


@pytest.mark.slow
def test_the_search_of_vectors_is_measured(tmp_path):
    out = tmp_path / "vectors.json"
    arguments = ["--vectors", "3000", "--questions", "20", "--out", str(out), "--work", str(tmp_path)]
    done = CliRunner().invoke(speed_command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["Tieup", "exact", "ratio"]
    figures = {figure["what"]: figure for figure in json.loads(out.read_text())["figures"]}
    assert figures["recall@10 against exact search"]["ours"] == 1
    assert 20 < figures["resident memory, at most"]["ours"] < 500
    assert figures["a question, p50"]["ours"] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.json"]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_growth_is_measured_and_drawn(tmp_path):
    out = tmp_path / "growth.json"
    arguments = ["--growth", "40", "--out", str(out), "--work", str(tmp_path)]
    done = CliRunner().invoke(speed_command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    costs = json.loads(out.read_text())
    assert [cost["side"] for cost in costs] == ["ours", "stock"]
    assert costs[0]["passages"] == costs[1]["passages"] > 30
    assert all(value > 0 for cost in costs for name, value in cost.items() if name != "side")
    charts = fromstring((tmp_path / "growth.svg").read_text())
    assert len(charts.findall(".//{*}circle")) == 6 * len(costs)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["growth.json", "growth.svg"]


@pytest.mark.parametrize("sizes", ["5,x", "0,5", ",", "5,,6"])
def test_sizes_that_are_none_are_named(sizes):
    done = CliRunner().invoke(speed_command, ["--growth", sizes])
    assert done.exit_code == 2
    assert "--growth" in done.stderr


def test_charts_hold_their_points_within():
    costs = [
        Cost(side, passages, 100, 20 * passages, 3, 0.5, 1, 60, 8000)
        for side in ("ours", "stock")
        for passages in (5, 500_000)
    ]
    charts = fromstring(drawn(costs))
    for dot in charts.findall(".//{*}circle"):
        assert 0 < float(dot.get("cx")) < WIDTH
        assert 0 < float(dot.get("cy")) < HEIGHT
    assert "500,000: 1e+07" in drawn(costs)
