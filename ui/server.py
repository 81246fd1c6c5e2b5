"""The web server: one FastAPI app that holds the chat page and a health check."""

import logging
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..rag import Assistant
from .port import address
from .web import mount

# Gradio's page needs inline scripts and compiles its templates; all the rest stays on this server.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STOPPING = 5  # seconds that open pages are given when the server is told to stop


def application(assistant: Assistant) -> FastAPI:
    """The app: the page at "/", and "/health", which tells the number of articles."""
    app = FastAPI(title="Tieup", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, object]:  # pyright: ignore[reportUnusedFunction]
        return {"status": "ok", "articles": assistant.store.stats()["articles"]}

    app = mount(app, assistant)
    app.add_middleware(OnlyHere)
    return app


class OnlyHere:
    """Tells the browser to load nothing from anywhere else, whatever an article may have slipped in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)


class _Server(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        # Pages left open are cut off when the server stops; uvicorn would log a traceback for each.
        logging.getLogger("uvicorn.error").addFilter(lambda record: not self.should_exit)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(assistant: Assistant, bound: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve the chat on `bound` until the process is told to stop; `ready` gets the address."""
    config = uvicorn.Config(
        application(assistant), log_level="warning", timeout_graceful_shutdown=_STOPPING, access_log=False
    )
    # uvicorn stops in good order at Ctrl-C and then raises it again: by then there is nothing to add.
    with suppress(KeyboardInterrupt):
        _Server(config, lambda: ready(address(bound))).run([bound])
