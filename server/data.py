"""/data and /.well-known/void: what may be downloaded, and the edition's account of itself."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: tuple[Route, ...] = ()
