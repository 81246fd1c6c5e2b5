"""What a server writes of its requests: a line of JSON each, and the counts for `/metrics`."""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .api_metrics import Metrics

_log = logging.getLogger("tieup.access")
_LONGEST = 200  # code points of a path
_OURS = (
    "/api",
    "/v1",
    "/mcp",
    "/health",
    "/ready",
    "/metrics",
    "/docs",
    "/openapi.json",
    "/login",
    "/logout",
)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: time, what, and the facts that come with it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts: dict[str, Any] = getattr(record, "tieup", {})
        line = {"time": when, "level": record.levelname.lower(), "event": record.getMessage(), **facts}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def log_to_stderr() -> None:
    """Write requests and questions to stderr, where they are not written unless this is called."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("tieup.access", "tieup.questions"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO)
        logger.propagate = False


def own_path(path: str) -> bool:
    """Whether `path` belongs to the API rather than to the page."""
    return any(path == start or path.startswith(start + "/") for start in _OURS)


class Observed:
    """Counts and logs every response of `app`. A path is logged without its query, which may hold names."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, size = time.perf_counter(), 500, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._note(scope, status, size, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        method = method_of(scope)
        self._metrics.responded(method, route_of(scope), status, seconds)
        if _log.isEnabledFor(logging.INFO):
            caller = scope.get("state", {}).get("caller")
            said = {
                "method": method,
                "path": scope["path"][:_LONGEST],
                "status": status,
                "ms": round(seconds * 1000, 1),
                "bytes": size,
                "key": caller.id if caller else None,
            }
            _log.info("request", extra={"tieup": said})


def method_of(scope: Scope) -> str:
    """The method, or "other": a label of few values too."""
    return scope["method"] if scope["method"] in _METHODS else "other"


def route_of(scope: Scope) -> str:
    """The route's template: a label of few values, whatever callers ask for."""
    if not own_path(scope["path"]):
        return "page"
    return str(getattr(scope.get("route"), "path", "") or "unknown")
