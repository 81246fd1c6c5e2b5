"""`/v1`: Tieup as a model behind OpenAI's chat interface, for clients that speak that."""

import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from ..corpus import TieupError
from ..rag import Answer, Event, SentenceReady
from .api_chat_text import annotations, content_of, said, sentence_text
from .api_errors import ApiProblem, message_of, status_of
from .api_routes import FAILURES, KEYED, UNBUFFERED, TheDesk, begun, sse
from .api_types import LONGEST_QUESTION, FiltersIn
from .desk import Asking

MODEL = "tieup"
_TURNS = 6  # earlier questions that the assistant is told of
_LONGEST_ANSWER = 20_000

router = APIRouter(
    prefix="/v1", responses=FAILURES, tags=["As an OpenAI-compatible model"], dependencies=KEYED
)


class Part(BaseModel):
    """A piece of a message; only text is understood."""

    type: str
    text: str = ""


class Message(BaseModel):
    """A message of the conversation. Those of the roles system, developer and tool are passed over."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    def text(self) -> str:
        """The text of all parts. Raises ApiProblem for a part that is no text."""
        if isinstance(self.content, str) or self.content is None:
            return self.content or ""
        other = next((part.type for part in self.content if part.type not in ("text", "input_text")), None)
        if other is not None:
            raise ApiProblem(400, f"A part of type {other[:40]!r} can't be read; send text.", "messages")
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    """What a stream tells beside the answer."""

    include_usage: bool = False


class ChatIn(BaseModel):
    """A request as OpenAI's clients send it.

    Settings of a language model, such as the temperature, are accepted and change nothing: answers are made
    of what the articles say. `filters` is Tieup's own addition.
    """

    model_config = ConfigDict(extra="ignore")

    model: Annotated[str, Field(max_length=200, examples=[MODEL])]
    messages: Annotated[list[Message], Field(min_length=1, max_length=500)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1
    filters: FiltersIn = FiltersIn()

    def asking(self) -> Asking:
        """The question with its history. Raises ApiProblem for what can't be answered, QuestionError."""
        if self.model != MODEL:
            message = f"There is no model {self.model[:60]!r} here; the one there is is called {MODEL!r}."
            raise ApiProblem(404, message, "model", "model_not_found")
        if self.n not in (None, 1):
            raise ApiProblem(400, "There is one answer to a question: n is 1.", "n", "unsupported_value")
        *earlier, last = [one for one in self.messages if one.role in ("user", "assistant")] or [None]
        if last is None or last.role != "user" or not last.text().strip():
            raise ApiProblem(400, "The last message has to be the user's question.", "messages")
        if len(last.text()) > LONGEST_QUESTION:
            message = f"A question has at most {LONGEST_QUESTION:,} characters; this is a document."
            raise ApiProblem(400, message, "messages", "string_above_max_length")
        history = _turns([one for one in earlier if one is not None])
        return Asking(last.text(), history, self.filters.filters(), "openai")


def _turns(messages: list[Message]) -> list[tuple[str, str]]:
    """Messages as pairs of question and answer; a question without an answer has an empty one."""
    turns: list[tuple[str, str]] = []
    for message in messages:
        if message.role == "user":
            turns.append((message.text()[:LONGEST_QUESTION], ""))
        elif turns:
            turns[-1] = (turns[-1][0], (turns[-1][1] + " " + said(message.text())).strip()[:_LONGEST_ANSWER])
    return turns[-_TURNS:]


@router.get("/models", summary="The model that there is")
async def models() -> dict[str, Any]:
    """A list of one model, Tieup itself."""
    return {"object": "list", "data": [_model()]}


@router.get("/models/{model}", summary="A model by its name")
async def model(model: str) -> dict[str, Any]:
    """What there is to know of the model."""
    if model != MODEL:
        raise ApiProblem(404, f"There is no model {model[:60]!r} here.", "model", "model_not_found")
    return _model()


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "tieup"}


@router.post("/chat/completions", summary="Answer the last message of a conversation")
async def complete(body: ChatIn, desk: TheDesk, request: Request) -> Any:
    """Answer as a chat model does.

    The text carries [1] markers and ends with its sources; the message's `annotations` are its citations
    as `url_citation`s, and `tieup` beside the choices has them whole. `usage` counts words.
    """
    asking = body.asking()
    reply = _Reply(asking, str(request.base_url).rstrip("/"))
    if not body.stream:
        return reply.whole(await desk.ask(asking))
    first, rest = await begun(desk.events(asking))
    usage = body.stream_options is not None and body.stream_options.include_usage
    return StreamingResponse(
        reply.pieces(first, rest, usage), media_type="text/event-stream", headers=UNBUFFERED
    )


class _Reply:
    """One answer in OpenAI's shapes."""

    def __init__(self, asking: Asking, base: str) -> None:
        self._asking = asking
        self._base = base
        self._id = f"chatcmpl-{secrets.token_hex(12)}"

    def whole(self, answer: Answer) -> JSONResponse:
        """The answer in one piece."""
        content = content_of(answer)
        message = {
            "role": "assistant",
            "content": content,
            "refusal": None,
            "annotations": annotations(answer, content, self._base),
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        body = self._frame("chat.completion", [choice])
        return JSONResponse(body | {"usage": self._usage(content), "tieup": _facts(answer)})

    async def pieces(self, first: Event, rest: AsyncGenerator[Event], usage: bool) -> AsyncIterator[str]:
        """The answer as server-sent chunks: each sentence once it is checked, then the sources."""
        sent = ""
        yield self._chunk({"role": "assistant", "content": ""})
        try:
            event = first
            while not isinstance(event, Answer):
                if isinstance(event, SentenceReady):
                    piece = (" " if sent else "") + sentence_text(event.sentence)
                    sent += piece
                    yield self._chunk({"content": piece})
                event = await anext(rest)
            for line in self._ending(event, sent, usage):
                yield line
        except TieupError as problem:
            # The status has been sent long ago; clients know an error by its key.
            yield sse(None, {"error": {"message": message_of(problem), "code": status_of(problem)}})
        finally:
            await rest.aclose()

    def _ending(self, answer: Answer, sent: str, usage: bool) -> list[str]:
        content = content_of(answer)
        # What a draft said and the answer does not say was taken back: the whole answer follows it.
        left = content[len(sent) :] if content.startswith(sent) else f"\n\n{content}"
        shown = annotations(answer, content, self._base)
        lines = [self._chunk({"content": left, "annotations": shown})]
        lines.append(self._chunk({}, "stop", {"tieup": _facts(answer)}))
        if usage:
            whole = self._frame("chat.completion.chunk", []) | {"usage": self._usage(content)}
            lines.append(sse(None, whole))
        return [*lines, sse(None, "[DONE]")]

    def _chunk(
        self, delta: dict[str, Any], finish: str | None = None, more: dict[str, Any] | None = None
    ) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return sse(None, self._frame("chat.completion.chunk", [choice]) | (more or {}))

    def _frame(self, kind: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {"id": self._id, "object": kind, "created": 0, "model": MODEL, "choices": choices}

    def _usage(self, content: str) -> dict[str, int]:
        asked = len(self._asking.question.split())
        asked += sum(len(f"{question} {answer}".split()) for question, answer in self._asking.history)
        told = len(content.split())
        return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}


def _facts(answer: Answer) -> dict[str, Any]:
    """What OpenAI's shapes have no place for, under the names that `Answer.to_dict` has."""
    whole = answer.to_dict()
    names = ("id", "abstained", "confidence", "sentences", "citations", "notices", "index_generation", "ms")
    return {name: whole[name] for name in names}
