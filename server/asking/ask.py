"""What /sparql and /cypher share: places in a pool, time limits, and how a refusal is said over HTTP."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

import anyio
from starlette.requests import Request
from starlette.responses import Response

from queries.process_pool import PoolBusy, PoolClosed
from queries.sparql_results import UnknownGraph
from queries.store import (
    FeatureRefused,
    MissingParameter,
    ParameterRefused,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    WriteRefused,
)
from server.served import Limits
from server.web.problems import Problem
from server.web.representations import Representation, send
from server.web.requests import limits, served

PATIENCE = 5.0
"""Seconds that a query waits for a place."""
_SHARED_BY = 20
"""The least that a query gets is this part of the busy time limit."""

_Found = TypeVar("_Found")

# The first class that fits counts. 400: not legal; 403: legal and refused; 422: legal and cannot be done; 503: out
# of time, or of places (SPARQL 1.1 Protocol, 2.1.6; RFC 9110, 15.5 and 15.6). Fuseki and RDF4J say 503 then, too.
_STATUSES: tuple[tuple[type[QueryFailed], int], ...] = (
    (QuerySyntaxError, 400),
    (UnknownGraph, 400),
    (MissingParameter, 400),
    (ParameterRefused, 400),
    (WriteRefused, 403),
    (FeatureRefused, 403),
    (QueryTimeout, 503),
    (PoolBusy, 503),
    (PoolClosed, 503),
    (QueryFailed, 422),
)
_RETRY = {"retry-after": "5"}
_BUSY = (
    f"Too many queries are under way: no place was free within {PATIENCE:g} seconds. Try again in a few seconds."
)
_NARROW = (
    "Narrow it: name the things or classes that you ask for, join every pattern to another, and ask for fewer."
)


class Pool(Protocol):
    """Processes that answer, `size` at once."""

    size: int


_PLACES: WeakKeyDictionary[Pool, anyio.CapacityLimiter] = WeakKeyDictionary()


async def ask(request: Request, pool: Pool, wanted: float, query: Callable[[float], _Found]) -> _Found:
    """What `query` gives, called in a thread with the seconds that it may take: never more than `wanted`.

    Raises Problem where the query fails, or where no place was free.
    """
    longest = limits(request)
    async with _place(request, pool) as places:
        seconds = min(wanted, _time(places, longest))
        try:
            # The place is the limit: the thread counts among no others.
            thread = anyio.CapacityLimiter(1)
            return await anyio.to_thread.run_sync(partial(query, seconds), limiter=thread)
        except QueryFailed as error:
            cut = seconds < min(wanted, longest.timeout)
            raise refusal(error, cut=cut) from None


@asynccontextmanager
async def _place(request: Request, pool: Pool) -> AsyncIterator[anyio.CapacityLimiter]:
    """A place in the pool; gives all of its places."""
    places = _PLACES.setdefault(pool, anyio.CapacityLimiter(pool.size))
    try:
        places.acquire_nowait()
    except anyio.WouldBlock:
        await _wait(request, places)
    try:
        yield places
    finally:
        places.release()


def _time(places: anyio.CapacityLimiter, longest: Limits) -> float:
    """The seconds that a query may take: fewer while half of the places are taken, and the fewer the more wait.

    So, whatever long queries come, short ones have their turn before their patience ends: the last of `n` that
    wait has to wait for about log(n) times the busy time limit.
    """
    others = places.borrowed_tokens - 1
    if others < places.total_tokens / 2 or others == 0:
        return longest.timeout
    waiting = places.statistics().tasks_waiting
    return round(longest.busy_timeout / min(1 + waiting, _SHARED_BY), 2)


async def _wait(request: Request, places: anyio.CapacityLimiter) -> None:
    """Waits for a place. Raises Problem when that takes too long, or nobody waits for the answer any more."""
    taken = False
    async with anyio.create_task_group() as group:
        group.start_soon(_cancel_when_gone, request, group.cancel_scope)
        with anyio.move_on_after(PATIENCE):
            await places.acquire()
            taken = True
        group.cancel_scope.cancel()
    if not taken:
        raise Problem(503, _BUSY, headers=_RETRY)


async def _cancel_when_gone(request: Request, scope: anyio.CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def refusal(error: QueryFailed, *, cut: bool = False) -> Problem:
    """The problem that answers a failed query; `cut` says that others left it less time than it may take."""
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    if isinstance(error, QuerySyntaxError):
        return Problem(status, str(error), line=error.line, column=error.column)
    if isinstance(error, QueryTimeout):
        why = "Many queries are under way, so that each has less time; try again in a few seconds. " if cut else ""
        return Problem(status, f"{error} {why}{_NARROW}", headers=_RETRY if cut else {}, timeout=error.seconds)
    return Problem(status, str(error), headers=_RETRY if status == 503 else {})


def time_limit(text: str) -> float:
    """The time limit that a client wants. Raises Problem."""
    try:
        found = float(text)
    except ValueError:
        found = 0
    if not (math.isfinite(found) and found > 0):
        raise Problem(400, f"timeout={text} is no number of seconds above zero.")
    return found


def checked_text(text: str, characters: int, status: int) -> str:
    """The text of a query. Raises Problem where it is empty, or longer than it may be."""
    if not text.strip():
        raise Problem(400, "The query is empty.")
    if len(text) > characters:
        raise Problem(status, f"The query has {len(text):,} characters; it may have {characters:,}.")
    return text


def plain_header(text: str) -> str:
    """A remark as a header can carry it: ASCII, in one line, not long."""
    return " ".join(text.encode("ascii", "backslashreplace").decode().split())[:300]


def respond(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer as `deliver` sends it."""
    return deliver(request, Representation.of(body, media_type, headers))


def deliver(request: Request, found: Representation) -> Response:
    """An answer: what GET brings may be kept for a while, for a build never changes; what POST brings may not."""
    if request.method == "POST":
        headers = {**found.headers, "cache-control": "no-store"}
        return Response(found.body, headers=headers, media_type=found.media_type)
    return send(request, found, modified=served(request).about.made)


def respond_wrong(body: bytes, problem: Problem) -> Response:
    """A page that says what is wrong beside what was asked."""
    headers = {**problem.headers, "vary": "Accept", "cache-control": "no-store"}
    return Response(body, problem.status, headers, "text/html")
