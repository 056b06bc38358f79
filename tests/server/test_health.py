"""Whether the server is well, and how it answers in general."""

from __future__ import annotations

import httpx

from tests.built import Built


def test_says_which_build_it_serves(http: httpx.Client, built: Built) -> None:
    found = http.get("/health")
    assert found.status_code == 200
    assert found.json()["status"] == "ok"
    assert found.json()["build"] == built.folder.name


def test_a_method_that_an_address_does_not_take(http: httpx.Client) -> None:
    found = http.post("/health")
    assert found.status_code == 405
    assert set(found.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert found.headers["content-type"] == "application/problem+json"
    assert "Allow" in found.json()["detail"]


def test_options_name_the_methods_and_let_other_sites_ask(http: httpx.Client) -> None:
    found = http.options("/health", headers={"Origin": "https://example.org"})
    assert found.status_code == 204
    assert found.headers["allow"] == "GET, HEAD, OPTIONS"
    assert found.headers["access-control-allow-origin"] == "*"


def test_head_says_what_get_says_without_a_body(http: httpx.Client) -> None:
    head, get = http.head("/health"), http.get("/health")
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]
