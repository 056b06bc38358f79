"""The page that a browser loads first, told where the dashboard stands.

Without that, Streamlit's own script guesses it from the address, and asks in vain below each page's path first.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BEFORE = b'<script type="module"'
_TOLD = """<script>
      const place = location.origin + "%s"
      window.__streamlit = { BACKEND_BASE_URL: place, HOST_CONFIG_BASE_URL: place, MAIN_PAGE_BASE_URL: place }
    </script>
    """


class FirstPage:
    """Writes into each HTML page of `app` that the dashboard stands at `prefix`: a path, or empty."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app, self._told = app, (_TOLD % f"{prefix}/").encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes all else through as it is."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return await self._app(scope, receive, send)
        # Else the page could come compressed.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if start:
                body = message["body"].replace(_BEFORE, self._told + _BEFORE, 1)
                grown = MutableHeaders(raw=start["headers"])
                if "content-length" in grown:
                    more = len(body) - len(message["body"])
                    grown["content-length"] = str(int(grown["content-length"]) + more)
                await send({**start})
                start.clear()
                message = {**message, "body": body}
            await send(message)

        return await self._app({**scope, "headers": headers}, receive, sent)
