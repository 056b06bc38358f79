"""/id and /doc: things and the documents about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.store import StoreError
from queries.thing import thing as read_thing
from server.documents.forms import FORMS, OF_NODES, OF_OTHERS, Form, addresses, links
from server.documents.near import near_misses
from server.web.negotiation import accepted, chosen
from server.web.problems import Problem
from server.web.representations import SHORT, Representation, send
from server.web.requests import href, served

_BY_TYPE = {form.media_type: form for form in FORMS}
_QUADS = OF_OTHERS["nq"]
_TYPES_OF_NODES = tuple(form.media_type for form in OF_NODES.values())
_TYPES_OF_OTHERS = tuple(form.media_type for form in OF_OTHERS.values())

# Whoever waits for a document waits for no thread that others need.
_DESCRIBING = CapacityLimiter(4)


async def thing(request: Request) -> Response:
    """A thing is no document: 303 to the document about it, or 404 with what may have been meant."""
    thing_id = request.path_params["id"]
    await _expect(request, thing_id)
    document = href(request, f"/doc/{thing_id}")
    headers = {
        "location": document,
        "link": f'<{document}>; rel="describedby"',
        "vary": "Accept",
        "cache-control": SHORT,
    }
    return Response(status_code=303, headers=headers)


async def document(request: Request) -> Response:
    """The document about a thing: in the form that its address ends in, or else that the client wants most."""
    thing_id, form = _parted(request.path_params["id"])
    negotiated = form is None
    found = await _representation(request, thing_id, form or await _negotiated(request, thing_id))
    modified = served(request).about.made
    return send(request, found, modified=modified, vary="Accept" if negotiated else "")


def _parted(asked: str) -> tuple[str, Form | None]:
    """Id and form; ids have points, too (cip/2020/11.0701)."""
    thing_id, _, ending = asked.rpartition(".")
    form = OF_NODES.get(ending)
    return (thing_id, form) if form and thing_id else (asked, None)


async def _negotiated(request: Request, thing_id: str) -> Form:
    is_node = thing_id in served(request).graph.nodes
    found = chosen(accepted(request), _TYPES_OF_NODES if is_node else _TYPES_OF_OTHERS)
    if found is None:
        await _expect(request, thing_id)
        wanted = "This document has no form that the header Accept names; it has those in `forms`."
        raise Problem(406, wanted, forms=addresses(request, thing_id))
    return _BY_TYPE[found]


async def _representation(request: Request, thing_id: str, form: Form) -> Representation:
    """A form of a document, kept for the next who asks. Raises Problem, 404."""
    cache, key = served(request).cache, ("doc", thing_id, form.ending)
    if (known := cache.get(key)) is not None:
        return known
    body = await _body(request, thing_id, form)
    return cache.keep(key, await run_in_threadpool(_represented, request, thing_id, form, body))


def _represented(request: Request, thing_id: str, form: Form, body: bytes) -> Representation:
    headers = {
        "content-location": href(request, f"/doc/{thing_id}.{form.ending}"),
        "link": links(request, thing_id, form),
    }
    return Representation.of(body, form.media_type, headers)


async def _body(request: Request, thing_id: str, form: Form) -> bytes:
    if form.rdf:
        return await _described(request, thing_id, form.rdf)
    if thing_id in served(request).graph.nodes:
        return await run_in_threadpool(_MAKERS[form.ending], request, thing_id)
    quads = await _representation(request, thing_id, _QUADS)
    if form.ending == "json":
        without = "This has no JSON, for it is no node of the graph; `forms` names what it has."
        raise Problem(404, without, forms=addresses(request, thing_id))
    return await run_in_threadpool(_subject_page, request, thing_id, quads.body)


async def _described(request: Request, thing_id: str, rdf: str) -> bytes:
    try:
        found = await to_thread.run_sync(served(request).sparql.describe, thing_id, rdf, limiter=_DESCRIBING)
    except StoreError as error:
        raise Problem(503, str(error), headers={"retry-after": "5"}) from error
    if found is None:
        near = await run_in_threadpool(near_misses, request, thing_id)
        raise Problem(404, f"Nothing here has the id {thing_id[:200]!r}.", near=near)
    return found


async def _expect(request: Request, thing_id: str) -> None:
    """Raises Problem, 404, where nothing has the id."""
    if thing_id not in served(request).graph.nodes:
        await _representation(request, thing_id, _QUADS)


def _page(request: Request, thing_id: str) -> bytes:
    from server.pages.thing import thing_page

    return thing_page(request, thing_id)


def _subject_page(request: Request, thing_id: str, quads: bytes) -> bytes:
    from server.pages.thing import subject_page

    return subject_page(request, thing_id, _by_graph(quads, f" <{served(request).about.base}graph/"))


def _by_graph(quads: bytes, before: str) -> dict[str, list[str]]:
    """N-Quads as the lines of N-Triples of each named graph."""
    found: dict[str, list[str]] = {}
    for line in quads.decode().split("\n")[:-1]:
        triple, _, graph = line.rpartition(before)
        found.setdefault(graph.removesuffix("> ."), []).append(f"{triple} .")
    return found


def _json(request: Request, thing_id: str) -> bytes:
    """What `careergraph show ID --json` prints, but for a store's own ids of relationships."""
    told: dict[str, Any] = read_thing(served(request).statements, thing_id).to_plain()
    for related in told["relationships"]:
        del related["relationship"]["id"]
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


_MAKERS: dict[str, Callable[[Request, str], bytes]] = {"html": _page, "json": _json}

ROUTES: tuple[Route, ...] = (Route("/id/{id:path}", thing), Route("/doc/{id:path}", document))
