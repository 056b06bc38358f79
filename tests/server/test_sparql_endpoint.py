"""/sparql by its protocol: three ways to ask, graphs, refusals, limits, examples."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.server.sparql_asked import ASK, BASE, SELECT, ask

GRAPH = f"{BASE}graph/"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@pytest.mark.parametrize("content_type", [DIRECT, f"{DIRECT}; charset=UTF-8", f'{DIRECT};charset="utf-8"'])
def test_a_query_may_be_the_body(http: httpx.Client, content_type: str) -> None:
    query = 'SELECT ?x { BIND("Ünïcode → 漢字" AS ?x) }'.encode()
    for text in (query, b"\xef\xbb\xbf" + query):
        found = http.post("/sparql", content=text, headers={"content-type": content_type})
        assert found.json()["results"]["bindings"][0]["x"]["value"] == "Ünïcode → 漢字"


@pytest.mark.parametrize(
    ("method", "params", "content_type", "body", "status", "words"),
    [
        ("POST", {}, FORM, b"", 400, "query is missing"),
        ("POST", {}, FORM, b"query=&format=json", 400, "empty"),
        ("POST", {}, DIRECT, b"", 400, "empty"),
        ("GET", {"query": [SELECT, SELECT]}, None, None, 400, "2 parameters query"),
        ("POST", {"query": SELECT}, DIRECT, SELECT.encode(), 400, "2 parameters query"),
        ("POST", {}, DIRECT, b"ASK { ?s ?p '\xff' }", 400, "UTF-8"),
        ("POST", {}, FORM, b"query=%FF", 400, "UTF-8"),
        ("POST", {}, FORM, b"a=b&" * 300, 400, "200 parameters"),
        ("POST", {}, "text/plain", SELECT.encode(), 415, DIRECT),
        ("POST", {}, None, SELECT.encode(), 415, FORM),
        ("POST", {}, f"{DIRECT}; charset=latin-1", SELECT.encode(), 415, "UTF-8"),
        ("POST", {}, "application/sparql-update", b"CLEAR ALL", 403, "only reads"),
        ("POST", {}, FORM, b"update=CLEAR+ALL", 403, "only reads"),
        ("GET", {"update": "CLEAR ALL"}, None, None, 403, "only reads"),
        ("POST", {}, DIRECT, b"CLEAR ALL", 403, "reading"),
        ("GET", {"query": "LOAD <http://localhost/>"}, None, None, 403, "reading"),
        ("GET", {"query": "ASK { SERVICE <http://localhost/> { ?s ?p ?o } }"}, None, None, 403, "SERVICE"),
        ("GET", {"query": "ASK FROM <file:///etc/passwd> { ?s ?p ?o }"}, None, None, 400, "no graph"),
        ("GET", {"query": SELECT, "timeout": "soon"}, None, None, 400, "timeout"),
        ("GET", {"query": SELECT, "timeout": "-1"}, None, None, 400, "timeout"),
        ("POST", {}, DIRECT, b"#" * 60_000, 413, "50,000"),
        ("POST", {}, DIRECT, b"#" * 2_000_000, 413, "bytes"),
        ("GET", {"query": "a" * 51_000}, None, None, 414, "50,000"),
    ],
)
def test_what_is_no_query_of_the_protocol(
    http: httpx.Client,
    method: str,
    params: dict[str, str],
    content_type: str | None,
    body: bytes | None,
    status: int,
    words: str,
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    found = http.request(method, "/sparql", params=params, content=body, headers=headers)
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert words in found.json()["detail"]
    if status == 415:
        assert DIRECT in found.headers["accept-post"]
        assert FORM in found.headers["accept"]


def test_a_slip_is_told_with_its_place(http: httpx.Client) -> None:
    found = ask(http, "SELECT *\nWHERE { ?s foo:bar ?o }")
    assert found.status_code == 400
    assert (found.json()["line"], found.json()["column"]) == (2, 12)
    assert "foo:" in found.json()["detail"]


HOSTILE = {
    "brackets": "ASK " + "{" * 40_000,
    "closing": "ASK { " + "}" * 40_000,
    "null bytes": "ASK { ?s ?p \x00 }" + "\x00" * 1_000,
    "a text without end": 'SELECT * { ?s ?p "' + "a" * 40_000,
    "a long text without end": 'SELECT * { ?s ?p """' + '\\"' * 20_000,
    "an IRI without end": "ASK { <" + "a" * 40_000,
    "backslashes": "ASK { ?s ?p " + "\\" * 40_000,
    "negations": "ASK { FILTER(" + "!" * 40_000 + "true) }",
    "parentheses": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "a path": "ASK { ?s " + "^" * 40_000 + "skos:broader ?o }",
    "prefixes": "PREFIX a: <a:>\n" * 2_500,
    "other writing": "选择 * { ?s ?p ?o }",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_does_harm(http: httpx.Client, query: str) -> None:
    found = http.post("/sparql", content=query.encode(), headers={"content-type": DIRECT})
    assert 400 <= found.status_code < 500, found.text[:300]
    assert ask(http, ASK).json()["boolean"] is True


