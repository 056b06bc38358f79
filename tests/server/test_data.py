"""Downloads, whole and in parts, and the edition's account of itself."""

from __future__ import annotations

import gzip
import hashlib
import time
from contextlib import suppress

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import VOID

from careergraph.manifest import read_manifest
from server.web.problems import Problem
from server.web.ranges import wanted
from tests.built import Built

PATIENCE = 120.0
SMALL = "derived.ttl.gz"


@pytest.fixture(scope="module")
def small(http: httpx.Client) -> bytes:
    """A file of Turtle, which is made first, within seconds."""
    end = time.monotonic() + PATIENCE
    while (found := http.get(f"/data/{SMALL}")).status_code == 503:
        assert "being made" in found.json()["detail"]
        assert int(found.headers["retry-after"]) > 0
        assert time.monotonic() < end, "no Turtle is made"
        time.sleep(0.2)
    return found.content


def test_a_file_holds_what_the_build_counts(small: bytes, built: Built) -> None:
    counted = read_manifest(built.folder / "manifest.json").triples["derived"]
    assert sum(1 for _ in ox.parse(gzip.decompress(small), ox.RdfFormat.TURTLE)) == counted


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=-999999999", 0, None),
        ("Bytes = 5-99999999999", 5, None),
    ],
)
def test_a_part(http: httpx.Client, small: bytes, asked: str, begin: int, end: int | None) -> None:
    found = http.get(f"/data/{SMALL}", headers={"Range": asked})
    assert found.status_code == 206
    assert found.content == small[begin:end]
    first, last = small.find(found.content), small.find(found.content) + len(found.content) - 1
    assert found.headers["content-range"].endswith(f"/{len(small)}")
    assert len(found.content) < 50 or found.headers["content-range"] == f"bytes {first}-{last}/{len(small)}"


@pytest.mark.parametrize(
    "asked", ["lines=0-9", "bytes=9-5", "bytes=a-b", "bytes=", "bytes", "bytes=" + "1-2," * 50]
)
def test_a_range_that_counts_for_nothing_gives_the_whole(http: httpx.Client, small: bytes, asked: str) -> None:
    found = http.get(f"/data/{SMALL}", headers={"Range": asked})
    assert (found.status_code, found.content) == (200, small)


def test_several_parts_leave_out_what_is_not_there(http: httpx.Client, small: bytes) -> None:
    found = http.get(f"/data/{SMALL}", headers={"Range": f"bytes=0-9, 50-59, {len(small)}-"})
    assert found.status_code == 206
    assert found.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert small[:10] in found.content
    assert small[50:60] in found.content
    assert found.content.count(b"Content-Range: bytes ") == 2


def test_a_part_beyond_the_end(http: httpx.Client, small: bytes) -> None:
    found = http.get(f"/data/{SMALL}", headers={"Range": f"bytes={len(small)}-"})
    assert found.status_code == 416
    assert found.headers["content-range"] == f"bytes */{len(small)}"
    assert found.headers["content-type"] == "application/problem+json"


def test_a_part_of_the_file_that_was_begun_and_of_no_other(http: httpx.Client, small: bytes) -> None:
    head = http.head(f"/data/{SMALL}").headers
    assert head["accept-ranges"] == "bytes"
    part = {"Range": "bytes=0-4"}
    for known in (head["etag"], head["last-modified"]):
        assert http.get(f"/data/{SMALL}", headers={**part, "If-Range": known}).content == small[:5]
    for other in ('"other"', f"W/{head['etag']}", "Sun, 06 Nov 1994 08:49:37 GMT"):
        found = http.get(f"/data/{SMALL}", headers={**part, "If-Range": other})
        assert (found.status_code, found.content) == (200, small)


def test_a_file_that_the_client_has_is_not_sent(http: httpx.Client, small: bytes) -> None:
    tag = f'"{hashlib.sha256(small).hexdigest()}"'
    found = http.get(f"/data/{SMALL}", headers={"If-None-Match": tag, "Range": "bytes=0-4"})
    assert (found.status_code, found.content) == (304, b"")
    assert found.headers["etag"] == tag


def test_below_its_edition_a_file_never_changes(http: httpx.Client, small: bytes) -> None:
    edition = http.get("/health").json()["edition"]
    lasting = http.get(f"/data/{edition}/{SMALL}")
    assert lasting.content == small
    assert "immutable" in lasting.headers["cache-control"]
    assert "immutable" not in http.head(f"/data/{SMALL}").headers["cache-control"]
    assert http.get(f"/data/0.0.1+0123456789ab/{SMALL}").status_code == 404


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "path",
    [
        "/data/../builds/current",
        "/data/..%2f..%2fbuilds/current",
        "/data/%2e%2e/%2e%2e/builds/current",
        "/data//etc/passwd",
        "/data/%2fetc%2fpasswd",
        "/data/turtle/core.ttl.gz",
        "/data/csvw/../turtle/core.ttl.gz",
        "/data/..%5c..%5cbuilds%5ccurrent",
        "/data/csvw",
        "/data/csvw/",
        "/data/core.ttl.gz%00.html",
        "/data/.lock",
    ],
)
def test_nothing_else_is_given_away(http: httpx.Client, path: str) -> None:
    request = http.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=path.encode())
    assert http.send(request).status_code == 404


@pytest.mark.usefixtures("small")
def test_a_name_that_is_nearly_right(http: httpx.Client) -> None:
    found = http.get("/data/core.ttl")
    assert found.status_code == 404
    assert found.json()["near"][0]["href"] == "/data/core.ttl.gz"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.5, application/n-triples", "application/n-triples"),
    ],
)
def test_the_edition_describes_itself(http: httpx.Client, accept: str, media_type: str) -> None:
    found = http.get("/.well-known/void", headers={"Accept": accept})
    assert found.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in found.headers["vary"]
    form = ox.RdfFormat.from_media_type(media_type)
    assert any(quad.predicate.value == str(VOID.triples) for quad in ox.parse(found.content, form))
    again = http.get("/.well-known/void", headers={"Accept": accept, "If-None-Match": found.headers["etag"]})
    assert again.status_code == 304


def test_a_browser_is_led_to_the_list_and_an_image_is_not_acceptable(http: httpx.Client) -> None:
    assert http.get("/.well-known/void", headers={"Accept": "text/html"}).headers["location"] == "/data/"
    assert http.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406
    assert http.get("/data/", headers={"Accept": "image/png"}).status_code == 406


NUMBERS = st.none() | st.integers(0, 3000)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5), st.integers(0, 2000))
def test_parts_lie_within_the_file(specs: list[tuple[int | None, int | None]], size: int) -> None:
    written = ("-".join("" if number is None else str(number) for number in spec) for spec in specs)
    with suppress(Problem):
        found = wanted(f"bytes={','.join(written)}", size)
        for part in found.removeprefix("bytes=").split(",") if found else ():
            first, last = map(int, part.split("-"))
            assert 0 <= first <= last < size
