"""The page that says what went wrong."""

from __future__ import annotations

from starlette.requests import Request

from server.pages.templates import render
from server.web.problems import Problem


def problem_page(request: Request, problem: Problem) -> bytes:
    """The page in UTF-8."""
    return render("problem.html", request, problem=problem)
