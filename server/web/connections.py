"""Connections that end where a client keeps them open and says nothing, or takes nothing."""

from __future__ import annotations

import asyncio
from asyncio.events import TimerHandle
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST = 1000
"""Open connections, beyond which a request is answered 503; at twice as many, new connections are cut off."""


class TooManyAtOnce(Exception):
    """A client sent more requests than may wait on one connection."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection with limits: of the head of a request, of requests that wait, of taking an answer.

    Who sends a head too slowly, or takes next to nothing of an answer, is cut off. A head that is too long is
    answered 431 (RFC 6585, section 5). Between two requests uvicorn's own keep-alive limit holds.
    """

    head_seconds: ClassVar[float] = 20.0
    head_bytes: ClassVar[int] = 64 << 10
    waiting: ClassVar[int] = 20
    stalled_seconds: ClassVar[float] = 60.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head: TimerHandle | None = None
        self._stalled: TimerHandle | None = None
        self._received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the head of a request."""
        super().connection_made(transport)
        if len(self.connections) > 2 * MOST:
            transport.abort()
        self._head = self.loop.call_later(self.head_seconds, self._end)

    def data_received(self, data: bytes) -> None:
        """Passes it on; counts what belongs to a head."""
        self._received += len(data)
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget_head()
        elif self._received > self.head_bytes:
            self._refuse()
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._end)

    def on_headers_complete(self) -> None:
        """Passes it on, unless too many requests wait already, which is answered 400."""
        if len(self.pipeline) >= self.waiting:
            raise TooManyAtOnce
        super().on_headers_complete()

    def _forget_head(self) -> None:
        self._received = 0
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _refuse(self) -> None:
        in_body = self.cycle is not None and self.cycle.more_body
        if not in_body and not self.transport.is_closing():
            self.transport.write(STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self._end()

    def _end(self) -> None:
        """Closes, and does not wait for long until what was written is taken."""
        self.transport.close()
        self._limit_taking()

    def _limit_taking(self) -> None:
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.stalled_seconds, self.transport.abort)

    def timeout_keep_alive_handler(self) -> None:
        """Ends a connection on which no further request has begun."""
        self._end()

    def pause_writing(self) -> None:
        """Waits for the client to take what was written, but not for ever."""
        super().pause_writing()
        self._limit_taking()

    def resume_writing(self) -> None:
        """The client has taken most of it."""
        super().resume_writing()
        if self._stalled is not None and not self.transport.is_closing():
            self._stalled.cancel()
            self._stalled = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the limits."""
        for timer in (self._head, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)
