"""Who may come in: keys, sessions, origins, rates and sizes, checked before anything is reached."""

import asyncio
import hashlib
import hmac
import secrets
import time
from base64 import b64decode
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..corpus import ServeError
from .api_errors import error_response
from .api_limits import RateLimit, bounded, too_large
from .api_log import own_path
from .api_metrics import Metrics
from .api_pages import login_page
from .keys import Holder, Rights
from .serving import Serving

COOKIE = "tieup_session"
SESSION = 12 * 3600  # seconds that a browser stays logged in
_OPEN_TO_ALL = ("/health", "/ready", "/login")
_SAFE = ("GET", "HEAD", "OPTIONS")
_HERE = ("127.0.0.1", "localhost", "::1")
_FAILURES = 30  # wrong keys and passwords a minute from one address
_PAGE_UPLOADS = "/gradio_api/upload"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request is from: the id of a key or user, or "open" where none is asked for."""

    id: str
    rights: Rights


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let in: the status, a word for the count, a line, and when to come again."""

    status: int
    reason: str
    message: str
    seconds: float = 0.0


class Refused(Exception):
    """A refusal that is found only while a request is worked on."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Gate:
    """Decides on requests. `loopback` says that only this machine can reach the server."""

    def __init__(self, serving: Serving, loopback: bool) -> None:
        self.serving = serving
        self._loopback = loopback
        # Once keys were asked for they always are: emptying the file must not open a running server.
        self._locked = not loopback or not serving.keys.empty()
        self._secret = secrets.token_bytes(32)
        self._rate = RateLimit(serving.rate)
        self._failures = RateLimit(_FAILURES)
        # One at a time: checking a password takes a lot of memory, and attempts have to be counted in turn.
        self._passwords = asyncio.Lock()

    def locked(self) -> bool:
        """Whether keys are asked for. Raises ServeError if the key file can't be read."""
        self._locked = self._locked or not self.serving.keys.empty()
        return self._locked

    def asks_for(self) -> tuple[bool, bool]:
        """Whether there are keys, and users, to log in by. Raises ServeError as `locked` does."""
        return bool(self.serving.keys.keys()), bool(self.serving.keys.users())

    def refusal(self, request: Request) -> Refusal | None:
        """Why `request` may not come in, or None; who it is from is then in `request.state.caller`."""
        request.state.caller = None
        try:
            caller, own_key = self._caller(request)
            locked = self.locked()
        except ServeError as problem:
            return Refusal(503, "key file", str(problem))
        if not own_key and (found := self._from_elsewhere(request, locked)):
            return found
        request.state.caller = caller
        if request.url.path in _OPEN_TO_ALL:
            return self._slow_down(request, 0.0) if request.url.path == "/login" else None
        if caller is None:
            return self._slow_down(request, 1.0) or Refusal(401, "no key", _KEY_WANTED)
        if caller.rights == "read" and request.method == "POST" and request.url.path == _PAGE_UPLOADS:
            return Refusal(403, "rights", "You may read and ask here, not add articles.")
        return self._too_often(request, caller) if locked else None

    def _caller(self, request: Request) -> tuple[Caller | None, bool]:
        """Who comes, and whether by a key that the request itself brings (a browser adds none by itself)."""
        if not self.locked():
            return Caller("open", "write"), False
        text = _presented(request)
        held = self.serving.keys.find(text) if text else self._of_session(request.cookies.get(COOKIE, ""))
        return Caller(held.id, held.rights) if held else None, bool(text)

    async def session(self, request: Request, name: str, secret: str) -> str | None:
        """The cookie for whoever shows a key, or a name and its password; None for a wrong one, which counts.

        Raises ServeError if the key file can't be read, and Refused where too many were wrong.
        """
        held: Holder | None = self.serving.keys.find(secret.strip())
        if held is None:
            async with self._passwords:
                refusal = self._slow_down(request, 0.0)
                if refusal:
                    raise Refused(refusal)
                if name:
                    held = await asyncio.to_thread(self.serving.keys.log_in, name, secret)
                if held is None:
                    self._failures.wait(_address(request))
                    return None
        until = f"{held.id}.{int(time.time()) + SESSION}"
        return f"{until}.{self._sign(until, held)}"

    def _of_session(self, cookie: str) -> Holder | None:
        parts = cookie.split(".")
        if len(parts) != 3 or not parts[1].isdecimal() or len(parts[1]) > 12 or int(parts[1]) < time.time():
            return None
        held = self.serving.keys.named(parts[0])
        signed = held and self._sign(f"{parts[0]}.{parts[1]}", held)
        return held if signed and hmac.compare_digest(signed.encode(), parts[2].encode()) else None

    def _sign(self, text: str, held: Holder) -> str:
        return hmac.new(self._secret, f"{text}.{held.digest}".encode(), hashlib.sha256).hexdigest()

    def _from_elsewhere(self, request: Request, locked: bool) -> Refusal | None:
        """A refusal where a browser acts for another site: by its own cookie, or by being on this machine."""
        host = request.headers.get("host", "")
        if not locked and urlsplit(f"//{host}").hostname not in _HERE:
            return Refusal(403, "host", "This server is open to this machine only; call it by 127.0.0.1.")
        if request.method in _SAFE:
            return None
        origin = request.headers.get("origin")
        if origin in self.serving.origins:
            return None
        foreign = origin is not None and urlsplit(origin).netloc != host
        if foreign or request.headers.get("sec-fetch-site") == "cross-site":
            return Refusal(403, "origin", "Another site's page may not do this; allow it by cors_origins.")
        return None

    def _too_often(self, request: Request, caller: Caller) -> Refusal | None:
        path = request.url.path
        if not own_path(path) and request.method in _SAFE:
            return None  # the page's own scripts and styles
        wait = self._rate.wait(caller.id)
        if not wait:
            return None
        message = f"One caller may make {self.serving.rate} requests a minute; try again in {wait:.0f} s."
        return Refusal(429, "rate", message, wait)

    def _slow_down(self, request: Request, cost: float) -> Refusal | None:
        """A refusal of an address from which too many wrong keys came; `cost` counts this request as one."""
        if not self._locked or (request.method in _SAFE and not request.headers.get("authorization")):
            return None
        wait = self._failures.wait(_address(request), cost)
        return (
            Refusal(429, "wrong keys", f"Too many wrong keys; try again in {wait:.0f} s.", wait)
            if wait
            else None
        )


