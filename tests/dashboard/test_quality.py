"""The page on quality, without a browser; and the comparison with the build before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.data import Earlier, Opened, provide
from dashboard.quality import changes
from ontology.graph import CareerGraph
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown

PARTS = ("coverage", "the-rule-rerun", "derived", "sources", "since-the-last-build", "glossary")


@pytest.fixture
def after(opened: Opened) -> Iterator[Callable[[CareerGraph], None]]:
    """Makes a graph the build before."""

    def before(graph: CareerGraph) -> None:
        earlier = Earlier("20250101T000000000000-000000000000", datetime(2025, 1, 1, tzinfo=UTC), lambda: graph)
        provide(replace(opened, earlier=earlier))

    changes.cache_clear()
    yield before
    changes.cache_clear()
    provide(opened)


@pytest.mark.parametrize("part", [*PARTS, "nothing", "<script>alert(1)</script>", "x" * 10_000])
def test_each_part_is_shown_and_an_unknown_one_is_the_first(show: Show, part: str) -> None:
    page = show("quality", part=part, gap=part)
    assert page.tabs[0].label == "Coverage"
    assert "<script>" not in shown(page)


def test_a_gap_of_the_address_is_listed_in_full(show: Show) -> None:
    page = show("quality", gap="sub-clusters-without-alignments")
    assert list(page.dataframe[-1].value["title"]) == ["Unmanned Vehicle Technology"]


def test_each_official_file_has_its_checksum(show: Show) -> None:
    table = show("quality", part="sources").dataframe[0].value
    files = {name: checksum for name, checksum in zip(table["file"], table["SHA-256"], strict=True) if name}
    assert files["Full_Framework_Crosswalk.xlsx"].startswith("34920170cdc3")
    assert all(len(checksum) == 64 for checksum in files.values())


def test_without_an_earlier_build_it_says_how_to_keep_one(show: Show) -> None:
    assert "careergraph build --keep" in shown(show("quality", part="since-the-last-build"))


def test_what_changed_since_the_build_before_is_counted(
    show: Show, opened: Opened, after: Callable[[CareerGraph], None]
) -> None:
    gone = next(node for node in opened.graph.nodes.values() if node.kind == "Workplace")
    kept = [node for node in opened.graph.nodes.values() if node.id != gone.id]
    links = [link for link in opened.graph.relationships if gone.id not in (link.start, link.end)]
    after(CareerGraph(kept, links))
    page = show("quality", part="since-the-last-build")
    row = page.dataframe[0].value.set_index("what").loc["Workplace"]
    assert (row["added"], row["removed"]) == (1, 0)
