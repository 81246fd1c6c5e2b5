"""Tieup as llama-index engines: a query engine and a chat engine that answer as Tieup does.

Imported only when asked for (`from tieup.rag.llama import ...`): llama-index takes seconds to load. The
retriever, the embedding model and the vector store are in `tieup.index.llama` and offered here too.
"""

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from os import PathLike
from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.chat_engine.types import (
    AgentChatResponse,
    BaseChatEngine,
    StreamingAgentChatResponse,
)
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from ..index import Filters
from ..index.llama import FaissStore, TieupEmbedding, TieupRetriever
from .assistant import Assistant, SentenceReady
from .types import Answer, Citation

_NONE = Filters()
_AnyPath = str | PathLike[str]


def query_engine(index: _AnyPath | None = None, filters: Filters = _NONE) -> "TieupQueryEngine":
    """A query engine over the index at `index`, or over your default one."""
    return TieupQueryEngine(Assistant.open(index), filters)


def chat_engine(index: _AnyPath | None = None, filters: Filters = _NONE) -> "TieupChatEngine":
    """A chat engine over the index at `index`, or over your default one."""
    return TieupChatEngine(Assistant.open(index), filters)


class TieupQueryEngine(BaseQueryEngine):
    """Answers of Tieup as llama-index responses.

    `response` is the answer's text with its [n] markers, `source_nodes` are its citations in that order,
    and `metadata["answer"]` is `Answer.to_dict()`.
    """

    def __init__(self, assistant: Assistant, filters: Filters = _NONE) -> None:
        super().__init__(CallbackManager([]))
        self._assistant = assistant
        self._filters = filters

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}  # it has no prompts of llama-index's kind

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(query_bundle.query_str, filters=self._filters)
        return Response(answer.text, source_nodes=_nodes(answer), metadata={"answer": answer.to_dict()})

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)


class TieupChatEngine(BaseChatEngine):
    """A conversation with Tieup; each question is read as the next one after those before."""

    def __init__(self, assistant: Assistant, filters: Filters = _NONE) -> None:
        self._assistant = assistant
        self._filters = filters
        self._messages: list[ChatMessage] = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        """What was said so far, oldest first."""
        return list(self._messages)

    def reset(self) -> None:
        """Forget what was said."""
        self._messages = []

    def chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """Answer `message`; a `chat_history` takes the place of what was said so far."""
        answer = self._assistant.ask(message, self._turns(chat_history), self._filters)
        self._remember(message, answer)
        return AgentChatResponse(
            answer.text, source_nodes=_nodes(answer), metadata={"answer": answer.to_dict()}
        )

    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """As `chat`, without holding up the event loop."""
        return await asyncio.to_thread(self.chat, message, chat_history)

    def stream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """Answer `message` sentence by sentence, each checked before it comes."""
        nodes: list[NodeWithScore] = []
        pieces = self._pieces(message, chat_history, nodes)
        return StreamingAgentChatResponse(chat_stream=pieces, source_nodes=nodes, is_writing_to_memory=False)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """As `stream_chat`, without holding up the event loop."""
        nodes: list[NodeWithScore] = []
        pieces = _in_threads(self._pieces(message, chat_history, nodes))
        return StreamingAgentChatResponse(achat_stream=pieces, source_nodes=nodes, is_writing_to_memory=False)  # pyright: ignore[reportArgumentType] (an async iterator is all it needs)

    def _pieces(
        self, message: str, history: list[ChatMessage] | None, nodes: list[NodeWithScore]
    ) -> Generator[ChatResponse]:
        """The answer's sentences with their markers; what an answer says beside them comes last."""
        told = ""
        for event in self._assistant.stream(message, self._turns(history), self._filters):
            if isinstance(event, SentenceReady):
                marks = "".join(f" [{number}]" for number in event.sentence.citations)
                piece = f"{' ' if told else ''}{event.sentence.text}{marks}"
                told += piece
                nodes.extend(_node(citation) for citation in event.citations)
                yield _response(told, piece)
            elif isinstance(event, Answer):
                nodes[:] = _nodes(event)
                self._remember(message, event)
                rest = event.text[len(told) :] if event.text.startswith(told) else f"\n\n{event.text}"
                if rest:
                    yield _response(event.text, rest)

    def _turns(self, history: list[ChatMessage] | None) -> list[tuple[str, str]]:
        if history is not None:
            self._messages = list(history)
        turns: list[tuple[str, str]] = []
        for message in self._messages:
            if message.role == MessageRole.USER:
                turns.append((message.content or "", ""))
            elif message.role == MessageRole.ASSISTANT and turns:
                turns[-1] = (turns[-1][0], message.content or "")
        return turns

    def _remember(self, question: str, answer: Answer) -> None:
        self._messages.append(ChatMessage(role=MessageRole.USER, content=question))
        self._messages.append(ChatMessage(role=MessageRole.ASSISTANT, content=answer.text))


def _response(text: str, delta: str) -> ChatResponse:
    return ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=text), delta=delta)


async def _in_threads(pieces: Iterator[ChatResponse]) -> AsyncIterator[ChatResponse]:
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


def _nodes(answer: Answer) -> list[NodeWithScore]:
    return [_node(citation) for citation in answer.citations]


def _node(citation: Citation) -> NodeWithScore:
    node = TextNode(
        id_=f"{citation.article_id}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={
            "number": citation.number,
            "article_id": citation.article_id,
            "title": citation.title,
            "publisher": citation.publisher,
            "published": citation.published,
            "url": citation.url,
            "path": citation.path,
        },
    )
    return NodeWithScore(node=node)


__all__: Sequence[str] = [
    "FaissStore",
    "TieupChatEngine",
    "TieupEmbedding",
    "TieupQueryEngine",
    "TieupRetriever",
    "chat_engine",
    "query_engine",
]
