"""The web server: one FastAPI app that holds the chat page and a health check."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from ..corpus import ServeError
from ..rag import Assistant
from .web import mount

_STOPPING = 5  # seconds that open pages are given when the server is told to stop


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port` (0: any free one); ServeError when that can't be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as problem:
        raise ServeError(f"--host {host}: no such address ({problem.strerror}); try 127.0.0.1.") from problem
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # Listening now, so that a second server on the same port is refused before it loads anything.
        bound.listen()
    except OSError as problem:
        bound.close()
        raise ServeError(
            f"{host}:{port} can't be used ({problem.strerror}); choose another with --port."
        ) from problem
    return bound


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


def address(bound: socket.socket) -> str:
    """The address to type into a browser for a socket that listens."""
    host, port = str(bound.getsockname()[0]), int(bound.getsockname()[1])
    # A server on every interface is reached, from this machine, through the loopback one.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
