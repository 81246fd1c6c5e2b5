"""Sentences with two marked companies: how they are read, and how that is scored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tieup.corpus import CorpusError
from tieup.evals.deals_relations import TYPES, Sentence, main, read_sentences, score, types_read

ROWS = [
    {"context": ["The", "company", "teamed", "up", "with", "Denwick", "."], "relation": "collaboration",
     "e1_start": 0, "e1_end": 1, "e1_name": "Zorvex", "e2_start": 5, "e2_end": 5, "e2_name": "Denwick"},
    {"context": ["Huaren", "acquired", "Tessaly", "."], "relation": "acquired_by",
     "e1_start": 2, "e1_end": 2, "e1_name": "Tessaly", "e2_start": 0, "e2_end": 0, "e2_name": "Huaren"},
    {"context": ["Huaren", "competes", "with", "Tessaly", "."], "relation": "competitor_of",
     "e1_start": 0, "e1_end": 0, "e1_name": "Huaren", "e2_start": 3, "e2_end": 3, "e2_name": "Tessaly"},
]  # fmt: skip


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(ROWS))
    return path


def test_names_stand_for_the_words_that_mean_them(file):
    assert read_sentences(file)[0].text == "Zorvex teamed up with Denwick."


def test_each_sentence_is_read_with_its_two_companies(file):
    read = [types_read(sentence) for sentence in read_sentences(file)]
    assert read == [{"strategic_cooperation"}, {"acquisition"}, frozenset()]


def test_scores_by_hand():
    rows = [Sentence("a", ("A", "B"), "collaboration"), Sentence("b", ("A", "B"), "collaboration")]
    rows += [Sentence("c", ("A", "B"), "client_of")]
    found = score(rows, lambda sentence, relation: relation == "collaboration" and sentence.text in "ac")
    assert (found["collaboration"].precision, found["collaboration"].recall) == (0.5, 0.5)
    assert (found["collaboration"].f1, found["client_of"].f1) == (0.5, 0.0)


def test_the_table_has_a_line_for_each_relation(file):
    assert [line.split()[0] for line in main(file).splitlines()[3:]] == list(TYPES)


def test_what_is_no_such_set_is_refused_in_one_line(tmp_path):
    wrong = tmp_path / "x.json"
    wrong.write_text("[{}]")
    with pytest.raises(CorpusError, match=r"x\.json"):
        read_sentences(wrong)
    run = [sys.executable, "-m", "tieup.evals.deals_relations", str(wrong)]
    ended = subprocess.run(run, capture_output=True, text=True, env={**os.environ}, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
