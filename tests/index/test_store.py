"""What goes in comes out, once, and what is taken out is gone."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tieup.corpus import CorpusError, StoreBusy, StoreError, StoreMismatch, StoreMissing
from tieup.index import Filters, Progress, Store
from tieup.index.lock import writer_lock

pytestmark = pytest.mark.usefixtures("three")


def titles(store: Store) -> list[str]:
    return [info.title.split()[0] for info in store.articles()]


def test_round_trip(store, news):
    receipt = store.add(news)
    assert (receipt.added, receipt.changed, receipt.unchanged, receipt.removed) == (3, 0, 0, 0)
    assert receipt.passages == store.stats()["passages"] > 3
    assert receipt.generation == store.generation == 1
    assert titles(store) == ["Norvik", "Ostrava", "Quillon"]
    ore = store.articles()[0]
    article = store.article(ore.id)
    assert article.text == (news / "ore.md").read_text(encoding="utf-8")
    assert (ore.publisher, ore.published, ore.path) == ("Harbour Post", "2019-03-04", str(news / "ore.md"))
    for passage in store.passages(ore.id):
        assert passage.text == article.text[passage.start : passage.end]
        assert passage == store.passage(passage.id)
    assert store.check() == []


def test_the_stored_article_is_the_one_read(store, news):
    from tieup.corpus import read_articles

    store.add(news)
    for article in read_articles(news):
        assert store.article(article.id) == article


def test_sentences_are_slices_with_vectors(store, news, embedder):
    store.add(news)
    sentences = list(store.sentences())
    assert len(sentences) == store.stats()["sentences"]
    for sentence in sentences:
        assert store.article(sentence.article_id).text[sentence.start : sentence.end] == sentence.text
    vectors = store.sentence_vectors([sentence.id for sentence in sentences])
    assert np.abs(vectors - embedder.embed([sentence.text for sentence in sentences])).max() < 1e-5
    wanted = [sentences[-1].passage_id, sentences[0].passage_id, 999]
    found = store.sentences_of(wanted)
    assert [s.passage_id for s in found] == sorted((s.passage_id for s in found), key=wanted.index)
    assert {s.passage_id for s in found} == set(wanted[:2])


def test_adding_twice_changes_nothing(store, news):
    first = store.add(news)
    before = store.passages(store.articles()[0].id)
    again = store.add([news, news / "ore.md"])
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert again.generation == first.generation
    assert store.passages(store.articles()[0].id) == before


def test_a_changed_article_replaces_its_passages(store, news, write):
    store.add(news)
    old = next(info for info in store.articles() if info.title.startswith("Norvik"))
    stale = {passage.id for passage in store.passages(old.id)}
    write("ore.md", "Norvik and Talbex agree on ore shipments", "Norvik now ships zinc to Talbex.")
    receipt = store.add(news)
    assert (receipt.added, receipt.changed, receipt.unchanged) == (0, 1, 2)
    assert receipt.passages_removed == len(stale)
    assert "zinc" in store.article(old.id).text
    fresh = {passage.id for passage in store.passages(old.id)}
    assert min(fresh) > max(stale)
    assert all("copper" not in hit.passage.text for hit in store.search("copper ore Norvik"))
    with pytest.raises(StoreError, match="no passage"):
        store.passage(min(stale))
    assert store.check() == []


@pytest.mark.parametrize("how", ["id", "path", "file name", "resolved path"])
def test_remove(store, news, how, monkeypatch):
    monkeypatch.chdir(news.parent)
    store.add("news")
    info = store.articles()[0]
    name = {"id": info.id, "path": info.path, "file name": "ore.md", "resolved path": str(news / "ore.md")}
    receipt = store.remove(name[how])
    assert (receipt.removed, receipt.generation) == (1, 2)
    assert receipt.passages_removed == info.passages
    assert titles(store) == ["Ostrava", "Quillon"]
    assert all(hit.passage.article_id != info.id for hit in store.search("Norvik ore Talbex smelter"))
    assert store.check() == []


def test_removing_the_unknown_removes_nothing(store, news):
    store.add(news)
    with pytest.raises(StoreError, match=r"tin\.md"):
        store.remove(["ore.md", "tin.md"])
    assert store.stats()["articles"] == 3


def test_removing_a_name_that_two_files_have(store, news):
    (news / "more").mkdir()
    (news / "more" / "ore.md").write_text("Ore ships again from Narvik, said Talbex.")
    store.add(news)
    with pytest.raises(StoreError, match="several"):
        store.remove("ore.md")


def test_vectors_of_removed_text_go_too(store, news):
    store.add(news)
    store.remove([info.id for info in store.articles()])
    with store._core.catalogue.reading() as connection:
        assert connection.execute("SELECT count(*) FROM embeddings").fetchone()[0] == 0
    assert store.search("anything") == []
    assert store.check() == []


def test_a_moved_file_embeds_nothing(store, news, tmp_path, settings, embedder):
    store.add(news)
    (news / "ore.md").rename(news / "copper.md")

    class Refusing:
        name, dimension = embedder.name, embedder.dimension

        def embed(self, texts):
            assert not texts
            return embedder.embed(texts)

    with Store.open(store.folder, settings=settings, embedder=Refusing()) as other:
        receipt = other.sync(news)
    assert (receipt.added, receipt.unchanged, receipt.removed) == (1, 2, 1)
    assert store.check() == []


def test_sync_shows_first_and_then_does(store, news, write):
    store.add(news)
    write("buses.md", "Quillon drops the buses", "Quillon has left the venture.")
    write("new.md", "Talbex opens a mine", "Talbex opened a mine near Kiruna.")
    (news / "cloud.md").unlink()
    shown = store.sync(news, dry_run=True)
    assert (shown.added, shown.changed, shown.unchanged, shown.removed) == (1, 1, 1, 1)
    assert {(c.what, Path(c.path).name) for c in shown.changes} == {
        ("added", "new.md"),
        ("changed", "buses.md"),
        ("removed", "cloud.md"),
    }
    assert shown.generation == store.generation == 1
    assert titles(store) == ["Norvik", "Ostrava", "Quillon"]
    done = store.sync(news)
    assert done.changes == shown.changes
    assert titles(store) == ["Norvik", "Quillon", "Talbex"]
    assert store.check() == []


def test_sync_leaves_other_folders_alone(store, news, tmp_path):
    elsewhere = tmp_path / "newspapers"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("Pellworm rents out servers in Bremen, its chief executive said.")
    store.add([news, elsewhere])
    (news / "ore.md").unlink()
    assert store.sync(news).removed == 1
    assert store.stats()["articles"] == 3


def test_sync_with_an_empty_folder_takes_nothing_out(store, news):
    store.add(news)
    for path in news.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="no articles found in"):
        store.sync(news)
    assert store.stats()["articles"] == 3


def test_a_file_that_became_unreadable_keeps_its_article(store, news):
    store.add(news)
    (news / "ore.md").write_text("---\n---\n")
    receipt = store.sync(news)
    assert (receipt.removed, len(receipt.rejected)) == (0, 1)
    assert titles(store) == ["Norvik", "Ostrava", "Quillon"]
    assert ["ore.md" in problem.what for problem in store.check()] == [True]


def test_a_bad_file_is_quarantined_until_it_is_good(store, news):
    bad = news / "bad.md"
    bad.write_bytes(b"")
    receipt = store.add(news)
    assert (receipt.added, [Path(r.path).name for r in receipt.rejected]) == (3, ["bad.md"])
    assert [entry["path"] for entry in store.stats()["quarantined"]] == [str(bad)]
    bad.write_text("Talbex and Norvik have extended the contract by two years.")
    assert store.add(news).added == 1
    assert store.stats()["quarantined"] == []


def test_progress_is_told(store, news, tmp_path):
    lines = [json.dumps({"title": f"Deal {n}", "text": f"Firm {n} signed with Talbex."}) for n in range(40)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n")
    seen: list[Progress] = []
    receipt = store.add([news, tmp_path / "many.jsonl"], progress=seen.append)
    assert [(step.done, step.total) for step in seen] == [(32, 43), (43, 43)]
    assert seen[-1].passages == receipt.passages
    assert seen[0].rate > 0
    assert seen[0].seconds_left == pytest.approx(11 / seen[0].rate)
    assert seen[-1].seconds_left == 0


def test_the_quarantine_is_taken_again(store, news):
    for name in ("bad.md", "worse.md", "gone.md"):
        (news / name).write_bytes(b"")
    store.add(news)
    (news / "bad.md").write_text("Talbex and Norvik have extended the contract by two years.")
    (news / "gone.md").unlink()
    receipt = store.retry()
    assert (receipt.added, receipt.unchanged, len(receipt.rejected)) == (1, 0, 1)
    assert [Path(entry["path"]).name for entry in store.stats()["quarantined"]] == ["worse.md"]
    assert any("Talbex and Norvik have extended" in hit.passage.text for hit in store.search("extended"))


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_nothing_to_add(store, tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=f"{name}") as caught:
        store.add(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_no_index(tmp_path, settings):
    with pytest.raises(StoreMissing, match="no index at"):
        Store.open(tmp_path / "nowhere", settings=settings)
    assert not (tmp_path / "nowhere").exists()


def test_an_index_made_with_another_model(store, news, settings, embedder):
    store.add(news)

    class Other:
        name, dimension, embed = "other-model (0123)", 384, embedder.embed

    with pytest.raises(StoreMismatch, match=r"all-MiniLM-L6-v2.* or unset TIEUP") as caught:
        Store.open(store.folder, settings=settings, embedder=Other())
    assert "\n" not in str(caught.value)


def test_a_newer_format_is_not_touched(store, settings):
    with store._core.catalogue.writing() as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreMismatch, match="format 99"):
        Store.open(store.folder, settings=settings)


def test_one_writer_at_a_time_and_its_name(store, news):
    with writer_lock(store.folder), pytest.raises(StoreBusy, match=r"process \d+") as caught:
        store.add(news)
    assert "since" in str(caught.value)
    assert store.add(news).added == 3


def test_reading_goes_on_while_another_process_writes(store, news, settings):
    """A reader's view holds still within `reading`, and moves on after it."""
    store.add(news)
    code = "import sys; from tieup.index import Store\nwith Store.open(sys.argv[1]) as s: s.remove('ore.md')"
    with store.reading() as generation:
        subprocess.run([sys.executable, "-c", code, str(store.folder)], check=True)
        assert store.generation == generation == 1
        assert any("copper" in hit.passage.text for hit in store.search("copper ore"))
        assert titles(store) == ["Norvik", "Ostrava", "Quillon"]
    assert store.generation == 2
    assert not any("copper" in hit.passage.text for hit in store.search("copper ore"))


