"""/health: whether the server is well, and what it serves."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.web.requests import served

_BEGAN = time.monotonic()


async def health(request: Request) -> Response:
    """What is served, and which of its parts are ready; 200 as long as there is an answer."""
    found = served(request)
    told = {
        "status": "ok",
        "build": found.about.build,
        "edition": found.about.edition,
        "made": found.about.made.isoformat(),
        "uptime": round(time.monotonic() - _BEGAN),
        "sparql": "ready" if found.sparql.ready() else "starting",
        "cypher": "ready" if found.cypher.ready() else "starting",
        "downloads": found.downloads.state(),
    }
    return JSONResponse(told, headers={"cache-control": "no-store"})


ROUTES: tuple[Route, ...] = (Route("/health", health),)
