"""How far a long run is, how fast it goes, and how long the rest will take."""

from collections import deque
from time import monotonic

from .types import Progress, ProgressCallback

RECENT = 8
"""Batches whose speed counts: a run taken up again first passes what it has, at a speed that won't last."""


class Pace:
    """Counts the steps of a run of about `total` articles, and tells `progress` after each."""

    def __init__(self, total: int, progress: ProgressCallback) -> None:
        self._total = total
        self._progress = progress
        self._marks = deque([(0, monotonic())], maxlen=RECENT + 1)

    def step(self, count: int, passages: int, path: str) -> None:
        """Note that `count` more articles are done, the last one at `path`, `passages` in all."""
        first, began = self._marks[0]
        done, time = self._marks[-1][0] + count, monotonic()
        self._marks.append((done, time))
        total = max(self._total, done)
        rate = (done - first) / max(time - began, 1e-9)
        self._progress(Progress(done, path, total, passages, rate, (total - done) / rate))
