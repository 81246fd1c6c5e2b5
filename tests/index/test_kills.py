"""Killed, damaged, or out of space: the index opens or says what to run, and shows no wrong text.

`make kills` runs it with TIEUP_KILLS=300 and leaves counts in reports/kills.json.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tieup.corpus import Article, StoreError, TieupError, read_articles
from tieup.index import Store

KILLS = int(os.environ.get("TIEUP_KILLS", "12"))
WORDS_TO_RUN = ("tieup doctor", "backup", "delete the folder", "check the disk", "add its file again")

WORK = """
import random, sys, zlib
from pathlib import Path
import numpy as np
from tieup.index import Store
place, news, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])

class Hasher:
    name, dimension = "word-hasher (1)", 48
    def embed(self, texts):
        vectors = np.zeros((len(texts), 48), np.float32)
        for row, text in enumerate(texts):
            for word in [*text.casefold().split(), ""]:
                vectors[row, zlib.crc32(word.encode()) % 48] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

rng = random.Random(seed)
def told(store):
    print(store.generation, *sorted(info.id for info in store.articles()), flush=True)
with Store.open(place, create=True, embedder=Hasher()) as store:
    told(store)
    while True:
        acts = ["sync", "change", "remove", "tier", "backup", "repair"] if store.generation else ["sync"]
        act = rng.choice(acts)
        if act == "change":
            for path in rng.sample(sorted(news.glob("*.md")), 20):
                fresh = news.parent / "fresh"
                fresh.write_text(path.read_text() + "\\nIt was said again.\\n")
                fresh.replace(path)  # articles must be whole, whoever is killed
        if act in ("sync", "change"):
            store.sync(news)
        elif act == "remove":
            for info in rng.sample(store.articles(), min(5, len(store.articles()))):
                store.remove(info.id)
        elif act == "tier":
            store.set_tier(rng.choice(["exact", "auto"]))
        elif act == "backup":
            store.backup(news.parent / "backup.tieup")
        else:
            store.repair()
        told(store)
