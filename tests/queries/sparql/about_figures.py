"""Jobs and wages: answers out of the graph's records."""

from __future__ import annotations

from ontology.graph import CareerGraph
from ontology.nodes import Occupation
from ontology.relationships import CoversOccupation, EmployedIn, HasSubCluster
from queries.catalog import Scalar
from tests.queries.sparql.records import code, title

CASES: dict[str, list[dict[str, Scalar]]] = {
    "industries-of-an-occupation": [
        {"occupation": "soc/2018/29-1141", "atLeast": 0},
        {"occupation": "bls-combined/21-1018", "atLeast": 1000},
        {"atLeast": 100_000_000},
    ],
    "wages-in-a-cluster": [
        {"cluster": "framework/2024/cluster/education", "atLeast": 0},
        {"atLeast": 10_000_000},
    ],
}


def industries_of_an_occupation(
    graph: CareerGraph, occupation: str, at_least: int
) -> list[tuple[str | int | None, ...]]:
    cells = [r for r in graph.of_type(EmployedIn) if r.start == occupation]
    found = [(r.jobs, r.end, r.median_wage) for r in cells if r.jobs is not None and r.jobs >= at_least]
    return [
        (code(graph, industry), title(graph, industry), jobs, wage)
        for jobs, industry, wage in sorted(found, key=lambda cell: (-cell[0], code(graph, cell[1])))
    ]


def wages_in_a_cluster(graph: CareerGraph, cluster: str, at_least: int) -> list[tuple[str | int | None, ...]]:
    subs = {r.end for r in graph.of_type(HasSubCluster) if r.start == cluster}
    covered = {r.end for r in graph.of_type(CoversOccupation) if r.start in subs}
    found = [(node.median_wage_2025, node) for node in graph.of_kind(Occupation) if node.id in covered]
    paid = [(wage, node) for wage, node in found if wage is not None and wage >= at_least]
    return [
        (node.code, node.title, wage, node.employment_2025)
        for wage, node in sorted(paid, key=lambda one: (-one[0], one[1].code))
    ]
