"""A query as the SPARQL 1.1 Protocol brings it (section 2.1): by GET, by a form, or directly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from server.asking.ask import checked_text, time_limit
from server.web.fields import Fields
from server.web.problems import Problem
from server.web.requests import body, limits

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s;"]+)', re.IGNORECASE)
_READ_ONLY = "This endpoint only reads: it takes queries, no updates."
_TAKEN = {"accept": f"{QUERY}, {FORM}", "accept-post": f"{QUERY}, {FORM}"}


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What is asked: the query (None on a bare GET), graphs, formats and seconds that the client names."""

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    formats: tuple[str, ...]
    timeout: float
    fields: Fields


async def read(request: Request) -> SparqlRequest:
    """What a request asks. Raises Problem."""
    longest = limits(request)
    fields = await _fields(request)
    if "update" in fields:
        raise Problem(403, _READ_ONLY)
    query, timeout = fields.one("query"), fields.one("timeout")
    if query is None and request.method == "POST":
        raise Problem(400, "The parameter query is missing.")
    if query is not None:
        checked_text(query, longest.characters, 413 if request.method == "POST" else 414)
    return SparqlRequest(
        query=query,
        default=fields.all("default-graph-uri"),
        named=fields.all("named-graph-uri"),
        formats=(*fields.all("format"), *fields.all("output")),
        timeout=time_limit(timeout) if timeout else longest.timeout,
        fields=fields,
    )


async def _fields(request: Request) -> Fields:
    """The parameters, wherever they stand; the query of a direct POST is one of them."""
    address = request.scope["query_string"]
    if request.method != "POST":
        return Fields(address)
    content_type = request.headers.get("content-type", "")
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise Problem(403, _READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise Problem(415, f"A query comes as {QUERY} or as {FORM}.", headers=_TAKEN)
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, f"A query comes in UTF-8, not in {charset[1]}.", headers=_TAKEN)
    if media_type == FORM:
        return await run_in_threadpool(Fields, address, await body(request))
    return Fields(address, query=_text(await body(request)))


def _text(found: bytes) -> str:
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not UTF-8: byte {error.start + 1} cannot be read.") from None
