"""The application: its addresses, and what surrounds every request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from server import health, openapi
from server.answers import search
from server.asking import cypher, sparql
from server.documents import terms, things
from server.downloads import data
from server.pages import routes as pages
from server.served import Limits
from server.takeover import Current
from server.web.logs import AccessLog
from server.web.problems import Problem, answer
from server.web.surroundings import Headers, Leased, Paced, Prefix

ROUTES = (
    *pages.ROUTES,
    *things.ROUTES,
    *terms.ROUTES,
    *sparql.ROUTES,
    *cypher.ROUTES,
    *search.ROUTES,
    *openapi.ROUTES,
    *data.ROUTES,
    *health.ROUTES,
)


def create_app(current: Current, *, prefix: str = "", limits: Limits | None = None) -> ASGIApp:
    """The server's application. `prefix` (`/graph`, or nothing) is where a proxy has put it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(current.watch())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    handlers = dict.fromkeys((Problem, HTTPException, Exception), answer)
    app = Starlette(routes=ROUTES, exception_handlers=handlers, lifespan=lifespan)
    app.state.current, app.state.limits = current, limits or Limits()
    surrounded = Headers(Paced(Leased(app, current)), ROUTES)
    return AccessLog(Prefix(surrounded, prefix, ROUTES), lambda: current.build)
