"""The MCP tools by the protocol's own client: over HTTP, with and without keys, and stdio."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import anyio
import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from tieup import Assistant

PACT = "Who signed a battery pact with Acme?"


@asynccontextmanager
async def over_http(url, key=None):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        yield client


@asynccontextmanager
async def over_stdio(index):
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "tieup.ui.cli", "mcp", "--index", str(index)],
        env=dict(os.environ),
    )
    with Path(os.devnull).open("w") as nowhere:
        async with Client(stdio_client(parameters, errlog=nowhere)) as client:
            yield client


def apart(conversation, *arguments):
    """Run a conversation in a thread: the browser tests' Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, conversation, *arguments).result()


@pytest.fixture(params=["http", "stdio"])
def talk(request, open_api):
    """Runs a conversation with the server over one way or the other."""
    connect = {
        "http": partial(over_http, open_api.url),
        "stdio": partial(over_stdio, open_api.folder / "index"),
    }[request.param]

    def talk(conversation):
        async def run():
            async with connect() as client:
                return await conversation(client)

        return apart(run)

    return talk


def test_a_whole_conversation(talk, open_api):
    here = Assistant.open(open_api.folder / "index").ask(PACT)

    async def conversation(client):
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"ask", "deals", "timeline", "article"}
        assert all(tool.output_schema and tool.annotations.read_only_hint for tool in tools)

        told = (await client.call_tool("ask", {"question": PACT})).structured_content
        assert told["text"] == here.text
        assert [cited["quote"] for cited in told["citations"]] == [one.quote for one in here.citations]
        narrow = {"zones": ["headline"], "clusters": [told["citations"][0]["article_id"]]}
        told_so = (await client.call_tool("ask", {"question": PACT, "filters": narrow})).structured_content
        assert {cited["quote"] for cited in told_so["citations"]} == {told["citations"][0]["title"]}

        deals = (await client.call_tool("deals", {"company": "acme"})).structured_content
        assert (deals["total"], deals["deals"][0]["parties"]) == (1, ["Acme", "Borealis"])
        events = (await client.call_tool("timeline", {"company": "Acme"})).structured_content
        assert events["events"][0]["type"] == deals["deals"][0]["type"]

        cited = told["citations"][0]
        article = (await client.call_tool("article", {"article_id": cited["article_id"]})).structured_content
        assert cited["quote"] in article["text"]
        assert "waste of money" not in article["text"]
        assert "reader comment" in article["left_out"]

        listed = (await client.list_resources()).resources
        assert [one.title for one in listed] == [
            "Acme and Borealis sign a battery pact",
            "Cobalt Motors leaves the Dynamo alliance",
        ]
        (content,) = (await client.read_resource(listed[0].uri)).contents
        assert content.text == article["text"]

    talk(conversation)


def test_mistakes_are_told_in_words(talk):
    async def conversation(client):
        for tool, arguments, said in (
            ("ask", {"question": "  "}, "empty"),
            ("ask", {"question": "Who?", "filters": {"published_after": "May"}}, "not a date"),
            ("ask", {"question": "Who?", "filters": {"zones": ["advert"]}}, "no kind of passage"),
            ("ask", {"question": "x" * 5000}, "question"),
            ("deals", {"type": "marriage"}, "no deal type"),
            ("article", {"article_id": "nowhere"}, "no article"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error, tool
            assert said in result.content[0].text
        with pytest.raises(MCPError, match="no article"):
            await client.read_resource("article://nowhere")

    talk(conversation)


def test_without_a_key_there_are_no_tools(start_api):
    server, keys = start_api(keys=("read",))

    async def names(key):
        async with over_http(server.url, key) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert "ask" in apart(names, keys["read"])
    for wrong in (None, "tieup_00000000_" + "x" * 43):
        with pytest.raises((MCPError, BaseExceptionGroup)):
            apart(names, wrong)
    with server.client() as client:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert client.post("/mcp", json=call).status_code == 401
