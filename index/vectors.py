"""The vectors of one state of an index: a few segments, and which of their vectors are still there."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .segments import Fast, Ids, Rows, Segment, Vectors, depth_for

__all__ = ["FAST_FROM", "Ids", "VectorIndex", "Vectors"]

FAST_FROM = 100_000
"""Vectors in a segment from which it gets a fast index, unless the index is told otherwise."""

GROWTH = 4
"""Each segment is at least so many times as long as the next: what is added is copied few times."""

LARGEST = 2**20
"""Vectors to a segment at most, unless they come at once: what joining, and a fast index, cost is bounded."""

_WIDER = 3
"""So many times the rows of one segment, for a few wanted, are put in order where there are several: the more
vectors there are, the more of them lie closer together than an estimate can tell apart."""

_SMALL = 4096  # vectors; segments up to this are joined in memory as they come


class VectorIndex:
    """Unit vectors under the ids of their passages. Never changed once made: readers share it."""

    def __init__(self, segments: Sequence[Segment], ids: Ids, dimension: int) -> None:
        self.segments = tuple(segments)
        self.ids = ids
        self.dimension = dimension
        self._alive = [_alive(segment, ids) for segment in self.segments]

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, dimension: int) -> "VectorIndex":
        """An index of vectors [n, dimension] under ids [n]."""
        segments = [Segment.of(ids, vectors, dimension)] if len(ids) else []
        return cls(segments, np.sort(ids), dimension)

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index of nothing."""
        return cls((), np.empty(0, np.int64), dimension)

    def caught_up(self, ids: Ids, fetch: Callable[[Ids], Vectors]) -> "VectorIndex":
        """An index of exactly `ids`, taking from this one what it has and the rest from `fetch`.

        Ids are never used again, so an id that both have means the same vector.
        """
        ids, segments = np.sort(ids), list(self.segments)
        if np.array_equal(ids, self.ids):
            return self
        known = np.concatenate([segment.ids for segment in segments]) if segments else ids[:0]
        new = np.setdiff1d(ids, known)
        if len(new):
            vectors = fetch(new)
            if segments and len(segments[-1]) <= _SMALL:
                last = segments.pop()
                new, vectors = _joined([last], [_alive(last, ids)], (new, vectors))
            segments.append(Segment.of(new, vectors, self.dimension))
        return VectorIndex(segments, ids, self.dimension)

    def compacted(self, largest: int = LARGEST) -> "VectorIndex":
        """The same vectors in segments mostly alive, each much longer than the next unless both are long:
        none is joined to more than `largest`."""
        runs = [([segment], [alive]) for segment, alive in zip(self.segments, self._alive, strict=True)]
        at = len(runs) - 1
        while at > 0:
            before, last = _count(*runs[at - 1]), _count(*runs[at])
            if before < GROWTH * last and before + last <= largest:
                segments, alive = runs.pop(at)
                runs[at - 1] = (runs[at - 1][0] + segments, runs[at - 1][1] + alive)
            at = min(at, len(runs)) - 1
        kept: list[Segment] = []
        for segments, alive in runs:
            count = _count(segments, alive)
            if len(segments) == 1 and 2 * count > len(segments[0]):
                kept += segments
            elif count:
                kept.append(Segment.of(*_joined(segments, alive), self.dimension))
        return VectorIndex(kept, self.ids, self.dimension)

    def with_fast(self, build: Callable[[Segment], Fast], size: int | None) -> "VectorIndex":
        """The same with a fast index over each segment of at least `size` vectors, over none if None."""

        def due(segment: Segment) -> Segment:
            if size is None or len(segment) < size:
                return segment if segment.fast is None else segment.with_fast(None)
            return segment.with_fast(segment.fast or build(segment))

        return VectorIndex([due(segment) for segment in self.segments], self.ids, self.dimension)

    def search(self, vector: Vectors, k: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
        """The `k` nearest (id, cosine) of those allowed, by (-cosine, id); cosines are rounded to 6 places.

        Exact, but for segments with a fast index when more than 20,000 of their vectors are allowed.
        """
        found: list[tuple[int, float]] = []
        likely: list[tuple[Segment, Rows, Vectors]] = []
        for segment, alive in zip(self.segments, self._alive, strict=True):
            rows = alive
            if allowed is not None:
                rows = segment.rows_of(allowed)
                rows = rows if alive is None else np.intersect1d(rows, alive)
            proposed = segment.proposed(vector, k, rows)
            if proposed is None:
                found += segment.exact(vector, k, rows)
            else:
                likely.append((segment, *proposed))
        least = min(len(likely), _WIDER) * depth_for(1)
        for segment, rows in _likeliest(likely, max(depth_for(k), least)):
            found += segment.exact(vector, k, rows)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[: max(k, 0)]

    def cosines(self, vector: Vectors, ids: list[int]) -> list[float]:
        """The cosine of `vector` to each of `ids`, all of which must be in the index."""
        return [round(float(cosine), 6) for cosine in self.rows(ids) @ vector.reshape(-1)]

    def rows(self, ids: Iterable[int]) -> Vectors:
        """The vectors under `ids`, float32 [len(ids), dimension]; all must be in the index."""
        wanted = np.fromiter(ids, np.int64)
        result = np.empty((len(wanted), self.dimension), np.float32)
        for segment in self.segments:
            rows, here = segment.find(wanted)
            result[here] = segment.vectors_at(rows[here])
        return result


def _likeliest(
    proposed: Sequence[tuple[Segment, Rows, Vectors]], depth: int
) -> Iterable[tuple[Segment, Rows]]:
    """Of what several segments propose, the `depth` rows with the highest estimates."""
    if sum(len(rows) for _, rows, _ in proposed) <= depth:
        return [(segment, rows) for segment, rows, _ in proposed]
    least = np.sort(np.concatenate([given for _, _, given in proposed]))[-depth]
    return [(segment, rows[given >= least]) for segment, rows, given in proposed]


def _alive(segment: Segment, ids: Ids) -> Rows | None:
    """The rows of a segment that are among `ids`, or None if all are."""
    rows = np.flatnonzero(np.isin(segment.ids, ids, assume_unique=True))
    return None if len(rows) == len(segment) else rows


def _count(segments: Sequence[Segment], alive: Sequence[Rows | None]) -> int:
    """How many vectors of segments are alive."""
    return sum(
        len(segment) if rows is None else len(rows) for segment, rows in zip(segments, alive, strict=True)
    )


def _joined(
    segments: Sequence[Segment], alive: Sequence[Rows | None], more: tuple[Ids, Vectors] | None = None
) -> tuple[Ids, Vectors]:
    """What is alive of segments, and `more`."""
    ids = [s.ids if rows is None else s.ids[rows] for s, rows in zip(segments, alive, strict=True)]
    vectors = [s.matrix if rows is None else s.matrix[rows] for s, rows in zip(segments, alive, strict=True)]
    if more is not None:
        ids.append(more[0])
        vectors.append(more[1])
    return np.concatenate(ids), np.concatenate(vectors)
