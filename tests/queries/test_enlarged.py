"""The graph that benchmarks make larger: the same shape, more employment, the same jobs."""

from __future__ import annotations

from collections import Counter

from benchmarks.enlarged import enlarged
from ontology.graph import CareerGraph
from ontology.relationships import EmployedIn, EmployedInGroup, Employment

REGIONS = 3


def cells(graph: CareerGraph) -> list[Employment]:
    return [*graph.of_type(EmployedIn), *graph.of_type(EmployedInGroup)]


def test_regions_multiply_the_employment_and_add_up_to_it(graph: CareerGraph) -> None:
    larger = enlarged(graph, REGIONS)
    assert larger.nodes == graph.nodes
    more = {kind: REGIONS if kind.startswith("EMPLOYED_IN") else 1 for kind in graph.type_counts()}
    assert larger.type_counts() == {kind: count * more[kind] for kind, count in graph.type_counts().items()}

    jobs: Counter[tuple[str, str, str]] = Counter()
    withheld: Counter[tuple[str, str, str]] = Counter()
    for part in cells(larger):
        jobs[part.type, part.start, part.end] += part.jobs or 0
        withheld[part.type, part.start, part.end] += part.jobs is None
    for whole in cells(graph):
        ends = whole.type, whole.start, whole.end
        assert jobs[ends] == (whole.jobs or 0), ends
        assert withheld[ends] == (REGIONS if whole.jobs is None else 0), ends


def test_one_region_is_the_graph_itself(graph: CareerGraph) -> None:
    assert enlarged(graph, 1) is graph
