"""Ports, on loopback only."""

import socket
from pathlib import Path


def listen(port: int) -> socket.socket:
    listening = socket.create_server(("127.0.0.1", port))
    # Else answers wait 40 ms for the reader's acknowledgement: asyncio does this by itself only
    # for sockets that say which protocol they speak, and create_server's do not.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def remembered_port(path: Path) -> int:
    """The port of the last start, or another one if that is taken by now."""
    port = _last(path) or free_port()
    path.write_text(str(port))
    return port


def _last(path: Path) -> int | None:
    try:
        port = int(path.read_text())
        with socket.create_server(("127.0.0.1", port)):
            return port
    except (OSError, ValueError):
        return None
