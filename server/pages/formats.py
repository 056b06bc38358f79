"""The forms of a document besides its page, as pages offer them."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request

from server.documents.forms import forms_of
from server.web.requests import href, served

_NAMES = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "json": "JSON",
}


class Offered(NamedTuple):
    """A form: what it is called, its address and its media type."""

    name: str
    address: str
    media_type: str


def forms(request: Request, thing_id: str) -> list[Offered]:
    """Those that the document about a thing has."""
    found = forms_of(served(request).graph, thing_id)
    document = href(request, f"/doc/{thing_id}")
    return [
        Offered(name, f"{document}.{ending}", found[ending].media_type)
        for ending, name in _NAMES.items()
        if ending in found
    ]
