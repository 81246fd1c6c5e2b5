"""Logging in with a browser: a key, or a name and a password, once; then a cookie that holds half a day.

It ends sooner when the key or user is taken out, or the password is changed.
"""

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ..corpus import ServeError
from .api_errors import error_response
from .api_gate import COOKIE, SESSION, Gate, Refused, refused
from .api_pages import login_page

router = APIRouter(include_in_schema=False)


@router.get("/login")
async def show(request: Request) -> Response:
    """The page that asks who comes; where nobody is asked, the chat."""
    gate: Gate = request.app.state.gate
    return HTMLResponse(login_page(*gate.asks_for())) if gate.locked() else RedirectResponse("/", 303)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Give its cookie to whoever sends a key, or a name and a password; a browser is sent on to the chat."""
    gate: Gate = request.app.state.gate
    name, secret = _sent(await request.body())
    try:
        session = await gate.session(request, name, secret)
        asked = gate.asks_for()
    except Refused as problem:
        return refused(request, problem.refusal, gate)
    except ServeError as problem:
        return error_response(503, str(problem))
    browser = "text/html" in request.headers.get("accept", "")
    if session is None:
        wrong = "This name and password don't fit." if name else "This is not a key to this server."
        return HTMLResponse(login_page(*asked, wrong), 401) if browser else error_response(401, wrong)
    # Programs, gradio's client say, want to be told so and not to be shown a page.
    response = RedirectResponse("/", 303) if browser else JSONResponse({"success": True})
    # Other sites' pages can't send it along, and no script can read it.
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, session, SESSION, httponly=True, samesite="lax", secure=secure)
    return response


def _sent(body: bytes) -> tuple[str, str]:
    """The name, if any, and the key or password of a form; both empty where it is none."""
    try:
        sent = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
    except ValueError:
        return "", ""
    return sent.get("username", [""])[0], (sent.get("key") or sent.get("password") or [""])[0]


@router.post("/logout")
async def log_out() -> Response:
    """Take the cookie away."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response
