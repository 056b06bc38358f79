"""Style and icon, each at an address that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from server.web.problems import Problem
from server.web.representations import LONG, SHORT, Representation, send
from server.web.requests import served

_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_ICON = "icon.svg"


@cache
def _files() -> dict[str, tuple[str, Representation]]:
    """Name → the first digits of its content's hash, and the content."""
    found = {}
    for file in (files("server.pages") / "static").iterdir():
        if media_type := _TYPES.get(f".{file.name.rpartition('.')[2]}"):
            body = file.read_bytes()
            found[file.name] = hashlib.sha256(body).hexdigest()[:12], Representation.of(body, media_type)
    return found


def address(name: str) -> str:
    """Where a file is served. Raises KeyError where there is none of this name."""
    return f"/static/{_files()[name][0]}/{name}"


async def static(request: Request) -> Response:
    """A file; for ever where the address names its content, for a while where it names another one's."""
    version, name = request.path_params["version"], request.path_params["name"]
    if name not in _files():
        raise Problem(404, "There is no such file.")
    current, found = _files()[name]
    caching = LONG if version == current else SHORT
    return send(request, found, modified=served(request).about.made, caching=caching, vary="")


async def icon(request: Request) -> Response:
    """The icon, where browsers look for it unasked."""
    return send(request, _files()[_ICON][1], modified=served(request).about.made, vary="")
