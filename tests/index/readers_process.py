"""A reader or the writer of test_readers.py, as a process of its own.

`read INDEX STOP` asks until the file STOP is there, and prints what it met; `write INDEX NEWS` syncs NEWS.
"""

import json
import sys
import time
import zlib
from pathlib import Path

import numpy as np
from tieup.index import Filters, Store

QUESTIONS = ("contract signed by the firm", "shares of the bank fell", "talks on oil", "who buys the maker?")
FILTERS = (Filters(), Filters(published_after="2000"), Filters(languages=("en",)), Filters(copies=True))


class Hasher:
    """Counts of hashed words: what is measured is the index, not a model."""

    name, dimension = "word-hasher (1)", 48

    def embed(self, texts):
        """Unit vectors, float32 [len(texts), 48]."""
        vectors = np.zeros((len(texts), 48), np.float32)
        for row, text in enumerate(texts):
            for word in [*text.casefold().split(), ""]:
                vectors[row, zlib.crc32(word.encode()) % 48] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def tell(line: str) -> None:
    """One line to the test that waits for it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def ask(store: Store, number: int) -> tuple[int, float]:
    """One question and its hits' articles, all of one generation; gives that and the milliseconds taken."""
    started = time.perf_counter()
    with store.reading() as generation:
        hits = store.search(QUESTIONS[number % 4], k=10, filters=FILTERS[number // 4 % 4])
        taken = 1000 * (time.perf_counter() - started)
        assert hits, "nothing was found"
        for hit in hits:
            passage, text = hit.passage, store.article(hit.passage.article_id).text
            assert text[passage.start : passage.end] == passage.text, "a passage is no slice of its article"
            assert all(passage.start <= one.start < one.end <= passage.end for one in passage.sentences)
            assert text.rstrip().endswith(("It was so reported.", "It was said again.")), "a text of its own"
        assert store.generation == generation, "the generation changed under a reader"
    return generation, taken


def read(place: str, stop: Path) -> None:
    """Ask until told to stop, and then once more; a new opening of the index every 50 questions."""
    generations: list[int] = []
    times: list[float] = []
    last = False
    while not last:
        with Store.open(place, embedder=Hasher()) as store:
            for _ in range(50):
                last = stop.exists()
                generation, taken = ask(store, len(times))
                generations.append(generation)
                times.append(taken)
                if len(times) == 1:
                    tell("ready")
                if last:
                    break
    tell(json.dumps({"generations": generations, "times": times}))


def write(place: str, news: str) -> None:
    """Sync a folder."""
    started = time.perf_counter()
    with Store.open(place, create=True, embedder=Hasher()) as store:
        receipt = store.sync(news)
        seconds = round(time.perf_counter() - started, 1)
        counts = {"added": receipt.added, "changed": receipt.changed, "removed": receipt.removed}
        tell(json.dumps({**counts, "passages": store.stats()["passages"], "seconds": seconds}))


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(sys.argv[2], Path(sys.argv[3]))
    else:
        write(sys.argv[2], sys.argv[3])
