"""The wheel: an SVG that is a list of links to those who do not see it."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dashboard.figures.figure import Drawing
from dashboard.figures.wheel import wheel
from dashboard.looks import css_variables, look
from loaders import framework
from loaders.shipped import read_facts
from ontology.nodes import CareerCluster

GOLDEN = Path(__file__).parent / "golden" / "wheel.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def clusters() -> list[CareerCluster]:
    records = framework.records({"framework": read_facts("framework")})
    return [record for record in records if isinstance(record, CareerCluster)]


@pytest.fixture(scope="module")
def drawn(clusters: list[CareerCluster]) -> Drawing:
    return wheel(clusters, look("light"))


def sectors(drawn: Drawing) -> list[ET.Element]:
    return [group for group in ET.fromstring(drawn.svg).iter(f"{SVG}g") if group.get("class") == "sector"]


def test_the_wheel_is_the_same_bytes(drawn: Drawing) -> None:
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(drawn.svg, encoding="utf-8", newline="\n")
    assert drawn.svg == GOLDEN.read_text(encoding="utf-8"), f"if meant: CAREERGRAPH_GOLDEN=write pytest {__file__}"


def test_each_cluster_is_a_link_that_keys_reach(drawn: Drawing, clusters: list[CareerCluster]) -> None:
    found = {sector.get("data-id"): sector for sector in sectors(drawn)}
    names = {node_id: str(sector.get("aria-label")) for node_id, sector in found.items()}
    assert names.keys() == {cluster.id for cluster in clusters}
    assert all(names[cluster.id].endswith(cluster.title) for cluster in clusters)
    # Who speaks to the browser says what stands in the sector.
    assert names["framework/2024/cluster/education"] == "Education"
    assert names["framework/2024/cluster/arts-entertainment-design"].startswith("Arts & Design: ")
    assert {(sector.get("role"), sector.get("tabindex")) for sector in found.values()} == {("link", "0")}


def test_cross_cutting_clusters_are_around_the_others(drawn: Drawing, clusters: list[CareerCluster]) -> None:
    places = {row["id"]: row["place"] for row in drawn.rows}
    assert places == {c.id: "around" if c.cross_cutting else "inside" for c in clusters}
    assert list(places.values()).count("around") == 3


def test_a_style_sheet_may_change_every_colour(drawn: Drawing) -> None:
    used = {part.split(",")[0].split(")")[0] for part in drawn.svg.split("var(")[1:]}
    named = {line.split(":")[0] for line in css_variables().splitlines()}
    assert {name for name in used if name.startswith("--cg-")} <= named
    assert len([name for name in used if name.startswith("--cg-cluster-")]) == 28


def test_there_is_no_script_and_a_title_is_text() -> None:
    title = '<script>alert("1")</script> & more'
    cluster = CareerCluster(
        id="framework/2024/cluster/agriculture", title=title, caption="A caption", cross_cutting=False
    )
    drawn = wheel([cluster], look("dark"))
    assert "<script" not in drawn.svg
    assert [sector.get("aria-label") for sector in sectors(drawn)] == [f"Agriculture: {title}"]
