"""Access logs: one line of JSON a request."""

from __future__ import annotations

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ACCESS = logging.getLogger("careergraph.access")


class AccessLog:
    """Writes time, client, method, path, status, bytes, milliseconds and build of each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and tells what became of it."""
        if scope["type"] != "http" or not ACCESS.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        began, told = time.perf_counter(), {"status": 0, "bytes": 0}

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            ACCESS.info(json.dumps(_line(scope, told, time.perf_counter() - began), ensure_ascii=False))


def _line(scope: Scope, told: dict[str, int], seconds: float) -> dict[str, Any]:
    query = scope["query_string"].decode("latin-1")
    client = scope.get("client")
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": client[0] if client else None,
        "method": scope["method"],
        "path": scope["path"] + (f"?{query}" if query else ""),
        **told,
        "ms": round(seconds * 1000, 1),
    }
