"""The benchmark measures what it says, on both sides alike."""

import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner
from tieup.evals import speed_command
from tieup.evals.speed import Figure, _process, as_table
from tieup.evals.speed_sides import Ours, WordVectors, made_up_articles


def test_made_up_articles_are_the_same_each_time():
    assert made_up_articles(3) == made_up_articles(3)
    assert made_up_articles(1, seed=1) != made_up_articles(1, seed=2)
    assert all(len(item["text"].split("\n\n")) == 4 for item in made_up_articles(3))


def test_word_vectors_are_near_where_words_are_shared():
    one, near, far = WordVectors().embed(["the bus line opens", "the bus line closes", "a bank in Porto"])
    assert one @ near > 0.5 > one @ far
    assert np.linalg.norm(one) == pytest.approx(1)


def test_a_process_is_weighed_alone():
    """Not with the memory of the one that starts it."""
    held = np.ones(60_000_000)
    wall, cpu, small = _process([sys.executable, "-c", "pass"])
    _, _, large = _process([sys.executable, "-c", "x = bytearray(200_000_000)"])
    assert cpu > 0
    assert wall > 0
    assert small < 100 < 200 < large < held.nbytes / 1e6


def test_our_side_finds_and_adds(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(made_up_articles(1)[0]["text"])
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
