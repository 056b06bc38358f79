"""What goes wrong, said as RFC 9457 has it to programs, and as a page to people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.web.negotiation import accepted, chosen

JSON, HTML = "application/problem+json", "text/html"
_OFFERS = (JSON, "application/json", HTML)


class Problem(Exception):
    """An answer that says what is wrong and what mends it.

    `near` are things that may have been meant, each with `id`, `title` and `href`; `more` goes into the JSON.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        near: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.near = status, detail, tuple(near)
        self.title = HTTPStatus(status).phrase
        self.headers, self.more = dict(headers or {}), more

    def to_plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        near = {"near": [dict(thing) for thing in self.near]} if self.near else {}
        return {"title": self.title, "status": self.status, "detail": self.detail, **near, **self.more}


async def answer(request: Request, problem: Exception) -> Response:
    """The response to a problem, in JSON or as a page."""
    found = _problem(problem)
    headers = {"vary": "Accept", "cache-control": "no-store", **found.headers}
    if wants_page(request):
        from server.pages.problem import problem_page

        return Response(problem_page(request, found), found.status, headers, f"{HTML}; charset=utf-8")
    body = json.dumps(found.to_plain(), ensure_ascii=False, indent=2) + "\n"
    return Response(body, found.status, headers, JSON)


def wants_page(request: Request) -> bool:
    """Whether the client would rather read a page than JSON."""
    return chosen(accepted(request), _OFFERS) == HTML


def _problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        detail = _DETAILS.get(error.status_code, error.detail)
        return Problem(error.status_code, detail, headers=error.headers)
    return Problem(500, "This is a defect of ours; the server's log says more.")


_DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take this method; the header Allow names those that it takes.",
}
