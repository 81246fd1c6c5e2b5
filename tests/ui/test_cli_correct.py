"""`tieup correct`, run in this process on a real index."""

import json

import pytest
from click.testing import CliRunner
from tieup.ui.cli import main

STAKE = (
    "---\ntitle: Zorvex buys into Qualmira\npublished: 2021-03-10\n---\n"
    "Japanese carmaker Zorvex is spending $300 million on a 10% stake in Qualmira, the British chip maker. "
    "Shares of Zorvex rose; shares of Qualmira fell.\n"
)


@pytest.fixture
def tieup(tmp_path):
    (tmp_path / "stake.md").write_text(STAKE)
    index = tmp_path / "index"

    def call(*arguments: str):
        return CliRunner().invoke(main, [*arguments, "--index", str(index)])

    assert call("add", str(tmp_path / "stake.md")).exit_code == 0
    return call


def test_a_correction_shows_with_its_author_and_can_be_taken_back(tieup):
    (line,) = tieup("deals", "--json").stdout.splitlines()
    deal = json.loads(line)
    told = tieup("correct", deal["id"], "--type", "acquisition", "--by", "ann")
    assert told.exit_code == 0
    assert "type corrected by ann" in told.stdout
    (line,) = tieup("deals", "--json").stdout.splitlines()
    assert json.loads(line)["type"] == "acquisition"
    assert json.loads(line)["evidence"]["type"] == deal["evidence"]["type"]
    assert tieup("correct", deal["id"], "--no-deal", "--by", "ann").exit_code == 0
    assert tieup("deals", "--json").stdout == ""
    assert tieup("correct", deal["id"], "--as-read", "--by", "ann").exit_code == 0
    assert json.loads(tieup("deals", "--json").stdout) == deal


def test_what_makes_no_sense_is_said_in_one_line(tieup):
    assert tieup("correct", "x").exit_code == 2
    wrong = tieup("correct", "x", "--type", "acquisition")
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)
    assert "there is no deal" in wrong.stderr
