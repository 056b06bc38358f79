"""/search, /resolve and /explain answer as the command line does, and say what is wrong with a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import httpx
import pytest

import careergraph
from careergraph.knowledge import KnowledgeBase
from tests.built import Built

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def base(built: Built) -> Iterator[KnowledgeBase]:
    with careergraph.open(built.home) as opened:
        yield opened


def asked(http: httpx.Client, path: str, *parameters: tuple[str, str]) -> dict[str, Any]:
    found = http.get(path, params=list(parameters))
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "application/json"
    plain: dict[str, Any] = found.json()
    return plain


def refused(http: httpx.Client, path: str, *parameters: tuple[str, str]) -> tuple[int, dict[str, Any]]:
    found = http.get(path, params=list(parameters))
    assert found.headers["content-type"] == "application/problem+json"
    plain: dict[str, Any] = found.json()
    assert plain["status"] == found.status_code
    return found.status_code, plain


@pytest.mark.parametrize(
    "text", ["nurse", "15-1252", "110701", "sofware develper", "Legal Services", "\0\x1f<b>&"]
)
def test_search_finds_what_find_finds(http: httpx.Client, base: KnowledgeBase, text: str) -> None:
    hits = asked(http, "/search", ("q", text))["hits"]
    places = [{name: hit.pop(name) for name in ("iri", "href")} for hit in hits]
    assert hits == [asdict(hit) for hit in base.find(text)]
    for hit, place in zip(hits, places, strict=True):
        assert place == {"iri": f"{base.info.base}id/{hit['id']}", "href": f"/doc/{hit['id']}"}


def test_search_by_kind_and_limit(http: httpx.Client, base: KnowledgeBase) -> None:
    found = asked(http, "/search", ("q", "manager"), ("kind", "Occupation"), ("kind", "Program"), ("limit", "7"))
    assert found["build"] == base.info.build
    expected = base.find("manager", kinds=["Occupation", "Program"], limit=7)
    assert [hit["id"] for hit in found["hits"]] == [hit.id for hit in expected]
    assert len(found["hits"]) == 7


def test_a_search_of_any_length_is_answered(http: httpx.Client, base: KnowledgeBase) -> None:
    long = "nurse " * 1_700
    assert [hit["id"] for hit in asked(http, "/search", ("q", long))["hits"]] == [
        hit.id for hit in base.find(long)
    ]


@pytest.mark.parametrize(
    ("path", "parameters", "said"),
    [
        ("/search", [], "q is missing. An example: q=nurse"),
        ("/search", [("q", " ")], "q is missing. An example: q=nurse"),
        ("/search", [("q", "a"), ("q", "b")], "q"),
        ("/search", [("q", "nurse"), ("limit", "101")], "limit is a whole number from 1 to 100, not '101'."),
        ("/search", [("q", "nurse"), ("limit", "1.0")], "limit is a whole number from 1 to 100, not '1.0'."),
        ("/search", [("q", "nurse"), ("kind", "Ocupation")], "did you mean Occupation"),
        (
            "/search",
            [("q", "nurse"), *[("kind", "Skill")] * 11],
            "kind is given 11 times; it may be given 10 times.",
        ),
        ("/resolve", [], "code is missing. An example: code=15-1131"),
        ("/resolve", [("code", "1")] * 101, "code is given 101 times; it may be given 100 times."),
        ("/resolve", [("code", "1"), ("system", "sic")], "system cannot be 'sic'"),
        ("/resolve", [("code", "1"), ("system", "")], "system cannot be ''; it is one of soc, cip, naics."),
        ("/explain", [("to", "nurse")], "from is missing. An example: from=Legal Services"),
        ("/explain", [("from", "15-1252"), ("to", "Software Developers")], "from and to are the same thing"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_would_be_right(
    http: httpx.Client, path: str, parameters: list[tuple[str, str]], said: str
) -> None:
    status, problem = refused(http, path, *parameters)
    assert status == 400
    assert said in problem["detail"]


CODES = ["15-1131", "1.0101", "11", "110701", "15-1252.00", "15-1259", "nothing at all", "\0"]


@pytest.mark.parametrize("system", [None, "cip"])
def test_resolve_reads_what_the_command_reads(http: httpx.Client, base: KnowledgeBase, system: str | None) -> None:
    more = [("system", system)] if system else []
    answers = asked(http, "/resolve", *[("code", code) for code in CODES], *more)["answers"]
    systems = (system,) if system else None
    for code, answer in zip(CODES, answers, strict=True):
        readings = base.resolve(code, systems)
        near = [] if readings else base.resolver.near(code, systems)
        assert answer == {
            "asked": code,
            "readings": [reading.to_plain() for reading in readings],
            "near": [asdict(one) for one in near],
        }


PAIRS = [("Legal Services", "Judicial Systems"), ("15-1252", None), ("Agriculture", None), ("11.0701", "15-1252")]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_explain_says_what_the_command_says(
    http: httpx.Client, base: KnowledgeBase, a: str, b: str | None
) -> None:
    found = asked(http, "/explain", ("from", a), *([("to", b)] if b else []))
    expected = base.explain(a, b).to_plain()
    assert {name: found[name] for name in expected} == expected
    assert "national" in found["figures"]
    assert [one["asked"] for one in found["asked"]] == [one for one in (a, b) if one]


def test_a_title_of_several_things_says_which_was_taken(http: httpx.Client) -> None:
    (taken,) = asked(http, "/explain", ("from", "Agriculture"))["asked"]
    assert taken["id"] == "framework/2024/cluster/agriculture"
    assert taken["also"] == ["advisory-group/agriculture"]


def test_what_nothing_is_called_has_near_misses(http: httpx.Client) -> None:
    status, problem = refused(http, "/explain", ("from", "Registred Nurses"))
    assert status == 404
    assert problem["near"][0] == {
        "id": "soc/2018/29-1141",
        "title": "Registered Nurses",
        "href": "/doc/soc/2018/29-1141",
    }


def test_a_title_that_may_be_several_things_lists_them(http: httpx.Client) -> None:
    status, problem = refused(http, "/explain", ("from", "Accounting"))
    assert status == 409
    assert len(problem["near"]) > 1
    for one in problem["near"]:
        assert asked(http, "/explain", ("from", one["id"]))["a"]["title"] == one["title"]


@pytest.mark.parametrize("address", ["/search?q=nurse", "/resolve?code=15-1131", "/explain?from=15-1252"])
def test_browsers_get_a_page_and_programs_json(http: httpx.Client, address: str) -> None:
    plain, page = http.get(address), http.get(address, headers=HTML)
    assert plain.headers["content-type"] == "application/json"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>" in page.text
    assert plain.headers["vary"] == page.headers["vary"] == "Accept"
    assert plain.headers["etag"] != page.headers["etag"]
    again = http.get(address, headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert http.get(address, headers={"accept": "image/png"}).status_code == 406


def test_a_search_without_words_gives_people_the_box_to_type_into(http: httpx.Client) -> None:
    assert http.get("/search", headers=HTML).status_code == 200


def test_markup_in_a_search_stays_text(http: httpx.Client) -> None:
    page = http.get("/search", params={"q": "<script>alert(1)</script>"}, headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
