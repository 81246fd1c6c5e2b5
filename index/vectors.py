"""Nearest vectors by inner product, exactly: the only file that knows FAISS."""

from collections.abc import Callable, Iterable
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

# One question is one query: threads would cost more to wake than they save, and fight over the cores.
faiss.omp_set_num_threads(1)

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Unit vectors under the ids of their passages. Never changed once made: readers share it."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self.ids: Ids = faiss.vector_to_array(index.id_map).astype(np.int64)

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, dimension: int) -> "VectorIndex":
        """An index of vectors [n, dimension] under ids [n]."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
        return cls(index)

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index of nothing."""
        return cls.of(np.empty(0, np.int64), np.empty((0, dimension), np.float32), dimension)

    @classmethod
    def from_bytes(cls, data: bytes) -> "VectorIndex":
        """The index that `to_bytes` wrote; check its checksum first. Raises ValueError if it is none."""
        try:
            return cls(faiss.deserialize_index(np.frombuffer(data, np.uint8)))
        except (RuntimeError, AttributeError) as error:
            raise ValueError("not a vector index") from error

    def to_bytes(self) -> bytes:
        """The index as a file's bytes."""
        return faiss.serialize_index(self._index).tobytes()

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return int(self._index.d)

    def caught_up(self, ids: Ids, fetch: Callable[[Ids], Vectors]) -> "VectorIndex":
        """An index of exactly `ids`, taking from this one what it has and the rest from `fetch`.

        Ids are never used again, so an id that both have means the same vector.
        """
        gone, new = np.setdiff1d(self.ids, ids), np.setdiff1d(ids, self.ids)
        if not len(gone) and not len(new):
            return self
        index = faiss.clone_index(self._index)
        if len(gone):
            index.remove_ids(faiss.IDSelectorBatch(gone))
        if len(new):
            index.add_with_ids(np.ascontiguousarray(fetch(new), np.float32), new)
        return VectorIndex(index)

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
        """The `k` nearest (id, cosine) of those allowed, by (-cosine, id); cosines are rounded to 6 places.

        FAISS breaks ties by order of insertion, which depends on history: so a tie at the end of the
        list is widened until all that share the last cosine are seen.
        """
        available = len(self.ids) if allowed is None else len(allowed)
        wanted = min(k, available)
        if wanted <= 0:
            return []
        options = None if allowed is None else _only(allowed)
        depth = min(wanted + 8, available)
        while True:
            cosines, ids = self._index.search(vector.reshape(1, -1), depth, params=options)
            found = [(int(i), round(float(c), 6)) for i, c in zip(ids[0], cosines[0], strict=True) if i >= 0]
            found.sort(key=lambda pair: (-pair[1], pair[0]))
            settled = len(found) < depth or depth >= available or found[-1][1] < found[wanted - 1][1]
            if settled:
                return found[:wanted]
            depth = min(2 * depth, available)

    def cosines(self, vector: Vectors, ids: list[int]) -> list[float]:
        """The cosine of `vector` to each of `ids`, all of which must be in the index."""
        return [round(float(cosine), 6) for cosine in self.rows(ids) @ vector.reshape(-1)]

    def rows(self, ids: Iterable[int]) -> Vectors:
        """The vectors under `ids`, float32 [len(ids), dimension]; all must be in the index."""
        rows = [self._index.reconstruct(int(number)) for number in ids]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)


def _only(allowed: Ids) -> Any:
    """FAISS's search parameters for a search among `allowed` only."""
    make: Any = faiss.SearchParameters  # its keyword arguments are added at run time
    return make(sel=faiss.IDSelectorBatch(allowed))
