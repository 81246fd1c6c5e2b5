"""The search of made-up vectors alone, through the index's own segments, beside FAISS's exact index.

It grows an index a million vectors at a time, as one grows that is added to, and asks it in a process of
its own, so that memory is that of the search. Run as a program (FOLDER QUESTIONS) it is that process.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, thread_time

import numpy as np
from numpy.typing import NDArray

from ..index import FAST_FROM, VectorIndex, build_fast, load_vectors, save_vectors
from .speed import Figure

DIMENSION = 384
PART = 1_000_000
"""Vectors made and added at once."""

CENTRES = 2000
"""Clusters that the vectors are drawn around, each coordinate with as much spread within as between."""

_EXACT_ASKED = 20
_TOP = 10

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


def made_up_vectors(count: int, seed: int) -> Vectors:
    """Unit vectors in clusters, float32 [count, 384]; those of other seeds lie around the same centres."""
    centres = np.random.default_rng(0).standard_normal((CENTRES, DIMENSION), np.float32)
    rng = np.random.default_rng([1, seed])
    vectors = rng.standard_normal((count, DIMENSION), np.float32)
    for start in range(0, count, 50_000):  # a block at a time: a copy of them all would double the memory
        block = vectors[start : start + 50_000]
        block += centres[rng.integers(0, CENTRES, len(block))]
        block /= np.linalg.norm(block, axis=1, keepdims=True)
    return vectors


def vector_search(work: Path, count: int, questions: int) -> Iterator[Figure]:
    """Figures of an index of `count` vectors, ours beside FAISS's exact one; `work` is an empty folder.

    The exact side's times are those of its parts added up, as a part at a time is in memory; its memory is
    what its vectors alone would take.
    """
    asked = made_up_vectors(questions, seed=10**6)
    np.save(work / "questions.npy", asked)
    truth = _Exact(asked)
    index, building = VectorIndex.empty(DIMENSION), 0.0
    (work / "index").mkdir()
    for number, start in enumerate(range(0, count, PART)):
        part = made_up_vectors(min(PART, count - start), seed=number)
        truth.take(part, start)
        started = perf_counter()
        index = _grown(work / "index", index, part, number + 1)
        building += perf_counter() - started
        del part
    codes = sum(file.stat().st_size for file in (work / "index").glob("*.fast"))
    yield Figure("building it", "s", building, truth.building)
    yield Figure("held in memory", "bytes/vector", codes / count, 4.0 * DIMENSION)
    yield from _asked(work, index, truth)


def _grown(folder: Path, index: VectorIndex, part: Vectors, number: int) -> VectorIndex:
    """The index with one more part, as publishing a generation makes it."""
    start = len(index.ids)
    held = index.caught_up(np.arange(start + len(part), dtype=np.int64), lambda ids: part[ids - start])
    measured = made_up_vectors(200, seed=10**6 + 1)
    built = held.compacted().with_fast(lambda segment: build_fast(segment, measured), FAST_FROM)
    return save_vectors(folder, (number, f"{number:016x}"), built)


def _asked(work: Path, index: VectorIndex, truth: "_Exact") -> Iterator[Figure]:
    command = [sys.executable, "-m", __name__, str(work / "index"), str(work / "questions.npy")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout)
    for what, times, due in (("", told["ms"], truth.ms), (", CPU", told["cpu"], truth.cpu)):
        for share in (0.5, 0.99):
            ours, exact = float(np.quantile(times, share)), float(np.quantile(due, share))
            yield Figure(f"a question{what}, p{100 * share:.0f}", "ms", ours, exact)
    yield Figure("resident memory, at most", "MB", told["peak"], len(index.ids) * 4 * DIMENSION / 1e6)
    shares = [len({*one} & {*due}) / _TOP for one, due in zip(told["found"], truth.ids.tolist(), strict=True)]
    yield Figure("recall@10 against exact search", "", float(np.mean(shares)), 1.0)


class _Exact:
    """FAISS's exact index, met part by part: what is nearest, and how long single questions take."""

    def __init__(self, asked: Vectors) -> None:
        import faiss

        self._faiss = faiss
        self._asked = asked
        self.ids: Ids = np.empty((len(asked), 0), np.int64)
        self._cosines: Vectors = np.empty((len(asked), 0), np.float32)
        self.ms, self.cpu = np.zeros((2, min(_EXACT_ASKED, len(asked))))
        self.building = 0.0

    def take(self, part: Vectors, start: int) -> None:
        """Count the vectors of one part, whose ids begin with `start`."""
        started = perf_counter()
        index = self._faiss.IndexFlatIP(DIMENSION)
        index.add(part)
        self.building += perf_counter() - started
        for number in range(len(self.ms)):
            started, worked = perf_counter(), thread_time()
            index.search(self._asked[number : number + 1], _TOP)
            self.ms[number] += 1000 * (perf_counter() - started)
            self.cpu[number] += 1000 * (thread_time() - worked)
        cosines, found = index.search(self._asked, _TOP)
        cosines, found = np.hstack([self._cosines, cosines]), np.hstack([self.ids, found + start])
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :_TOP]
        self._cosines = np.take_along_axis(cosines, best, axis=1)
        self.ids = np.take_along_axis(found, best, axis=1)


def main(folder: str, questions: str) -> None:
    """Open an index and ask; tell what was found, the milliseconds taken and the peak of memory, in JSON."""
    asked = np.load(questions)
    loaded = load_vectors(Path(folder), DIMENSION, {})
    if loaded is None:
        sys.exit(f"there are no vectors in {folder}: run tieup eval speed --vectors")
    ms, cpu, found = list[float](), list[float](), list[list[int]]()
    for question in asked:
        started, worked = perf_counter(), thread_time()
        hits = loaded[1].search(question, _TOP)
        ms.append(1000 * (perf_counter() - started))
        cpu.append(1000 * (thread_time() - worked))
        found.append([number for number, _ in hits])
    sys.stdout.write(json.dumps({"ms": ms, "cpu": cpu, "found": found, "peak": _peak()}))


def _peak() -> float:
    """Megabytes of memory that this process has had resident at most, pages of files included."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells begins with the memory of the process that started this one
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:3])
