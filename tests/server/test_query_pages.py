"""The pages where people ask: what is in them, that they need no script, and that no text breaks them."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from queries.catalog import questions
from queries.sparql_catalog import examples

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
WEB = "framework/2024/sub-cluster/web-cloud"


class Page(HTMLParser):
    """Links by their texts, values of fields by name, cells, names of elements, and all words of a page."""

    def __init__(self, found: httpx.Response) -> None:
        super().__init__()
        assert found.headers["content-type"] == "text/html; charset=utf-8", found.text[:300]
        self.status, self.words = found.status_code, ""
        self.links: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.cells: list[str] = []
        self.elements: set[str] = set()
        self._open: dict[str, tuple[dict[str, str | None], list[str]]] = {}
        self.feed(found.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.add(tag)
        self._open[tag] = given, []
        if tag == "input" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words += data
        for _, texts in self._open.values():
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        given, texts = self._open.pop(tag)
        if tag == "a":
            self.links["".join(texts)] = str(given["href"])
        elif tag == "textarea":
            self.values[str(given["name"])] = "".join(texts).removeprefix("\n")
        elif tag == "td":
            self.cells.append("".join(texts))


def sparql(http: httpx.Client, **params: str) -> Page:
    return Page(http.get("/sparql", params=params, headers=HTML))


def cypher(http: httpx.Client, **params: str) -> Page:
    return Page(http.get("/cypher", params=params, headers=HTML))


@pytest.fixture(params=["/sparql", "/cypher"])
def bare(http: httpx.Client, request: pytest.FixtureRequest) -> Page:
    return Page(http.get(request.param, headers=HTML))


def test_no_page_has_script(bare: Page) -> None:
    assert {"form", "textarea", "label", "button", "details"} <= bare.elements
    assert not {"script", "style", "iframe"} & bare.elements


def test_every_example_and_every_question_is_offered(http: httpx.Client) -> None:
    for page, named, key in ((sparql(http), examples(), "example"), (cypher(http), questions(), "question")):
        linked = {link: parse_qs(urlsplit(address).query).get(key) for link, address in page.links.items()}
        for name, one in named.items():
            assert linked[one.asks] == [name]


def test_a_query_stands_beside_its_rows(http: httpx.Client) -> None:
    query = "SELECT ?s ?t ?n WHERE { VALUES (?s ?n) { (sub-cluster:web-cloud 7) } ?s skos:prefLabel ?t }"
    page = sparql(http, query=query)
    assert page.values["query"] == query
    assert page.cells == ["sub-cluster:web-cloud", "Web & Cloud", "7"]
    assert page.links["sub-cluster:web-cloud"] == f"/doc/{WEB}"
    assert "1 row," in page.words
    for form in ("CSV", "TSV", "JSON", "XML"):
        assert "Cloud" in http.get(page.links[form]).text


def test_only_addresses_of_the_web_are_linked(http: httpx.Client) -> None:
    page = sparql(
        http, query="SELECT * { VALUES ?x { <javascript:alert(1)> <https://example.org/a> cg:Occupation } }"
    )
    assert page.cells == ["<javascript:alert(1)>", "<https://example.org/a>", "cg:Occupation"]
    assert page.links["<https://example.org/a>"] == "https://example.org/a"
    assert page.links["cg:Occupation"] == "/ontology#Occupation"
    assert not [address for address in page.links.values() if address.startswith("javascript")]


def test_triples_and_truths(http: httpx.Client) -> None:
    page = sparql(http, query="DESCRIBE sub-cluster:web-cloud")
    assert "skos:prefLabel" in page.words
    assert "@prefix" in http.get(page.links["Turtle"]).text
    assert "Yes." in sparql(http, query="ASK { soc:15-1252 ?p ?o }").words
    assert "No." in sparql(http, query="ASK { soc:99-9999 ?p ?o }").words


def test_what_is_cut_and_what_is_remarked_is_said(http: httpx.Client) -> None:
    page = sparql(http, query="SELECT * { ?s a cg:Occupation ; skos:prefLabel ?t }")
    assert "1,000 rows" in page.words
    assert "There are more rows" in page.words
    assert len(http.get(page.links["CSV"]).text.splitlines()) > 1_001
    assert "near it: skos:prefLabel" in sparql(http, query="SELECT * { ?s skos:preflabel ?t }").words


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {", 400, "ends too early"),
        ("SELECT * { ?s </textarea><b>x</b> ?o", 400, "line 1"),
        ("CLEAR ALL", 403, "reading"),
    ],
)
def test_what_is_wrong_stands_beside_the_query(http: httpx.Client, query: str, status: int, words: str) -> None:
    page = sparql(http, query=query)
    assert page.status == status
    assert page.values["query"] == query
    assert words in page.words
    assert "b" not in page.elements


@pytest.mark.parametrize("name", examples())
def test_every_example_fills_the_box_with_what_programs_ask(http: httpx.Client, name: str) -> None:
    page = sparql(http, example=name)
    given = {field: value for field, value in page.values.items() if field not in ("query", "example", "q")}
    assert len(given) == len(examples()[name].parameters)
    assert sparql(http, example=name, **given).values["query"] == page.values["query"]
    found = http.get("/sparql", params={"query": page.values["query"]})
    assert found.status_code == 200, found.text
    assert "x-remark" not in found.headers


def test_an_example_takes_titles(http: httpx.Client) -> None:
    page = sparql(http, example="clusters-of-an-occupation", occupation="web developers")
    assert "soc:15-1254" in page.values["query"]
    wrong = sparql(http, example="clusters-of-an-occupation", occupation="web developer of old")
    assert wrong.status == 404
    assert wrong.links["Web Developers"] == "/doc/soc/2018/15-1254"
    assert wrong.values["occupation"] == "web developer of old"
    several = sparql(http, example="clusters-of-an-occupation", occupation="registered nurses")
    assert several.status == 409
    assert "soc/2018/29-1140" in several.words


def test_a_question_answers_on_its_page(http: httpx.Client) -> None:
    page = cypher(http, question="occupations-of-a-sub-cluster")
    assert page.values["sub-cluster"] == WEB
    assert "Web & Cloud" in page.words
    assert "15-1252" in page.cells
    assert http.get(page.links["JSON"]).json()["columns"][0] == "code"
    changed = Page(http.get(page.links["Change it"], headers=HTML))
    assert changed.values["statement"] == questions()["occupations-of-a-sub-cluster"].cypher
    assert changed.cells == page.cells


def test_slips_around_a_question_stand_beside_it(http: httpx.Client) -> None:
    page = cypher(http, question="occupations-of-a-sub-cluster", **{"sub-cluster": "web"})
    assert page.status == 404
    assert page.values["sub-cluster"] == "web"
    assert page.links["Web & Cloud"] == f"/doc/{WEB}"


def test_nodes_lead_to_their_pages(http: httpx.Client) -> None:
    page = cypher(
        http, statement="MATCH (s:SubCluster {title: 'Web & Cloud'}) RETURN s, s.id AS id, 1.5 AS n, null AS x"
    )
    assert page.cells == [f"Web & Cloud ({WEB})", WEB, "1.5", ""]
    assert page.links[WEB] == page.links[f"Web & Cloud ({WEB})"] == f"/doc/{WEB}"


def test_a_statement_that_is_wrong_or_finds_nothing(http: httpx.Client) -> None:
    page = cypher(http, statement="MATCH (o:Occupation RETURN o", parameters='{"a": 1}')
    assert (page.status, page.values["parameters"]) == (400, '{"a": 1}')
    assert "line 1, column 21" in page.words
    assert "near it: Occupation" in cypher(http, statement="MATCH (o:Occupatoin) RETURN o").words
    assert "JSON" in cypher(http, statement="RETURN $x", parameters="{").words


def test_a_post_gives_the_page_to_whoever_reads_pages(http: httpx.Client) -> None:
    page = Page(http.post("/sparql", data={"query": "ASK { soc:15-1252 ?p ?o }"}, headers=HTML))
    assert "Yes." in page.words
    assert http.get(page.links["JSON"]).json()["boolean"] is True
