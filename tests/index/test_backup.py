"""An index as one file and back, and from one embedding model to another."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from tieup.corpus import StoreDamaged, StoreError, StoreMismatch
from tieup.index import Store

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def opened(settings, embedder):
    return {"settings": settings, "embedder": embedder}


@pytest.fixture
def filled(store, news) -> Store:
    store.add(news)
    return store


def contents(store: Store):
    return [(info, store.article(info.id), store.passages(info.id)) for info in store.articles()]


def test_a_backup_holds_everything(filled, tmp_path, opened):
    before, found = contents(filled), filled.search("copper ore")
    size = filled.backup(tmp_path / "one.tieup")
    assert size == (tmp_path / "one.tieup").stat().st_size
    with Store.restore(tmp_path / "one.tieup", tmp_path / "elsewhere", **opened) as copy:
        assert contents(copy) == before
        assert copy.search("copper ore") == found
        assert copy.check() == []
        copy.remove("ore.md")
    assert contents(filled) == before
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"one.tieup", "elsewhere", "index", "news"}


def test_a_backup_holds_what_people_wrote_beside_the_index(filled, tmp_path, opened):
    (filled.folder / "corrections.jsonl").write_text('{"field": "type"}\n')
    (filled.folder / "aliases.txt").write_text("Ore & Co = Ore\n")
    filled.backup(tmp_path / "one.tieup")
    Store.restore(tmp_path / "one.tieup", tmp_path / "elsewhere", **opened).close()
    assert (tmp_path / "elsewhere" / "corrections.jsonl").read_text() == '{"field": "type"}\n'
    assert (tmp_path / "elsewhere" / "aliases.txt").read_text() == "Ore & Co = Ore\n"
    with Store.open(tmp_path / "elsewhere", **opened) as again:
        again.backup(tmp_path / "two.tieup")
    (filled.folder / "aliases.txt").write_text("changed since\n")
    Store.restore(tmp_path / "two.tieup", filled.folder, replace=True, **opened).close()
    assert (filled.folder / "aliases.txt").read_text() == "Ore & Co = Ore\n"


def test_a_backup_is_of_one_state_while_a_writer_works(filled, tmp_path, opened):
    code = "import sys; from tieup.index import Store\nwith Store.open(sys.argv[1]) as s: s.remove('ore.md')"
    with filled.reading():
        subprocess.run([sys.executable, "-c", code, str(filled.folder)], check=True)
        filled.backup(tmp_path / "one.tieup")
    with Store.restore(tmp_path / "one.tieup", tmp_path / "elsewhere", **opened) as copy:
        assert len(copy.articles()) == 3
        assert copy.check() == []


def test_an_index_is_replaced_only_when_told(filled, tmp_path, news, write, opened):
    filled.backup(tmp_path / "one.tieup")
    filled.remove("ore.md")
    write("late.md", "Talbex opens a mine", "Talbex opened a mine near Kiruna.")
    filled.add(news / "late.md")
    stale = max(passage.id for info in filled.articles() for passage in filled.passages(info.id))
    generation = filled.generation
    with pytest.raises(StoreError, match="--replace"):
        Store.restore(tmp_path / "one.tieup", filled.folder, **opened)
    assert filled.generation == generation
    with Store.restore(tmp_path / "one.tieup", filled.folder, replace=True, **opened) as store:
        assert [info.title.split()[0] for info in store.articles()] == ["Norvik", "Ostrava", "Quillon"]
        assert store.check() == []
        store.add(news / "late.md")
        assert min(p.id for p in store.passages(store._resolve("late.md")[0])) > stale
        assert store.generation > generation
    # A reader that was open all the time sees the same.
    assert any("Kiruna" in hit.passage.text for hit in filled.search("mine near Kiruna"))


def test_backups_that_cannot_be_used(filled, tmp_path, opened):
    target = tmp_path / "elsewhere"
    with pytest.raises(StoreError, match="no backup at"):
        Store.restore(tmp_path / "none", target, **opened)
    (tmp_path / "notes").write_text("notes to self, " * 100)
    with pytest.raises(StoreDamaged, match="no sound backup"):
        Store.restore(tmp_path / "notes", target, **opened)
    with pytest.raises(StoreError, match="no backup of Tieup"):
        filled.backup(tmp_path / "notes")
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(StoreMismatch, match="another program"):
        Store.restore(tmp_path / "other", target, **opened)
    with pytest.raises(StoreError, match="another place"):
        filled.backup(tmp_path / "no" / "such" / "folder")
    filled.backup(tmp_path / "one.tieup")
    whole = (tmp_path / "one.tieup").read_bytes()
    (tmp_path / "one.tieup").write_bytes(whole[:8192] + bytes(4096) + whole[12288 : len(whole) // 2])
    with pytest.raises(StoreDamaged, match="take another"):
        Store.restore(tmp_path / "one.tieup", target, **opened)
    assert not target.exists()


def test_another_model_is_named_and_changed_to(filled, settings, embedder, hasher):
    filled.close()
    with pytest.raises(StoreMismatch, match="--reembed"):
        Store.open(filled.folder, settings=settings, embedder=hasher)
    (found,) = Store.reembed(filled.folder, settings=settings, embedder=hasher)
    assert embedder.name in found
    with Store.open(filled.folder, settings=settings, embedder=hasher) as store:
        assert store.check() == []
        assert store.passage_vectors([1]).shape == (1, hasher.dimension)
        assert "copper" in store.search("copper ore for six years", k=1)[0].passage.text
        with store._core.catalogue.reading() as connection:
            assert [row[0] for row in connection.execute("SELECT DISTINCT model FROM embeddings")] == [
                hasher.name
            ]
    done = hasher.texts
    assert Store.reembed(filled.folder, settings=settings, embedder=hasher) == []
    assert hasher.texts == done
    # Whoever had it open with the old model must not mix the two.
    with pytest.raises(StoreMismatch, match="--reembed"):
        filled.search("copper ore")


def test_articles_cut_by_other_rules_are_cut_anew(filled, settings, embedder):
    with filled._core.catalogue.writing() as connection:
        connection.execute("UPDATE articles SET chunker = 0 WHERE file_name = 'ore.md'")
    (found,) = Store.reembed(filled.folder, settings=settings, embedder=embedder)
    assert "1 articles" in found
    assert filled.check() == []


REEMBED = """
import sys, time
from pathlib import Path
from tieup.index import Store
class Slow:
    name, dimension = "word-hasher (1)", 48
    def embed(self, texts):
        import numpy as np
        print("embedding", flush=True)
        time.sleep(0.3)
        return np.eye(self.dimension, dtype=np.float32)[[len(text) % 48 for text in texts]]
Store.reembed(sys.argv[1], embedder=Slow())
"""


def test_killed_while_changing_models(store, news, write, settings, embedder, hasher):
    """The index stays what it was, and the change goes on from where it was."""
    for n in range(70):
        write(f"n{n}.md", f"Firm {n} signs", f"Firm {n} signed a contract with Talbex on line {n}.")
    store.add(news)
    worker = subprocess.Popen([sys.executable, "-c", REEMBED, str(store.folder)], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    worker.stdout.readline()
    worker.stdout.readline()
    time.sleep(0.1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    with Store.open(store.folder, settings=settings, embedder=embedder) as again:
        assert again.check() == []
        assert again.search("contract with Talbex")
    Store.reembed(store.folder, settings=settings, embedder=hasher)
    assert hasher.texts < store.stats()["passages"] + store.stats()["sentences"]
    with Store.open(store.folder, settings=settings, embedder=hasher) as again:
        assert again.check() == []
