"""The page that shows the graph: pictures that grow, addresses that bring them back, paths, files."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest

from dashboard.data import Opened, query
from dashboard.exploring import AT_FIRST, ON_THE_WAY, begun, moved, switched, with_open
from dashboard.paths import paths
from dashboard.picture import MOST, Opening, Picture, groups, picture, read, visible
from dashboard.picture_files import as_cypher, as_graphml
from ontology.derived import DERIVED_TYPES
from ontology.nodes import Source
from queries.statements import Statements
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown

WEB, NURSES, DIGITAL = (
    "framework/2024/sub-cluster/web-cloud",
    "soc/2018/29-1141",
    "framework/2024/cluster/digital-technology",
)
COVERS = Opening(WEB, "COVERS_OCCUPATION", outgoing=True)
BIG = Opening("naics/2022/541", "EMPLOYED_IN", outgoing=False)


@pytest.fixture(scope="module")
def graph(opened: Opened) -> Statements:
    return opened.statements


def drawn(graph: Statements, *openings: Opening, first: str = WEB) -> Picture:
    return picture(graph, first, openings)


def test_the_first_picture_is_small_and_leaves_big_groups_closed(graph: Statements) -> None:
    for start in (WEB, NURSES, DIGITAL):
        now = begun(graph, start)
        assert 1 < len(drawn(graph, *now.openings, first=start).nodes) <= AT_FIRST + 1
    assert ("PREDICTED_IN", False) not in {(one.type, one.outgoing) for one in begun(graph, DIGITAL).openings}


def test_going_on_adds_few_things_and_moves_nothing(graph: Statements) -> None:
    before = begun(graph, WEB)
    after = moved(graph, before, "soc/2018/15-1254")
    first, second = (drawn(graph, *now.openings) for now in (before, after))
    assert second.nodes[: len(first.nodes)] == first.nodes
    assert {node: second.places[node] for node in first.nodes} == first.places
    assert 0 < len(second.nodes) - len(first.nodes) <= ON_THE_WAY
    assert moved(graph, after, WEB).openings == after.openings


def test_an_address_brings_the_picture_back_and_what_is_not_there_is_counted(graph: Statements) -> None:
    now = moved(graph, begun(graph, WEB), "soc/2018/15-1254")
    texts = [one.text for one in now.openings]
    assert read(texts, graph) == (list(now.openings), 0)
    wrong = [
        "out:NO_TYPE:a",
        "out:COVERS_OCCUPATION:nobody",
        "x",
        "<script>",
        f"in:COVERS_OCCUPATION:{WEB}",
        ":" * 99,
    ]
    assert read([*wrong, COVERS.text], graph) == ([COVERS], len(wrong))


def test_what_is_closed_leaves_the_picture_and_comes_back_where_it_stood(graph: Statements) -> None:
    now = begun(graph, WEB)
    closed = switched(now, [COVERS], [])
    whole = drawn(graph, *closed.openings)
    part = visible(graph, whole, WEB, WEB, closed.drawn)
    assert not any(tie.type == "COVERS_OCCUPATION" for tie in part.ties)
    assert part.places.items() <= whole.places.items()
    assert set(switched(closed, [COVERS], [COVERS]).openings) == set(now.openings)
    assert read([one.text for one in closed.openings], graph)[0] == list(closed.openings)


def test_only_what_is_published_is_drawn_where_that_is_asked(graph: Statements) -> None:
    now = replace(begun(graph, WEB), only=True)
    part = visible(graph, drawn(graph, *now.openings), WEB, WEB, now.drawn)
    assert part.ties
    assert not any(tie.type in DERIVED_TYPES for tie in part.ties)


def test_a_picture_ends_at_500_things_and_counts_what_found_no_room(graph: Statements) -> None:
    other = Opening("naics/2022/622", "EMPLOYED_IN", outgoing=False)
    full = drawn(graph, BIG, other, first=BIG.node)
    wanted = {BIG.node, other.node}
    wanted |= {
        node
        for one in (BIG, other)
        for group in groups(graph, one.node)
        if group.type == one.type
        for node in group.ids
    }
    assert len(full.nodes) == MOST
    assert full.missing == wanted - set(full.nodes)
    assert all({tie.start, tie.end} <= set(full.nodes) for tie in full.ties)


def test_the_query_of_a_picture_finds_its_links_again(graph: Statements) -> None:
    one = Opening(WEB, "IN_SUB_CLUSTER", outgoing=False)
    tie = replace(COVERS, to="soc/2018/15-1254")
    openings = with_open(begun(graph, WEB).openings, [one, tie])
    whole = drawn(graph, *openings)
    found = query(as_cypher(WEB, openings, graph), {}, timeout=30, limit=10_000)
    links = {(row[1]["type"], row[1]["start"], row[1]["end"]) for row in found.rows}
    assert links == {(tie.type, tie.start, tie.end) for tie in whole.ties}
    alone = query(as_cypher(WEB, (), graph), {}, timeout=30, limit=10)
    assert [row[0]["id"] for row in alone.rows] == [WEB]


def test_graphml_has_the_things_and_links_of_the_picture(graph: Statements) -> None:
    whole = drawn(graph, *begun(graph, NURSES).openings, first=NURSES)
    found = nx.read_graphml(io.BytesIO(as_graphml(whole, graph)), force_multigraph=True)
    assert set(found) == set(whole.nodes)
    assert found.number_of_edges() == len(whole.ties)
    assert found.nodes[NURSES]["label"] == "Registered Nurses"


def test_paths_name_their_evidence_and_draw_themselves(opened: Opened) -> None:
    found = paths(
        opened.explainer.explain(
            "framework/2002/pathway/legal-services", "framework/2024/sub-cluster/judicial-systems"
        )
    )
    assert [one.derived for one in found] == sorted(one.derived for one in found)
    likely = next(one for one in found if one.derived)
    assert likely.sure.endswith("evidence")
    assert likely.rows[0]["rests on"]
    published = found[0]
    assert published.sure == ""
    assert all(row["stated"] == "published" and row["where it stands"] for row in published.rows)
    for one in found:
        ties = picture(opened.statements, one.openings[0].node, one.openings).ties
        assert len(ties) == len(one.rows)


def test_the_page_begins_with_the_framework(show: Show) -> None:
    assert "National Career Clusters Framework" in shown(show("explore"))


def test_a_neighbour_in_the_list_leads_on_and_the_address_holds_the_picture(show: Show) -> None:
    test = show("explore", id=WEB)
    next(
        one for one in test.button if one.label.replace("\\", "") == "15-1241 Computer Network Architects"
    ).click().run()
    assert not test.exception
    assert "15-1241 Computer Network Architects" in shown(test).replace("\\", "")
    assert test.query_params["id"] == "soc/2018/15-1241"
    assert COVERS.text in test.query_params["open"]


def test_a_big_group_opens_when_it_is_asked_for(show: Show) -> None:
    test = show("explore", id=WEB)
    programs = next(one for one in test.checkbox if one.label.startswith("Programs that"))
    assert not programs.value
    programs.check().run()
    assert f"out:COVERS_PROGRAM:{WEB}" in test.query_params["open"]
    assert next(one for one in test.checkbox if one.label == programs.label).value


def test_two_things_are_explained_with_published_and_derived_apart(show: Show) -> None:
    text = shown(show("explore", id=WEB, to="29-1141")).replace("\\", "")
    assert "badge[published]" in text
    assert "evidence" in text


def test_every_kind_without_a_page_of_its_own_has_a_decent_one_here(show: Show, opened: Opened) -> None:
    nodes = opened.graph.nodes.values()
    for kind in ("JobTitle", "Skill", "Workplace", "AdvisoryGroup", "Finding", "Alignment", "Source", "Framework"):
        node = next(node for node in nodes if node.kind == kind)
        text = shown(show("explore", id=node.id)).replace("\\", "")
        assert " ".join(node.title.split()) in text
        assert "What it states" in text if isinstance(node, Source) else "Who says it" in text


@pytest.mark.parametrize(
    "parameters",
    [
        {"id": "nobody"},
        {"id": "Software"},
        {"id": "<script>alert(1)</script>"},
        {"id": "x" * 10_000},
        {"id": "MATCH (n) DETACH DELETE n"},
        {"id": WEB, "open": "out:COVERS_OCCUPATION:nobody", "only": "x", "to": "[link](http://example.org)"},
    ],
)
def test_what_an_address_gets_wrong_is_said_and_shown_as_text(show: Show, parameters: dict[str, str]) -> None:
    text = shown(show("explore", **parameters))
    assert "<script>" not in text
    assert "[link](" not in text
    assert any(words in text for words in ("Nothing is called", "names several things", "does not have"))
