"""The addresses of pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.pages.home import about_page, home_page
from server.pages.schemes import scheme_page, schemes_page
from server.pages.static import icon, static
from server.web.representations import Representation, send
from server.web.requests import href, served

_HTML = "text/html"


async def home(request: Request) -> Response:
    """What this is, and the ways in."""
    return await _page(request, home_page)


async def about(request: Request) -> Response:
    """What the build holds and whose it is."""
    return await _page(request, about_page)


async def schemes(request: Request) -> Response:
    """All concept schemes."""
    return await _page(request, schemes_page)


async def scheme(request: Request) -> Response:
    """A concept scheme, or a branch of it."""
    return await _page(request, partial(scheme_page, asked=request.path_params["id"].strip("/")))


async def _page(request: Request, make: Callable[[Request], bytes]) -> Response:
    """A page, kept for the next who asks; it leads programs to the edition's account of itself."""
    held = served(request)
    key = ("page", request.url.path)
    found = held.cache.get(key)
    if found is None:
        void = f'<{href(request, "/.well-known/void")}>; rel="describedby"; type="text/turtle"'
        made = await run_in_threadpool(make, request)
        found = held.cache.keep(key, Representation.of(made, _HTML, {"link": void}))
    return send(request, found, modified=held.about.made, vary="")


ROUTES: tuple[Route, ...] = (
    Route("/", home),
    Route("/about", about),
    Route("/schemes", schemes),
    Route("/scheme/{id:path}", scheme),
    Route("/static/{version}/{name}", static),
    Route("/favicon.ico", icon),
)
