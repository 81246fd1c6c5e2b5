"""The assistant at work for many callers: off the event loop, a bounded number of questions at a time."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from ..corpus import ServeError, TieupError
from ..index import Filters
from ..rag import Answer, Assistant, Event
from .api_metrics import Metrics

if TYPE_CHECKING:
    from .api_traces import Traces

Result = TypeVar("Result")
Face = Literal["api", "openai", "mcp"]

_log = logging.getLogger("tieup.questions")
_AT_ONCE = 4  # questions worked on at the same time
_AT_ONCE_WAITING = 16  # the same where a language model does most of the work, elsewhere
_WAITING = 200  # questions that wait for their turn; more are refused


class TooBusy(ServeError):
    """More questions wait than the server takes."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with all that goes with it, and the face of the server that it came through."""

    question: str
    history: Sequence[tuple[str, str]]
    filters: Filters
    face: Face


class Desk:
    """Hands work on an assistant to threads: questions to a few, changes of the index to a single one."""

    def __init__(
        self,
        assistant: Assistant,
        metrics: Metrics,
        log_questions: bool = False,
        traces: "Traces | None" = None,
    ) -> None:
        self._traces = traces
        self.assistant = assistant
        self.metrics = metrics
        self.stopping = threading.Event()
        self.ready = False
        self._log_questions = log_questions
        self._at_once = _AT_ONCE_WAITING if assistant.writer else _AT_ONCE
        self._readers = ThreadPoolExecutor(self._at_once, "tieup-ask")
        self._writer = ThreadPoolExecutor(1, "tieup-write")
        self._held = 0

    async def warm(self) -> None:
        """Load what the first question would have to wait for; `ready` is set afterwards."""
        await self.read(self.assistant.knowledge)
        self.ready = True

    def close(self) -> None:
        """Take nothing more; what is being worked on stops at its next step."""
        self.stopping.set()
        for pool in (self._readers, self._writer):
            pool.shutdown(wait=False, cancel_futures=True)

    async def read(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, done in a thread in its turn. Raises TooBusy, and what `work` does."""
        self._enter()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, work)
        finally:
            self._leave()

    async def write(self, work: Callable[[], Result]) -> Result:
        """As `read`, for work that changes the index: one at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def ask(self, asking: Asking) -> Answer:
        """The answer to a question. Raises what `Assistant.ask` does, and TooBusy."""
        started = time.perf_counter()

        def work() -> Answer:
            return self.assistant.ask(asking.question, asking.history, asking.filters)

        try:
            answer = await self.read(work)
        except TieupError:
            self._note(asking, None, started)
            raise
        self._note(asking, answer, started)
        return answer

    async def events(self, asking: Asking) -> AsyncGenerator[Event]:
        """The events of an answer as they come. Raises what `Assistant.stream` does, and TooBusy.

        One thread runs the whole stream, since what it reads belongs to that thread; it stops at the next
        event once nobody listens any more.
        """
        started = time.perf_counter()
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        unheard = threading.Event()

        def work() -> None:
            try:
                stream = self.assistant.stream(asking.question, asking.history, asking.filters)
                with closing(stream):  # pyright: ignore[reportArgumentType] - it is a generator
                    for event in stream:
                        if unheard.is_set() or self.stopping.is_set():
                            return
                        loop.call_soon_threadsafe(queue.put_nowait, event)
            finally:
                loop.call_soon_threadsafe(queue.put_nowait, None)  # the end

        self._enter()
        answer: Answer | None = None
        try:
            working = loop.run_in_executor(self._readers, work)
            while (event := await queue.get()) is not None:
                answer = event if isinstance(event, Answer) else answer
                yield event
            await working
        finally:
            unheard.set()
            self._leave()
            self._note(asking, answer, started)

    def _enter(self) -> None:
        if self._held >= self._at_once + _WAITING:
            self.metrics.refused("too busy")
            raise TooBusy(f"{self._held} questions are being answered or wait; try again in a few seconds.")
        self._held += 1
        self.metrics.held(self._held)

    def _leave(self) -> None:
        self._held -= 1
        self.metrics.held(self._held)

    def _note(self, asking: Asking, answer: Answer | None, started: float) -> None:
        """Count a question, and log it: its text only where the server was told to."""
        seconds = time.perf_counter() - started
        outcome = "failed" if answer is None else "abstained" if answer.abstained else "answered"
        self.metrics.asked(asking.face, outcome, seconds)
        if self._traces:
            self._traces.asked(asking.face, outcome, seconds)
        said = {"face": asking.face, "outcome": outcome, "ms": round(seconds * 1000, 1)}
        if answer is not None:
            said |= {"citations": len(answer.citations), "generation": answer.index_generation}
        if self._log_questions:
            said["question"] = asking.question
        _log.info("question", extra={"tieup": said})
