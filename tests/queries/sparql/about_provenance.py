"""Who says what, where, and how much of it: answers out of the graph's records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ontology.derived import ClassifiedAs, Derived, PredictedIn
from ontology.graph import CareerGraph
from ontology.nodes import Source
from ontology.rdf.schemes import scheme_of
from ontology.relationships import (
    Broader,
    CoversOccupation,
    Employment,
    HasCluster,
    HasPathway,
    HasSubCluster,
    IncludedOccupation,
    InSubCluster,
    OfOccupation,
    PreparesFor,
    Relationship,
    ReplacedBy,
    ViaProgram,
)
from queries.catalog import Scalar
from tests.queries.sparql.records import scheme_title, title

PARTS_OF_ROWS = (InSubCluster, OfOccupation, ViaProgram)
NO_STATEMENTS = (HasCluster, HasSubCluster, HasPathway, Broader, Employment, *PARTS_OF_ROWS)
SUB_CLUSTER = "framework/2024/sub-cluster/"

CASES: dict[str, list[dict[str, Scalar]]] = {
    "related-matches-of-an-occupation": [
        {"occupation": "soc/2018/29-1141"},
        {"occupation": "soc/2018/15-1252"},
        {"occupation": "bls-combined/21-1018"},
        {"occupation": "soc/2018/15-0000"},
    ],
    "rows-behind-a-link": [
        {"from": f"{SUB_CLUSTER}software-solutions", "to": "cip/2020/11.0701"},
        {"from": "cip/2020/11.0701", "to": "soc/2018/15-1252"},
        {"from": "soc/2018/15-1252", "to": "soc/2018/15-1251"},
        {"from": f"{SUB_CLUSTER}robotics", "to": "soc/2018/29-1141"},
    ],
    "sources-and-their-rights": [],
    "correspondences-and-their-sizes": [],
    "statements-by-kind": [],
}


def graph_of(r: Relationship) -> str:
    return "graph:derived" if isinstance(r, Derived) else "graph:published"


def statements(graph: CareerGraph) -> Iterator[Relationship]:
    return (r for r in graph.relationships if not isinstance(r, NO_STATEMENTS))


def related_matches_of_an_occupation(graph: CareerGraph, occupation: str) -> list[tuple[object, ...]]:
    kinds = (CoversOccupation, PreparesFor, IncludedOccupation, ReplacedBy, PredictedIn, ClassifiedAs)
    ends = {
        (graph_of(r), r.end if r.start == occupation else r.start)
        for r in graph.relationships
        if isinstance(r, kinds) and occupation in (r.start, r.end) and getattr(r, "asserted", True)
    }
    ordered = sorted(ends, key=lambda end: (end[0] == "graph:derived", end[1]))
    return [(name, scheme_title(graph, thing), thing, title(graph, thing)) for name, thing in ordered]


def rows_behind_a_link(graph: CareerGraph, **ends: str) -> list[tuple[str, ...]]:
    start, end = ends["from"], ends["to"]
    said = [(type(r).__name__, r) for r in statements(graph) if (r.start, r.end) == (start, end)]
    here = {r.start for r in graph.of_type(InSubCluster) if r.end == start}
    for kind in (OfOccupation, ViaProgram):
        said += [("Alignment", r) for r in graph.of_type(kind) if r.end == end and r.start in here]
    rows: list[tuple[str, ...]] = []
    for name, r in said:
        source, place = graph.nodes[r.source], str(r.locator).split("|")
        assert isinstance(source, Source)
        if len(place) == 3 and all(place):
            rows.append((f"cg:{name}", source.title, source.release, *place))
    return sorted(rows, key=lambda row: (row[0], *row[3:5], int(row[5])))


def sources_and_their_rights(graph: CareerGraph) -> list[tuple[object, ...]]:
    return [
        (source.title, source.publisher, source.release, source.rights, source.url)
        for source in sorted(graph.of_kind(Source), key=lambda source: source.id)
    ]


def correspondences_and_their_sizes(graph: CareerGraph) -> list[tuple[object, ...]]:
    rows = "correspondence/crosswalk-rows", "Crosswalk rows: sub-cluster, occupation, program"
    found = Counter({("graph:published", *rows): len(graph.of_type(InSubCluster))})
    for r in statements(graph):
        start, end = (scheme_of(graph.nodes[one]) for one in (r.start, r.end))
        if start and end and start is not end:
            kind = r.type.lower()
            name = f"correspondence/{kind}/{start.id.replace('/', '-')}/{end.id.replace('/', '-')}"
            titles = scheme_title(graph, r.start), scheme_title(graph, r.end)
            words = f"{titles[0]}: {kind.replace('_', ' ')}: {titles[1]}"
            found[graph_of(r), name.replace("_", "-"), words] += 1
    ordered = sorted(found, key=lambda name: (name[0] == "graph:derived", name[1]))
    return [(*name, found[name]) for name in ordered]


def statements_by_kind(graph: CareerGraph) -> list[tuple[object, ...]]:
    all_of, with_row = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for r in (*statements(graph), *graph.of_type(InSubCluster)):
        name = "Alignment" if isinstance(r, InSubCluster) else type(r).__name__
        all_of[graph_of(r), f"cg:{name}"] += 1
        with_row[graph_of(r), f"cg:{name}"] += bool(r.locator and r.locator.split("|")[2])
    ordered = sorted(all_of, key=lambda kind: (kind[0] == "graph:derived", kind[1]))
    return [(*kind, all_of[kind], with_row[kind]) for kind in ordered]
