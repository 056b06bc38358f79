"""The ontology, the shapes, the JSON-LD context, named graphs and editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from io import BytesIO

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ontology.rdf.catalog import LICENSE, data_sets, files_of
from ontology.rdf.context import context_document
from ontology.rdf.edition import GRAPHS
from ontology.rdf.formats import FORMATS, write
from ontology.rdf.ontology_file import VERSION, curie
from ontology.rdf.own_fields import own_fields
from ontology.rdf.own_terms import Term, own_classes, own_joints, own_links
from server.pages.templates import render
from server.web.negotiation import accepted, chosen
from server.web.problems import Problem
from server.web.representations import SHORT, Representation, send
from server.web.requests import href, served

_TURTLE = "text/turtle"
_TYPES = {
    "html": "text/html",
    **{FORMATS[name].ending[1:]: FORMATS[name].media_type for name in ("turtle", "jsonld", "rdfxml", "ntriples")},
}
"""Ending → media type of the forms of the ontology, the server's favourite first."""
_FORMATS = {form.media_type: name for name, form in FORMATS.items()}


async def ontology(request: Request) -> Response:
    """The terms of our own: the only version that there is, in the form that the client wants most."""
    version = request.path_params.get("version", VERSION)
    if version != VERSION:
        here = [
            {"id": f"ontology/{VERSION}", "title": "The ontology", "href": href(request, f"/ontology/{VERSION}")}
        ]
        raise Problem(404, f"There is no version {version[:50]} of the ontology, only {VERSION}.", near=here)
    ending = request.path_params.get("ending")
    if ending is not None and ending not in _TYPES:
        raise Problem(404, f"The ontology has no such form; it has {', '.join(_TYPES)}.")
    media_type = _TYPES[ending] if ending else _wanted(request, tuple(_TYPES.values()))
    found = await _kept(request, "ontology", media_type, lambda: _ontology(request, media_type))
    return send(request, found, modified=served(request).about.made, vary="" if ending else "Accept")


def _wanted(request: Request, types: tuple[str, ...]) -> str:
    found = chosen(accepted(request), types)
    if found is None:
        forms = [{"type": media_type} for media_type in types]
        raise Problem(406, f"This comes as {', '.join(types)}.", forms=forms)
    return found


async def _kept(
    request: Request, name: str, media_type: str, make: Callable[[], Representation]
) -> Representation:
    """What was made of this name and type before, or is made now."""
    cache, key = served(request).cache, ("terms", name, media_type)
    return cache.get(key) or cache.keep(key, await run_in_threadpool(make))


def _ontology(request: Request, media_type: str) -> Representation:
    text = files("ontology.rdf").joinpath("careergraph.ttl").read_bytes()
    ending = next(ending for ending, known in _TYPES.items() if known == media_type)
    alternates = [
        f'<{href(request, f"/ontology.{other}")}>; rel="alternate"; type="{known}"'
        for other, known in _TYPES.items()
        if other != ending
    ]
    headers = {
        "content-location": href(request, f"/ontology.{ending}"),
        "link": ", ".join((f'<{href(request, "/ontology")}>; rel="canonical"', _license(), *alternates)),
    }
    if media_type == "text/html":
        body = render("ontology.html", request, sections=_sections(), version=VERSION, curie=curie)
    else:
        body = text if media_type == _TURTLE else _written(text, _FORMATS[media_type])
    return Representation.of(body, media_type, headers)


def _license() -> str:
    return f'<{LICENSE}>; rel="license"'


def _written(turtle: bytes, name: str) -> bytes:
    lines = ox.serialize(ox.parse(turtle, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""
    out = BytesIO()
    write({"ontology": sorted(set(lines.decode().split("\n")[:-1]))}, name, out)
    return out.getvalue()


def _sections() -> Mapping[str, list[Term]]:
    """The terms as the page groups them."""
    classes = own_classes()
    return {
        "Classes of things": [term for term in classes if term.see_also is None],
        "Classes of statements": [term for term in classes if term.see_also is not None],
        "Links": list(own_links()),
        "Figures, texts and marks": list(own_fields()),
        "Sources and observations": list(own_joints()),
    }


async def shapes(request: Request) -> Response:
    """All SHACL shapes as one Turtle file."""
    _wanted(request, (_TURTLE,))
    found = await _kept(request, "shapes", _TURTLE, _shapes)
    return send(request, found, modified=served(request).about.made)


def _shapes() -> Representation:
    folder = files("ontology.rdf") / "shapes"
    parts = sorted((part.name, part.read_bytes()) for part in folder.iterdir())
    return Representation.of(b"\n".join(text for _, text in parts), _TURTLE, {"link": _license()})


async def context(request: Request) -> Response:
    """The JSON-LD context, whatever the client accepts: there is nothing else at this address."""
    about = served(request).about
    body = context_document(about.base).encode()
    return send(request, Representation.of(body, "application/ld+json"), modified=about.made, vary="")


async def named_graph(request: Request) -> Response:
    """A named graph: 303 to its file in the format wanted, or to the list of files."""
    name = request.path_params["name"]
    if name not in GRAPHS:
        near = [_thing(request, f"graph/{known}", data_sets()[known].title) for known in GRAPHS]
        raise Problem(404, f"There is no named graph {name[:50]}.", near=near)
    names = files_of(data_sets()[name])
    types = {FORMATS[form].media_type: f"/data/{file}" for form, file in names.items()}
    offers = {"text/html": "/data/", **types, "application/json": "/data/"}
    return _see(href(request, offers[_wanted(request, tuple(offers))]))


async def edition(request: Request) -> Response:
    """The current edition: 303 to its account of itself. Of others nothing is here."""
    current, asked = served(request).about.edition, request.path_params["version"]
    if asked != current:
        near = [_thing(request, f"edition/{current}", "The current edition")]
        raise Problem(404, f"Edition {asked[:50]} is not here; the current one is {current}.", near=near)
    return _see(href(request, "/.well-known/void"))


def _thing(request: Request, path: str, title: str) -> dict[str, str]:
    return {"id": path, "title": title, "href": href(request, f"/{path}")}


def _see(address: str) -> Response:
    headers = {"location": address, "vary": "Accept", "cache-control": SHORT}
    return Response(status_code=303, headers=headers)


ROUTES: tuple[Route, ...] = (
    Route("/ontology", ontology),
    Route("/ontology.{ending}", ontology),
    Route("/ontology/{version}", ontology),
    Route("/shapes", shapes),
    Route("/context.jsonld", context),
    Route("/graph/{name}", named_graph),
    Route("/edition/{version}", edition),
)
