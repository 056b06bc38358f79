"""Running the application until it is told to stop."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from server.app import create_app
from server.served import Limits
from server.takeover import Current
from server.web.connections import MOST, Connection
from server.web.logs import LOG, log_to

GRACE = 10
"""Seconds that requests under way have to end."""
UNSENT = 128 << 10
LOOPBACK = "127.0.0.1,::1"
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


class CannotListen(OSError):
    """A port or an address cannot be had; its text is fit to show."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one. Raises CannotListen."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, _, _, _, place = min(found, key=lambda entry: entry[0] is not socket.AF_INET)
        made = socket.create_server(place[:2], family=family, backlog=1024)
    except (OSError, UnicodeError) as error:
        raise CannotListen(_why(error, host, port)) from error
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        # Else a slow client has megabytes of the system's memory, and takes of them for minutes, unseen by us.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
    # asyncio sends small pieces at once only where it sees that a socket is one of TCP.
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, made.detach())


def _why(error: Exception, host: str, port: int) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use. Name another with --port; 0 takes a free one."
    if isinstance(error, PermissionError):
        return f"Port {port} is not for everybody. Name one above 1023 with --port."
    return f"{host!r} is no address of this machine. Name one with --host, or 0.0.0.0 for all."


def address(listening: socket.socket, prefix: str) -> str:
    """Where a browser on this machine finds the server."""
    host, port = listening.getsockname()[:2]
    host = _EVERYWHERE.get(host) or (f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}{prefix}/"


def run(
    current: Current,
    listening: socket.socket,
    *,
    prefix: str = "",
    limits: Limits | None = None,
    access_log: bool = True,
    proxies: str = LOOPBACK,
) -> None:
    """Serves until SIGINT or SIGTERM, then closes the builds. Requests under way may end, until a second signal.

    X-Forwarded-For and -Proto count where they come from one of the `proxies`: addresses, networks, or *.
    """
    log_to(sys.stderr, access=access_log)
    _allow_many_files()
    config = uvicorn.Config(
        create_app(current, prefix=prefix, limits=limits),
        http=Connection,
        loop="asyncio",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        forwarded_allow_ips=proxies,
        limit_concurrency=MOST,
        timeout_graceful_shutdown=GRACE,
    )
    LOG.info("serving build %s at %s", current.build, address(listening, prefix))
    try:
        _Server(config, current).run(sockets=[listening])
    finally:
        current.close()
    LOG.info("stopped")


class _Server(uvicorn.Server):
    """uvicorn's server, but a signal is no error: it ends of itself, and at once on a second signal."""

    def __init__(self, config: uvicorn.Config, current: Current) -> None:
        super().__init__(config)
        self._current = current

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handles the signals meanwhile."""
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Stops; at once, if that was under way."""
        if self.should_exit:
            os._exit(128 + sig)  # processes that answer queries end with this one
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets requests end, then ends those that wait for an answer."""
        LOG.info("stopping: requests under way have %s seconds to end", GRACE)
        await super().shutdown(sockets)
        self._current.close()


def _allow_many_files() -> None:
    """As many open files as connections need, where the system's limit is lower."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 3 * MOST if hard == resource.RLIM_INFINITY else min(3 * MOST, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
