"""Vectors in segments: what is on disk is written once, and a fast index hardly misses anything."""

import json
from pathlib import Path

import numpy as np
import pytest
from tieup.corpus import StoreDamaged, StoreError
from tieup.index import Filters, Store
from tieup.index.generations import load_vectors, save_vectors
from tieup.index.segments import Segment, build_fast
from tieup.index.vectors import VectorIndex

DIMENSION = 128


def clustered(count: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(40, DIMENSION))
    vectors = centres[rng.integers(0, 40, count)] + rng.normal(size=(count, DIMENSION))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def table():
    return clustered(40_001)


@pytest.fixture(scope="module")
def large(table):
    """40,000 vectors, with a fast index over them."""
    plain = VectorIndex.of(np.arange(1, 40_001), table[1:], DIMENSION)
    return plain, plain.with_fast(lambda segment: build_fast(segment, clustered(50, 1)), 1000)


def files(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("vectors-*")}


def test_a_file_once_written_is_left_alone(tmp_path, table):
    first = VectorIndex.of(np.arange(1, 8001), table[1:8001], DIMENSION)
    saved = save_vectors(tmp_path, (1, "aa"), first.compacted())
    before = files(tmp_path)
    grown = saved.caught_up(np.arange(5, 8011), lambda ids: table[ids])
    saved = save_vectors(tmp_path, (2, "bb"), grown.compacted())
    after = files(tmp_path)
    assert before.items() <= after.items()
    assert len(after) == 2
    assert [len(segment) for segment in saved.segments] == [8000, 10]
    token, loaded = load_vectors(tmp_path, DIMENSION, {})
    assert token == "bb"
    state = loaded.caught_up(np.arange(5, 8011), lambda ids: table[ids])
    fresh = VectorIndex.of(np.arange(5, 8011), table[5:8011], DIMENSION)
    assert state.search(table[0], 20) == fresh.search(table[0], 20)
    assert np.array_equal(state.rows([8010, 5, 700]), table[[8010, 5, 700]])


def test_segments_stay_few_and_dead_vectors_go(table):
    index, ids = VectorIndex.empty(DIMENSION), np.empty(0, np.int64)
    for step in range(60):
        ids = np.append(ids, np.arange(1 + step * 200, 201 + step * 200))
        index = index.caught_up(ids, lambda new: table[new]).compacted()
        assert len(index.segments) <= 5
    survivors = ids[ids % 3 == 0]
    index = index.caught_up(survivors, lambda new: table[new]).compacted()
    assert sum(len(segment) for segment in index.segments) < 2 * len(survivors)
    assert index.compacted().segments == index.segments
    fresh = VectorIndex.of(survivors, table[survivors], DIMENSION)
    assert index.search(table[0], 30) == fresh.search(table[0], 30)
    assert index.caught_up(ids[:0], lambda new: table[new]).compacted().segments == ()


def test_a_fast_index_finds_what_an_exact_one_finds(large):
    plain, fast = large
    assert fast.segments[0].fast.recall >= 0.98
    shares = []
    for question in clustered(100, 7):
        due = {number for number, _ in plain.search(question, 10)}
        found = fast.search(question, 10)
        shares.append(len(due & {number for number, _ in found}) / 10)
        # What is found has its full vector's cosine.
        assert dict(found).items() <= dict(plain.search(question, 500)).items()
    assert np.mean(shares) >= 0.95


def test_filters_hold_in_a_fast_index_and_small_ones_are_exact(large, table):
    plain, fast = large
    question = clustered(1, 8)[0]
    few = np.arange(1, 40_001, 3)
    assert fast.search(question, 50, few) == plain.search(question, 50, few)
    many = np.setdiff1d(plain.ids, [number for number, _ in plain.search(question, 5)])
    assert {number for number, _ in fast.search(question, 50, many)} <= {*many.tolist()}
    gone = fast.caught_up(many, lambda ids: table[ids])
    assert {number for number, _ in gone.search(question, 50)} <= {*many.tolist()}


def test_a_fast_index_is_kept_and_read_again(tmp_path, large):
    _, fast = large
    save_vectors(tmp_path, (1, "aa"), fast)
    before = files(tmp_path)
    saved = save_vectors(tmp_path, (2, "bb"), load_vectors(tmp_path, DIMENSION, {})[1])
    assert files(tmp_path) == before
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["tier"] == "fast"
    assert manifest["segments"][0]["fast"]["recall"] == fast.segments[0].fast.recall
    question = clustered(1, 8)[0]
    assert saved.search(question, 10) == fast.search(question, 10)
    exact = save_vectors(tmp_path, (3, "cc"), saved.with_fast(lambda _: pytest.fail("built"), None))
    assert exact.segments[0].fast is None
    assert [name.split(".")[1] for name in files(tmp_path)] == ["faiss"]


