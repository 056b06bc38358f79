"""What may have been meant by an id that nothing has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlette.requests import Request

from queries.code_forms import SYSTEMS
from server.served import Served
from server.web.requests import href, served

_MOST = 5


def near_misses(request: Request, asked: str) -> list[dict[str, str]]:
    """At most five things, the likeliest first: each with id, title and href. Takes some milliseconds."""
    held = served(request)
    meant = asked.strip().strip("/")
    ids = list(_same(held, meant.casefold())) or list(_alike(held, meant))
    return [
        {"id": found, "title": held.graph.nodes[found].title, "href": href(request, f"/doc/{found}")}
        for found in list(dict.fromkeys(ids))[:_MOST]
    ]


def _same(held: Served, written: str) -> Iterator[str]:
    """Ids but for a form's ending, and codes in another form than ours (15-1252.00, 1.0000)."""
    for plain in (written, written.rpartition(".")[0]):
        if plain in held.graph.nodes:
            yield plain
    yield from (reading.id for reading in held.resolver.resolve(*_code(written)))


def _alike(held: Served, meant: str) -> Iterator[str]:
    """What is written alike: codes that differ in one digit, and names."""
    yield from (found.id for found in held.resolver.near(*_code(meant.casefold())))
    yield from (hit.id for hit in held.index.suggest(meant, _MOST))


def _code(written: str) -> tuple[str, Sequence[str]]:
    """The end of an id, and the code systems that its beginning names."""
    system = written.partition("/")[0]
    return written.rpartition("/")[2], (system,) if system in SYSTEMS else SYSTEMS