def test_the_protocol_names_the_graphs_to_ask(http: httpx.Client) -> None:
    def counted(default: list[str], named: list[str], query: str = "") -> int:
        asked = query or "SELECT (COUNT(*) AS ?n) { sub-cluster:web-cloud ?p ?o }"
        params = {"query": asked, "default-graph-uri": default, "named-graph-uri": named}
        found = http.get("/sparql", params=params).json()
        return int(found["results"]["bindings"][0]["n"]["value"])

    published, derived = f"{GRAPH}published", f"{GRAPH}derived"
    each = [counted([graph], []) for graph in (published, derived)]
    assert min(each) > 0
    assert max(each) < counted([published, derived], []) <= sum(each)
    from_published = f"SELECT (COUNT(*) AS ?n) FROM <{published}> {{ sub-cluster:web-cloud ?p ?o }}"
    assert counted([derived], [], from_published) == each[1]
    by_name = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { sub-cluster:web-cloud ?p ?o } }"
    assert counted([], [derived], by_name) == each[1]
    assert counted([derived], [], by_name) == 0


def test_a_direct_post_names_its_graphs_in_the_address(http: httpx.Client) -> None:
    def truth(params: dict[str, str]) -> bool:
        query, headers = "ASK { ?s a cg:LikelySucceededBy }", {"content-type": DIRECT}
        return bool(http.post("/sparql", params=params, content=query, headers=headers).json()["boolean"])

    assert truth({}) is True
    assert truth({"default-graph-uri": f"{GRAPH}published"}) is False


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_there_is_not(http: httpx.Client, parameter: str) -> None:
    found = ask(http, SELECT, **{parameter: f"{GRAPH}publishd"})
    assert found.status_code == 400
    assert "published" in found.json()["detail"]


def test_what_the_row_limit_cuts_is_said(http: httpx.Client) -> None:
    found = ask(http, "SELECT ?s { ?s ?p ?o }", "text/csv")
    assert found.headers["x-truncated"] == "true"
    assert "10,000" in found.headers["x-remark"]
    assert len(found.text.splitlines()) == 10_001
    assert "x-truncated" not in ask(http, SELECT).headers


def test_a_slip_in_a_name_is_remarked(http: httpx.Client) -> None:
    found = ask(http, "SELECT * { soc:15-1252 skos:preflabel ?title }")
    assert found.status_code == 200
    assert "skos:prefLabel" in found.headers["x-remark"]
    odd = ask(http, "SELECT * { <https://example.org/é\u2028è> ?p ?o }")
    assert odd.headers["x-remark"].isascii()


def test_a_client_may_wait_for_less(http: httpx.Client) -> None:
    found = ask(http, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a != ?d) }", timeout="0.2")
    assert found.status_code == 503
    assert found.json()["timeout"] == 0.2
    assert "retry-after" not in found.headers


def test_an_example_answers_with_what_is_given_for_it(http: httpx.Client) -> None:
    asked = {"example": "clusters-of-an-occupation", "occupation": "15-1252", "format": "json"}
    by_code = http.get("/sparql", params=asked).json()
    assert "Digital Technology" in {row["clusterTitle"]["value"] for row in by_code["results"]["bindings"]}
    by_title = http.get("/sparql", params={**asked, "occupation": "software developers"}).json()
    assert json.dumps(by_title) == json.dumps(by_code)


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"example": "clusters-of-an-ocupation"}, 404, "clusters-of-an-occupation"),
        ({"example": "clusters-of-an-occupation", "occupation": "Softwar Developer"}, 404, "Softwar"),
        ({"example": "clusters-of-an-occupation", "place": "here"}, 400, "occupation"),
        ({"example": "wages-in-a-cluster", "at-least": "many"}, 400, "whole number"),
    ],
)
def test_slips_around_an_example(http: httpx.Client, asked: dict[str, str], status: int, words: str) -> None:
    found = http.get("/sparql", params={**asked, "format": "json"})
    assert found.status_code == status
    assert words in found.json()["detail"]
