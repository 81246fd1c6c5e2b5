"""The MCP server on standard input and output."""

from contextlib import closing, suppress

from ..rag import Assistant
from .api_mcp import mcp_server
from .api_metrics import Metrics
from .desk import Desk


def serve_stdio(assistant: Assistant) -> None:
    """Answer one client until its input ends, or Ctrl-C. Whoever starts the process may use all of it."""
    with closing(Desk(assistant, Metrics())) as desk, suppress(KeyboardInterrupt):
        mcp_server(desk).run("stdio")
