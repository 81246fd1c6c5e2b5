"""A run of vectors that never changes, searched with FAISS: in full, or by a fast index over it.

Only this file knows FAISS.
"""

import os
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

# One question is one query: threads would cost more to wake than they save, and fight over the cores.
faiss.omp_set_num_threads(1)

Ids = NDArray[np.int64]
Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]

RERANKED = 20
"""Rows for each one wanted that a fast index proposes and the full vectors then put in order."""

GOAL = 0.98
"""The recall@10 against exact search for which a fast index is set when built, if it can be reached."""

SCANNED = 20_000
"""Rows up to which a filtered search compares all of them, whatever the tier: it is exact then."""

_MAPPED_FROM = 32 * 2**20  # bytes; smaller files are read, so that later damage on disk can't reach them
_BLOCK = 2**20  # bytes written at once
_VECTORS_AT = 82  # bytes from the beginning of a segment's file


class Segment:
    """Unit vectors under ids that rise. `name` is its file's, once it has one."""

    def __init__(self, index: Any, fast: "Fast | None" = None, name: str | None = None) -> None:
        self._index = index
        self._flat: Any = faiss.downcast_index(index.index)
        self.ids: Ids = faiss.vector_to_array(index.id_map).astype(np.int64)
        self.fast = fast
        self.name = name
        self._file: int | None = None
        self._kept: Segment | None = None  # whose file it is

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, dimension: int) -> "Segment":
        """A segment of vectors [n, dimension] under ids [n]."""
        if np.any(ids[1:] < ids[:-1]):  # spared where they rise: it copies them all
            order = np.argsort(ids)
            ids, vectors = ids[order], vectors[order]
        index = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))
        index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
        return cls(index)

    @classmethod
    def read(cls, path: Path, fast: "Fast | None") -> "Segment":
        """The segment that `write` wrote; a large one stays on disk. Raises ValueError if it is none."""
        try:
            segment = cls(_read(path), fast, path.name)
        except (RuntimeError, AttributeError) as error:
            raise ValueError("not a vector index") from error
        if path.stat().st_size >= _MAPPED_FROM:
            segment.read_rows_from(path)
        return segment

    def read_rows_from(self, path: Path) -> None:
        """Read single vectors from the file that the segment lies in, by calls instead of by its pages.

        Pages once looked at stay in the process's memory, at 4 KB or more a vector; what a call reads stays
        in the system's cache alone.
        """
        file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, file)
        # FAISS's format is its own affair: where the vectors begin is looked up, and not used if it moved.
        if len(self) and os.pread(file, 4 * self.dimension, _VECTORS_AT) == self.matrix[0].tobytes():
            self._file = file

    def vectors_at(self, rows: Rows) -> Vectors:
        """The vectors in `rows`, float32 [len(rows), dimension]."""
        if self._file is None or 8 * len(rows) > len(self):
            return np.ascontiguousarray(self.matrix[rows])
        size = 4 * self.dimension
        read = (os.pread(self._file, size, _VECTORS_AT + size * row) for row in rows.tolist())
        return np.frombuffer(b"".join(read), np.float32).reshape(len(rows), self.dimension)

    def write(self, path: Path) -> None:
        """Write it, without the fast index. Raises OSError where it can't be written whole."""
        _write(self._index, path)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self._flat.d)

    @property
    def matrix(self) -> Vectors:
        """All vectors, float32 [n, dimension]: the index's own memory, or pages of its file."""
        if not len(self):
            return np.empty((0, self.dimension), np.float32)
        flat = faiss.rev_swig_ptr(self._flat.get_xb(), len(self) * self.dimension)
        return flat.reshape(len(self), self.dimension)

    def find(self, ids: Ids) -> tuple[Rows, NDArray[np.bool_]]:
        """For each of `ids` its row, and whether it is here at all (or else the row means nothing)."""
        if not len(self):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), bool)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self) - 1)
        return places, self.ids[places] == ids

    def rows_of(self, ids: Ids) -> Rows:
        """The rows of those of `ids` that are here, in the order given."""
        places, here = self.find(ids)
        return places[here]

    def with_fast(self, fast: "Fast | None") -> "Segment":
        """The same vectors under another fast index, or none."""
        other = Segment(self._index, fast, self.name)
        other._file, other._kept = self._file, self
        return other

    def nearest(self, vector: Vectors, k: int, rows: Rows | None) -> list[tuple[int, float]]:
        """The `k` nearest (id, cosine) among `rows`, or all, by (-cosine, id), rounded to 6 places."""
        proposed = self.proposed(vector, k, rows)
        return self.exact(vector, k, rows if proposed is None else proposed[0])

    def proposed(self, vector: Vectors, k: int, rows: Rows | None) -> "tuple[Rows, Vectors] | None":
        """The likeliest of `rows`, or all, with their cosines by estimate; None if all are to be compared."""
        among = len(self) if rows is None else len(rows)
        wanted = min(k, among)
        if self.fast is None or wanted <= 0 or (rows is not None and among <= SCANNED):
            return None
        return self.fast.propose(vector, wanted, rows, len(self))

    def exact(self, vector: Vectors, k: int, rows: Rows | None) -> list[tuple[int, float]]:
        """As `nearest`, comparing every one of `rows`."""
        among = len(self) if rows is None else len(rows)
        wanted = min(k, among)
        return [] if wanted <= 0 else _settled(lambda depth: self._exact(vector, depth, rows), wanted, among)

    def _exact(self, vector: Vectors, depth: int, rows: Rows | None) -> list[tuple[int, float]]:
        question = vector.reshape(1, -1)
        if rows is not None and 8 * len(rows) < len(self):
            few = self.vectors_at(rows)
            cosines, places = faiss.knn(question, few, min(depth, len(rows)), faiss.METRIC_INNER_PRODUCT)
            found = rows[places[0]]
        else:
            cosines, places = self._flat.search(question, depth, params=_only(rows, len(self)))
            found = places[0]
        return [
            (int(self.ids[row]), round(float(cosine), 6))
            for row, cosine in zip(found, cosines[0], strict=True)
            if row >= 0
        ]


