"""Whatever happens to the files, the index opens or says what to run, and never shows a wrong text."""

import json
import os
import sqlite3
from pathlib import Path

import pytest
from tieup.corpus import StoreDamaged, StoreError, TieupError
from tieup.index import Store
from tieup.index.generations import sealed

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def filled(store, news) -> Store:
    store.add(news)
    return store


def reopened(store: Store, settings, embedder) -> Store:
    store.close()
    return Store.open(store.folder, settings=settings, embedder=embedder)


def vector_file(store: Store) -> Path:
    (path,) = store.folder.glob("vectors-*.faiss")
    return path


def flip(path: Path, place: float = 0.5) -> None:
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * place))
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 0xFF]))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("harm", [flip, truncate, Path.unlink])
def test_damaged_vectors_are_named_and_repaired(filled, settings, embedder, harm):
    before = filled.search("copper ore for the smelter")
    harm(vector_file(filled))
    store = reopened(filled, settings, embedder)
    for act in (lambda: store.search("ore"), lambda: store.remove("ore.md")):
        with pytest.raises(StoreDamaged, match="tieup doctor --repair") as caught:
            act()
        assert "\n" not in str(caught.value)
    assert [problem.fixable for problem in store.check()] == [True]
    assert store.repair() == []
    assert store.search("copper ore for the smelter") == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"generation": 1}', "file: ../../etc"])
def test_a_damaged_manifest(filled, settings, embedder, text):
    (filled.folder / "manifest.json").write_text(text)
    store = reopened(filled, settings, embedder)
    with pytest.raises(StoreDamaged, match="repair"):
        store.search("ore")
    assert store.repair() == []


def test_a_manifest_that_names_a_file_elsewhere(filled, settings, embedder, tmp_path):
    path = filled.folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["segments"][0]["file"] = f"../{tmp_path.name}/x.faiss"
    for written, said in ((manifest, "altered"), (sealed(manifest), "outside")):
        path.write_text(json.dumps(written))
        with pytest.raises(StoreDamaged, match=said):
            reopened(filled, settings, embedder).search("ore")


def test_a_lost_manifest_is_written_again(filled, settings, embedder):
    (filled.folder / "manifest.json").unlink()
    store = reopened(filled, settings, embedder)
    assert store.search("ore")
    assert store.check() == []


def test_a_lost_catalogue(filled, settings, embedder):
    filled.close()
    for path in filled.folder.glob("catalogue.sqlite*"):
        path.unlink()
    for create in (False, True):
        with pytest.raises(StoreDamaged, match="backup"):
            Store.open(filled.folder, create=create, settings=settings, embedder=embedder)


def test_a_file_that_is_no_catalogue(tmp_path, settings):
    (tmp_path / "catalogue.sqlite").write_text("notes to self, " * 100)
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, create=True, settings=settings)


def test_a_catalogue_that_was_only_begun(tmp_path, settings, embedder, news):
    (tmp_path / "catalogue.sqlite").touch()
    with Store.open(tmp_path, create=True, settings=settings, embedder=embedder) as store:
        assert store.add(news).added == 3


