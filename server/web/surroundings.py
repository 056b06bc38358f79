"""What surrounds every request: a prefix, headers, a lease on the build, the pace of large answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.takeover import Current
from server.web.problems import JSON

PIECE = 64 << 10
MOST_WAITING = 256 << 20

_ALWAYS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Allow, Content-Location, Content-Range, ETag, Link, "
    "Location, Retry-After, X-Remark, X-Request-Id, X-Truncated",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
}
_PREFLIGHT = {
    "access-control-allow-headers": "Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match, "
    "If-Range, Range",
    "access-control-max-age": "86400",
}


class Prefix:
    """Says where a proxy has put the server, whether or not the proxy takes that off each path."""

    def __init__(self, app: ASGIApp, prefix: str, routes: Iterable[Route]) -> None:
        self._app, self._prefix, self._routes = app, prefix, tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if self._prefix and scope["type"] == "http":
            path = scope["path"]
            path = path if self._is_there(path) else f"{self._prefix}{path}"
            scope = {**scope, "root_path": self._prefix, "path": path}
        await self._app(scope, receive, send)

    def _is_there(self, path: str) -> bool:
        """Whether the prefix is still there: `/graph/published` may be ours, and have had `/graph` before it."""
        if path != self._prefix and not path.startswith(f"{self._prefix}/"):
            return False
        return self._is_ours(path[len(self._prefix) :]) or not self._is_ours(path)

    def _is_ours(self, path: str) -> bool:
        scope = {"type": "http", "path": path or "/", "method": "GET"}
        return any(route.matches(scope)[0] is not Match.NONE for route in self._routes)


class Headers:
    """Adds what every response says, and answers OPTIONS with the methods of the address."""

    def __init__(self, app: ASGIApp, routes: Iterable[Route]) -> None:
        self._app, self._routes = app, tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, unless it is OPTIONS."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] == "OPTIONS" and (methods := self._methods(scope)):
            allowed = ", ".join(sorted({*methods, "OPTIONS"}))
            headers = {"allow": allowed, "access-control-allow-methods": allowed, **_PREFLIGHT}
            await Response(status_code=204, headers=headers)(scope, receive, told)
            return
        await self._app(scope, receive, told)

    def _methods(self, scope: Scope) -> set[str]:
        fits = [route for route in self._routes if route.matches({**scope})[0] is not Match.NONE]
        return {method for route in fits for method in route.methods or ()}


class Leased:
    """Holds the build that a request began with until the first byte of its answer, which is made by then."""

    def __init__(self, app: ASGIApp, current: Current) -> None:
        self._app, self._current = app, current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with ExitStack() as lease:
            held = lease.enter_context(self._current.lease())

            async def told(message: Message) -> None:
                # Not for longer: a client that takes its answer slowly would hold a build of before.
                lease.close()
                await send(message)

            await self._app({**scope, "careergraph.served": held}, receive, told)


class Paced:
    """Hands large answers on piece by piece, as clients take them, and limits what waits for them in memory."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_WAITING) -> None:
        self._app, self._most = app, most_bytes
        self._waiting: dict[int, tuple[int, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; 503 where too much waits already."""
        start: Message | None = None
        refused = False

        async def paced(message: Message) -> None:
            nonlocal start, refused
            if message["type"] == "http.response.start":
                start = message
                return
            with self._counted(message.get("body", b"")) as fits:
                if start is not None and not fits:
                    refused = True
                    await _busy()(scope, receive, send)
                if refused:
                    return
                if start is not None:
                    await send(start)
                    start = None
                for piece in _pieces(message):
                    await send(piece)

        await self._app(scope, receive, paced if scope["type"] == "http" else send)

    @contextmanager
    def _counted(self, body: bytes) -> Iterator[bool]:
        """Whether there is room for a body. It counts while it is sent, once, however many are sent the same."""
        if len(body) <= PIECE:
            yield True
            return
        size, users = self._waiting.get(id(body), (len(body), 0))
        fits = users > 0 or sum(size for size, _ in self._waiting.values()) + size <= self._most
        self._waiting[id(body)] = size, users + 1
        try:
            yield fits
        finally:
            size, users = self._waiting.pop(id(body))
            if users > 1:
                self._waiting[id(body)] = size, users - 1


def _pieces(message: Message) -> Iterator[Message]:
    body = message.get("body", b"")
    for begin in range(0, max(len(body), 1), PIECE):
        more = begin + PIECE < len(body) or message.get("more_body", False)
        yield {**message, "body": body[begin : begin + PIECE], "more_body": more}


def _busy() -> Response:
    detail = "Many clients take large answers slowly, and there is no room for another. Try again in a while."
    told = {"title": "Service Unavailable", "status": 503, "detail": detail}
    return Response(json.dumps(told), 503, {"retry-after": "10", "cache-control": "no-store"}, JSON)
