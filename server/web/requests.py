"""What every answer asks of its request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from starlette.requests import Request

from queries.search import Hit
from server.served import Limits, Served
from server.web.problems import Problem

LARGEST_BODY = 1 << 20
SLOWEST_BODY = 20.0


def served(request: Request) -> Served:
    """The build that this request is answered from."""
    found = request.scope["careergraph.served"]
    assert isinstance(found, Served)
    return found


def limits(request: Request) -> Limits:
    """What a query may take."""
    found = request.app.state.limits
    assert isinstance(found, Limits)
    return found


def href(request: Request, path: str) -> str:
    """The address of a path of ours (`/doc/…`), as a browser needs it: behind a prefix, if there is one."""
    return f"{request.scope.get('root_path', '')}{path}"


async def body(request: Request, largest: int = LARGEST_BODY) -> bytes:
    """The body of a request, or a Problem: 413 where it is too large, 408 where it takes too long."""
    received = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            async for chunk in request.stream():
                received += chunk
                if len(received) > largest:
                    large = f"The body may have {largest:,} bytes, no more."
                    raise Problem(413, large, headers={"connection": "close"})
    except TimeoutError:
        slow = f"The body did not arrive within {SLOWEST_BODY:.0f} seconds."
        raise Problem(408, slow, headers={"connection": "close"}) from None
    return bytes(received)


def near(request: Request, hits: Sequence[Hit]) -> list[dict[str, str]]:
    """Hits as a Problem names what may have been meant: id, title and address of each."""
    return [{"id": hit.id, "title": hit.title, "href": href(request, f"/doc/{hit.id}")} for hit in hits]
