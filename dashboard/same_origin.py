"""Only pages of the dashboard itself may open a session with it.

Streamlit refuses other pages too, but not before it has asked an address on the internet for this machine's own.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION = 1008


class SameOrigin:
    """Refuses a websocket of `app` to a page of another host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes all else through as it is."""
        if scope["type"] == "websocket" and not _is_own(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        await self._app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    """A program, which is no page, names no origin."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).hostname == urlsplit(f"//{headers.get('host', '')}").hostname
