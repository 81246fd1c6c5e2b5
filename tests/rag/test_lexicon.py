"""The words of a corpus: rarity, likeness by the real model, and their files."""

import json

import numpy as np
import pytest
from tieup.rag.lexicon import Lexicon

SENTENCES = [
    "Velmora bought a factory.",
    "Ostrikon bought a shipyard.",
    "Huldane purchased tram motors.",
    "The talks were abandoned on Monday.",
]


@pytest.fixture(scope="module")
def lexicon(embedder) -> Lexicon:
    return Lexicon.learn(SENTENCES, embedder.embed)


def test_the_rarer_a_word_the_more_it_tells(lexicon):
    assert lexicon.sentences == len(SENTENCES)
    assert 0 < lexicon.rarity("bought") < lexicon.rarity("motor") < lexicon.rarity("neverseen")


def test_a_word_is_known_in_any_form(lexicon):
    assert lexicon.knows("factory")
    assert lexicon.knows("factories")
    assert not lexicon.knows("robotaxi")


def test_likeness_tells_synonyms_from_strangers(lexicon, embedder):
    likeness = lexicon.likeness(
        ["bought", "motor", "cancelled"], ["purchased", "motors", "abandoned"], embedder.embed
    )
    assert likeness.shape == (3, 3)
    assert likeness.dtype == np.float32
    assert (likeness >= 0).all()
    assert (likeness <= 1).all()
    assert likeness[1, 1] == 1  # one stem
    assert likeness[0].argmax() == 0
    assert likeness[2].argmax() == 2
    assert likeness[0, 0] > likeness[0, 1]


def test_nothing_is_like_nothing(lexicon, embedder):
    assert lexicon.likeness([], ["motors"], embedder.embed).shape == (0, 1)
    assert lexicon.likeness(["motors"], [], embedder.embed).shape == (1, 0)


def test_a_lexicon_without_sentences(embedder, tmp_path):
    empty = Lexicon.learn([], embedder.embed)
    assert empty.rarity("anything") > 0
    assert not empty.knows("anything")
    empty.save(tmp_path)
    assert Lexicon.load(tmp_path).rows == {}


def test_what_is_saved_is_read_back(lexicon, embedder, tmp_path):
    lexicon.save(tmp_path)
    again = Lexicon.load(tmp_path)
    assert (again.sentences, again.counts, again.rows) == (lexicon.sentences, lexicon.counts, lexicon.rows)
    asked, others = ["bought", "unseenword"], ["purchased", "talks"]
    assert np.array_equal(
        again.likeness(asked, others, embedder.embed), lexicon.likeness(asked, others, embedder.embed)
    )


def test_files_that_do_not_belong_together_are_refused(lexicon, tmp_path):
    lexicon.save(tmp_path)
    facts = json.loads((tmp_path / "lexicon.json").read_text())
    facts["words"].append("stray")
    (tmp_path / "lexicon.json").write_text(json.dumps(facts))
    with pytest.raises(ValueError, match="belong together"):
        Lexicon.load(tmp_path)
