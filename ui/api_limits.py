"""How often a caller may come, and how much may be sent at a time."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

_MOST_CALLERS = 10_000


class RateLimit:
    """A bucket for each caller that holds `per_minute` requests and fills up evenly (token bucket).

    Callers that have not come for longest are forgotten when there are too many, so memory stays bounded.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._guard = threading.Lock()

    def wait(self, caller: str, cost: float = 1.0) -> float:
        """Take one request of `caller`: 0.0, or the seconds until there is room for it (none is taken then).

        With a cost of 0 nothing is taken: it says whether the bucket is empty.
        """
        if not self._most:
            return 0.0
        now = self._clock()
        with self._guard:
            left, then = self._left.pop(caller, (self._most, now))
            left = min(self._most, left + (now - then) * self._most / 60)
            short = max(cost, 1.0) - left
            if short <= 0:
                left -= cost
            self._left[caller] = (left, now)
            if len(self._left) > _MOST_CALLERS:
                self._left.popitem(last=False)
        return max(0.0, short * 60 / self._most)


def bounded(receive: Receive, most: int) -> Receive:
    """`receive`, broken off with 413 once a body is over `most` bytes, whatever length was announced."""
    taken = 0

    async def bounded_receive() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, too_large(most))
        return message

    return bounded_receive


def too_large(most: int) -> str:
    """What is said of a body over `most` bytes."""
    return f"The body is over {most / 1e6:g} MB; send less at a time."
