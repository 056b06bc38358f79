"""What two graphs, or two releases of a source's tables, differ in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, given, settings

from alignments.provenance import OWN, derived
from ontology import derived as d
from ontology import nodes as n
from ontology import relationships as r
from ontology.graph import CareerGraph
from ontology.records import Record
from queries.compare import compare
from queries.difference import Change, Difference, Part, TypeDifference
from tests.ontology.conftest import small_graphs

REPORT, WORKBOOK = "source/report", "source/workbook"
ARTS, TECH, DESIGN, WEB = "cluster/arts", "cluster/technology", "sub-cluster/design", "sub-cluster/web"
OLD_CODE, NEW_CODE = "cip/2020/11.0101", "cip/2020/11.0102"
CODER = "soc/2018/15-1252"


def source(name: str) -> n.Source:
    return n.Source(id=name, title=name, publisher="x", rights="x", url="x", release="x", citation="x")


def code(kind: type[n.Code], name: str, parent: str | None, **fields: Any) -> list[Record]:
    node = kind(id=name, title=f"Title of {name}", code=name.rsplit("/", 1)[-1], **fields)
    return [node, *([r.Broader(start=name, end=parent, source=REPORT)] if parent else [])]


def sought(kind: str, position: int, **fields: Any) -> r.SeeksSkill:
    about: dict[str, Any] = {"source": REPORT, "locator": f"report|{position}", **fields}
    return r.SeeksSkill(start=ARTS, end="skill/python", kind=kind, position=position, printed="Python", **about)


def concentrated(witness: str, share: float, **fields: Any) -> d.ConcentratedIn:
    common = derived("concentration", confidence=0.5, asserted=True, evidence=[CODER], sources=[REPORT])
    about = {"jobs": 10, "share": share, "location_quotient": 2.0, **common, **fields}
    return d.ConcentratedIn(start=WEB, end="naics/2022/111", witness=witness, **about)


BASE: tuple[Record, ...] = (
    source(REPORT),
    source(WORKBOOK),
    *(n.CareerCluster(id=name, title=name, caption="Caption", cross_cutting=False) for name in (ARTS, TECH)),
    *(n.SubCluster(id=name, title=name) for name in (DESIGN, WEB)),
    r.HasSubCluster(start=ARTS, end=DESIGN, source=REPORT),
    r.HasSubCluster(start=TECH, end=WEB, source=REPORT),
    *code(n.ProgramFamily, "cip/2020/11", None),
    *code(n.ProgramSeries, "cip/2020/11.01", "cip/2020/11"),
    *code(n.InstructionalProgram, OLD_CODE, "cip/2020/11.01"),
    *code(n.InstructionalProgram, NEW_CODE, "cip/2020/11.01"),
    *code(n.Sector, "naics/2022/11", None),
    *code(n.Subsector, "naics/2022/111", "naics/2022/11"),
    *code(n.MajorGroup, "soc/2018/15-0000", None),
    *code(n.MinorGroup, "soc/2018/15-1200", "soc/2018/15-0000"),
    *code(n.BroadOccupation, "soc/2018/15-1250", "soc/2018/15-1200"),
    *code(n.DetailedOccupation, CODER, "soc/2018/15-1250", median_wage_2025=100, alternate_titles=("Coder",)),
    n.Skill(id="skill/python", title="Python"),
    r.CoversProgram(start=WEB, end=OLD_CODE, source=WORKBOOK, locator="book|sheet|1"),
)


def graph(
    *more: Record, without: Iterable[str] = (), changed: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
) -> CareerGraph:
    """The base with more records, without some nodes and what hangs on them, others changed (id → fields)."""
    gone = set(without)
    kept = [x for x in (*BASE, *more) if not gone & {getattr(x, end, None) for end in ("id", "start", "end")}]
    return CareerGraph.from_records(replace(x, **changed.get(getattr(x, "id", ""), {})) for x in kept)


def types(found: Sequence[TypeDifference]) -> dict[str, tuple[int, int, int, int]]:
    return {t.type: (len(t.added), len(t.removed), len(t.changed), t.restated) for t in found}


def test_a_graph_does_not_differ_from_itself() -> None:
    found = compare(graph(), graph())
    assert found == Difference()
    assert not found


def test_a_node_that_came_or_went_is_told_with_its_relationships() -> None:
    found = compare(graph(without=[OLD_CODE]), graph(without=[NEW_CODE])).published
    assert [entry.node.id for entry in found.nodes.added] == [OLD_CODE]
    assert [entry.node.id for entry in found.nodes.removed] == [NEW_CODE]
    assert types(found.relationships) == {"BROADER": (1, 1, 0, 0), "COVERS_PROGRAM": (1, 0, 0, 0)}
    assert all(s.with_end for t in found.relationships for s in (*t.added, *t.removed))


def test_a_relationship_between_nodes_that_stay_is_not_said_to_have_come_with_one() -> None:
    more = r.CoversProgram(start=WEB, end=NEW_CODE, source=WORKBOOK, locator="book|sheet|2")
    (found,) = compare(graph(), graph(more)).published.relationships
    (added,) = found.added
    assert (added.start.id, added.end.id, added.with_end) == (WEB, NEW_CODE, False)
    assert added.properties["locator"] == "book|sheet|2"


def test_a_retired_code_is_told_with_what_it_goes_on_as() -> None:
    moved = r.MovedTo(start=OLD_CODE, end=NEW_CODE, action="moved", source=REPORT)
    new = graph(moved, changed={OLD_CODE: {"retired": True}})
    found = compare(graph(), new).published
    (entry,) = found.nodes.retired
    assert (entry.node.id, [other.id for other in entry.others]) == (OLD_CODE, [NEW_CODE])
    assert not found.nodes.changed
    (back,) = compare(new, graph()).published.nodes.reinstated
    assert back.node.id == OLD_CODE


def test_a_dropped_code_is_told_with_what_it_went_on_as_and_a_new_one_with_what_it_is_for() -> None:
    moved = r.MovedTo(start=OLD_CODE, end=NEW_CODE, action="moved", source=REPORT)
    before = graph(moved, changed={OLD_CODE: {"retired": True}})
    (gone,) = compare(before, graph(without=[OLD_CODE])).published.nodes.removed
    assert [other.id for other in gone.others] == [NEW_CODE]
    (new,) = compare(graph(without=[NEW_CODE]), before).published.nodes.added
    assert [other.id for other in new.others] == [OLD_CODE]


def test_a_code_that_becomes_one_of_an_earlier_edition_is_retired() -> None:
    former = n.FormerIndustry(id="naics/2022/111", title="Title of naics/2022/111", code="111", edition="2022")
    replaced = r.ReplacedBy(start="naics/2022/111", end="naics/2022/11", concordance="2027", source=REPORT)
    rest = graph(without=["naics/2022/111"])
    found = compare(graph(), rest.extended([former, replaced])).published.nodes
    assert [(e.node.id, e.others[0].id) for e in found.retired] == [("naics/2022/111", "naics/2022/11")]
    assert found.changed[0].changes[0] == Change("kind", "Subsector", "FormerIndustry", figure=False)
    assert not found.removed


def test_a_sub_cluster_in_another_cluster_is_moved() -> None:
    records = [x for x in BASE if not (isinstance(x, r.HasSubCluster) and x.end == WEB)]
    new = CareerGraph.from_records([*records, r.HasSubCluster(start=ARTS, end=WEB, source=REPORT)])
    found = compare(graph(), new).published
    (moved,) = found.nodes.moved
    assert (moved.node.id, moved.type) == (WEB, "HAS_SUB_CLUSTER")
    assert [[node.id for node in ends] for ends in (moved.before, moved.after)] == [[TECH], [ARTS]]
    assert types(found.relationships) == {"HAS_SUB_CLUSTER": (1, 1, 0, 0)}


def test_titles_figures_and_other_properties_are_told_apart() -> None:
    fields = {"title": "Coders", "median_wage_2025": 120, "alternate_titles": ("Programmer",), "note": "New"}
    found = compare(graph(), graph(changed={CODER: fields})).published.nodes
    assert [(node.before, node.node.title) for node in found.retitled] == [(f"Title of {CODER}", "Coders")]
    assert found.changed[0].changes == (
        Change("alternateTitles", ("Coder",), ("Programmer",), figure=False),
        Change("medianWage2025", 100, 120, figure=True),
        Change("note", None, "New", figure=False),
    )


def test_the_same_statement_in_another_place_is_only_counted() -> None:
    old, new = graph(sought("software", 3)), graph(sought("software", 3, locator="report|9", source=WORKBOOK))
    found = compare(old, new).published
    assert types(found.relationships) == {"SEEKS_SKILL": (0, 0, 0, 1)}
    assert compare(old, new)


def test_parallel_relationships_are_told_apart_by_their_list_whatever_else_they_say() -> None:
    old = graph(sought("software", 3), sought("specialized", 5))
    new = graph(sought("software", 5), sought("specialized", 3))
    (found,) = compare(old, new).published.relationships
    assert [(s.apart["kind"], s.changes) for s in found.changed] == [
        ("software", (Change("position", 3, 5, figure=False),)),
        ("specialized", (Change("position", 5, 3, figure=False),)),
    ]
    assert types(compare(old, graph(sought("specialized", 3))).published.relationships) == {
        "SEEKS_SKILL": (0, 1, 1, 0)
    }


def test_what_is_derived_stands_apart_and_its_witnesses_are_told_apart() -> None:
    industry = [OWN, concentrated("OEWS", 0.25), concentrated("Employment Matrix", 0.5)]
    found = compare(graph(*industry), graph(OWN, concentrated("Employment Matrix", 0.75)))
    assert not found.published
    assert types(found.derived.relationships) == {"CONCENTRATED_IN": (0, 1, 1, 0)}
    (changed,) = found.derived.relationships[0].changed
    assert changed.apart == {"method": "concentration", "witness": "Employment Matrix"}
    assert changed.changes == (Change("share", 0.5, 0.75, figure=True),)


def test_a_graph_without_a_derived_part_lacks_just_that() -> None:
    finding = n.Finding(id="finding/x/web", title="Web: no home", method="x", outcome="no home", reason="none")
    found = compare(graph(OWN, concentrated("OEWS", 0.25), finding), graph())
    assert not found.published
    assert {entry.node.id for entry in found.derived.nodes.removed} == {OWN.id, finding.id}


def test_other_sources_of_what_it_rests_on_do_not_change_what_is_derived() -> None:
    found = compare(graph(OWN, concentrated("OEWS", 0.2)), graph(OWN, concentrated("OEWS", 0.2, derived_from=())))
    assert types(found.derived.relationships) == {"CONCENTRATED_IN": (0, 0, 0, 1)}


def test_only_some_kinds_and_types_can_be_asked_for() -> None:
    found = compare(graph(), graph(without=[OLD_CODE]))
    assert types(found.only({"COVERS_PROGRAM"}).published.relationships) == {"COVERS_PROGRAM": (0, 1, 0, 0)}
    assert not found.only({"COVERS_PROGRAM"}).published.nodes.removed
    assert found.only({"InstructionalProgram"}).published.nodes.removed
    assert not found.only({"Skill", "BROADER"}).published.nodes.removed


a_pair_of_graphs = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def content(graph: CareerGraph) -> tuple[dict[str, n.Node], set[r.Relationship]]:
    return dict(graph.nodes), set(graph.relationships)


@a_pair_of_graphs
@given(small_graphs(), small_graphs())
def test_there_is_a_difference_just_where_the_graphs_differ(old: CareerGraph, new: CareerGraph) -> None:
    assert not compare(old, old)
    assert bool(compare(old, new)) == (content(old) != content(new))


@a_pair_of_graphs
@given(small_graphs(), small_graphs())
def test_what_was_added_and_removed_accounts_for_all_that_is_there(old: CareerGraph, new: CareerGraph) -> None:
    found = compare(old, new)
    nodes, sums = set(old.nodes), old.type_counts()
    for part in (found.published, found.derived):
        nodes -= {entry.node.id for entry in part.nodes.removed}
        nodes |= {entry.node.id for entry in part.nodes.added}
        for t in part.relationships:
            sums[t.type] = sums.get(t.type, 0) + len(t.added) - len(t.removed)
    assert nodes == set(new.nodes)
    assert {name: count for name, count in sums.items() if count} == new.type_counts()
    assert json.loads(json.dumps(found.to_plain())) == found.to_plain()


OPPOSITE = {"added": "removed", "removed": "added", "retired": "reinstated", "reinstated": "retired"}


def outline(found: Difference, *, mirrored: bool = False) -> list[dict[str, Any]]:
    """What a difference says of which ids; mirrored, as if old and new had been exchanged."""
    return [
        {(OPPOSITE.get(name, name) if mirrored else name): told for name, told in part.items()}
        for part in (*map(_nodes, _parts(found, mirrored)), *_types(found, mirrored))
    ]


def _parts(found: Difference, mirrored: bool) -> list[tuple[Part, bool]]:
    return [(found.published, mirrored), (found.derived, mirrored)]


def _nodes(part: tuple[Part, bool]) -> dict[str, Any]:
    nodes, mirrored = part[0].nodes, part[1]
    told: dict[str, Any] = {f.name: [entry.node.id for entry in getattr(nodes, f.name)] for f in fields(nodes)}
    return told | {"changes": [_changes(node.changes, mirrored) for node in nodes.changed]}


def _types(found: Difference, mirrored: bool) -> list[dict[str, Any]]:
    return [
        {
            "type": t.type,
            "added": [(s.start.id, s.end.id, s.properties) for s in t.added],
            "removed": [(s.start.id, s.end.id, s.properties) for s in t.removed],
            "changed": sorted(repr((s.start.id, s.end.id, _changes(s.changes, mirrored))) for s in t.changed),
            "restated": t.restated,
        }
        for part in (found.published, found.derived)
        for t in part.relationships
    ]


def _changes(changes: Iterable[Change], mirrored: bool) -> list[Change]:
    return [replace(c, before=c.after, after=c.before) if mirrored else c for c in changes]


@a_pair_of_graphs
@given(small_graphs(), small_graphs())
def test_the_way_back_is_the_mirror_of_the_way_there(old: CareerGraph, new: CareerGraph) -> None:
    assert outline(compare(new, old), mirrored=True) == outline(compare(old, new))
