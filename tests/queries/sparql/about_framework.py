"""The framework, what it covers and what it was: answers out of the graph's records."""

from __future__ import annotations

from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster
from ontology.relationships import (
    CoversOccupation,
    CrossCuts,
    HasPathway,
    HasSubCluster,
    InSubCluster,
    OfOccupation,
    SeeksSkill,
    SucceededBy,
    ViaProgram,
)
from queries.catalog import Scalar
from tests.queries.sparql.records import code, one, title

CLUSTER, SUB_CLUSTER = "framework/2024/cluster/", "framework/2024/sub-cluster/"
PATHWAY = "framework/2002/pathway/"
NURSE, WELDER = "soc/2018/29-1141", "soc/2018/51-4121"

CASES: dict[str, list[dict[str, Scalar]]] = {
    "clusters-of-an-occupation": [
        {"occupation": NURSE},
        {"occupation": "soc/2018/25-1021"},
        {"occupation": "bls-combined/21-1018"},
        {"occupation": "soc/2018/15-0000"},
    ],
    "occupations-of-a-sub-cluster": [
        {"subCluster": f"{SUB_CLUSTER}robotics"},
        {"subCluster": f"{SUB_CLUSTER}unmanned-vehicle-technology"},
    ],
    "is-an-occupation-in-a-sub-cluster": [
        {"occupation": NURSE},
        {"occupation": "soc/2018/15-1252", "subCluster": f"{SUB_CLUSTER}software-solutions"},
    ],
    "programs-for-an-occupation-in-a-sub-cluster": [
        {"subCluster": f"{SUB_CLUSTER}software-solutions"},
        {"occupation": NURSE},
        {"occupation": "bls-combined/53-1047", "subCluster": f"{SUB_CLUSTER}planning-logistics"},
    ],
    "cross-cutting-clusters": [],
    "skills-that-two-clusters-share": [
        {"one": f"{CLUSTER}education", "other": f"{CLUSTER}healthcare-human-services"},
        {"other": f"{CLUSTER}marketing-sales"},
    ],
    "core-of-a-cluster": [{"cluster": f"{CLUSTER}education"}],
    "what-became-of-a-pathway": [
        {"pathway": f"{PATHWAY}plant-systems"},
        {"pathway": f"{PATHWAY}foreign-service"},
        {"pathway": f"{PATHWAY}maintenance-operations"},
        {"pathway": f"{PATHWAY}banking-services"},
    ],
}


def above(graph: CareerGraph) -> dict[str, str]:
    return {r.end: r.start for r in graph.of_type(HasSubCluster)}


def clusters_of_an_occupation(graph: CareerGraph, occupation: str) -> list[tuple[str, ...]]:
    subs = [r.start for r in graph.of_type(CoversOccupation) if r.end == occupation]
    pairs = sorted((above(graph)[sub], sub) for sub in subs)
    return [(cluster, title(graph, cluster), sub, title(graph, sub)) for cluster, sub in pairs]


def occupations_of_a_sub_cluster(graph: CareerGraph, sub_cluster: str) -> list[tuple[str, ...]]:
    covered = [r.end for r in graph.of_type(CoversOccupation) if r.start == sub_cluster]
    return sorted((code(graph, one), title(graph, one)) for one in covered)


def is_an_occupation_in_a_sub_cluster(graph: CareerGraph, occupation: str, sub_cluster: str) -> bool:
    return any((r.start, r.end) == (sub_cluster, occupation) for r in graph.of_type(CoversOccupation))


def programs_for_an_occupation_in_a_sub_cluster(
    graph: CareerGraph, occupation: str, sub_cluster: str
) -> list[tuple[str, ...]]:
    here = {r.start for r in graph.of_type(InSubCluster) if r.end == sub_cluster}
    here &= {r.start for r in graph.of_type(OfOccupation) if r.end == occupation}
    rows = [(r.end, *str(r.locator).split("|")[1:]) for r in graph.of_type(ViaProgram) if r.start in here]
    return sorted((code(graph, program), title(graph, program), *place) for program, *place in rows)


def cross_cutting_clusters(graph: CareerGraph) -> list[tuple[str, ...]]:
    crossing = {node.id for node in graph.of_kind(CareerCluster) if node.cross_cutting}
    links = graph.of_type(CrossCuts)
    assert {r.start for r in links} == crossing
    return sorted((title(graph, r.start), title(graph, r.end)) for r in links)


def skills_that_two_clusters_share(graph: CareerGraph, one: str, other: str) -> list[tuple[str, ...]]:
    first, second = ({r.end for r in graph.of_type(SeeksSkill) if r.start == c} for c in (one, other))
    return sorted((title(graph, skill),) for skill in first & second)


def core_of_a_cluster(graph: CareerGraph, cluster: str) -> list[tuple[str, ...]]:
    subs = [sub for sub, upper in above(graph).items() if upper == cluster]
    rows = [(sub, "skos:broader", cluster) for sub in subs]
    for thing in (cluster, *subs):
        rows += [
            (thing, "rdf:type", "skos:Concept"),
            (thing, "skos:inScheme", "framework/2024"),
            (thing, "skos:notation", thing.rsplit("/", 1)[1]),
            (thing, "skos:prefLabel", title(graph, thing)),
        ]
    return sorted(rows)


def what_became_of_a_pathway(graph: CareerGraph, pathway: str) -> list[tuple[object, ...]]:
    of = {pathway, one(r.start for r in graph.of_type(HasPathway) if r.end == pathway)}
    said = sorted((r.end, r.start, r.change) for r in graph.of_type(SucceededBy) if r.start in of)
    likely = [r for r in graph.of_type(LikelySucceededBy) if r.start == pathway and r.asserted]
    return [
        *(("published", start, change, end, title(graph, end), None, None) for end, start, change in said),
        *(
            ("derived", pathway, None, r.end, title(graph, r.end), r.confidence, r.shared_occupations)
            for r in sorted(likely, key=lambda r: (-r.confidence, r.end))
        ),
    ]
