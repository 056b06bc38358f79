"""Logs: one line of JSON a request, and one for whatever else happens, each on standard error."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, TextIO

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ACCESS = logging.getLogger("careergraph.access")
LOG = logging.getLogger("careergraph.server")
_UVICORN = logging.getLogger("uvicorn.error")
_ASYNCIO = logging.getLogger("asyncio")

_LONGEST = 2_000
_ID = re.compile(r"[\w.:=+/-]{1,100}", re.ASCII)


class Lines(logging.Formatter):
    """A record as one line: time, level, message, what `extra={"told": …}` gives, a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end. Nothing in it can begin another."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told)


def log_to(stream: TextIO, *, access: bool) -> None:
    """Sends all logs there; `access` says whether each request has a line."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    levels = {
        LOG: logging.INFO,
        ACCESS: logging.INFO if access else logging.ERROR,
        # What strangers send wrong would fill the log; it is no fault of ours.
        _UVICORN: logging.ERROR,
        _ASYNCIO: logging.ERROR,
    }
    for log, level in levels.items():
        log.addHandler(handler)
        log.setLevel(level)
        log.propagate = False


class AccessLog:
    """Tells of each request its id, client, method, address, status, bytes, milliseconds, build and agent.

    The id is the client's own X-Request-Id where that is plain, else a new one; the response has it, too. What is
    raised is told with its traceback, and ends here.
    """

    def __init__(self, app: ASGIApp, build: Callable[[], str]) -> None:
        self._app, self._build = app, build

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and tells what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, told = time.perf_counter(), _asked(scope, self._build())

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = told["id"]
            else:
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        except ClientDisconnect:
            told["left"] = True
        except Exception as error:
            ACCESS.exception("%s", type(error).__name__, extra={"told": told})
        finally:
            told["ms"] = round((time.perf_counter() - began) * 1000, 1)
            ACCESS.info("request", extra={"told": told})


def _asked(scope: Scope, build: str) -> dict[str, Any]:
    headers, client = Headers(scope=scope), scope.get("client")
    query = scope["query_string"].decode("latin-1")
    given = headers.get("x-request-id", "")
    return {
        "id": given if _ID.fullmatch(given) else token_hex(8),
        "client": client[0] if client else None,
        "method": scope["method"],
        "path": (scope["path"] + (f"?{query}" if query else ""))[:_LONGEST],
        "status": 0,
        "bytes": 0,
        "build": build,
        "agent": headers.get("user-agent", "")[:_LONGEST],
    }
