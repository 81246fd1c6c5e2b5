"""Put first on PYTHONPATH by test_offline.py: notes and refuses every try to reach another machine."""

import ipaddress
import os
import sys
from pathlib import Path

_SENDING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_HERE = {"", "localhost", "0.0.0.0", "::"}


def _refuse(event: str, arguments: tuple) -> None:
    if event in _SENDING:
        # Unix sockets have a path or bytes for an address: they end on this machine.
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event in _LOOKING_UP:
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host is None or host in _HERE or _loopback(host):
        return
    with Path(os.environ["TIEUP_TEST_REACHED"]).open("a") as notes:
        notes.write(f"{event} {host} by {sys.argv}\n")
    raise PermissionError(f"{event} {host}: the test allows no address but this machine's own")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_refuse)
