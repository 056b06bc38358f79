"""The formats of /sparql: which one a client gets, and what SPARQLWrapper makes of each."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.error import HTTPError
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.server.running import Running
from tests.server.sparql_asked import ASK, BASE, CONSTRUCT, DESCRIBE, SELECT, TITLE, ask

RESULTS_JSON, RESULTS_XML = "application/sparql-results+json", "application/sparql-results+xml"


def converted(server: Running, query: str, form: str, method: str) -> Any:
    return wrapper(server, query, form, method).queryAndConvert()


def wrapper(server: Running, query: str, form: str, method: str) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(GET if method == GET else POST)
    if method == POSTDIRECTLY:
        client.setRequestMethod(POSTDIRECTLY)
    return client


# Of rdflib, inside it and SPARQLWrapper.
OLD_GRAPHS = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
METHODS = pytest.mark.parametrize("method", [GET, POST, POSTDIRECTLY])


@METHODS
def test_sparqlwrapper_reads_rows_in_every_format(server: Running, method: str) -> None:
    def found(form: str) -> Any:
        return converted(server, SELECT, form, method)

    [row] = found(JSON)["results"]["bindings"]
    assert row["title"] == {"type": "literal", "xml:lang": "en", "value": TITLE}
    [literal] = found(XML).getElementsByTagName("literal")
    assert literal.firstChild.data == TITLE
    assert list(csv.reader(io.StringIO(found(CSV).decode()))) == [["title"], [TITLE]]
    assert found(TSV).decode().splitlines() == ["?title", f'"{TITLE}"@en']


@METHODS
def test_sparqlwrapper_reads_a_truth(server: Running, method: str) -> None:
    assert converted(server, ASK, JSON, method)["boolean"] is True
    [boolean] = converted(server, ASK, XML, method).getElementsByTagName("boolean")
    assert boolean.firstChild.data == "true"


@METHODS
@OLD_GRAPHS
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize("form", [TURTLE, N3, JSONLD, RDFXML, XML])
def test_sparqlwrapper_reads_triples_in_every_format(server: Running, query: str, form: str, method: str) -> None:
    found = converted(server, query, form, method)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert (URIRef(f"{BASE}id/soc/2018/15-1252"), SKOS.prefLabel, Literal(TITLE, "en")) in graph


@METHODS
@pytest.mark.parametrize(("query", "status"), [("SELECT * {", 400), ("ASK { SERVICE <a:b> { ?s ?p ?o } }", 403)])
def test_sparqlwrapper_is_told_what_is_wrong(server: Running, query: str, status: int, method: str) -> None:
    with pytest.raises((QueryBadFormed, HTTPError)) as caught:
        wrapper(server, query, JSON, method).query()
    answer = caught.value if isinstance(caught.value, HTTPError) else caught.value.__context__
    assert isinstance(answer, HTTPError)
    assert answer.code == status
    answer.close()  # SPARQLWrapper does not


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", RESULTS_JSON),
        ("*/*", RESULTS_JSON),
        ("nonsense", RESULTS_JSON),
        (RESULTS_XML, RESULTS_XML),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", RESULTS_XML),
        ("*/*, application/sparql-results+json;q=0", RESULTS_XML),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_rows_come_as_the_client_accepts_them(http: httpx.Client, accept: str, media_type: str) -> None:
    found = ask(http, SELECT, accept)
    assert found.status_code == 200
    assert found.headers["content-type"] == media_type
    assert found.headers["vary"] == "Accept"
    assert TITLE in found.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/sparql-results+json, text/turtle;q=0.1", "text/turtle; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
    ],
)
def test_triples_come_as_the_client_accepts_them(http: httpx.Client, accept: str, media_type: str) -> None:
    found = ask(http, CONSTRUCT, accept)
    assert found.headers["content-type"] == media_type
    assert TITLE in found.text


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), (CONSTRUCT, RESULTS_JSON), (SELECT, "image/png"), (SELECT, "*/*;q=0")],
)
def test_what_no_accepted_format_holds_is_not_acceptable(http: httpx.Client, query: str, accept: str) -> None:
    found = ask(http, query, accept)
    assert found.status_code == 406
    assert ("text/turtle" if query == CONSTRUCT else "text/csv") in found.json()["detail"]


@pytest.mark.parametrize(
    ("query", "form", "media_type"),
    [
        (SELECT, "json", RESULTS_JSON),
        (SELECT, "xml", RESULTS_XML),
        (SELECT, "CSV", "text/csv; charset=utf-8"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "html", "text/html; charset=utf-8"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "nt", "application/n-triples"),
    ],
)
def test_a_link_may_name_the_format(http: httpx.Client, query: str, form: str, media_type: str) -> None:
    for parameter in ("format", "output"):
        found = ask(http, query, "image/png", **{parameter: form})
        assert found.headers["content-type"] == media_type


def test_a_format_that_nobody_knows_is_named_with_those_that_there_are(http: httpx.Client) -> None:
    found = ask(http, SELECT, format="excel")
    assert found.status_code == 400
    assert "excel" in found.json()["detail"]
    assert "csv" in found.json()["detail"]


def test_an_answer_of_a_build_stays_and_a_post_is_not_kept(http: httpx.Client) -> None:
    found = ask(http, SELECT)
    again = http.get("/sparql", params={"query": SELECT}, headers={"if-none-match": found.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["vary"] == "Accept"
    posted = http.post("/sparql", data={"query": SELECT}, headers={"if-none-match": found.headers["etag"]})
    assert (posted.status_code, posted.headers["cache-control"]) == (200, "no-store")
    assert http.head("/sparql", params={"query": SELECT}).headers["etag"] == found.headers["etag"]


def test_results_in_xml_are_xml(http: httpx.Client) -> None:
    root = ElementTree.fromstring(ask(http, SELECT, RESULTS_XML).content)
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"