"""


def killed(place: Path, news: Path, seed: int) -> list[list[str]]:
    """Kill a writer at a random moment; gives what it told after each thing it had finished."""
    rng = random.Random(seed)
    arguments = [sys.executable, "-c", WORK, str(place), str(news), str(seed)]
    worker = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    # A fourth while starting, or taking in everything for the first time; the rest amid the changes.
    first = "".join(worker.stdout.readline() for _ in range(2)) if seed % 4 else ""
    time.sleep(rng.uniform(0, 0.5 if first else 2))
    os.kill(worker.pid, signal.SIGKILL)
    rest, problem = worker.communicate()
    assert "Traceback" not in problem, problem
    lines = (first + rest).splitlines()
    # The last line may be half written.
    return [line.split() for line in lines if line][: None if (first + rest).endswith("\n") else -1]


def shows_only_right_texts(store: Store) -> int:
    hits = store.search("contract with Talbex", k=50)
    for hit in hits:
        text = store.article(hit.passage.article_id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert text.replace("\nIt was said again.\n", "").endswith("with Talbex on line.\n")
    return len(hits)


def damaged(place: Path, copy: Path, opened, rng: random.Random) -> str:
    """What an index does whose file was cut short or had a bit flipped, on a copy."""
    shutil.copytree(place, copy)
    files = [path for path in copy.iterdir() if path.stat().st_size and path.suffix != ".lock"]
    victim = rng.choice(sorted(files))
    at = rng.randrange(victim.stat().st_size)
    if rng.random() < 0.3:
        os.truncate(victim, at)
    else:
        data = bytearray(victim.read_bytes())
        data[at] ^= 1 << rng.randrange(8)
        victim.write_bytes(data)
    try:
        with Store.open(copy, **opened) as store:
            shows_only_right_texts(store)
            return "answered as before" if not store.repair() else "answered, and doctor says what is wrong"
    except StoreError as error:
        assert any(words in str(error) for words in WORDS_TO_RUN), error
        return "refused, and said what to run"
    finally:
        shutil.rmtree(copy)


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path, news, write, settings, hasher):
    for n in range(70):
        write(f"n{n}.md", f"Firm {n} signs", f"Firm {n} signed a contract with Talbex on line.")
    opened = {"settings": settings, "embedder": hasher}
    place, generation = tmp_path / "killed", 0
    counts: Counter[str] = Counter()
    for step in range(KILLS):
        told = killed(place, news, step)
        try:
            store = Store.open(place, **opened)
        except StoreError:
            assert not generation and not told, "an index that was there is gone"
            counts["killed before there was an index"] += 1
            continue
        with store:
            last = int(told[-1][0]) if told else generation
            assert store.generation >= max(last, generation), "what was committed is lost"
            if told and store.generation == last:
                assert [*sorted(info.id for info in store.articles())] == told[-1][1:]
            generation = store.generation
            assert store.check() == []
            counts["hits whose text was compared"] += shows_only_right_texts(store)
            counts["opened and sound"] += 1
        if (tmp_path / "backup.tieup").exists():
            with Store.restore(tmp_path / "backup.tieup", tmp_path / "restored", **opened) as copy:
                assert copy.check() == []
            shutil.rmtree(tmp_path / "restored")
            counts["backup sound"] += 1
        what = damaged(place, tmp_path / "copy", opened, random.Random(1000 + step))
        counts[f"a file damaged: {what}"] += 1
        report(step + 1, generation, counts)
    assert generation > 0
    with Store.open(place, **opened) as store:
        store.sync(news)
        due = {item.id: item.text for item in read_articles(news) if isinstance(item, Article)}
        assert {info.id: store.article(info.id).text for info in store.articles()} == due


def report(kills: int, generation: int, counts: Counter[str]) -> None:
    """Leave what was counted so far in reports/kills.json, where the long run is asked for."""
    if "TIEUP_KILLS" in os.environ:
        path = Path(__file__).parents[2] / "reports" / "kills.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"kills": kills, "generation": generation, **counts}, indent=1) + "\n")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB, where the system lets one be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount here")
def test_a_full_disk_loses_nothing(small_disk, news, write, settings, hasher):
    for n in range(40):
        write(f"n{n}.md", f"Firm {n} signs", f"Firm {n} signed a contract with Talbex on line.")
    opened = {"settings": settings, "embedder": hasher}
    with Store.open(small_disk / "index", create=True, **opened) as store:
        store.add(news)
        before, generation = {info.id for info in store.articles()}, store.generation
        ballast = small_disk / "ballast"
        refused = 0
        for free in (0, 8, 24, 48, 96, 160, 240):
            write(f"m{free}.md", f"Firm m{free} signs", *(["A contract with Talbex on line."] * 40))
            space = os.statvfs(small_disk)
            ballast.write_bytes(bytes(max(space.f_bavail * space.f_frsize - free * 1024, 0)))
            try:
                store.sync(news)
            except TieupError as error:
                refused += 1
                assert "full" in str(error) or "space" in str(error).lower()
            assert before <= {info.id for info in store.articles()}
            assert store.generation >= generation
            assert len(store.search("contract with Talbex", k=10)) == 10
            with pytest.raises(StoreError, match="backup"):
                ballast.write_bytes(bytes(0))
                space = os.statvfs(small_disk)
                ballast.write_bytes(bytes(space.f_bavail * space.f_frsize))
                store.backup(small_disk / "one.tieup")
            ballast.unlink()
            assert not (small_disk / "one.tieup").exists()
        assert refused
        store.sync(news)
        assert len(store.articles()) == 47
        assert store.check() == []
        # A reader needs no room, not even where a killed writer left the vectors behind.
        (small_disk / "index" / "manifest.json").unlink()
        space = os.statvfs(small_disk)
        ballast.write_bytes(bytes(space.f_bavail * space.f_frsize))
        with Store.open(small_disk / "index", **opened) as reader:
            assert len(reader.search("contract with Talbex", k=10)) == 10
        ballast.unlink()
        with Store.open(small_disk / "index", **opened) as reader:
            assert reader.check() == []
