"""The first page, without a browser."""

from __future__ import annotations

import pytest

from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown


def test_a_search_finds_things_of_all_kinds_with_what_matched(show: Show) -> None:
    found = shown(show(q="plant systems"))
    assert "Career pathway, framework of 2002" in found


@pytest.mark.parametrize(
    "text", ["zzzzqqq", "x" * 10_000, "<script>alert(1)</script>", "MATCH (n) DETACH DELETE n"]
)
def test_what_cannot_be_found_is_repeated_as_text(show: Show, text: str) -> None:
    told = shown(show(q=text))
    assert "<script>" not in told
    assert "Found for" in told
