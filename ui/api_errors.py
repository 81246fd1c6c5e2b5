"""Errors as callers get them: one shape on every route, the one that OpenAI's clients read."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from ..corpus import CorpusError, QuestionError, StoreBusy, StoreMissing, TieupError
from .cli_shared import one_line
from .desk import TooBusy

_log = logging.getLogger("tieup.access")
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    413: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
}
_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}


class Fault(BaseModel):
    """What is wrong, in one line that says what to do about it."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class Failure(BaseModel):
    """The body of every response that is no success."""

    error: Fault


class ApiProblem(Exception):
    """A problem that a route has found itself, with the status to answer it by."""

    def __init__(self, status: int, message: str, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.param, self.code = status, param, code


def error_response(
    status: int, message: str, param: str | None = None, code: str | None = None
) -> JSONResponse:
    """The response for a problem."""
    kind = _KINDS.get(status, "server_error")
    fault = Fault(message=one_line(message), type=kind, param=param, code=code or _CODES.get(status))
    headers = {"Retry-After": "2"} if status == 503 else None
    return JSONResponse({"error": fault.model_dump()}, status, headers)


def status_of(problem: TieupError) -> int:
    """The status that says whose fault a problem is."""
    if isinstance(problem, QuestionError):
        return 400
    if isinstance(problem, CorpusError):
        return 422
    if isinstance(problem, StoreBusy | TooBusy):
        return 503
    return 503 if isinstance(problem, StoreMissing) else 500


def message_of(problem: TieupError) -> str:
    """What a caller is told: of the server's own troubles no more than that it has some."""
    if status_of(problem) < 500 or isinstance(problem, TooBusy):
        return str(problem)
    if isinstance(problem, StoreBusy):
        return "Articles are being added or removed by another process; try again in a moment."
    return "The server's index can't be used; its owner finds out more with `tieup doctor`."


def handle_errors(app: FastAPI) -> None:
    """Have every error of `app` answered in the one shape."""

    def found(_: Request, problem: Exception) -> JSONResponse:
        if isinstance(problem, ApiProblem):
            return error_response(problem.status, str(problem), problem.param, problem.code)
        if isinstance(problem, TieupError):
            if status_of(problem) == 500:
                _log.error("index", extra={"tieup": {"problem": one_line(str(problem))}})
            return error_response(status_of(problem), message_of(problem))
        # The traceback is uvicorn's to log; it holds code, and no caller's text.
        return error_response(500, "The server has a fault; its owner finds it in the log.")

    def refused(_: Request, problem: Exception) -> JSONResponse:
        status = problem.status_code if isinstance(problem, HTTPException) else 500
        detail = problem.detail if isinstance(problem, HTTPException) else ""
        response = error_response(status, _WORDS.get(status, detail) if status != 413 else detail)
        response.headers.update(getattr(problem, "headers", None) or {})
        return response

    def invalid(request: Request, problem: Exception) -> JSONResponse:
        faults = problem.errors() if isinstance(problem, RequestValidationError) else []
        # What was sent is not told back: it may be secret, and it may be no text that JSON can hold.
        param = _place(faults[0]) if faults else None
        said = "; ".join(f"{_place(fault) or 'body'}: {fault['msg']}" for fault in faults[:5])
        return error_response(400 if request.url.path.startswith("/v1/") else 422, said or "invalid", param)

    app.add_exception_handler(ApiProblem, found)
    app.add_exception_handler(TieupError, found)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, found)


_WORDS = {
    404: "There is nothing at this address; /docs lists what there is.",
    405: "This address does not take that method; /docs lists what there is.",
}


def _place(fault: Any) -> str:
    """Where in the request a fault lies: "history.0.question"."""
    text = ".".join(str(part) for part in fault["loc"] if part not in ("body", "query", "path"))
    return text.encode("utf-8", "replace").decode()[:100]
