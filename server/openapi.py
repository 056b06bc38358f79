"""/openapi.json and /api: what programs may ask for, described for them and for people."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.align import TARGETS
from queries.code_forms import SYSTEMS
from server.answers.align import FORMS
from server.answers.search import KINDS
from server.pages.api import api_page
from server.web.representations import Representation, send
from server.web.requests import limits, served

_ENUMS = {"Kind": KINDS, "System": SYSTEMS, "Target": TARGETS, "TableFormat": FORMS}


@cache
def _table() -> dict[str, Any]:
    folder = files("server")
    found = tomllib.loads(folder.joinpath("openapi.toml").read_text(encoding="utf-8"))
    examples = json.loads(folder.joinpath("openapi_examples.json").read_text(encoding="utf-8"))
    for name, (media_type, example) in examples.items():
        found["components"]["responses"][name]["content"][media_type]["example"] = example
    return found


def description(request: Request) -> dict[str, Any]:
    """The description, as OpenAPI 3.1 has it, of the server at the address that the client used."""
    found, about, longest = deepcopy(_table()), served(request).about, limits(request)
    found["info"]["version"] = about.software
    found["servers"] = [{"url": str(request.base_url).rstrip("/")}]
    schemas = found["components"]["schemas"]
    for name, words in _ENUMS.items():
        schemas[name]["enum"] = list(words)
    schemas["Graph"]["enum"] = [f"{about.base}graph/{name}" for name in about.triples]
    schemas["Statement"]["properties"]["statement"]["maxLength"] = longest.characters
    schemas["CypherAnswer"]["properties"]["rows"]["maxItems"] = longest.rows
    return found


async def as_json(request: Request) -> Response:
    """The description for programs."""
    body = json.dumps(description(request), ensure_ascii=False, indent=2).encode() + b"\n"
    return send(request, Representation.of(body, "application/json"), modified=served(request).about.made, vary="")


async def as_page(request: Request) -> Response:
    """The description for people."""
    body = api_page(request, description(request))
    return send(request, Representation.of(body, "text/html"), modified=served(request).about.made, vary="")


ROUTES: tuple[Route, ...] = (Route("/openapi.json", as_json), Route("/api", as_page))
