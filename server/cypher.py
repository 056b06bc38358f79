"""/cypher: read-only Cypher."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: tuple[Route, ...] = ()