_KEY_WANTED = (
    "A key is needed: send it as `Authorization: Bearer KEY`. Its owner makes one by `tieup keys add`."
)


def _presented(request: Request) -> str:
    """The key that comes with the request: as a bearer, as X-API-Key, or as the password of basic access."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return b64decode(value, validate=True).decode().partition(":")[2]
        except ValueError:
            return "not a key"
    return request.headers.get("x-api-key", "").strip()


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


class Guard:
    """Puts the gate before `app`: what is refused never gets there, what is let in has a bounded body."""

    def __init__(self, app: ASGIApp, gate: Gate, metrics: Metrics) -> None:
        self._app = app
        self._gate = gate
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        most = self._most(request)
        refusal = self._gate.refusal(request)
        if refusal is None and _announced(request) > most:
            refusal = Refusal(413, "too large", too_large(most))
        if refusal is None:
            await self._app(scope, bounded(receive, most), send)
            return
        self._metrics.refused(refusal.reason)
        await refused(request, refusal, self._gate)(scope, receive, send)

    def _most(self, request: Request) -> int:
        """The bytes that the body may have."""
        uploads = request.method == "POST" and request.url.path in ("/api/articles", _PAGE_UPLOADS)
        return self._gate.serving.max_upload if uploads else self._gate.serving.max_body


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length[:18]) if length.isdecimal() else 0


def refused(request: Request, refusal: Refusal, gate: Gate) -> Response:
    """The response to a request that is not let in."""
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if refusal.status == 401 and wants_page and not own_path(request.url.path):
        return HTMLResponse(login_page(*gate.asks_for()), 401)
    response = error_response(refusal.status, refusal.message)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Tieup"'
    if refusal.seconds:
        response.headers["Retry-After"] = str(int(refusal.seconds) + 1)
    return response
