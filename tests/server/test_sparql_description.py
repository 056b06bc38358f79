"""What /sparql says of itself where nothing is asked."""

from __future__ import annotations

import httpx
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, VOID

from tests.server.running import Running
from tests.server.sparql_asked import ask

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
# Of rdflib, in its reader of JSON-LD.
OLD_GRAPHS = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def test_the_endpoint_describes_itself(http: httpx.Client, server: Running) -> None:
    graph = Graph().parse(f"{server.url}/sparql")
    [service] = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{server.url}/sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    told = {}
    for entry in graph.objects(dataset, SD.namedGraph):
        name = graph.value(entry, SD.name)
        told[str(name)] = int(str(graph.value(graph.value(entry, SD.graph), VOID.triples)))
    counted = ask(http, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").json()
    assert told == {row["g"]["value"]: int(row["n"]["value"]) for row in counted["results"]["bindings"]}


@OLD_GRAPHS
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_the_description_is_the_same_in_every_format(http: httpx.Client, accept: str, form: str) -> None:
    found = http.get("/sparql", headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == accept
    assert set(Graph().parse(data=found.content, format=form)) == set(
        Graph().parse(data=http.get("/sparql").content)
    )


def test_the_description_names_the_address_that_was_asked(http: httpx.Client, server: Running) -> None:
    headers = {"host": "graph.example.org", "x-forwarded-proto": "https"}
    graph = Graph().parse(data=http.get("/sparql", headers=headers).content)
    assert set(graph.objects(None, SD.endpoint)) == {URIRef("https://graph.example.org/sparql")}
    graph = Graph().parse(data=http.get("/sparql", headers={"host": 'a">b'}).content)
    assert set(graph.objects(None, SD.endpoint)) == {URIRef(f"{server.url}/sparql")}


def test_bare_addresses_and_rows_are_not_acceptable_as_a_picture(http: httpx.Client) -> None:
    found = http.get("/sparql", headers={"accept": "image/png"})
    assert found.status_code == 406
    assert "text/turtle" in found.json()["detail"]
