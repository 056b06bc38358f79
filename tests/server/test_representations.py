"""Conditional requests, by RFC 9110, section 13; what is kept to be sent again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from server.web.cache import Cache
from server.web.representations import LONG, Representation, send

MADE = datetime(2026, 6, 1, 12, 30, 15, 999, tzinfo=UTC)
SAID = "Mon, 01 Jun 2026 12:30:15 GMT"
PAGE = Representation.of(b"<p>Hello</p>", "text/html", {"link": "</>; rel=canonical"})


def asked(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "headers": named})


def test_a_representation_says_all_that_its_next_request_needs() -> None:
    found = send(asked(), PAGE, modified=MADE)
    assert found.status_code == 200
    assert found.body == PAGE.body
    assert dict(found.headers) == {
        "cache-control": "public, max-age=300",
        "content-length": "12",
        "content-type": "text/html; charset=utf-8",
        "etag": PAGE.etag,
        "last-modified": SAID,
        "link": "</>; rel=canonical",
        "vary": "Accept",
    }


def test_what_was_not_negotiated_varies_with_nothing() -> None:
    assert "vary" not in send(asked(), PAGE, modified=MADE, vary="").headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if_none_match": PAGE.etag}, 304),
        ({"if_none_match": f"W/{PAGE.etag}"}, 304),
        ({"if_none_match": f'"other", {PAGE.etag}'}, 304),
        ({"if_none_match": "*"}, 304),
        ({"if_none_match": '"other"'}, 200),
        ({"if_none_match": ""}, 200),
        ({"if_none_match": '"other"', "if_modified_since": SAID}, 200),
        ({"if_modified_since": SAID}, 304),
        ({"if_modified_since": "Tue, 02 Jun 2026 00:00:00 GMT"}, 304),
        ({"if_modified_since": "Mon, 01 Jun 2026 12:30:14 GMT"}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        ({"if_modified_since": "Tue, 02 Jun 2026 00:00:00 -0000"}, 200),
    ],
)
def test_what_a_client_has_is_not_sent_again(headers: dict[str, str], status: int) -> None:
    found = send(asked(**headers), PAGE, modified=MADE, caching=LONG)
    assert found.status_code == status
    assert found.headers["etag"] == PAGE.etag
    assert found.headers["vary"] == "Accept"
    assert found.headers["cache-control"] == LONG
    if status == 304:
        assert found.body == b""
        assert not {"content-length", "content-type"} & set(found.headers)


def test_a_problem_is_sent_whatever_the_client_has() -> None:
    assert send(asked(if_none_match=PAGE.etag), PAGE, modified=MADE, status=404).status_code == 404


def test_what_one_response_adds_to_its_headers_no_other_has() -> None:
    first, second = (send(asked(), PAGE, modified=MADE) for _ in range(2))
    first.headers["x-mine"] = "1"
    assert "x-mine" not in second.headers


@given(st.binary(), st.binary(), st.sampled_from(("text/html", "text/turtle")))
def test_tags_differ_where_bytes_or_types_do(one: bytes, other: bytes, media_type: str) -> None:
    tag = Representation.of(one, media_type).etag
    assert (tag == Representation.of(other, media_type).etag) == (one == other)
    assert tag != Representation.of(one, "application/json").etag


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40_000)), max_size=40))
def test_what_is_kept_stays_within_its_bounds_and_the_latest_is_there(steps: list[tuple[int, int]]) -> None:
    most = 100_000
    cache = Cache(most)
    for key, size in steps:
        made = Representation.of(bytes(size), "text/plain")
        assert cache.keep(key, made) is made
        assert cache.get(key) is made
    kept = [found for key in range(10) if (found := cache.get(key))]
    assert sum(len(found.body) for found in kept) <= most


def test_what_was_used_last_is_kept_longest() -> None:
    cache = Cache(30_000)
    made = {key: cache.keep(key, Representation.of(bytes(9_000), "text/plain")) for key in "ab"}
    assert cache.get("a") is made["a"]
    cache.keep("c", Representation.of(bytes(9_000), "text/plain"))
    assert cache.get("b") is None
    assert cache.get("a") is made["a"]


def test_what_is_too_large_to_keep_is_given_all_the_same() -> None:
    cache, large = Cache(1_000), Representation.of(bytes(2_000), "text/plain")
    assert cache.keep("large", large) is large
    assert cache.get("large") is None
