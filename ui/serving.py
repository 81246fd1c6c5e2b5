"""What can be chosen about a server, and whether it may be open to all who reach it."""

import ipaddress
import socket
from dataclasses import dataclass

from ..corpus import ServeError
from .keys import KeyFile, default_keys
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Serving:
    """How a server treats its callers.

    `rate` is requests a minute that one key or user may make (0: any number), and holds only where keys are
    asked for; `max_body` and `max_upload` are bytes; `origins` the web sites whose pages may call the API
    from a browser. `log` writes a line of JSON for each request and each question, `log_questions` the
    text of questions with it, which is left out otherwise. `otlp_endpoint` is where traces are sent, if
    anywhere.
    """

    keys: KeyFile
    rate: int = 120
    max_body: int = 1_000_000
    max_upload: int = 50_000_000
    origins: tuple[str, ...] = ()
    log: bool = False
    log_questions: bool = False
    otlp_endpoint: str | None = None


def serving_by(settings: Settings) -> Serving:
    """How the settings say that callers are treated."""
    return Serving(
        keys=KeyFile(settings.keys_file or default_keys()),
        rate=settings.rate_limit,
        max_body=settings.max_body,
        max_upload=settings.max_upload,
        origins=settings.cors_origins,
        log=settings.log or settings.log_questions,
        log_questions=settings.log_questions,
        otlp_endpoint=settings.otlp_endpoint,
    )


def is_loopback(bound: socket.socket) -> bool:
    """Whether only this machine can reach the socket."""
    return ipaddress.ip_address(str(bound.getsockname()[0]).partition("%")[0]).is_loopback


def check_open(bound: socket.socket, keys: KeyFile) -> None:
    """Refuse, by ServeError, to serve others without asking them for keys."""
    if not is_loopback(bound) and keys.empty():
        raise ServeError(
            f"{bound.getsockname()[0]} can be reached from other machines, and {keys.path} has no key and no "
            "user; make one with `tieup keys add NAME`, or leave --host out."
        )