def test_an_altered_text_is_never_quoted(filled, settings, embedder):
    with sqlite3.connect(filled.folder / "catalogue.sqlite") as connection:
        connection.execute("UPDATE articles SET text = replace(text, 'six years', 'ten years')")
    connection.close()
    store = reopened(filled, settings, embedder)
    with pytest.raises(StoreDamaged, match="altered"):
        store.search("How long will Norvik ship copper ore?")
    assert any("altered" in problem.what for problem in store.check())


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("DELETE FROM keywords WHERE rowid = 2", "keywords"),
        ("UPDATE keywords SET body = 'other' WHERE rowid = 2", "keywords"),
        ('UPDATE passages SET "end" = "end" + 100000 WHERE id = 2', "outside"),
        ("UPDATE sentences SET start = 0 WHERE id = 3", "outside its passage"),
        ("UPDATE sentences SET zone = 'quotation' WHERE id = 3", "outside the editorial"),
        ('UPDATE passages SET "end" = "end" - 1 WHERE id = 2', "passage 2 does not slice"),
        ("UPDATE sentences SET start = start + 1 WHERE id = 3", "sentence 3 does not slice"),
        ("DELETE FROM sentences WHERE id = 1", "no sentence"),
        ("UPDATE articles SET title = 'Norvik buys Talbex' WHERE file_name = 'ore.md'", "title"),
        ("UPDATE articles SET published = '2018-03-04' WHERE file_name = 'ore.md'", "known of it"),
        ("UPDATE articles SET zones = replace(zones, ', 0, ', ', 3, ')", "zone 1 (metadata) does not slice"),
        ("UPDATE articles SET zones = replace(zones, ', 0, ', ', -3, ')", "lies outside the text"),
        ("UPDATE articles SET zones = '[]'", "goes on after the last zone"),
        ("UPDATE articles SET zones = '[[]]'", "zones were altered"),
        ("UPDATE embeddings SET vector = zeroblob(1536) WHERE id = 1", "unit vectors"),
        ("UPDATE articles SET chunker = 0", "other rules"),
        ("DELETE FROM embeddings WHERE id = 1", "points at a row"),
    ],
)
def test_the_check_finds(filled, settings, embedder, sql, word):
    with sqlite3.connect(filled.folder / "catalogue.sqlite") as connection:
        connection.execute(sql)
    connection.close()
    store = reopened(filled, settings, embedder)
    problems = store.check()
    assert any(word in problem.what for problem in problems), problems
    if all(problem.fixable for problem in problems):
        assert store.repair() == []


def test_vectors_of_another_history_are_not_used(filled, settings, embedder, news, write, tmp_path):
    """A restored backup counts generations and ids anew: the old file's ids would be others' now."""
    filled.close()
    backup = (filled.folder / "catalogue.sqlite").read_bytes()
    store = Store.open(filled.folder, settings=settings, embedder=embedder)
    write("later.md", "Pellworm buys a wind farm", "Pellworm bought a wind farm off Jutland.")
    store.add(news)
    store.close()
    (filled.folder / "catalogue.sqlite").write_bytes(backup)
    (news / "later.md").unlink()
    write("other.md", "Marrowgate closes a depot", "Marrowgate closed its depot in Porto.")
    store = Store.open(filled.folder, settings=settings, embedder=embedder)
    store.add(news)
    best = store.search("Marrowgate depot Porto")[0]
    assert "Porto" in best.passage.text
    assert store.check() == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE passages SET start = 1.5",
        "UPDATE passages SET zone = 'nowhere'",
        "UPDATE articles SET zones = '{'",
        "UPDATE sentences SET start = 'x'",
        "UPDATE embeddings SET vector = x'00'",
    ],
)
def test_rows_that_make_no_sense_are_named(filled, settings, embedder, sql):
    with sqlite3.connect(filled.folder / "catalogue.sqlite") as connection:
        connection.execute(sql)
    connection.close()
    store = reopened(filled, settings, embedder)
    for act in (lambda: store.search("ore"), lambda: list(store.sentences()), store.check, store.repair):
        try:
            act()
        except StoreDamaged as error:
            assert "doctor" in str(error) or "backup" in str(error)


def test_a_zone_that_makes_no_sense_is_told_by_the_check(filled):
    with filled._core.catalogue.writing() as connection:
        connection.execute("UPDATE articles SET zones = '{' WHERE file_name = 'ore.md'")
    assert any("zones" in problem.what for problem in filled.check())


def test_every_error_here_is_ours(tmp_path, settings):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(TieupError, match="index"):
        Store.open(tmp_path / "file" / "index", create=True, settings=settings)


def test_a_catalogue_deleted_while_open_does_not_come_back_empty(filled, settings, embedder):
    path = filled.folder / "catalogue.sqlite"
    filled.close()
    path.unlink()
    with pytest.raises(StoreError, match="catalogue"):
        filled.articles()
    assert not path.exists()
