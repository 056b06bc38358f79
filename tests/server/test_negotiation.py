"""Which media type a client gets, by RFC 9110, section 12.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web.negotiation import OTHER_NAMES, chosen

HTML, TURTLE, JSONLD, JSON = "text/html", "text/turtle", "application/ld+json", "application/json"
OFFERS = (HTML, TURTLE, JSONLD, JSON)

qualities = st.integers(0, 1000).map(lambda thousandths: f"{thousandths / 1000:.3f}")
ranges = st.builds(
    lambda named, quality: f"{named};q={quality}",
    st.sampled_from((*OFFERS, "text/*", "application/*", "*/*", "image/png")),
    qualities,
)
headers = st.lists(ranges, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/*", HTML),
        ("application/*", JSONLD),
        ("text/turtle;q=0.5, application/ld+json;q=0.6", JSONLD),
        ("text/html;q=0, */*", TURTLE),
        ("text/*;q=0, */*;q=0.1", JSONLD),
        ("text/html;q=0", None),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle, */*", TURTLE),
        ("*/*, text/turtle;q=0.9", HTML),
        ("text/*;q=0.9, text/html;q=0.1, text/turtle", TURTLE),
        (" text/turtle ; q=0.9 ,text/html;q = 0.1", TURTLE),
        ("text/turtle;charset=utf-8", TURTLE),
        ('text/turtle;charset="UTF-8"', TURTLE),
        ("text/turtle;charset=iso-8859-1", None),
        ("text/html;level=1, text/turtle;q=0.1", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ('text/html;title="a, b;q=0", text/turtle;q=0.5', TURTLE),
        ("text/turtle;q=0.5;ext=1, text/html;q=0.4", TURTLE),
    ],
)
def test_what_a_header_wants(accept: str | None, expected: str | None) -> None:
    assert chosen(accept, OFFERS) == expected


@pytest.mark.parametrize(
    "accept",
    ["nonsense", ",,,", ";q=1", "text", "text/", "/html", "*/html", "text/html;q=2", "text/html;q=x", "é"],
)
def test_what_cannot_be_read_counts_for_nothing(accept: str) -> None:
    assert chosen(accept, OFFERS) == HTML
    assert chosen(f"{accept}, text/turtle", OFFERS) == TURTLE


def test_what_java_has_sent_for_decades() -> None:
    assert chosen("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", (JSON, HTML)) == HTML


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("text/html;level=3", "text/plain;format=fixed"),
        ("text/plain;format=fixed", "image/jpeg"),
        ("image/jpeg", "text/plain"),
        ("text/plain", "text/plain;format=flowed"),
    ],
)
def test_the_example_of_the_standard(less: str, more: str) -> None:
    accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    assert chosen(accept, (less, more)) == more
    assert chosen(accept, (more, less)) == more


@pytest.mark.parametrize(("asked", "given"), sorted(OTHER_NAMES.items()))
def test_other_names_of_a_type_are_answered_with_it(asked: str, given: str) -> None:
    assert chosen(asked, (HTML, given)) == given
    assert chosen(f"{given};q=0, {asked};q=0", (HTML, given)) is None


@given(st.dictionaries(st.sampled_from(OFFERS), qualities, min_size=1))
def test_what_is_wanted_most_is_given(wanted: dict[str, str]) -> None:
    found = chosen(", ".join(f"{offer};q={quality}" for offer, quality in wanted.items()), OFFERS)
    best = max(map(float, wanted.values()))
    if best == 0:
        assert found is None
    else:
        assert found == next(offer for offer in OFFERS if float(wanted.get(offer, -1)) == best)


@given(headers, st.sampled_from(OFFERS))
def test_what_is_refused_by_name_is_never_given(accept: list[str], refused: str) -> None:
    others = [part for part in accept if not part.startswith(refused)]
    assert chosen(", ".join([*others, f"{refused};q=0"]), OFFERS) != refused


@given(headers, st.data())
def test_the_order_of_a_header_means_nothing(accept: list[str], data: st.DataObject) -> None:
    again = data.draw(st.permutations(accept))
    assert chosen(", ".join(accept), OFFERS) == chosen(", ".join(again), OFFERS)


@given(headers, qualities)
def test_a_type_that_there_is_not_changes_nothing(accept: list[str], quality: str) -> None:
    more = [f"application/x-unheard-of;q={quality}", *accept]
    assert chosen(", ".join(more), OFFERS) == chosen(", ".join(accept), OFFERS)


@given(headers, st.sampled_from(("image/webp", "audio/ogg")))
def test_an_offer_that_nobody_wants_changes_nothing(accept: list[str], unwanted: str) -> None:
    header = ", ".join([*accept, f"{unwanted};q=0"])
    assert chosen(header, (*OFFERS, unwanted)) == chosen(header, OFFERS)


@given(st.text(max_size=300) | st.text('*/;,="\\q01. ', max_size=300))
def test_any_header_is_answered(accept: str) -> None:
    assert chosen(accept, OFFERS) in (*OFFERS, None)
