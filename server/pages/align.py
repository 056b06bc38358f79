"""The page with a form that sends a table to /align."""

from __future__ import annotations

from starlette.requests import Request

from queries.align import TARGETS
from queries.code_forms import SYSTEMS
from server.pages.templates import render


def align_page(request: Request) -> bytes:
    """The page in UTF-8."""
    return render("align.html", request, systems=SYSTEMS, targets=TARGETS)
