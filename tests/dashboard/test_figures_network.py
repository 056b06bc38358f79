"""A network: what is seen of it, what is told of it, what a click means."""

from __future__ import annotations

import json

from dashboard.figures.figure import Link, clicked
from dashboard.figures.network import network
from dashboard.layout import frame, positions
from dashboard.looks import look
from queries.store import Node, Relationship

LIGHT = look("light")
WEB = Node("framework/2024/sub-cluster/web-cloud", ("SubCluster",), {"title": "Web & Cloud"})
DEVELOPERS = Node("soc/2018/15-1254", ("DetailedOccupation", "Occupation"), {"title": "Web Developers"})
PUBLISHING = Node("naics/2022/513", ("Industry", "Subsector"), {"title": "Publishing Industries"})
NODES = (WEB, DEVELOPERS, PUBLISHING)
COVERS = Relationship("1", "COVERS_OCCUPATION", WEB.id, DEVELOPERS.id, {})
LIVES = Relationship("2", "CONCENTRATED_IN", WEB.id, PUBLISHING.id, {})
ELSEWHERE = Relationship("3", "COVERS_OCCUPATION", WEB.id, "soc/2018/15-1252", {})
TIES = (COVERS, LIVES, ELSEWHERE)
PLACES = positions([node.id for node in NODES], [(tie.start, tie.end) for tie in TIES])
FIGURE = network(NODES, TIES, PLACES, LIGHT, chosen=WEB.id)
SERIES = FIGURE.option["series"][0]


def event(data_type: str, index: int) -> dict[str, object]:
    chosen = {"series_index": 0, "data_type": data_type, "data_indices": [index]}
    return {"selection": {"selected": [chosen]}}


def test_nodes_stand_where_they_are_put_and_look_like_their_kind() -> None:
    drawn = {node["id"]: node for node in SERIES["data"]}
    for node in NODES:
        kind = LIGHT.kind(node.labels)
        found = drawn[node.id]
        assert (found["x"], found["y"]) == PLACES[node.id]
        assert found["symbol"] == kind.shape
        assert SERIES["categories"][found["category"]]["name"] == kind.title


def test_the_legend_has_the_kinds_that_are_there() -> None:
    legend = [entry["name"] for entry in FIGURE.option["legend"]["data"]]
    assert legend == ["Sub-cluster", "Occupation", "Industry"]


def test_unseen_corners_hold_the_frame_and_cannot_be_chosen() -> None:
    corners = SERIES["data"][len(NODES) :]
    half = frame(PLACES.values())
    assert [(corner["x"], corner["y"]) for corner in corners] == [(-half, -half), (half, half)]
    assert {corner["symbol"] for corner in corners} == {"none"}
    assert clicked(FIGURE.option, event("node", len(NODES))) is None


def test_derived_relationships_are_dashed_and_those_to_nowhere_left_out() -> None:
    styles = {link["target"]: link["lineStyle"]["type"] for link in SERIES["links"]}
    assert styles == {DEVELOPERS.id: "solid", PUBLISHING.id: "dashed"}
    assert [(row["relationship"], row["stated"]) for row in FIGURE.rows] == [
        ("covers occupation", "published"),
        ("concentrated in", "derived"),
    ]


def test_types_are_written_only_at_the_chosen_node() -> None:
    chosen = network(NODES, TIES, PLACES, LIGHT, chosen=PUBLISHING.id).option["series"][0]
    assert [link["label"]["show"] for link in chosen["links"]] == [False, True]
    nothing = network(NODES, TIES, PLACES, LIGHT).option["series"][0]
    assert [link["label"]["show"] for link in nothing["links"]] == [False, False]


def test_a_click_gives_the_node_or_the_relationship() -> None:
    assert clicked(FIGURE.option, event("node", 1)) == DEVELOPERS.id
    assert clicked(FIGURE.option, event("edge", 1)) == Link(WEB.id, PUBLISHING.id, derived=True)


def test_titles_on_top_of_each_other_are_not_written() -> None:
    crowd = [Node(f"soc/2018/{at}", ("Occupation",), {"title": "A rather long title"}) for at in range(80)]
    places = {node.id: (3.0 * at, 0.0) for at, node in enumerate(crowd)}
    data = network(crowd, (), places, LIGHT).option["series"][0]["data"]
    written = [node for node in data[:80] if node["label"].get("show", True)]
    assert 0 < len(written) < 20


def test_the_whole_is_plain_json_and_told() -> None:
    assert json.loads(json.dumps(FIGURE.option)) == FIGURE.option
    assert FIGURE.told.startswith("A network of 3 nodes, 1 published and 1 derived")


def test_an_empty_network_is_a_figure_too() -> None:
    assert network((), (), {}, LIGHT).rows == []
