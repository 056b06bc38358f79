"""The page that says what a code is, and what it is today."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from queries.resolve import Reading, TodaysCode
from server.pages.templates import render


def resolve_page(request: Request, code: str, readings: Sequence[Reading], near: Sequence[TodaysCode]) -> bytes:
    """The page in UTF-8; `near` are codes that differ in one digit, for a text that is none."""
    return render("resolve.html", request, code=code, readings=readings, near=near)
