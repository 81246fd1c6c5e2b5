"""Readers under a writer: no error, no wrong generation, no offset that does not slice to its text.

`make readers` runs it with TIEUP_READERS=5000 and leaves times in reports/readers.json.
"""

import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

ARTICLES = int(os.environ.get("TIEUP_READERS", "120"))
READERS = 4
LONG = 3600  # seconds after which a process is taken to hang
PROCESS = Path(__file__).with_name("readers_process.py")
ROOT = Path(__file__).parents[2]
REUTERS = ROOT.parent / "shared" / "benchmarks" / "reuters" / "corpus_20k.jsonl.gz"


def process(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROCESS), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(running: subprocess.Popen[str]) -> dict:
    output, problem = running.communicate(timeout=LONG)
    assert running.returncode == 0, problem
    return json.loads(output.splitlines()[-1])


def stories(count: int):
    """News as it was printed where that lies beside the project and many are asked for, else made up."""
    if count > 1000 and REUTERS.exists():
        with gzip.open(REUTERS, "rt", encoding="utf-8") as lines:
            found = (json.loads(line) for line in lines)
            yield from islice((item for item in found if item.get("text")), count)
        return
    rng = random.Random(5)
    words = "contract signed firm bank shares fell talks oil maker buys rail port grain cloud"
    for number in range(count):
        sentences = (" ".join(rng.choices(words.split(), k=9)).capitalize() + "." for _ in range(8))
        yield {"title": f"Report {number}", "text": " ".join(sentences), "published": "2019-05-01"}


def lay_out(news: Path, articles: list[dict], again: bool) -> None:
    """Files of a hundred articles; one of ten `again` has a changed ending, and one of fifty is gone."""
    news.mkdir(exist_ok=True)
    for start in range(0, len(articles), 100):
        lines: list[str] = []
        for place, item in enumerate(articles[start : start + 100]):
            ending = "It was said again." if again and place % 10 == 3 else "It was so reported."
            if not (again and place % 50 == 7):
                known = {name: item[name] for name in ("title", "publisher", "published") if item.get(name)}
                lines.append(
                    json.dumps(
                        {"id": f"r{place}", "language": "en", **known, "text": f"{item['text']}\n{ending}"}
                    )
                )
        (news / f"part-{start:06}.jsonl").write_text("\n".join(lines), "utf-8")


@pytest.mark.slow
def test_four_readers_ask_while_a_writer_syncs(tmp_path):
    place, news, stop = tmp_path / "index", tmp_path / "news", tmp_path / "stop"
    articles = list(stories(ARTICLES))
    lay_out(news, articles[: max(len(articles) // 10, 60)], again=False)
    first = told(process("write", place, news))
    readers = [process("read", place, stop) for _ in range(READERS)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n", reader.communicate()[1]
        lay_out(news, articles, again=True)
        done = told(process("write", place, news))
        assert done["added"] > 0
        assert done["changed"] > 0
        assert done["removed"] > 0
        stop.touch()
        met = [told(reader) for reader in readers]
    finally:
        for reader in readers:
            if reader.poll() is None:
                reader.kill()
                reader.communicate()
    with sqlite3.connect(place / "catalogue.sqlite") as connection:
        existed = [row[0] for row in connection.execute("SELECT number FROM generations ORDER BY number")]
    connection.close()
    for one in met:
        assert {*one["generations"]} <= {*existed}
        assert all(before <= after for before, after in pairwise(one["generations"]))
        assert one["generations"][-1] == existed[-1]
    if "TIEUP_READERS" in os.environ:
        report(first, done, met)


def report(first: dict, done: dict, met: list[dict]) -> None:
    """Leave what was measured in reports/readers.json."""
    times = np.concatenate([one["times"] for one in met])
    seen = {generation for one in met for generation in one["generations"]}
    found = {
        "articles": ARTICLES,
        "readers": READERS,
        "indexed before": first,
        "synced meanwhile": done,
        "questions": len(times),
        "generations seen": len(seen),
        "errors": 0,
        "ms": {name: round(float(np.quantile(times, q)), 1) for name, q in (("p50", 0.5), ("p99", 0.99))},
        "ms at most": round(float(times.max()), 1),
    }
    path = ROOT / "reports" / "readers.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n")
