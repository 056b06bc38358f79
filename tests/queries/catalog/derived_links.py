"""Counts, evidence and shortest routes of derived links: the answers, out of records and facts tables."""

from __future__ import annotations

from collections import defaultdict

from alignments.provenance import OWN
from ontology.derived import DERIVED_TYPES, Derived
from queries.catalog import Scalar
from tests.queries.catalog.derived_facts import (
    CLUSTER,
    PATHWAY,
    SUB_CLUSTER,
    included_in,
    occupation,
    rows_of_sub_clusters,
    succession,
)
from tests.queries.catalog.world import Row, World

MOST_STEPS = 3
Edges = set[tuple[str, str, str]]

CASES: dict[str, list[dict[str, Scalar]]] = {
    "evidence-of-a-derived-link": [
        {},
        {"start": f"{SUB_CLUSTER}web-cloud", "end": "naics/2022/541"},
        {"start": "bls-combined/21-1018", "end": f"{CLUSTER}healthcare-human-services"},
        {"start": "soc/2018/21-1011", "end": f"{CLUSTER}healthcare-human-services"},
        {"start": f"{CLUSTER}digital-technology", "end": f"{CLUSTER}education"},
        {"start": f"{CLUSTER}agriculture", "end": f"{CLUSTER}education"},
        {"start": "job-title/virtual-event-planner", "end": "soc/2018/13-1121"},
        {"start": f"{CLUSTER}education", "end": f"{CLUSTER}agriculture"},
    ],
    "derived-links-by-method": [{}],
    "routes-from-a-pathway-to-a-program": [
        {},
        {"pathway": f"{PATHWAY}science-mathematics", "program": "cip/2020/52.0201"},
        {"pathway": f"{PATHWAY}professional-support-services", "program": "cip/2020/09.0102"},
        {"pathway": f"{PATHWAY}foreign-service"},
    ],
    "routes-from-a-sub-cluster-to-an-occupation": [
        {},
        {"subCluster": f"{SUB_CLUSTER}web-cloud", "occupation": "soc/2018/15-1252"},
        {"subCluster": f"{SUB_CLUSTER}physical-health", "occupation": "soc/2018/15-2051"},
        {"subCluster": f"{SUB_CLUSTER}design-digital-arts", "occupation": "soc/2018/39-3092"},
        {"subCluster": f"{SUB_CLUSTER}unmanned-vehicle-technology"},
    ],
}


def evidence_of_a_derived_link(world: World, start: str, end: str) -> list[Row]:
    links = [r for kind in DERIVED_TYPES.values() for r in world.derived(kind) if (r.start, r.end) == (start, end)]
    rows: list[tuple[tuple[str, str, str], Row]] = []
    for r in links:
        witness = getattr(r, "witness", None)
        row: Row = {
            "relationship": r.type,
            "witness": witness,
            "method": r.method,
            "confidence": r.confidence,
            "asserted": r.asserted,
        }
        rows += [((r.type, witness or "", e), row | {"evidence": e, "title": world.title(e)}) for e in r.evidence]
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


def derived_links_by_method(world: World) -> list[Row]:
    links: dict[tuple[str, str], list[Derived]] = defaultdict(list)
    for r in world.graph.relationships:
        if r.source == OWN.id and isinstance(r, Derived):
            links[r.type, r.method].append(r)
    rows: list[Row] = []
    for (relationship, method), made in sorted(links.items()):
        sure = [r.confidence for r in made if r.asserted]
        counts = {"links": len(made), "asserted": len(sure), "reportedOnly": len(made) - len(sure)}
        rows.append({"relationship": relationship, "method": method, **counts, "leastSure": min(sure)})
    return rows


def routes_from_a_pathway_to_a_program(world: World, pathway: str, program: str) -> list[Row]:
    edges = coverage(world)
    edges |= {(r.start, "LIKELY_SUCCEEDED_BY", r.end) for r in succession(world)}
    edges |= {
        (start, "INCLUDED_OCCUPATION", f"soc/2018/{code}")
        for start, codes in included_in(world).items()
        for code in codes
    }
    return routes(edges, pathway, program)


def routes_from_a_sub_cluster_to_an_occupation(world: World, sub_cluster: str, occupation: str) -> list[Row]:
    edges = coverage(world)
    for fact in world.facts["onet"]["related"]:
        edges.add((f"soc/2018/{fact['soc']}", "RELATED_TO", f"soc/2018/{fact['related_soc']}"))
    return routes(edges, sub_cluster, occupation)


def routes(edges: Edges, start: str, end: str) -> list[Row]:
    """All shortest routes, whichever way the edges point: walks grow by one step until some arrive."""
    ways: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tail, name, head in edges:
        ways[tail].add((name, head))
        ways[head].add((name, tail))
    walks: list[tuple[list[str], list[str]]] = [([start], [])]
    seen = {start}
    for steps in range(1, MOST_STEPS + 1):
        walks = [
            ([*ids, there], [*names, name])
            for ids, names in walks
            for name, there in ways[ids[-1]]
            if there not in seen
        ]
        arrived = sorted(((ids, names) for ids, names in walks if ids[-1] == end), key=_as_text)
        if arrived:
            return [{"steps": steps, "ids": ids, "relationships": names} for ids, names in arrived]
        seen |= {ids[-1] for ids, _ in walks}
    return []


def _as_text(walk: tuple[list[str], list[str]]) -> tuple[str, str]:
    return " ".join(walk[0]), " ".join(walk[1])


def coverage(world: World) -> Edges:
    """COVERS_OCCUPATION, COVERS_PROGRAM and PREPARES_FOR as triples of ids."""
    covered: Edges = {
        (sub_cluster, "COVERS_OCCUPATION", occupation(world, code))
        for sub_cluster, codes in rows_of_sub_clusters(world).items()
        for code in codes
    }
    for fact in world.facts["crosswalk"]["sub_cluster_programs"]:
        covered.add((f"{SUB_CLUSTER}{fact['sub_cluster']}", "COVERS_PROGRAM", f"cip/2020/{fact['cip']}"))
    for fact in world.facts["cip_soc"]["pairs"]:
        covered.add((f"cip/2020/{fact['cip']}", "PREPARES_FOR", f"soc/2018/{fact['soc']}"))
    return covered
