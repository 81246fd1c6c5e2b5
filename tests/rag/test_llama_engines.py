"""Tieup inside LlamaIndex programs: its engines answer, cite, converse and stream as llama-index's do."""

import asyncio
import subprocess
import sys
import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # llama-index's dependencies deprecate things among themselves
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.tools import QueryEngineTool
    from tieup.rag.llama import TieupChatEngine, TieupQueryEngine

QUESTION = "How much of the venture will Velmora hold?"
PROGRAM = """
from tieup.rag.llama import query_engine
engine = query_engine({index!r})
response = engine.query({question!r})
print(response)
print(response.source_nodes[0].metadata["publisher"])
"""


@pytest.fixture
def chat(assistant):
    return TieupChatEngine(assistant)


def test_a_query_gives_the_answer_with_its_citations_as_nodes(assistant):
    answer = assistant.ask(QUESTION)
    response = TieupQueryEngine(assistant).query(QUESTION)
    assert str(response) == answer.text
    assert [node.text for node in response.source_nodes] == [one.quote for one in answer.citations]
    assert response.metadata["answer"]["id"] == answer.id
    assert str(asyncio.run(TieupQueryEngine(assistant).aquery(QUESTION))) == answer.text


def test_it_is_a_tool_of_other_engines(assistant):
    tool = QueryEngineTool.from_defaults(TieupQueryEngine(assistant), name="news", description="News.")
    assert "60 per cent" in str(tool(QUESTION))


def test_a_chat_knows_what_was_said_and_forgets_it_when_told(chat, assistant):
    first = chat.chat("Who signed a joint venture agreement with Velmora?")
    assert "Ostrikon" in str(first)
    followed = chat.chat("When was that?")
    assert followed.metadata["answer"]["understood"]["search_text"] != "When was that?"
    assert len(chat.chat_history) == 4
    chat.reset()
    assert chat.chat_history == []
    given = [
        ChatMessage(role="user", content=QUESTION),
        ChatMessage(role="assistant", content="60 %."),
    ]
    chat.chat("And Ostrikon?", chat_history=given)
    assert [message.content for message in chat.chat_history][:2] == [QUESTION, "60 %."]


def test_a_stream_tells_the_same(chat, assistant):
    answer = assistant.ask(QUESTION)
    streamed = chat.stream_chat(QUESTION)
    assert "".join(streamed.response_gen) == answer.text
    assert [node.text for node in streamed.source_nodes] == [one.quote for one in answer.citations]
    assert chat.chat_history[-1].content == answer.text


def test_an_async_stream_too(chat, assistant):
    async def run():
        streamed = await chat.astream_chat(QUESTION)
        return [piece async for piece in streamed.async_response_gen()]

    assert "".join(asyncio.run(run())) == assistant.ask(QUESTION).text


def test_three_lines_in_a_program_of_its_own(assistant):
    code = PROGRAM.format(index=str(assistant.store.folder), question=QUESTION)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "60 per cent" in done.stdout
    assert "Fjord Courier" in done.stdout
