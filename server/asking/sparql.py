"""/sparql: the SPARQL 1.1 Protocol, the endpoint's description of itself, and a page to ask on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.sparql_catalog import Example, UnknownExample, example
from queries.sparql_examples import filled, portable
from queries.sparql_output import RESULTS
from queries.sparql_pool import Answered, Asked, NotWanted
from server.asking.ask import ask, deliver, plain_header, respond, respond_wrong
from server.asking.given import checked, things
from server.asking.sparql_description import description
from server.asking.sparql_formats import HTML, ROWS, TRIPLES, Wanted, not_acceptable, wanted
from server.asking.sparql_request import SparqlRequest, read
from server.pages.queries import MOST_ROWS, sparql_page
from server.web.negotiation import accepted, chosen
from server.web.problems import Problem
from server.web.representations import Representation
from server.web.requests import href, limits, served

LARGEST_KEPT = 1 << 20
"""Bytes of an answer that is kept for who asks the same again."""
_SETTINGS = ("query", "example", "format", "output", "timeout")


async def sparql(request: Request) -> Response:
    """The answer to a query; without one, the endpoint's description, or its page."""
    asked = await read(request)
    if asked.query is not None:
        return await _answer(request, asked, asked.query)
    named = asked.fields.one("example")
    return await (_self(request, asked) if named is None else _of_example(request, asked, _example(named)))


async def _of_example(request: Request, asked: SparqlRequest, shown: Example) -> Response:
    """The answer to an example; people get its query, to be asked or changed."""
    given = checked(shown, asked.fields.others(*_SETTINGS))
    page = wanted(accepted(request), asked.formats).page
    try:
        query = await run_in_threadpool(_filled, request, shown, given)
    except Problem as problem:
        if not page:
            raise
        show = partial(sparql_page, request, shown.sparql, example=shown, given=given, problem=problem)
        return respond_wrong(await run_in_threadpool(show), problem)
    if page:
        show = partial(sparql_page, request, query, example=shown, given=given)
        return respond(request, await run_in_threadpool(show), HTML)
    return await _answer(request, asked, query)


async def _self(request: Request, asked: SparqlRequest) -> Response:
    """The page of the endpoint, or its description."""
    if asked.default or asked.named:
        raise Problem(400, "A graph is named, but there is no query.")
    wants = wanted(accepted(request), asked.formats) if asked.formats else None
    form = wants.triples if wants else chosen(accepted(request), tuple(TRIPLES))
    if form is None:
        raise not_acceptable("triples")
    if form == HTML:
        return respond(request, await run_in_threadpool(sparql_page, request, ""), HTML)
    about = served(request).about
    body = description(_endpoint(request), about.base, about.triples, TRIPLES[form])
    return respond(request, body, form)


def _endpoint(request: Request) -> str:
    """The address of this endpoint as the client wrote it."""
    return f"{request.url.scheme}://{request.url.netloc}{href(request, '/sparql')}"


def _example(name: str) -> Example:
    try:
        return example(name)
    except UnknownExample as error:
        near = f"; near it: {', '.join(error.near)}" if error.near else ""
        raise Problem(404, f"There is no example {name!r}{near}.") from None


def _filled(request: Request, shown: Example, given: Mapping[str, str]) -> str:
    """The query of an example, with what is given for its parameters."""
    build = served(request)
    with things(request):
        return portable(filled(shown, given, build.index, build.about.base), build.about.base)


async def _answer(request: Request, asked: SparqlRequest, query: str) -> Response:
    """The answer as the client wants it; on a page what is wrong stands beside the query."""
    wants = wanted(accepted(request), asked.formats)
    put = _put(request, asked, query, wants)
    # A build never changes, nor do its answers.
    cache, key = served(request).cache, ("sparql", put, wants)
    if (known := cache.get(key)) is not None:
        return deliver(request, known)
    try:
        found = await ask(request, served(request).sparql, asked.timeout, _query(request, put))
    except Problem as problem:
        if not wants.page:
            raise
        body = await run_in_threadpool(sparql_page, request, query, problem=problem)
        return respond_wrong(body, problem)
    form = wants.rows if found.form in RESULTS else wants.triples
    assert form
    if form == HTML:
        return respond(request, await run_in_threadpool(sparql_page, request, query, found=found), HTML)
    made = _data(request, found, form)
    return deliver(request, cache.keep(key, made) if len(made.body) <= LARGEST_KEPT else made)


def _put(request: Request, asked: SparqlRequest, query: str, wants: Wanted) -> Asked:
    """What to ask of the pool."""
    return Asked(
        text=query,
        limit=MOST_ROWS if wants == Wanted(HTML, HTML) else limits(request).rows,
        results=ROWS[wants.rows] if wants.rows else None,
        graph=TRIPLES[wants.triples] if wants.triples else None,
        default=asked.default,
        named=asked.named,
    )


def _query(request: Request, put: Asked) -> Callable[[float], Answered]:
    """Asks the pool, when it is called with a time limit."""
    pool = served(request).sparql

    def query_pool(seconds: float) -> Answered:
        try:
            return pool.query(put, timeout=seconds)
        except NotWanted as error:
            raise not_acceptable(error.kind) from None

    return query_pool


def _data(request: Request, found: Answered, form: str) -> Representation:
    remarks = list(found.remarks)
    headers = {}
    if found.truncated:
        headers["x-truncated"] = "true"
        remarks.append(f"This is not all: an answer has {limits(request).rows:,} rows or triples at most.")
    if remarks:
        headers["x-remark"] = plain_header(" ".join(remarks))
    return Representation.of(found.body, form, headers)


ROUTES: tuple[Route, ...] = (Route("/sparql", sparql, methods=["GET", "POST"]),)
