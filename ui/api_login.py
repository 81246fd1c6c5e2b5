"""Logging in with a browser: a key once, then a cookie that holds half a day, or until the key is removed."""

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from .api_gate import COOKIE, SESSION, Gate
from .api_pages import login_page

router = APIRouter(include_in_schema=False)


@router.get("/login")
async def show(request: Request) -> Response:
    """The page that asks for a key; where none is asked for, the chat."""
    gate: Gate = request.app.state.gate
    return HTMLResponse(login_page()) if gate.locked() else RedirectResponse("/", 303)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Give a browser that sends a key its cookie, and send it to the chat."""
    gate: Gate = request.app.state.gate
    sent = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=4)
    session = gate.session(sent.get("key", [""])[0])
    if session is None:
        gate.failed(request)
        return HTMLResponse(login_page("This is not a key to this server."), 401)
    response = RedirectResponse("/", 303)
    # Other sites' pages can't send it along, and no script can read it.
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, session, SESSION, httponly=True, samesite="lax", secure=secure)
    return response


@router.post("/logout")
async def log_out() -> Response:
    """Take the cookie away."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response
