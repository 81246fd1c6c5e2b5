"""How many answers are being made, so that what has time waits until there are none."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Condition


class Underway:
    """Counts the answers being made, across threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._number = 0

    @contextmanager
    def one(self) -> Generator[None]:
        """Counts one more while it is open."""
        with self._changed:
            self._number += 1
        try:
            yield
        finally:
            with self._changed:
                self._number -= 1
                self._changed.notify_all()

    def over(self, patience: float = 20.0) -> bool:
        """Wait until no answer is being made; False if that takes more than `patience` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._number == 0, patience)
