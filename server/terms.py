"""The ontology, the shapes, the JSON-LD context, named graphs and editions."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: tuple[Route, ...] = ()
