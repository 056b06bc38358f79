"""Things and the documents about them, over HTTP."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import httpx
import pytest
from rdflib.namespace import DCTERMS, OWL, XSD

from ontology.identifiers import BASE
from tests.built import Built
from tests.server.running import Running

DEVELOPERS = "soc/2018/15-1252"
WEB_CLOUD = "framework/2024/sub-cluster/web-cloud"
STATEMENT = f"statement/covers-occupation/{WEB_CLOUD}/{DEVELOPERS}"
FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
}
_LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?')


def links(response: httpx.Response) -> dict[str, list[tuple[str, str]]]:
    """Relation → address and type of each link of the header."""
    found: dict[str, list[tuple[str, str]]] = {}
    for address, relation, media_type in _LINK.findall(response.headers["link"]):
        found.setdefault(relation, []).append((address, media_type))
    return found


def addresses(response: httpx.Response, relation: str) -> list[str]:
    return [address for address, _ in links(response).get(relation, [])]


def media_type(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("thing", [DEVELOPERS, WEB_CLOUD, "cip/2020/11.0701", STATEMENT, "dataset/careergraph"])
def test_a_thing_sends_to_the_document_about_it(http: httpx.Client, thing: str) -> None:
    for method in ("GET", "HEAD"):
        found = http.request(method, f"/id/{thing}", headers={"Accept": "text/turtle"})
        assert found.status_code == 303
        assert found.headers["location"] == f"/doc/{thing}"
        assert found.headers["vary"] == "Accept"
        assert addresses(found, "describedby") == [f"/doc/{thing}"]


@pytest.mark.parametrize(("ending", "expected"), FORMS.items())
def test_a_form_that_is_spelled_out_is_given_whatever_the_client_accepts(
    http: httpx.Client, ending: str, expected: str
) -> None:
    found = http.get(f"/doc/{DEVELOPERS}.{ending}", headers={"Accept": "image/png"})
    assert found.status_code == 200
    assert media_type(found) == expected
    assert "vary" not in found.headers


@pytest.mark.parametrize(("ending", "expected"), FORMS.items())
def test_a_negotiated_form_names_its_own_address(http: httpx.Client, ending: str, expected: str) -> None:
    found = http.get(f"/doc/{DEVELOPERS}", headers={"Accept": expected})
    assert media_type(found) == expected
    assert found.headers["vary"] == "Accept"
    assert found.headers["content-location"] == f"/doc/{DEVELOPERS}.{ending}"
    spelled = http.get(found.headers["content-location"])
    assert (spelled.content, spelled.headers["etag"]) == (found.content, found.headers["etag"])


def test_a_point_in_an_id_is_no_ending(http: httpx.Client) -> None:
    assert media_type(http.get("/doc/cip/2020/11.0701")) == "text/html"
    assert media_type(http.get("/doc/cip/2020/11.0701.ttl")) == "text/turtle"
    assert http.get("/id/distribution/published.jsonld.gz").status_code == 303


@pytest.mark.parametrize("ending", FORMS)
def test_head_says_what_get_says(http: httpx.Client, ending: str) -> None:
    head, get = (http.request(method, f"/doc/{DEVELOPERS}.{ending}") for method in ("HEAD", "GET"))
    apart = ("date", "x-request-id")
    said = [{k: v for k, v in found.headers.items() if k not in apart} for found in (head, get)]
    assert head.status_code == 200
    assert head.content == b""
    assert said[0] == said[1]
    assert int(get.headers["content-length"]) == len(get.content)


def test_every_form_has_a_tag_of_its_own(http: httpx.Client) -> None:
    tags = {ending: http.head(f"/doc/{DEVELOPERS}.{ending}").headers["etag"] for ending in FORMS}
    assert all(one != other for one, other in combinations(tags.values(), 2))
    assert not any(tag.startswith("W/") for tag in tags.values())


@pytest.mark.parametrize(("ending", "accept"), FORMS.items())
def test_a_client_that_has_a_form_gets_304(http: httpx.Client, ending: str, accept: str) -> None:
    path, wanted = f"/doc/{DEVELOPERS}", {"Accept": accept}
    first = http.get(path, headers=wanted)
    again = http.get(path, headers={**wanted, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-location"):
        assert again.headers[name] == first.headers[name]
    since = http.get(path, headers={**wanted, "If-Modified-Since": first.headers["last-modified"]})
    assert since.status_code == 304
    other = "html" if ending == "ttl" else "ttl"
    assert http.get(f"{path}.{other}", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_links_of_a_document(http: httpx.Client) -> None:
    found = http.get(f"/doc/{DEVELOPERS}.ttl")
    assert addresses(found, "canonical") == [f"/doc/{DEVELOPERS}"]
    assert addresses(found, "describes") == [f"{BASE}id/{DEVELOPERS}"]
    assert links(found)["describedby"] == [("/.well-known/void", "text/turtle")]
    others = {f"/doc/{DEVELOPERS}.{ending}": kind for ending, kind in FORMS.items() if ending != "ttl"}
    assert dict(links(found)["alternate"]) == others
    for address, kind in others.items():
        assert media_type(http.head(address)) == kind


def test_the_rights_of_a_document_are_where_its_links_say(http: httpx.Client) -> None:
    licences = addresses(http.get(f"/doc/{DEVELOPERS}"), "license")
    assert "https://creativecommons.org/licenses/by/4.0/" in licences
    assert "/doc/source/advance-cte-crosswalk/rights" in licences
    for ours in (licence for licence in licences if licence.startswith("/")):
        assert "RightsStatement" in http.get(ours, headers={"Accept": "text/turtle"}).text
    assert addresses(http.get(f"/doc/{STATEMENT}.ttl"), "license") == ["/doc/dataset/careergraph"]


@pytest.mark.parametrize(
    ("former", "newer"),
    [
        ("soc/2010/15-1132", ["soc/2018/15-1252", "soc/2018/15-1253"]),
        ("cip/2020/51.0808", ["cip/2020/01.8301"]),
        ("framework/2002", ["framework/2024"]),
        ("framework/2002/cluster/manufacturing", ["framework/2024/cluster/advanced-manufacturing"]),
    ],
)
def test_what_was_replaced_is_there_and_names_what_replaced_it(
    http: httpx.Client, former: str, newer: list[str]
) -> None:
    found = http.get(f"/doc/{former}")
    assert found.status_code == 200
    assert addresses(found, "successor-version") == [f"/doc/{new}" for new in newer]


def test_a_retired_code_says_so_in_rdf(http: httpx.Client) -> None:
    lines, retired = http.get("/doc/cip/2020/51.0808.nt").text.splitlines(), f"<{BASE}id/cip/2020/51.0808>"
    assert f"{retired} <{DCTERMS.isReplacedBy}> <{BASE}id/cip/2020/01.8301> ." in lines
    assert f'{retired} <{OWL.deprecated}> "true"^^<{XSD.boolean}> .' in lines


def test_what_is_derived_replaces_nothing(http: httpx.Client) -> None:
    found = http.get("/doc/framework/2002/pathway/legal-services.nt")
    assert "likelySucceededBy>" in found.text
    assert "/ontology#succeededBy>" not in found.text
    assert addresses(found, "successor-version") == []


def test_published_and_derived_stay_in_their_graphs(http: httpx.Client) -> None:
    quads = http.get("/doc/framework/2002/pathway/legal-services.nq").text.splitlines()
    likely = [line for line in quads if "likelySucceededBy>" in line]
    assert likely
    assert all(line.endswith(f"<{BASE}graph/derived> .") for line in likely)
    assert any(line.endswith(f"<{BASE}graph/published> .") for line in quads)
    trig = http.get("/doc/framework/2002/pathway/legal-services.trig").text
    assert f"<{BASE}graph/derived> {{" in trig


def test_json_is_what_the_command_line_prints(
    http: httpx.Client, script: str, built: Built, environment: Callable[[Path], dict[str, str]]
) -> None:
    command = [script, "show", WEB_CLOUD, "--json"]
    ran = subprocess.run(command, env=environment(built.home), capture_output=True, check=True)
    printed = json.loads(ran.stdout)
    for related in printed["relationships"]:
        del related["relationship"]["id"]  # the store's own
    assert http.get(f"/doc/{WEB_CLOUD}.json").json() == printed


@pytest.mark.parametrize(
    "thing", [STATEMENT, "dataset/careergraph", "source/oews-2025/rights", "method/succession"]
)
def test_what_is_no_node_has_every_form_but_json(http: httpx.Client, thing: str) -> None:
    for ending, expected in FORMS.items():
        found = http.get(f"/doc/{thing}.{ending}")
        assert found.status_code == (404 if ending == "json" else 200)
        if ending != "json":
            assert media_type(found) == expected
    forms = {form["type"] for form in http.get(f"/doc/{thing}.json").json()["forms"]}
    assert forms == set(FORMS.values()) - {"application/json"}


@pytest.mark.parametrize("address", ["id", "doc"])
@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("soc/2018/15-1252.00", DEVELOPERS),
        ("cip/2020/1.0000", "cip/2020/01.0000"),
        ("framework/2024/cluster/digital-tecnology", "framework/2024/cluster/digital-technology"),
        ("SOC/2018/15-1252", DEVELOPERS),
        ("soc/2018/15-1252/", DEVELOPERS),
        ("soc/2018/15-125", DEVELOPERS),
        ("soc:15-1252", DEVELOPERS),
        ("15-1252", DEVELOPERS),
        ("onet/15-1252.00", DEVELOPERS),
        ("framework/2024/sub-cluster/Web-Cloud", WEB_CLOUD),
        ("sub-cluster/web-cloud", WEB_CLOUD),
    ],
)
def test_an_unknown_id_is_told_what_comes_near(http: httpx.Client, address: str, asked: str, meant: str) -> None:
    found = http.get(f"/{address}/{asked}")
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    near = {thing["id"]: thing for thing in found.json()["near"]}
    assert meant in near
    assert len(near) <= 5
    assert http.get(near[meant]["href"]).status_code == 200
    assert near[meant]["title"]


@pytest.mark.parametrize("asked", ["", "%20", "%3Cscript%3E", "%00", "%FF", "..%2F..%2Fetc", "x" * 3000, "é/ü"])
def test_rubbish_is_not_found(http: httpx.Client, asked: str) -> None:
    assert http.get(f"/id/{asked}").status_code == 404
    assert http.get(f"/doc/{asked}", headers={"Accept": "text/html"}).status_code == 404


def test_what_there_is_not_in_a_wanted_form_is_406_with_all_that_there_is(http: httpx.Client) -> None:
    found = http.get(f"/doc/{DEVELOPERS}", headers={"Accept": "image/png"})
    assert found.status_code == 406
    assert found.headers["vary"] == "Accept"
    forms = {form["type"]: form["href"] for form in found.json()["forms"]}
    assert forms == {kind: f"/doc/{DEVELOPERS}.{ending}" for ending, kind in FORMS.items()}
    assert http.get("/doc/nothing", headers={"Accept": "image/png"}).status_code == 404


def test_every_link_stays_behind_a_prefix(prefixed: Running) -> None:
    host = prefixed.url.removesuffix("/graph")
    with httpx.Client(base_url=host, timeout=60) as client:
        see = client.get(f"/graph/id/{DEVELOPERS}")
        assert see.headers["location"] == f"/graph/doc/{DEVELOPERS}"
        found = client.get(f"/graph/doc/{DEVELOPERS}", headers={"Accept": "text/turtle"})
        assert found.headers["content-location"] == f"/graph/doc/{DEVELOPERS}.ttl"
        ours = [a for a, _, _ in _LINK.findall(found.headers["link"]) if not a.startswith("http")]
        assert ours
        assert all(address.startswith("/graph/") for address in ours)
        near = client.get("/graph/id/SOC/2018/15-1252").json()["near"]
        assert near[0]["href"] == f"/graph/doc/{DEVELOPERS}"
