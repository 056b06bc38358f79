"""What became of the framework of 2002, drawn and told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from alignments.provenance import OWN, derived
from dashboard.figures.figure import Link, clicked
from dashboard.figures.sankey import sankey
from dashboard.figures.succession import opened, whole
from dashboard.looks import look
from loaders import framework
from loaders.shipped import read_facts
from ontology import identifiers
from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, LegacyCluster
from ontology.relationships import Represents, SucceededBy

STEM = identifiers.legacy_cluster("science-technology-engineering-mathematics")
SCIENCE = identifiers.pathway("science-mathematics")
ENGINEERING = identifiers.sub_cluster("engineering")
TEACHING = identifiers.sub_cluster("teaching-training-facilitation")
LIGHT = look("light")


def likely(end: str, confidence: float, *, asserted: bool = True) -> LikelySucceededBy:
    told = derived("succession", confidence=confidence, asserted=asserted, evidence=[end], sources=[])
    return LikelySucceededBy(
        start=SCIENCE, end=end, shared_occupations=3, share_of_occupations=0.5, share_of_jobs=0.5, **told
    )


@pytest.fixture(scope="module")
def graph() -> CareerGraph:
    """The framework as published, with two links that a method stands by and one that it does not."""
    stated = framework.records({"framework": read_facts("framework")})
    # Sectors are another source's.
    records = [record for record in stated if not isinstance(record, Represents)]
    links = [likely(ENGINEERING, 0.8), likely(TEACHING, 0.5)]
    links.append(likely(identifiers.sub_cluster("web-cloud"), 0.2, asserted=False))
    return CareerGraph.from_records([*records, *links, framework.SOURCE.node(), OWN])


def event(data_type: str, *indices: int) -> dict[str, Any]:
    chosen = {"series_index": 0, "data_type": data_type, "data_indices": list(indices)}
    return {"selection": {"selected": [chosen], "areas": []}}


def test_the_whole_has_all_clusters_and_every_link_once(graph: CareerGraph) -> None:
    flows = whole(graph)
    assert len(flows.before) == len(graph.of_kind(LegacyCluster)) == 16
    assert len(flows.after) == len(graph.of_kind(CareerCluster)) == 14
    published = sum(flow.links for flow in flows.flows if not flow.derived)
    assert published == len(graph.of_type(SucceededBy))
    assert sum(flow.links for flow in flows.flows if flow.derived) == 2
    assert [row["links"] for row in sankey(flows, LIGHT).rows] == [flow.links for flow in flows.flows]


def test_an_opened_cluster_shows_its_pathways_and_where_they_go(graph: CareerGraph) -> None:
    flows = opened(graph, STEM)
    assert {stop.id for stop in flows.before} >= {STEM, SCIENCE, identifiers.pathway("engineering-technology")}
    assert {stop.id for stop in flows.after} >= {ENGINEERING, TEACHING}
    found = {flow.end: flow.word for flow in flows.flows if flow.derived}
    assert found == {ENGINEERING: "strong", TEACHING: "some"}


def test_an_opened_cluster_of_2024_shows_what_led_to_it(graph: CareerGraph) -> None:
    flows = opened(graph, identifiers.cluster("education"))
    assert SCIENCE in {stop.id for stop in flows.before}
    assert {stop.cluster for stop in flows.after} == {identifiers.cluster("education")}


def test_published_and_derived_links_differ_in_hue_and_in_rim(graph: CareerGraph) -> None:
    series = sankey(opened(graph, STEM), LIGHT).option["series"][0]
    styles = {link["derived"]: link["lineStyle"] for link in series["links"]}
    assert styles[True]["color"] != styles[False]["color"]
    assert styles[True]["borderType"] == "dashed"
    assert "borderType" not in styles[False]


def test_a_click_gives_the_thing_or_the_link(graph: CareerGraph) -> None:
    flows = opened(graph, STEM)
    figure = sankey(flows, LIGHT)
    stops = [*flows.before, *flows.after]
    assert [clicked(figure.option, event("node", at)) for at in range(len(stops))] == [stop.id for stop in stops]
    links = [clicked(figure.option, event("edge", at)) for at in range(len(flows.flows))]
    assert links == [Link(flow.start, flow.end, flow.derived) for flow in flows.flows]


def test_an_old_click_that_fits_nothing_is_none(graph: CareerGraph) -> None:
    option = sankey(opened(graph, STEM), LIGHT).option
    assert clicked(option, event("node", 10_000)) is None
    assert clicked(option, {"selection": {"selected": [], "areas": []}}) is None
    assert clicked(option, {}) is None


def test_the_table_tells_evidence_in_words_and_figures(graph: CareerGraph) -> None:
    figure = sankey(opened(graph, STEM), LIGHT)
    rows = {row["2024"]: row for row in figure.rows if row["stated"] == "derived"}
    assert rows["Engineering"]["evidence"] == "strong evidence"
    assert rows["Engineering"]["confidence"] == 0.8
    assert "8 published links and 2 derived ones" in figure.told
    assert json.loads(json.dumps(figure.option)) == figure.option
