"""Which detailed occupations a code stands for, and in which sub-clusters the crosswalk has each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Occupation
from ontology.relationships import Broader, Combines, CoversOccupation, EmployedIn, HasSubCluster

Sets = Mapping[str, frozenset[str]]
_TEACHERS = "soc/2018/25-1"


def is_teacher(occupation: str) -> bool:
    """Whether an occupation's id is that of a postsecondary teacher, SOC minor group 25-1000."""
    return occupation.startswith(_TEACHERS)


def parts(graph: CareerGraph) -> Sets:
    """Occupation id → ids of the detailed occupations that it stands for; a detailed one stands for itself."""
    found: dict[str, set[str]] = defaultdict(set)
    above = {r.start: r.end for r in graph.of_type(Broader) if isinstance(graph.nodes[r.start], Occupation)}
    for detailed in graph.of_kind(DetailedOccupation):
        group: str | None = detailed.id
        while group is not None:
            found[group].add(detailed.id)
            group = above.get(group)
    for combines in graph.of_type(Combines):
        found[combines.start].add(combines.end)
    return _frozen(found)


def sub_clusters(graph: CareerGraph) -> Sets:
    """Detailed occupation id → ids of its sub-clusters; a crosswalk row of a group holds for all its parts."""
    found: dict[str, set[str]] = defaultdict(set)
    stands_for = parts(graph)
    for covers in graph.of_type(CoversOccupation):
        for detailed in stands_for[covers.end]:
            found[detailed].add(covers.start)
    return _frozen(found)


def cluster_of(graph: CareerGraph) -> dict[str, str]:
    """Sub-cluster id → id of its cluster."""
    return {r.end: r.start for r in graph.of_type(HasSubCluster)}


def jobs(graph: CareerGraph) -> dict[str, float]:
    """Detailed occupation id → jobs in May 2025, all industries; none where BLS has no figure (the military).

    Some occupations are counted only together, as a broad or combined one: its jobs are divided evenly.
    """
    stands_for = parts(graph)
    found: dict[str, float] = {}
    for counted in sorted({r.start for r in graph.of_type(EmployedIn)}):
        total = getattr(graph.nodes[counted], "employment_2025", None)
        if total is not None:
            for detailed in stands_for[counted]:
                found[detailed] = total / len(stands_for[counted])
    return found


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in found.items()}
