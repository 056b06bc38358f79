"""The transition sheet: one page of paper, in a file of its own."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.data import Opened
from dashboard.paper import Column, Section, page, section
from dashboard.succession import account
from dashboard.transition import sheet
from ontology.identifiers import legacy_cluster, pathway
from ontology.nodes import LegacyCluster, LegacyPathway
from queries.about import About
from queries.statements import Statements
from tests.dashboard.conftest import Show

GOLDEN = Path(__file__).parent / "golden" / "transition-natural-resources-systems.html"
ABOUT = About("20240101", "edition", datetime(2024, 1, 1, tzinfo=UTC), "https://example.org/", "0", "", {})
NATURAL = pathway("natural-resources-systems")
HOSTILE = "<script>alert(1)</script> & \"'"


class Tags(HTMLParser):
    """The tags of a file, and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href"}]


def test_a_sheet_is_the_same_bytes(opened: Opened) -> None:
    made = sheet(opened.statements, NATURAL, ABOUT)
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        GOLDEN.write_text(made, encoding="utf-8", newline="\n")
    assert made == GOLDEN.read_text(encoding="utf-8"), f"if meant: CAREERGRAPH_GOLDEN=write pytest {__file__}"


def test_every_pathway_and_cluster_has_a_sheet_that_asks_for_nothing(opened: Opened) -> None:
    for kind in (LegacyPathway, LegacyCluster):
        for node in opened.graph.of_kind(kind):
            made = sheet(opened.statements, node.id, ABOUT)
            found = Tags(made)
            assert not found.tags & {"script", "link", "img", "iframe", "a"}
            assert not found.addresses
            assert "url(" not in made
            assert "derived: careergraph" in made
            assert "published: Advance CTE" in made


def test_a_cluster_names_the_successors_of_each_pathway(opened: Opened) -> None:
    manufacturing = legacy_cluster("manufacturing")
    made = sheet(opened.statements, manufacturing, ABOUT)
    for one in account(opened.statements, manufacturing).likely:
        assert f"<td>{one.start.title}</td><td>{one.end.title}</td>".replace("&", "&amp;") in made


def test_what_has_no_room_is_counted_and_has_a_place(opened: Opened) -> None:
    production = pathway("production")
    made = sheet(opened.statements, production, ABOUT)
    found = re.search(r"… and (\d+) more of 97: .*\?id=framework/2002/pathway/production", made)
    assert found
    assert len(re.findall(r"<td>\d\d-\d{4}</td>", made)) == 97 - int(found[1])


def test_titles_are_text(opened: Opened) -> None:
    node = replace(opened.graph.nodes[NATURAL], title=HOSTILE)
    know = Statements(opened.graph)
    know.nodes = {**know.nodes, NATURAL: node}
    made = sheet(know, NATURAL, replace(ABOUT, build=HOSTILE))
    assert "script" not in Tags(made).tags
    assert "&lt;script&gt;" in made


@pytest.mark.parametrize(("room", "fits"), [(0, 0), (1, 1), (3, 2), (99, 3)])
def test_a_row_that_wraps_takes_its_lines(room: int, fits: int) -> None:
    rows = [("short",), ("two lines " * 9,), ("short",)]
    told = Section("Heading", "derived", "us", [], [Column("A", 60)], rows)
    assert told.fitting(room) == fits


def test_a_section_without_room_for_rows_says_how_many_there_are() -> None:
    told = Section("Heading", "", "", ["Said."], [Column("A", 100)], [("one",), ("two",)])
    made = page("T", "S", [section(told, 0, "elsewhere")], [])
    assert "… and 2 more of 2: elsewhere" in made
    assert "<table>" not in made


def test_the_page_offers_the_sheet_where_it_is_of_2002(show: Show) -> None:
    assert show("then-and-now", id=NATURAL).get("download_button")
    of_2024 = show("then-and-now", id="framework/2024/cluster/agriculture").get("download_button")
    assert not [button for button in of_2024 if "transition" in button.proto.label]
