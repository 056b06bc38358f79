"""/cypher: read-only Cypher, the questions of the catalogue, and a page to ask on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ontology.derived import DERIVED_TYPES
from ontology.nodes import NODE_KINDS
from ontology.relationships import PUBLISHED_TYPES
from queries.catalog import Question, UnknownQuestion, named, questions
from queries.cypher_pool import CypherAnswer
from queries.given import question_values
from queries.hints import hints
from server.asking.ask import ask, respond, respond_wrong
from server.asking.cypher_request import JSON, Statement, asked, posted
from server.asking.given import checked, things
from server.pages.queries import MOST_ROWS, cypher_page
from server.web.fields import Fields
from server.web.negotiation import accepted, chosen
from server.web.problems import Problem
from server.web.requests import limits, served

HTML = "text/html"
_FORMATS = {"json": JSON, "html": HTML}
_LABELS = {cls.__name__ for kind in NODE_KINDS.values() for cls in kind.__mro__} | {"Retired"}
_KNOWN = _LABELS | PUBLISHED_TYPES.keys() | DERIVED_TYPES.keys()


async def cypher(request: Request) -> Response:
    """The answer to a statement or a question of the catalogue; without one, the page, or the catalogue."""
    return await (_posted(request) if request.method == "POST" else _addressed(request))


async def _posted(request: Request) -> Response:
    if chosen(accepted(request), (JSON,)) is None:
        raise Problem(406, f"An answer comes as {JSON}.")
    put = await posted(request)
    return respond(request, _json(request, await _found(request, put), put), JSON)


async def _addressed(request: Request) -> Response:
    fields = Fields(request.scope["query_string"])
    name, text = fields.one("question"), fields.one("statement")
    if name is not None and text is not None:
        raise Problem(400, "There is a question and a statement; there should be one of them.")
    bare = name is None and text is None
    if bare and (alone := [word for word in ("parameters", "limit", "timeout") if word in fields]):
        raise Problem(400, f"There is {alone[0]}, but no statement and no question.")
    page = _media_type(request, fields, bare=bare) == HTML
    if name is not None:
        question = _named(name)
        given = checked(question, fields.others("question", "format"))
        return await _question(request, question, given, page=page)
    if text is not None:
        show = partial(cypher_page, request, statement=text, parameters=fields.one("parameters") or "")
        return await _answer(request, partial(asked, request, text, fields), show if page else None)
    if page:
        return respond(request, await run_in_threadpool(cypher_page, request), HTML)
    return respond(request, await run_in_threadpool(_catalogue), JSON)


def _catalogue() -> bytes:
    found = {"questions": [asdict(question) for question in questions().values()]}
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _media_type(request: Request, fields: Fields, *, bare: bool) -> str:
    """JSON or HTML, as the client wants it; where nothing is asked, rather the page."""
    if form := fields.one("format"):
        if form not in _FORMATS:
            raise Problem(400, f"There is no format {form}; there are {', '.join(_FORMATS)}.")
        return _FORMATS[form]
    found = chosen(accepted(request), (HTML, JSON) if bare else (JSON, HTML))
    if found is None:
        raise Problem(406, f"An answer comes as {JSON} or as {HTML}.")
    return found


def _named(name: str) -> Question:
    try:
        return named(name)
    except UnknownQuestion as error:
        near = f"; near it: {', '.join(error.near)}" if error.near else ""
        raise Problem(404, f"There is no question {name!r}{near}.") from None


async def _question(request: Request, question: Question, given: Mapping[str, str], *, page: bool) -> Response:
    def put() -> Statement:
        with things(request):
            values = question_values(question, given, served(request).index)
        longest = limits(request)
        return Statement(question.cypher, values, longest.rows, longest.timeout)

    show = partial(cypher_page, request, statement=question.cypher, question=question, given=given)
    return await _answer(request, put, show if page else None)


async def _answer(request: Request, make: Callable[[], Statement], show: Callable[..., bytes] | None) -> Response:
    """The answer in JSON, or on the page that `show` makes; there what is wrong stands beside the statement."""
    try:
        put = await run_in_threadpool(make)
        if show is None:
            return respond(request, _json(request, await _found(request, put), put), JSON)
        put = replace(put, limit=min(put.limit, MOST_ROWS))
        found = await _found(request, put)
    except Problem as problem:
        if show is None:
            raise
        return respond_wrong(await run_in_threadpool(partial(show, problem=problem)), problem)
    body = await run_in_threadpool(partial(show, values=put.parameters, found=found, remarks=_remarks(found, put)))
    return respond(request, body, HTML)


async def _found(request: Request, put: Statement) -> CypherAnswer:
    pool = served(request).cypher

    def query(seconds: float) -> CypherAnswer:
        return pool.query(put.text, put.parameters, timeout=seconds, limit=put.limit)

    return await ask(request, pool, put.timeout, query)


def _json(request: Request, found: CypherAnswer, put: Statement) -> bytes:
    """The answer as the pool writes it, with the build, and remarks where there are any."""
    remarks = _remarks(found, put)
    more = {"build": served(request).about.build, **({"remarks": remarks} if remarks else {})}
    ending = json.dumps(more, ensure_ascii=False).encode()
    return found.body.rstrip().removesuffix(b"}") + b", " + ending[1:] + b"\n"


def _remarks(found: CypherAnswer, put: Statement) -> list[str]:
    return [] if found.count else hints(put.text, _KNOWN)


ROUTES: tuple[Route, ...] = (Route("/cypher", cypher, methods=["GET", "POST"]),)
