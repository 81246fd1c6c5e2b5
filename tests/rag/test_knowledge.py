"""What is known of the corpus: kept beside the catalogue, learnt anew when damaged or outdated."""

import json
import os
import shutil

import numpy as np
import pytest
from tieup import Assistant
from tieup.rag import knowledge_of

ONE = "Pellworm bought 40 vans from Quillon in May 2018. Quillon builds vans in Lyon."


VANS = f"---\ntitle: Vans for Pellworm\npublisher: Harbour Post\npublished: 2018-05\n---\n\n{ONE}\n"


@pytest.fixture(scope="module")
def shared(open_index):
    return open_index({"one.md": VANS})


@pytest.fixture
def folder(shared):
    """The folder in which the knowledge of the index lies, whole before each test."""
    parent = shared.store.folder / "knowledge"
    shutil.rmtree(parent, ignore_errors=True)
    knowledge_of(shared.store)
    (folder,) = parent.iterdir()
    return folder


def same(one, other):
    known = [(item.generation, item.articles, item.names.to_dict()) for item in (one, other)]
    words = [(item.lexicon.counts, item.lexicon.rows) for item in (one, other)]
    return (
        known[0] == known[1]
        and words[0] == words[1]
        and np.array_equal(one.lexicon.vectors, other.lexicon.vectors)
    )


def test_what_is_known(shared):
    known = knowledge_of(shared.store)
    assert known.generation == shared.store.generation
    assert known.publishers == ("Harbour Post",)
    assert known.years == ("2018", "2018")
    assert list(known.titles.values()) == ["Vans for Pellworm"]
    assert {"Pellworm", "Quillon"} <= {name.name for name in known.names.names}
    assert known.lexicon.knows("vans")
    assert known.lexicon.sentences == 3  # the title among them


def test_it_is_read_back_and_not_learnt_again(shared, folder):
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert same(knowledge_of(shared.store), knowledge_of(shared.store))
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    names = json.loads((folder / "names.json").read_text())
    names["names"].append(["Sandrix", "company", ["Sandrix"], 1, None])
    (folder / "names.json").write_text(json.dumps(names))
    assert "Sandrix" in knowledge_of(shared.store).names.by_name  # it was read


@pytest.mark.parametrize("name", ["names.json", "lexicon.json", "lexicon.npy"])
@pytest.mark.parametrize(
    "damage", [None, b"", b"\x00", b"null", b"[]", b"{}", b"7", b'{"names": 5}', "half", "garbage"]
)
def test_damage_is_mended(shared, folder, name, damage):
    whole = knowledge_of(shared.store)
    path = folder / name
    sound = path.read_bytes()
    path.unlink()  # not written over: `whole` is still mapped to it
    if damage is not None:
        garbage = bytes(range(256))
        path.write_bytes({"half": sound[: len(sound) // 2], "garbage": garbage}.get(damage, damage))
    assert same(knowledge_of(shared.store), whole)
    assert path.read_bytes() == sound  # put right on disk too
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_file_in_the_place_of_the_folder_is_no_harm(shared, folder):
    whole = knowledge_of(shared.store)
    shutil.rmtree(folder.parent)
    folder.parent.write_text("in the way")
    assert same(knowledge_of(shared.store), whole)
    folder.parent.unlink()


def test_it_follows_the_index(open_index, tmp_path):
    assistant = open_index({"one.md": ONE})
    before = assistant.knowledge()
    assert "Talbex" not in before.names.by_name
    more = tmp_path / "two.md"
    more.write_text("Talbex, the carmaker, sold 12 trams to Marrowgate. Talbex shares rose.\n")
    assistant.store.add(more)
    after = assistant.knowledge()
    assert "Talbex" in after.names.by_name
    assert after.lexicon.knows("trams")
    assert after.generation > before.generation
    assert len(list((assistant.store.folder / "knowledge").iterdir())) == 1  # the old one is cleared away


def test_notice_is_told_of_learning_only(open_index):
    told = []
    assistant = open_index({"one.md": ONE, "two.md": "Talbex sold trams to Marrowgate."})
    Assistant(assistant.store, told.append).knowledge()
    assert told == ["Learning the names and words of 2 articles..."]
    Assistant(assistant.store, told.append).knowledge()
    assert len(told) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_index_answers(open_index):
    store = open_index({"one.md": ONE}).store
    store.folder.chmod(0o555)
    try:
        answer = Assistant(store).ask("How many vans did Pellworm buy?")
    finally:
        store.folder.chmod(0o755)
    assert "40 vans" in answer.text
    assert not (store.folder / "knowledge").exists()
