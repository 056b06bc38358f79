"""What careergraph derives, and what it does not assert: answers out of the graph's records."""

from __future__ import annotations

from collections import defaultdict

from ontology.derived import ClassifiedAs, ConcentratedIn, Concerns, Derived, InterdisciplinaryWith
from ontology.graph import CareerGraph
from ontology.nodes import Finding
from queries.catalog import Scalar
from tests.queries.sparql.records import code, title

SUB_CLUSTER = "framework/2024/sub-cluster/"
CASES: dict[str, list[dict[str, Scalar]]] = {
    "interdisciplinary-clusters": [{"fewestPrograms": 0}, {"fewestPrograms": 100_000}],
    "evidence-of-a-derived-link": [
        {"from": "soc/2018/15-1252", "to": "framework/2024/cluster/digital-technology"},
        {"from": "framework/2024/cluster/advanced-manufacturing", "to": "framework/2024/cluster/construction"},
        {"from": f"{SUB_CLUSTER}web-cloud", "to": "soc/2018/15-1252"},
    ],
    "findings": [],
    "occupation-of-a-job-title": [
        {"jobTitle": "job-title/account-manager"},
        {"jobTitle": "job-title/3d-printing-specialist"},
    ],
    "where-a-sub-cluster-is-concentrated": [
        {"subCluster": f"{SUB_CLUSTER}animal-systems"},
        {"subCluster": f"{SUB_CLUSTER}unmanned-vehicle-technology"},
    ],
}


def interdisciplinary_clusters(graph: CareerGraph, fewest_programs: int) -> list[tuple[object, ...]]:
    links = [r for r in graph.of_type(InterdisciplinaryWith) if r.shared_programs >= fewest_programs]
    return [
        (
            title(graph, r.start),
            title(graph, r.end),
            r.shared_programs,
            r.shared_programs_without_teaching,
            r.shared_occupations,
            r.shared_occupations_without_teaching,
        )
        for r in sorted(links, key=lambda r: (-r.shared_programs, title(graph, r.start), title(graph, r.end)))
    ]


def evidence_of_a_derived_link(graph: CareerGraph, **ends: str) -> list[tuple[object, ...]]:
    links = [
        r for r in graph.relationships if isinstance(r, Derived) and (r.start, r.end) == (ends["from"], ends["to"])
    ]
    by_witness = sorted(links, key=lambda r: (type(r).__name__, getattr(r, "witness", "")))
    return [
        (f"cg:{type(r).__name__}", r.method, r.confidence, r.asserted, thing, title(graph, thing))
        for r in by_witness
        for thing in sorted(r.evidence)
    ]


def findings(graph: CareerGraph) -> list[tuple[object, ...]]:
    things: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in graph.of_type(Concerns):
        finding = graph.nodes[r.start]
        assert isinstance(finding, Finding)
        things[finding.method, finding.outcome].append(title(graph, r.end))
    return [(*kind, len(found), min(found)) for kind, found in sorted(things.items())]


def occupation_of_a_job_title(graph: CareerGraph, job_title: str) -> list[tuple[object, ...]]:
    return sorted(
        (code(graph, r.end), title(graph, r.end), r.matched_title, r.step, r.confidence, r.asserted)
        for r in graph.of_type(ClassifiedAs)
        if r.start == job_title
    )


def where_a_sub_cluster_is_concentrated(graph: CareerGraph, sub_cluster: str) -> list[tuple[object, ...]]:
    return sorted(
        (code(graph, r.end), title(graph, r.end), r.witness, r.jobs, r.share, r.location_quotient, r.confidence)
        for r in graph.of_type(ConcentratedIn)
        if r.start == sub_cluster and r.asserted
    )
