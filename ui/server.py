"""The web server: one process with the chat page, the API, an OpenAI-compatible model and MCP tools."""

import asyncio
import logging
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from mcp.server.mcpserver import MCPServer
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..corpus import SettingsError
from ..rag import Assistant
from .api_chat import router as chat_routes
from .api_errors import error_response, handle_errors
from .api_gate import Gate, Guard
from .api_log import Observed, log_to_stderr, own_path
from .api_login import router as login_routes
from .api_mcp import mcp_routes, mcp_server
from .api_metrics import MEDIA_TYPE, Metrics
from .api_pages import docs_page
from .api_routes import router as api_routes
from .api_types import HealthOut
from .desk import Desk
from .port import address
from .serving import Serving, is_loopback
from .web import mount

if TYPE_CHECKING:
    from .api_traces import Traces

# Gradio's page needs inline scripts and compiles its templates; all the rest stays on this server.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not "no-referrer": browsers then hide from this very server where a form was filled in.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
_STOPPING = 5  # seconds that open pages are given when the server is told to stop
_ABOUT = (
    "Answers questions about corporate partnerships from news articles, with the passage behind every "
    "sentence. Where keys are asked for, send one as `Authorization: Bearer KEY`."
)


def application(assistant: Assistant, serving: Serving, loopback: bool = True) -> ASGIApp:
    """The whole server over `assistant`; `loopback` says that only this machine can reach it."""
    metrics = Metrics()
    traces = _traces(serving)
    desk = Desk(assistant, metrics, serving.log_questions, traces)
    gate = Gate(serving, loopback)
    page = mount(FastAPI(openapi_url=None), assistant)
    tools = mcp_server(desk)
    app = FastAPI(
        title="Tieup", version=version("tieup"), description=_ABOUT, docs_url=None, redoc_url=None,
        lifespan=_lifespan(desk, page, tools, traces),
    )  # fmt: skip
    app.state.desk, app.state.gate = desk, gate
    for routes in (api_routes, chat_routes, login_routes):
        app.include_router(routes)
    app.router.routes.extend(mcp_routes(tools))
    _add_health(app)
    handle_errors(app)
    app.router.default = _Rest(page)
    guarded: ASGIApp = Guard(app, gate, metrics)
    if serving.origins:
        guarded = _with_cors(guarded, serving.origins)
    observed = Observed(OnlyHere(guarded), metrics)
    if traces is None:
        return observed
    from .api_traces import Traced

    return Traced(observed, traces)


def _traces(serving: Serving) -> "Traces | None":
    """The traces that are wanted. Raises SettingsError where what sends them is not installed."""
    if not serving.otlp_endpoint:
        return None
    try:
        from .api_traces import Traces
    except ImportError as problem:
        raise SettingsError("no OpenTelemetry here; run: pip install 'tieup[otel]'") from problem
    return Traces(serving.otlp_endpoint)


def _lifespan(
    desk: Desk, page: FastAPI, tools: MCPServer[Any], traces: "Traces | None"
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            if traces:
                stack.push_async_callback(asyncio.to_thread, traces.close)
            stack.callback(desk.close)
            await stack.enter_async_context(page.router.lifespan_context(page))
            await stack.enter_async_context(tools.session_manager.run())
            warming = asyncio.create_task(desk.warm())
            stack.callback(warming.cancel)
            yield

    return lifespan


def _with_cors(app: ASGIApp, origins: tuple[str, ...]) -> ASGIApp:
    """Let pages of `origins` call the API from a browser; a key is theirs to send, no cookie goes along."""
    headers = ["Authorization", "Content-Type", "X-API-Key"]
    return CORSMiddleware(app, origins, allow_methods=["GET", "POST", "DELETE"], allow_headers=headers)


def _add_health(app: FastAPI) -> None:
    """The routes for whoever runs the server: is it up, is it ready, how is it doing, what can it do."""

    @app.get("/health", tags=["Running it"])
    async def health(request: Request) -> HealthOut:  # pyright: ignore[reportUnusedFunction]
        """Whether the process answers."""
        desk: Desk = request.app.state.desk
        if request.state.caller is None:
            return HealthOut(status="ok")
        stats = await desk.read(desk.assistant.store.articles)
        return HealthOut(status="ok", articles=len(stats))

    @app.get("/ready", tags=["Running it"], responses={503: {"model": HealthOut}})
    async def ready(request: Request) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        """Whether questions are answered at once; 503 while the index is still being loaded."""
        desk: Desk = request.app.state.desk
        state = "ready" if desk.ready else "starting"
        return JSONResponse({"status": state}, 200 if desk.ready else 503)

    @app.get("/metrics", tags=["Running it"], response_class=Response)
    async def metrics(request: Request) -> Response:  # pyright: ignore[reportUnusedFunction]
        """Counts and times in Prometheus' format; none of them holds a word of a question."""
        desk: Desk = request.app.state.desk
        store = desk.assistant.store
        found = await desk.read(lambda: (len(store.articles()), store.generation))
        return Response(desk.metrics.text(*found), media_type=MEDIA_TYPE)

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:  # pyright: ignore[reportUnusedFunction]
        return HTMLResponse(docs_page(request.app.openapi()))


class _Rest:
    """All that no route of the API takes: the page, and a plain 404 below the API's own addresses."""

    def __init__(self, page: ASGIApp) -> None:
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the page does, or say that there is nothing."""
        if scope["type"] == "http" and own_path(scope["path"]):
            response = error_response(404, "There is nothing at this address; /docs lists what there is.")
            await response(scope, receive, send)
        else:
            await self._page(scope, receive, send)


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


def serve(assistant: Assistant, serving: Serving, bound: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve on `bound` until the process is told to stop; `ready` gets the address."""
    if serving.log:
        log_to_stderr()
    config = uvicorn.Config(
        application(assistant, serving, is_loopback(bound)),
        log_level="warning",
        timeout_graceful_shutdown=_STOPPING,
        access_log=False,
        server_header=False,
    )
    # uvicorn stops in good order at Ctrl-C and then raises it again: by then there is nothing to add.
    with suppress(KeyboardInterrupt):
        _Server(config, lambda: ready(address(bound))).run([bound])
