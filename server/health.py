"""/health: whether the server is well, and what it serves."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.requests import served


async def health(request: Request) -> Response:
    """The build that is served; 200 as long as there is one."""
    about = served(request).about
    told = {"status": "ok", "build": about.build, "edition": about.edition, "made": about.made.isoformat()}
    return JSONResponse(told, headers={"cache-control": "no-store"})


ROUTES: tuple[Route, ...] = (Route("/health", health),)