def test_records_of_one_file(store, tmp_path):
    lines = [
        {"title": f"Deal {n}", "text": f"Firm {n} signed a contract with Talbex today."} for n in range(3)
    ]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert store.add(path).added == 3
    assert len(store.search("contract", filters=Filters(articles=("many.jsonl",)))) > 0
    assert store.remove("many.jsonl").removed == 3


def test_threads_read_while_one_writes(store, news, write):
    """No error, and never a text that is not its article's."""
    for n in range(40):
        write(f"n{n}.md", f"Firm {n} signs", f"Firm {n} signed a contract with Talbex on line {n}.")
    store.add(news)
    stop = threading.Event()

    def read() -> int:
        rounds = 0
        while not stop.is_set() or rounds == 0:
            with store.reading() as generation:
                for hit in store.search("contract with Talbex", k=20):
                    article = store.article(hit.passage.article_id)
                    assert article.text[hit.passage.start : hit.passage.end] == hit.passage.text
                    assert store.sentences_of([hit.passage.id])
                assert store.generation == generation
            rounds += 1
        return rounds

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for n in range(0, 40, 4):
            (news / f"n{n}.md").unlink()
            write(f"n{n + 1}.md", f"Firm {n + 1} signs", f"Firm {n + 1} left the contract.")
            store.sync(news)
        stop.set()
        assert all(reader.result() > 0 for reader in readers)
    assert store.check() == []


def test_a_reading_ended_by_another_thread_is_not_taken_up_again(store, news):
    """A generator may be begun by one thread of a server and ended by another."""
    store.add(news)
    held = store.reading()
    assert held.__enter__() == 1
    with ThreadPoolExecutor(1) as pool:
        pool.submit(held.__exit__, None, None, None).result()
    store.remove("ore.md")
    assert store.generation == 2
    assert len(store.articles()) == 2
