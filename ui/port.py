"""The port that the web page is served on; apart from the server, so that it costs nothing to try."""

import socket

from ..corpus import ServeError


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


def address(bound: socket.socket) -> str:
    """The address to type into a browser for a socket that listens."""
    host, port = str(bound.getsockname()[0]), int(bound.getsockname()[1])
    # A server on every interface is reached, from this machine, through the loopback one.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
