"""Templates: what they know, and how they become bytes."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from server.pages.static import address
from server.web.requests import href, served

_TEMPLATES = Environment(
    loader=PackageLoader("server.pages", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, request: Request, **told: Any) -> bytes:
    """A page in UTF-8.

    Every template knows `href(path)`, `static(name)`, `here`, the path that was asked for, and `about`, the build.
    """
    root = href(request, "")
    page = _TEMPLATES.get_template(template)
    return page.render(
        href=lambda path: f"{root}{path}",
        static=lambda name: f"{root}{address(name)}",
        here=request.url.path.removeprefix(root),
        about=served(request).about,
        **told,
    ).encode()
