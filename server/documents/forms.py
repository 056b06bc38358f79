"""The forms that a document about a thing has, and what its Link header says (RFC 8288)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.identifiers import FRAMEWORK_2002, FRAMEWORK_2024
from ontology.nodes import Source
from ontology.rdf.catalog import WHOLE
from ontology.rdf.formats import FORMATS
from ontology.relationships import MovedTo, ReplacedBy, SucceededBy
from queries.statements import Statements
from server.web.requests import href, served

_ADDRESS = re.compile(r"https?://[^\s)]+")
_ENDINGS = ("html", "ttl", "jsonld", "json", "rdf", "nt", "nq", "trig")
"""The server's favourite first."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ending of its address, media type, and the name of its RDF format; none where it is no RDF."""

    ending: str
    media_type: str
    rdf: str = ""


_KNOWN = (
    Form("html", "text/html"),
    Form("json", "application/json"),
    *(Form(found.ending[1:], found.media_type, name) for name, found in FORMATS.items()),
)
FORMS = tuple(sorted(_KNOWN, key=lambda form: _ENDINGS.index(form.ending)))
OF_NODES = {form.ending: form for form in FORMS}
OF_OTHERS = {form.ending: form for form in FORMS if form.ending != "json"}
"""What is no node (a statement, a data set) has no JSON: `careergraph show` does not know it either."""


def forms_of(graph: CareerGraph, thing_id: str) -> dict[str, Form]:
    """Ending → form, of those that a thing has."""
    return OF_NODES if thing_id in graph.nodes else OF_OTHERS


def addresses(request: Request, thing_id: str) -> list[dict[str, str]]:
    """Type and address of each form of a thing."""
    found = forms_of(served(request).graph, thing_id).values()
    return [{"type": form.media_type, "href": href(request, f"/doc/{thing_id}.{form.ending}")} for form in found]


def links(request: Request, thing_id: str, shown: Form) -> str:
    """The Link header of the document about a thing in one of its forms.

    The document is canonical (RFC 6596), not the thing, which is no content. It `describes` the thing (RFC 6892),
    is described by the account of the whole edition, and names what took the place of the thing (RFC 5829).
    """
    held = served(request)
    found = [
        _link(href(request, f"/doc/{thing_id}"), "canonical"),
        _link(f"{held.about.base}id/{thing_id}", "describes"),
        _link(href(request, "/.well-known/void"), "describedby", "text/turtle"),
    ]
    found += [
        _link(href(request, f"/doc/{new}"), "successor-version") for new in _newer(held.statements, thing_id)
    ]
    found += [_link(address, "license") for address in _licences(request, thing_id)]
    others = [form for form in addresses(request, thing_id) if form["type"] != shown.media_type]
    return ", ".join((*found, *(_link(form["href"], "alternate", form["type"]) for form in others)))


def _link(address: str, relation: str, media_type: str = "") -> str:
    return f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")


def _newer(statements: Statements, thing_id: str) -> list[str]:
    """Ids of what took the place of a thing, as publishers state it."""
    if thing_id == FRAMEWORK_2002:
        return [FRAMEWORK_2024]
    steps = (step for step in statements.around(thing_id) if isinstance(step, MovedTo | ReplacedBy | SucceededBy))
    return list(dict.fromkeys(step.end for step in steps if step.start == thing_id))


def _licences(request: Request, thing_id: str) -> Iterator[str]:
    """Where the rights stand that hold for a document: licences, or else what the sources say of their rights.

    Of what is no node, the edition's own data set names the rights of all sources.
    """
    statements = served(request).statements
    sources = _sources(statements, thing_id)
    if not sources:
        yield href(request, f"/doc/dataset/{WHOLE}")
    for source_id in sources:
        source = statements.nodes[source_id]
        assert isinstance(source, Source)
        licence = _ADDRESS.search(source.rights)
        yield licence[0] if licence else href(request, f"/doc/{source_id}/rights")


def _sources(statements: Statements, thing_id: str) -> list[str]:
    """Ids of the sources that the relationships of a node rest on, or of a source itself."""
    if isinstance(statements.nodes.get(thing_id), Source):
        return [thing_id]
    found: set[str] = set()
    for stated in statements.around(thing_id):
        found.add(stated.source)
        if isinstance(stated, Derived):
            found.update(stated.derived_from)
    return sorted(found)