def test_a_damaged_fast_index_is_named(tmp_path, large):
    save_vectors(tmp_path, (1, "aa"), large[1])
    (path,) = tmp_path.glob("*.fast")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(StoreDamaged, match="altered"):
        load_vectors(tmp_path, DIMENSION, {})


def test_a_large_file_is_not_read_whole(tmp_path):
    """Its vectors are pages of the file, so that opening costs nothing."""
    count, dimension = 30_000, 384
    vectors = np.random.default_rng(0).normal(size=(count, dimension)).astype(np.float32)
    Segment.of(np.arange(count), vectors, dimension).write(tmp_path / "large.faiss")
    segment = Segment.read(tmp_path / "large.faiss", None)
    place = segment.matrix.__array_interface__["data"][0]
    with Path("/proc/self/maps").open() as maps:
        ranges = [line.split()[0].split("-") for line in maps if "large.faiss" in line]
    assert any(int(first, 16) <= place < int(last, 16) for first, last in ranges)
    assert np.array_equal(segment.matrix[[0, 77, count - 1]], vectors[[0, 77, count - 1]])


def test_single_vectors_are_read_without_keeping_pages(tmp_path):
    vectors = np.random.default_rng(0).normal(size=(60_000, 384)).astype(np.float32)
    Segment.of(np.arange(60_000), vectors, 384).write(tmp_path / "large.faiss")
    segment = Segment.read(tmp_path / "large.faiss", None)
    rows = np.arange(0, 60_000, 100)
    before = resident()
    assert np.array_equal(segment.vectors_at(rows), vectors[rows])
    assert resident() - before < 20_000  # as pages they would be the whole file, 92 MB
    assert np.array_equal(segment.with_fast(None).vectors_at(rows[:3]), vectors[rows[:3]])


def resident() -> int:
    """Kilobytes of memory that this process holds."""
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1])


def test_long_segments_are_not_joined_and_searched_as_one(table):
    index, ids = VectorIndex.empty(DIMENSION), np.arange(1, 40_001)
    for end in (20_000, 32_000, 40_000):
        index = index.caught_up(ids[:end], lambda new: table[new]).compacted(largest=25_000)
    assert [len(segment) for segment in index.segments] == [20_000, 20_000]
    measured = clustered(20, 1)
    fast = index.with_fast(lambda segment: build_fast(segment, measured), 1000)
    shares = []
    for question in clustered(40, 7):
        due = index.search(question, 10)
        assert due == VectorIndex.of(ids, table[1:], DIMENSION).search(question, 10)
        shares.append(len({*due} & {*fast.search(question, 10)}) / 10)
    assert np.mean(shares) >= 0.95


@pytest.mark.usefixtures("three")
def test_the_tier_is_chosen_and_told(store, news, settings, embedder):
    store.add(news)
    assert (store.stats()["tier"], store.stats()["recall"]) == ("exact", 1.0)
    with pytest.raises(StoreError, match="no tier"):
        store.set_tier("magic")
    store.set_tier("fast")  # too few vectors to build anything over
    found = store.search("copper ore")
    with Store.open(store.folder, settings=settings, embedder=embedder) as other:
        assert other.search("copper ore", filters=Filters()) == found
        assert other.check() == []


def test_a_fast_index_of_a_store(tmp_path, settings, hasher):
    texts = (f"Firm {n} signed with bank {n * 7}." for n in range(1100))
    lines = [json.dumps({"title": f"Deal {n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    with Store.open(tmp_path / "i", create=True, settings=settings, embedder=hasher) as store:
        store.add(tmp_path / "many.jsonl")
        exact = store.search("Firm 123 and bank 861", k=5)
        store.set_tier("fast")
        assert store.stats()["tier"] == "fast"
        assert 0.9 <= store.stats()["recall"] <= 1
        assert store.search("Firm 123 and bank 861", k=5)[0].passage == exact[0].passage
        assert store.check() == []
        store.set_tier("exact")
        assert store.search("Firm 123 and bank 861", k=5) == exact
