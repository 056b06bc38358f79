"""Documents as real clients ask for them: rdflib, pyld, browsers, and whatever else writes an Accept header."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib import RDF, SKOS, Dataset, Graph, URIRef
from rdflib.namespace import FOAF

from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import NODE_KINDS
from queries.statements import Statements
from tests.server.running import Running

NODE = "/doc/naics/2022/1111"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RDF4J = "application/rdf+xml;q=0.8, application/n-triples, text/turtle;q=0.9, application/ld+json;q=0.8"
PYLD = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#context", application/json;q=0.5'
AXIOS = "application/json, text/plain, */*"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
HTML, TURTLE, JSONLD, JSON = "text/html", "text/turtle", "application/ld+json", "application/json"
XML, NT, NQ, TRIG = "application/rdf+xml", "application/n-triples", "application/n-quads", "application/trig"

# rdflib warns of its own ways when it reads JSON-LD or named graphs.
quietly = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ASKED: list[tuple[list[str], str | None]] = [
    ([], HTML),
    ([""], HTML),
    (["*/*"], HTML),
    ([CHROME], HTML),
    ([FIREFOX], HTML),
    ([SAFARI], HTML),
    ([RDFLIB], XML),
    ([JENA], TURTLE),
    ([RDF4J], NT),
    ([PYLD], JSONLD),
    ([AXIOS], JSON),
    ([JAVA], HTML),
    *(([named], named) for named in (HTML, TURTLE, JSONLD, JSON, XML, NT, NQ, TRIG)),
    (["TEXT/TURTLE"], TURTLE),
    (["application/x-turtle"], TURTLE),
    (["text/n3"], TURTLE),
    (["text/turtle; charset=utf-8"], TURTLE),
    (["text/*"], HTML),
    (["application/*"], JSONLD),
    (["text/*;q=0.5, text/turtle"], TURTLE),
    (["text/*, text/html;q=0"], TURTLE),
    (["text/turtle;q=0.2, application/rdf+xml;q=0.8"], XML),
    (["text/turtle;q=0.801, application/rdf+xml;q=0.8"], TURTLE),
    (["application/json;q=0.5,application/ld+json"], JSONLD),
    (["*/*;q=0.1, text/html;q=0"], TURTLE),
    (["text/turtle", "application/rdf+xml;q=0.5"], TURTLE),
    (["text/turtle;q=0.5", "application/rdf+xml"], XML),
    (["image/png", "*/*;q=0.1"], HTML),
    (["nonsense"], HTML),
    (["nonsense, text/turtle"], TURTLE),
    (["text/turtle;q=high, application/json"], JSON),
    (["image/png"], None),
    (["text/plain"], None),
    (["*/*;q=0"], None),
    (["text/html;q=0"], None),
    (["text/html;q=0.0, image/*"], None),
    (["text/turtle;charset=iso-8859-1"], None),
]


@pytest.mark.parametrize(("accept", "expected"), ASKED, ids=range(len(ASKED)))
def test_what_an_accept_header_gets(server: Running, accept: list[str], expected: str | None) -> None:
    with httpx.Client(base_url=server.url, timeout=60) as client:
        client.headers.pop("accept")
        found = client.get(NODE, headers=[("accept", value) for value in accept])
    assert found.status_code == (200 if expected else 406)
    assert found.headers["vary"] == "Accept"
    if expected:
        assert found.headers["content-type"].partition(";")[0] == expected


@pytest.fixture(scope="module")
def ids(derived_graph: CareerGraph) -> dict[str, str]:
    """Kind of nodes → id of one of that kind that is joined to few others, but to some."""
    statements = Statements(derived_graph)
    found: dict[str, tuple[int, str]] = {}
    for node in derived_graph.nodes.values():
        joined = len(statements.around(node.id))
        if joined > 0 or node.kind == "Source":
            found[node.kind] = min(found.get(node.kind, (joined, node.id)), (joined, node.id))
    return {kind: node_id for kind, (_, node_id) in found.items()}


@pytest.mark.parametrize("kind", sorted(NODE_KINDS))
def test_rdflib_reads_a_thing_of_every_kind(
    server: Running, http: httpx.Client, ids: dict[str, str], kind: str
) -> None:
    thing = URIRef(f"{BASE}id/{ids[kind]}")
    read = Graph().parse(f"{server.url}/id/{ids[kind]}")
    assert (URIRef(f"{BASE}doc/{ids[kind]}"), FOAF.primaryTopic, thing) in read
    assert list(read.objects(thing, SKOS.prefLabel))
    assert set(read) == set(Graph().parse(data=http.get(f"/doc/{ids[kind]}.nt").text, format="nt"))


@quietly
@pytest.mark.parametrize("ending", ["ttl", "rdf", "jsonld"])
def test_rdflib_reads_the_same_in_every_form(server: Running, http: httpx.Client, ending: str) -> None:
    path = "/doc/framework/2002/pathway/legal-services"
    lines = http.get(f"{path}.nt").text
    read = Graph().parse(f"{server.url}{path}.{ending}")
    assert len(read) == lines.count("\n")
    assert set(read) == set(Graph().parse(data=lines, format="nt"))


@quietly
@pytest.mark.parametrize("ending", ["nq", "trig"])
def test_rdflib_reads_named_graphs(server: Running, ending: str) -> None:
    read = Dataset()
    read.parse(f"{server.url}/doc/framework/2002/pathway/legal-services.{ending}")
    named = {str(graph.identifier).rpartition("/")[2] for graph in read.graphs() if len(graph)}
    assert named == {"published", "derived", "metadata"}


def quads(text: str | bytes) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS))


def nothing_from_elsewhere(address: str, _: object) -> Any:
    raise AssertionError(f"asked for {address}")


@pytest.mark.parametrize(
    "thing", ["soc/2018/15-1252", "framework/2024/cluster/construction", "dataset/careergraph"]
)
def test_pyld_reads_what_the_triples_say_and_asks_for_nothing_else(http: httpx.Client, thing: str) -> None:
    found = http.get(f"/doc/{thing}", headers={"Accept": "application/ld+json"}).json()
    options = {"documentLoader": nothing_from_elsewhere, "format": "application/n-quads"}
    assert jsonld.expand(found, options)
    assert set(quads(jsonld.to_rdf(found, options))) == set(quads(http.get(f"/doc/{thing}.nt").content))


def test_the_context_serves_documents_of_others(http: httpx.Client, server: Running) -> None:
    address = f"{server.url}/context.jsonld"

    def load(asked: str, _: object) -> dict[str, Any]:
        assert asked == address
        return {"contextUrl": None, "documentUrl": asked, "document": http.get("/context.jsonld").json()}

    mine = {"@context": address, "id": f"{BASE}id/soc/2018/15-1252", "prefLabel": "Mine", "type": "Occupation"}
    (read,) = jsonld.expand(mine, {"documentLoader": load})
    assert read[str(SKOS.prefLabel)] == [{"@value": "Mine", "@language": "en"}]
    assert read["@id"] == f"{BASE}id/soc/2018/15-1252"
    assert json.dumps(read["@type"]).endswith('ontology#Occupation"]')
    assert str(RDF.type) not in read
