"""What surrounds every request: a prefix, headers, a lease on the build."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.takeover import Current

_ALWAYS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Allow, Content-Location, Content-Range, ETag, Link, "
    "Location, Retry-After, X-Truncated",
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
    """Takes a prefix off each path; a proxy may have taken it off before."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._prefix = app, prefix.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if self._prefix and scope["type"] == "http":
            path = scope["path"]
            inside = path == self._prefix or path.startswith(f"{self._prefix}/")
            scope = {**scope, "root_path": self._prefix, "path": path if inside else f"{self._prefix}{path}"}
        await self._app(scope, receive, send)


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
    """Holds the build that a request began with until the request has ended."""

    def __init__(self, app: ASGIApp, current: Current) -> None:
        self._app, self._current = app, current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._current.lease() as held:
            await self._app({**scope, "careergraph.served": held}, receive, send)
