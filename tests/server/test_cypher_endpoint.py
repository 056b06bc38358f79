"""/cypher as its clients use it: statements and questions in, JSON out, refusals in words."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from queries.catalog import questions
from tests.built import Built

WEB = "framework/2024/sub-cluster/web-cloud"
COVERED = "MATCH (s:SubCluster {id: $id})-[r:COVERS_OCCUPATION]->(o) RETURN s, r, o.code AS code ORDER BY code"
JSON = "application/json"


def post(http: httpx.Client, statement: str, **more: Any) -> httpx.Response:
    return http.post("/cypher", json={"statement": statement, **more})


def test_a_statement_with_parameters(http: httpx.Client, built: Built) -> None:
    found = post(http, COVERED, parameters={"id": WEB}, limit=2)
    assert found.status_code == 200
    assert found.headers["content-type"] == JSON
    assert found.headers["cache-control"] == "no-store"
    told = found.json()
    assert told["columns"] == ["s", "r", "code"]
    assert told["truncated"] is True
    assert told["seconds"] >= 0
    assert told["build"] == built.folder.name
    [node, relationship, code], _ = told["rows"]
    assert (node["id"], node["labels"], node["properties"]["title"]) == (WEB, ["SubCluster"], "Web & Cloud")
    assert (relationship["type"], relationship["start"], relationship["end"]) == (
        "COVERS_OCCUPATION",
        WEB,
        f"soc/2018/{code}",
    )
    assert relationship["properties"]["source"] == "source/advance-cte-crosswalk"


def test_every_kind_of_value_has_its_json(http: httpx.Client) -> None:
    given = {
        "whole": -(2**63),
        "half": 0.5,
        "yes": True,
        "text": "Ünï → 漢字",
        "none": None,
        "list": [1, ["a"]],
        "map": {"a": {}},
    }
    names = ", ".join(f"${name} AS {name}" for name in given)
    told = post(http, f"RETURN {names}, date('2026-02-28') AS day, 0.0 / 0.0 AS nan", parameters=given).json()
    row = dict(zip(told["columns"], told["rows"][0], strict=True))
    assert row == {**given, "day": "2026-02-28", "nan": "NaN"}
    path = f"MATCH p = (:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster {{id: '{WEB}'}}) RETURN p"
    [[walked]] = post(http, path).json()["rows"]
    assert [node["id"] for node in walked["nodes"]] == ["framework/2024/cluster/digital-technology", WEB]
    assert [relationship["type"] for relationship in walked["relationships"]] == ["HAS_SUB_CLUSTER"]


def test_a_label_that_there_is_not_is_remarked(http: httpx.Client) -> None:
    told = post(http, "MATCH (o:Occupatoin) RETURN o").json()
    assert told["rows"] == []
    assert "Occupation" in told["remarks"][0]
    assert "remarks" not in post(http, "RETURN 1 AS one").json()


@pytest.mark.parametrize(
    ("statement", "status", "words"),
    [
        ("CREATE (:Occupation {code: '1'})", 403, "reading"),
        ("MATCH (o:Occupation) SET o.title = ''", 403, "reading"),
        ("MATCH (o:Occupation) DETACH DELETE o", 403, "reading"),
        ("MERGE (o:Occupation {code: '1'})", 403, "reading"),
        ("DROP INDEX x", 403, "reading"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", 403, "LOAD CSV"),
        ("CALL apoc.load.json('http://localhost/') YIELD value RETURN value", 422, "apoc.load.json"),
        ("MATCH (o:Occupation RETURN o", 400, "line 1, column 21"),
        ("MATCH (o {id: $id}) RETURN o", 400, "$id"),
        ("", 400, "empty"),
        ("   \n", 400, "empty"),
    ],
)
def test_what_may_not_be_asked(http: httpx.Client, statement: str, status: int, words: str) -> None:
    found = post(http, statement)
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert words in found.json()["detail"]


def test_nothing_was_written(http: httpx.Client) -> None:
    post(http, "CREATE (:Occupation {id: 'x', code: 'x'})")
    assert post(http, "MATCH (o:Occupation {id: 'x'}) RETURN o").json()["rows"] == []


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("", 400, "JSON"),
        ("{", 400, "JSON"),
        ('{"statement": "RETURN 1"', 400, "JSON"),
        (b'{"statement": "\xff"}', 400, "UTF-8"),
        ('{"statement": "RETURN $x", "parameters": {"x": "\\ud800"}}', 400, "whole characters"),
        ('{"statement": "RETURN $x", "parameters": {"x": NaN}}', 400, "NaN"),
        ('{"statement": "RETURN $x", "parameters": {"x": 1e999}}', 400, "1e999"),
        ('{"statement": "RETURN $x", "parameters": {"x": 9223372036854775808}}', 400, "64 bits"),
        (f'{{"statement": "RETURN $x", "parameters": {{"x": 1{"0" * 5_000}}}}}', 400, "64 bits"),
        ("[" * 100_000, 400, "nested"),
        (f'{{"statement": "RETURN $x", "parameters": {{"x": {"[" * 500}{"]" * 500}}}}}', 400, "nested"),
        ("null", 422, "object"),
        ('["RETURN 1"]', 422, "object"),
        ("{}", 422, "statement"),
        ('{"statement": 1}', 422, "statement should be a text"),
        ('{"statement": null}', 422, "statement should be a text"),
        ('{"statement": "RETURN 1", "parameters": []}', 422, "parameters should be an object"),
        ('{"statement": "RETURN 1", "limit": 0}', 422, "limit"),
        ('{"statement": "RETURN 1", "limit": true}', 422, "limit"),
        ('{"statement": "RETURN 1", "limit": 1.5}', 422, "limit"),
        ('{"statement": "RETURN 1", "timeout": "1"}', 422, "timeout"),
        ('{"statement": "RETURN 1", "timeout": -1}', 422, "timeout"),
        ('{"statement": "RETURN 1", "timeuot": 1}', 422, "timeuot"),
    ],
)
def test_a_body_of_another_shape(http: httpx.Client, body: str | bytes, status: int, words: str) -> None:
    found = http.post("/cypher", content=body, headers={"content-type": JSON})
    assert found.status_code == status, found.text
    assert words in found.json()["detail"]


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "application/cypher"]
)
def test_a_body_of_another_type(http: httpx.Client, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    found = http.post("/cypher", content=b'{"statement": "RETURN 1"}', headers=headers)
    assert found.status_code == 415
    assert found.headers["accept"] == found.headers["accept-post"] == JSON


HOSTILE = {
    "brackets": "RETURN " + "[" * 20_000,
    "parentheses": "RETURN " + "(" * 20_000 + "1" + ")" * 20_000,
    "null bytes": "RETURN \x00" + "\x00" * 1_000,
    "a text without end": "RETURN '" + "a" * 40_000,
    "a remark without end": "RETURN 1 /*" + "*" * 40_000,
    "a name without end": "RETURN `" + "a" * 40_000,
    "additions": "RETURN 1" + " + x" * 9_000,
    "negations": "RETURN " + "NOT " * 9_000 + "x",
    "a long path": "MATCH " + "(a)--" * 5_000,
    "other writing": "返回 1",
    "too long": "RETURN 1 //" + "x" * 60_000,
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_does_harm(http: httpx.Client, statement: str) -> None:
    found = post(http, statement)
    assert 400 <= found.status_code < 500, found.text[:300]
    assert post(http, "RETURN 1 AS one").json()["rows"] == [[1]]


def test_limits_may_be_lowered_and_not_raised(http: httpx.Client) -> None:
    assert len(post(http, "UNWIND range(1, 20000) AS n RETURN n", limit=50_000).json()["rows"]) == 10_000
    found = post(http, "MATCH (a), (b), (c) WHERE a.id < b.id AND b.id < c.id RETURN count(*)", timeout=0.3)
    assert found.status_code == 503
    assert found.json()["timeout"] == 0.3


def test_an_address_may_hold_a_statement(http: httpx.Client) -> None:
    asked = {"statement": "RETURN $x AS x", "parameters": '{"x": ["15-1252"]}'}
    found = http.get("/cypher", params=asked)
    assert found.headers["content-type"] == JSON
    assert found.headers["vary"] == "Accept"
    assert found.json()["rows"] == [[["15-1252"]]]
    for wrong in (
        {"parameters": "{"},
        {"parameters": "[]"},
        {"limit": "none"},
        {"timeout": "0"},
        {"question": "x"},
    ):
        assert http.get("/cypher", params={**asked, **wrong}).status_code == 400


def test_a_question_takes_titles_codes_and_ids(http: httpx.Client) -> None:
    def rows(sub_cluster: str) -> list[Any]:
        asked = {"question": "occupations-of-a-sub-cluster", "sub-cluster": sub_cluster}
        found = http.get("/cypher", params=asked)
        assert found.headers["content-type"] == JSON
        return list(found.json()["rows"])

    by_default = http.get("/cypher", params={"question": "occupations-of-a-sub-cluster"}).json()
    assert rows("web & cloud") == rows(WEB) == rows("") == by_default["rows"] != rows("Software Solutions")
    asked = {"question": "occupations-of-a-sub-cluster", "subCluster": "web & cloud"}
    assert http.get("/cypher", params=asked).json()["rows"] == by_default["rows"]


@pytest.mark.parametrize("name", questions())
def test_every_question_answers(http: httpx.Client, name: str) -> None:
    found = http.get("/cypher", params={"question": name})
    assert found.status_code == 200, found.text
    assert found.json()["rows"]


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"question": "occupations-of-a-subcluster"}, 404, "occupations-of-a-sub-cluster"),
        ({"question": "occupations-of-a-sub-cluster", "sub-cluster": "web"}, 404, "'web'"),
        ({"question": "occupations-of-a-sub-cluster", "cluster": "web"}, 400, "sub-cluster"),
        ({"question": "occupations-of-a-cluster-by-openings", "limit": "ten"}, 400, "whole number"),
        ({"question": "occupations-of-a-cluster-by-openings", "limit": "9" * 30}, 400, "64 bits"),
    ],
)
def test_slips_around_a_question(http: httpx.Client, asked: dict[str, str], status: int, words: str) -> None:
    found = http.get("/cypher", params=asked)
    assert found.status_code == status, found.text
    assert words in found.json()["detail"]


def test_near_misses_are_of_the_kind_that_is_wanted(http: httpx.Client) -> None:
    asked = {"question": "occupations-of-a-sub-cluster", "sub-cluster": "web"}
    near = http.get("/cypher", params=asked).json()["near"]
    assert {"id": WEB, "title": "Web & Cloud", "href": f"/doc/{WEB}"} in near
    assert all("/sub-cluster/" in thing["id"] for thing in near)


def test_programs_find_the_catalogue_and_people_the_page(http: httpx.Client) -> None:
    listed = http.get("/cypher", headers={"accept": JSON}).json()["questions"]
    assert [question["name"] for question in listed] == list(questions())
    assert json.dumps(listed[0]["parameters"]) == "[]"
    for accept in ("", "*/*", "text/html"):
        found = http.get("/cypher", headers={"accept": accept} if accept else {})
        assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert http.get("/cypher", headers={"accept": "image/png"}).status_code == 406
    assert http.post("/cypher", json={"statement": "RETURN 1"}, headers={"accept": "text/csv"}).status_code == 406


def test_methods(http: httpx.Client) -> None:
    found = http.delete("/cypher")
    assert found.status_code == 405
    assert set(found.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