def _settled(
    search: Callable[[int], list[tuple[int, float]]], wanted: int, available: int
) -> list[tuple[int, float]]:
    """The first `wanted` by (-cosine, id).

    FAISS breaks ties by order of insertion, which depends on history: so a tie at the end of the list is
    widened until all that share the last cosine are seen.
    """
    depth = min(wanted + 8, available)
    while True:
        found = sorted(search(depth), key=lambda pair: (-pair[1], pair[0]))
        if len(found) < depth or depth >= available or found[-1][1] < found[wanted - 1][1]:
            return found[:wanted]
        depth = min(2 * depth, available)


def _only(rows: Rows | None, size: int, make: Any = None, **options: Any) -> Any:
    """FAISS's search parameters for a search among some rows of `size`, or all."""
    if rows is not None:
        chosen = np.zeros(size, bool)
        chosen[rows] = True
        bitmap: Any = faiss.IDSelectorBitmap  # takes an array at run time, as the next one takes keywords
        options["sel"] = bitmap(np.packbits(chosen, bitorder="little"))
    make = make or faiss.SearchParameters
    return make(**options) if options else None


@dataclass(frozen=True, slots=True)
class Fast:
    """An inverted file of RaBitQ codes (Gao and Long, SIGMOD 2024): some 80 bytes for each vector.

    It only proposes rows, which the full vectors then put in order. `probes` lists are looked through;
    `recall` is that of the first ten against exact search, measured when it was built.
    """

    index: Any
    probes: int
    recall: float
    name: str | None = None

    @classmethod
    def read(cls, path: Path, probes: int, recall: float) -> "Fast":
        """What `write` wrote. Raises ValueError if it can't be read."""
        try:
            return cls(faiss.read_index(str(path)), probes, recall, path.name)
        except RuntimeError as error:
            raise ValueError("not a vector index") from error

    def write(self, path: Path) -> None:
        """Write the codes. Raises OSError where they can't be written whole."""
        _write(self.index, path)

    def propose(self, vector: Vectors, wanted: int, rows: Rows | None, size: int) -> tuple[Rows, Vectors]:
        """Rows among which the `wanted` nearest are likely to be, among `rows` only if given, rising, with
        their cosines by estimate."""
        # The fewer rows may be shown, the more lists it takes to meet as many.
        wider = 1 if rows is None else min(8, size // max(len(rows), 1))
        options = {"nprobe": min(self.probes * wider, self.index.nlist), "qb": 8}
        params = _only(rows, size, faiss.IVFRaBitQSearchParameters, **options)
        estimates, found = self.index.search(
            vector.reshape(1, -1), min(depth_for(wanted), size), params=params
        )
        order = np.argsort(found[0])
        order = order[found[0][order] >= 0]
        return found[0][order], estimates[0][order]


def depth_for(wanted: int) -> int:
    """How many rows are proposed where `wanted` are asked for."""
    return RERANKED * max(wanted, 10)


def build_fast(segment: Segment, questions: Vectors, threads: int = 2) -> Fast:
    """A fast index over a segment, its number of probes set and its recall measured on `questions`.

    Trains on at most 40 vectors a list, 4 sqrt(n) lists; some 4 s of CPU for 100,000 vectors of 384.
    """
    matrix, lists = segment.matrix, max(4 * isqrt(len(segment)), 1)
    sample = np.random.default_rng(1).permutation(len(segment))[: 40 * lists]
    # How many threads FAISS uses is a setting of the process.
    faiss.omp_set_num_threads(threads)
    try:
        index: Any = faiss.index_factory(segment.dimension, f"IVF{lists},RaBitQ", faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.seed = 8, 1
        index.cp.min_points_per_centroid = 1
        index.train(np.ascontiguousarray(matrix[np.sort(sample)]))
        for start in range(0, len(segment), 50_000):
            index.add(np.ascontiguousarray(matrix[start : start + 50_000]))
    finally:
        faiss.omp_set_num_threads(1)
    exact = [{number for number, _ in segment.with_fast(None).nearest(q, 10, None)} for q in questions]
    fast = Fast(index, 0, 0.0)
    for probes in (8, 16, 32, 64, 128):
        fast = _measured(segment, Fast(index, probes, 0.0), questions, exact)
        if fast.recall >= GOAL or probes >= lists:
            break
    return fast


def _measured(segment: Segment, fast: Fast, questions: Vectors, exact: list[set[int]]) -> Fast:
    tried = segment.with_fast(fast)
    shares = [
        len(due & {number for number, _ in tried.nearest(question, 10, None)}) / max(len(due), 1)
        for question, due in zip(questions, exact, strict=True)
    ]
    return Fast(fast.index, fast.probes, round(float(np.mean(shares)), 4) if shares else 1.0)


def _read(path: Path) -> Any:
    mapped = path.stat().st_size >= _MAPPED_FROM
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0)


def _write(index: Any, path: Path) -> None:
    # Given a name instead of a file, FAISS only prints what the last write of all met, such as a full disk.
    library: Any = faiss  # its additions in Python have no types
    with path.open("wb") as file:
        faiss.write_index(index, library.PyCallbackIOWriter(file.write, _BLOCK))
