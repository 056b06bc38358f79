"""/id and /doc: things and the documents about them."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: tuple[Route, ...] = ()
