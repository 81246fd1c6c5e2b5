"""A language model on an OpenAI-compatible server, as a writer: text in, text out, piece by piece.

llama-index's client is the only thing here that knows the protocol; it comes with `pip install
'tieup[llm]'` and is loaded at the first question.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from ..corpus import SettingsError, WriterError

_LONGEST = 20_000  # characters of a model's answer: more is a model that has lost its way
_TOKENS = 700


class Writer(Protocol):
    """What writes an answer from a prompt."""

    @property
    def name(self) -> str:
        """The model's name, for the receipt."""
        ...

    @property
    def follow_ups(self) -> bool:
        """Whether it is also to put follow-up questions so that they stand alone."""
        ...

    @property
    def splits(self) -> bool:
        """Whether it is also to split questions that ask for several things."""
        ...

    def write(self, system: str, prompt: str) -> Iterator[str]:
        """The model's words as they come. Raises WriterError when there is no telling how they go on."""
        ...


@dataclass
class ModelServer:
    """A model on an OpenAI-compatible server at `base_url` (to its /v1), asked once, never again.

    `timeout` is in seconds, for each thing it is asked. With `follow_ups` it is first asked to put a
    follow-up question so that it stands alone, with `splits` to split one that asks for several things.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    follow_ups: bool = False
    splits: bool = False

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model

    def write(self, system: str, prompt: str) -> Iterator[str]:
        """The model's words as they come.

        Raises WriterError when the server can't be reached, is slower than `timeout`, breaks off or
        answers what no model would; SettingsError when llama-index's client is not installed.
        """
        _load()  # before the clock starts: it takes seconds at the first question, and is not the server's
        started = time.monotonic()
        length = 0
        with closing(self._pieces(system, prompt)) as pieces:
            for piece in pieces:
                length += len(piece)
                if time.monotonic() - started > self.timeout:
                    raise WriterError(f"it took more than {self.timeout:g} seconds")
                if length > _LONGEST:
                    raise WriterError("it would not come to an end")
                yield piece

    def _pieces(self, system: str, prompt: str) -> Generator[str]:
        import httpx
        import openai
        from llama_index.core.base.llms.types import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        # Without a key of its own the client would send the user's OPENAI_API_KEY to any server.
        options: dict[str, Any] = {"api_key": self.api_key or "none", "is_chat_model": True}
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=prompt),
        ]
        try:
            # Its own connection, so that it is closed with the answer, finished or broken off.
            with httpx.Client(timeout=self.timeout) as connection:
                options["http_client"] = connection
                client = OpenAILike(
                    model=self.model, api_base=self.base_url, max_retries=0, timeout=self.timeout,
                    temperature=0.0, max_tokens=_TOKENS, **options,
                )  # fmt: skip
                for piece in client.stream_chat(messages):
                    yield piece.delta or ""
        except (openai.APITimeoutError, httpx.TimeoutException) as problem:
            raise WriterError(f"it was silent for {self.timeout:g} seconds") from problem
        except openai.APIStatusError as problem:
            raise WriterError(f"it refused with status {problem.status_code}") from problem
        except (openai.APIConnectionError, httpx.ConnectError) as problem:
            raise WriterError("it can't be reached") from problem
        except (openai.OpenAIError, httpx.HTTPError) as problem:
            raise WriterError("it broke off") from problem
        except (ValueError, TypeError, AttributeError, LookupError) as problem:
            raise WriterError("it answers no model's answer") from problem


def _load() -> None:
    """Load llama-index's client, or say by SettingsError that it is not installed."""
    try:
        import_module("llama_index.llms.openai_like")
    except ImportError as problem:
        raise SettingsError("no client for language models; run: pip install 'tieup[llm]'") from problem
