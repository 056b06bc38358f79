"""The ontology, the shapes, the context, named graphs and editions; where the redirects of w3id.org lead."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.namespace import OWL

from ontology.rdf.edition import GRAPHS
from ontology.rdf.shacl import shapes_graph
from ontology.rdf.terms import CG, ONTOLOGY
from tests.server.running import Running

W3ID = Path(__file__).parents[2] / "docs" / "w3id.md"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


# rdflib warns of its own ways when it reads JSON-LD.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("ending", "accept"), FORMS.items())
@pytest.mark.parametrize("path", ["/ontology", "/ontology/1"])
def test_the_ontology_in_every_form(http: httpx.Client, path: str, ending: str, accept: str) -> None:
    found = http.get(path, headers={"Accept": accept})
    assert found.status_code == 200
    assert found.headers["content-type"].startswith(accept)
    assert found.headers["vary"] == "Accept"
    assert found.headers["content-location"] == f"/ontology.{ending}"
    assert http.get(f"/ontology.{ending}").content == found.content
    turtle = Graph().parse(data=http.get("/ontology.ttl").text, format="turtle")
    assert (URIRef(ONTOLOGY), RDF.type, OWL.Ontology) in turtle
    assert set(
        Graph().parse(data=found.text, format={"rdf": "xml", "jsonld": "json-ld"}.get(ending, ending))
    ) == set(turtle)


def test_rdflib_follows_a_term_to_the_ontology(server: Running) -> None:
    assert (CG.SubCluster, RDF.type, OWL.Class) in Graph().parse(f"{server.url}/ontology#SubCluster")


def test_the_page_of_the_ontology_has_every_term(http: httpx.Client) -> None:
    found = http.get("/ontology", headers={"Accept": "text/html"})
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    turtle = Graph().parse(data=http.get("/ontology.ttl").text, format="turtle")
    ours = {str(term).partition("#")[2] for term in turtle.subjects() if str(term).startswith(str(CG))}
    assert set(re.findall(r'<tr id="(\w+)"', found.text)) == ours


@pytest.mark.parametrize("path", ["/ontology/2", "/ontology.pdf", "/graph/x", "/edition/0"])
def test_what_there_is_not_names_what_there_is(http: httpx.Client, path: str) -> None:
    found = http.get(path)
    assert found.status_code == 404
    for near in found.json().get("near", []):
        assert http.get(near["href"]).status_code in (200, 303)


def test_an_ontology_in_no_wanted_form(http: httpx.Client) -> None:
    found = http.get("/ontology", headers={"Accept": "image/png"})
    assert found.status_code == 406
    assert "text/turtle" in {form["type"] for form in found.json()["forms"]}


def test_all_shapes_are_in_one_file(http: httpx.Client) -> None:
    found = http.get("/shapes")
    assert found.headers["content-type"] == "text/turtle; charset=utf-8"
    read = Graph().parse(data=found.text, format="turtle")
    assert len(read) == len(shapes_graph())
    assert list(read.subjects(RDF.type, SH.NodeShape))


def test_the_context_is_open_to_other_sites(http: httpx.Client) -> None:
    found = http.get("/context.jsonld", headers={"Accept": "text/html", "Origin": "https://example.org"})
    assert found.headers["content-type"] == "application/ld+json"
    assert found.headers["access-control-allow-origin"] == "*"
    assert found.json()["@context"]["prefLabel"]["@id"] == "skos:prefLabel"


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle", "/data/{}.ttl.gz"),
        ("application/n-triples", "/data/{}.nt.gz"),
        ("application/rdf+xml", "/data/{}.rdf.gz"),
        ("text/html", "/data/"),
        ("*/*", "/data/"),
    ],
)
def test_a_named_graph_leads_to_its_file(http: httpx.Client, name: str, accept: str, expected: str) -> None:
    found = http.get(f"/graph/{name}", headers={"Accept": accept})
    assert found.status_code == 303
    assert found.headers["location"] == expected.format(name)
    assert found.headers["vary"] == "Accept"


def test_the_current_edition_leads_to_its_account_of_itself(http: httpx.Client) -> None:
    current = http.get("/health").json()["edition"]
    found = http.get(f"/edition/{current}")
    assert (found.status_code, found.headers["location"]) == (303, "/.well-known/void")


def test_the_redirects_of_w3id_lead_to_addresses_that_answer(http: httpx.Client) -> None:
    page = W3ID.read_text(encoding="utf-8")
    rules = re.findall(
        r"^RewriteRule (\S+) https://SERVER/\S* ", page.partition("## With files only")[0], re.MULTILINE
    )
    current = http.get("/health").json()["edition"]
    paths = [
        "id/soc/2018/15-1252",
        "doc/soc/2018/15-1252",
        "doc/soc/2018/15-1252.ttl",
        "graph/published",
        f"edition/{current}",
        "ontology",
        "ontology/1",
        "shapes",
        "context.jsonld",
        "data/SHA256SUMS",
        ".well-known/void",
        "",
    ]
    for path in paths:
        assert [rule for rule in rules if re.search(rule, path)], f"no rule redirects {path}"
        assert http.get(f"/{path}").status_code in (200, 303), path
    assert all(any(re.search(rule, path) for path in paths) for rule in rules)
