"""/search, /resolve and /explain: JSON, or a page for browsers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ontology.nodes import NODE_KINDS, Code, Node
from queries.code_forms import SYSTEMS
from queries.explain import meant
from queries.given import specific
from queries.search import Hit
from queries.show import NothingFound, SeveralFound
from server.answers import align
from server.pages.explain import explain_page
from server.pages.resolve import resolve_page
from server.pages.search import search_page
from server.web.negotiation import accepted, chosen
from server.web.parameters import Parameters, known, missing, shortened
from server.web.problems import Problem
from server.web.representations import Representation, send
from server.web.requests import href, near, served

JSON, HTML = "application/json", "text/html"
KINDS = sorted(
    {cls.__name__ for kind in NODE_KINDS.values() for cls in kind.__mro__ if issubclass(cls, Node)}
    - {Node.__name__, Code.__name__}
)
"""What /search takes for a kind: the labels of nodes, general ones too."""
MOST_HITS, HITS, MOST_KINDS, MOST_CODES = 100, 20, 10, 100
NATIONAL = "Jobs and wages are national figures, May 2025."

Answer = Callable[[Request, bool], bytes]


async def _answered(request: Request, answer: Answer) -> Response:
    """What `answer` gives in a thread, as JSON or a page. Raises Problem, 406, where the client takes neither."""
    media_type = chosen(accepted(request), (JSON, HTML))
    if media_type is None:
        raise Problem(406, f"The answer can be {JSON} or {HTML}.", available=[JSON, HTML])
    made = await run_in_threadpool(answer, request, media_type == HTML)
    return send(request, Representation.of(made, media_type), modified=served(request).about.made)


async def search(request: Request) -> Response:
    """What a text may mean, best first; only its first 200 characters and 8 different words are read."""
    return await _answered(request, _search)


def _search(request: Request, as_page: bool) -> bytes:
    held, given = served(request), Parameters.of(request)
    if as_page and not (given.maybe("q") or "").strip():
        return search_page(request, "", [])
    text = given.text("q", "q=nurse")
    kinds = [known("kind", kind, KINDS) for kind in given.several("kind", MOST_KINDS)]
    limit = given.number("limit", 1, MOST_HITS, HITS)
    hits = held.index.find(text, kinds=specific(kinds) if kinds else None, limit=limit)
    if as_page:
        return search_page(request, text, hits)
    return _json(request, asked=text, hits=[_hit(request, hit) for hit in hits])


def _hit(request: Request, hit: Hit) -> dict[str, Any]:
    iri = f"{served(request).about.base}id/{hit.id}"
    return {**asdict(hit), "iri": iri, "href": href(request, f"/doc/{hit.id}")}


async def resolve(request: Request) -> Response:
    """What codes are, old or new, and today's codes for them. A page tells of one code; of several, JSON does."""
    return await _answered(request, _resolve)


def _resolve(request: Request, as_page: bool) -> bytes:
    held, given = served(request).resolver, Parameters.of(request)
    codes = given.several("code", 1 if as_page else MOST_CODES)
    if not "".join(codes).strip():
        raise missing("code", "code=15-1131")
    system = given.choice("system", SYSTEMS)
    systems = (system,) if system else None
    readings = {code: held.resolve(code, systems) for code in codes}
    near = {code: () if found else held.near(code, systems) for code, found in readings.items()}
    if as_page:
        return resolve_page(request, codes[0], readings[codes[0]], near[codes[0]])
    answers = [
        {
            "asked": code,
            "readings": [reading.to_plain() for reading in found],
            "near": [asdict(other) for other in near[code]],
        }
        for code, found in readings.items()
    ]
    return _json(request, answers=answers)


async def explain(request: Request) -> Response:
    """Why two things are linked, or what one is linked to and why."""
    return await _answered(request, _explain)


def _explain(request: Request, as_page: bool) -> bytes:
    given = Parameters.of(request)
    asked = given.text("from", "from=Legal Services"), given.maybe("to")
    things = [_meant(request, text) for text in asked if text is not None]
    ids = [thing["id"] for thing in things]
    if len(ids) == 2 and ids[0] == ids[1]:
        raise Problem(400, f"from and to are the same thing, {ids[0]}. Leave out to for all that it is linked to.")
    explanation = served(request).explainer.explain(*ids)
    if as_page:
        return explain_page(request, explanation)
    return _json(request, figures=NATIONAL, asked=things, **explanation.to_plain())


def _meant(request: Request, asked: str) -> dict[str, Any]:
    """What an id, code or title names, and ids of what else has the title. Raises Problem: 404 or 409."""
    if asked in served(request).graph.nodes:  # rows and findings have ids, but nobody searches for them
        return {"asked": asked, "id": asked, "also": []}
    try:
        found, others = meant(asked, served(request).index)
    except NothingFound as error:
        said = f"Nothing has the id, code or title {shortened(asked)!r}."
        raise Problem(404, said, near=near(request, error.near)) from None
    except SeveralFound as error:
        said = f"{shortened(asked)!r} names several things; say which by its id."
        raise Problem(409, said, near=near(request, error.hits)) from None
    return {"asked": asked, "id": found, "also": [hit.id for hit in others]}


def _json(request: Request, **told: Any) -> bytes:
    """An answer in UTF-8, with the build that it is from."""
    plain = {"build": served(request).about.build, **told}
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


ROUTES: tuple[Route, ...] = (
    Route("/search", search),
    Route("/resolve", resolve),
    Route("/explain", explain),
    *align.ROUTES,
)
