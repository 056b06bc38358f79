"""Running the application until it is told to stop."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from typing import TextIO

import uvicorn

from server.app import create_app
from server.takeover import Current

GRACE = 10


def run(current: Current, host: str, port: int, prefix: str, *, told: Callable[[str], None]) -> None:
    """Serves until SIGINT or SIGTERM; requests under way may end. `told` takes the address. Raises OSError."""
    _log_to(sys.stderr)
    config = uvicorn.Config(
        create_app(current, prefix=prefix),
        http="httptools",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    with socket.create_server((host, port), backlog=1024) as listening:
        told(f"Serving at http://{_address(host, listening)}{prefix}/ (Ctrl-C stops it)")
        uvicorn.Server(config).run(sockets=[listening])


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _log_to(stream: TextIO) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name in ("careergraph.access", "careergraph.server"):
        log = logging.getLogger(name)
        log.addHandler(handler)
        log.setLevel(logging.INFO)
