"""The web server: one FastAPI app that holds the chat page and a health check."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from ..rag import Assistant
from .port import address
from .web import mount

_STOPPING = 5  # seconds that open pages are given when the server is told to stop


def application(assistant: Assistant) -> FastAPI:
    """The app: the page at "/", and "/health", which tells the number of articles."""
    app = FastAPI(title="Tieup", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, object]:  # pyright: ignore[reportUnusedFunction]
        return {"status": "ok", "articles": assistant.store.stats()["articles"]}

    return mount(app, assistant)


class _Server(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(assistant: Assistant, bound: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve the chat on `bound` until the process is told to stop; `ready` gets the address."""
    config = uvicorn.Config(
        application(assistant), log_level="warning", timeout_graceful_shutdown=_STOPPING, access_log=False
    )
    _Server(config, lambda: ready(address(bound))).run([bound])
