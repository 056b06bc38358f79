"""Which detailed occupations a code stands for, and in which sub-clusters the crosswalk has each."""

from __future__ import annotations

import math
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


def splits(graph: CareerGraph) -> dict[str, dict[str, float]]:
    """Occupation id, of any level → sub-cluster id → the part of its jobs that falls to it, each 0 to 1.

    A detailed occupation is split evenly over its sub-clusters; a group or combined one takes the mean over its
    parts. The parts add up to 1, or to less where some detailed occupation is in no sub-cluster.
    """
    covering = sub_clusters(graph)
    found: dict[str, dict[str, float]] = {}
    for occupation, stands_for in parts(graph).items():
        fractions: dict[str, list[float]] = defaultdict(list)
        for detailed in stands_for:
            for sub_cluster in covering.get(detailed, ()):
                fractions[sub_cluster].append(1 / len(covering[detailed]))
        found[occupation] = {sub: math.fsum(each) / len(stands_for) for sub, each in sorted(fractions.items())}
    return found


def cluster_of(graph: CareerGraph) -> dict[str, str]:
    """Sub-cluster id → id of its cluster."""
    return {r.end: r.start for r in graph.of_type(HasSubCluster)}


def clusters(graph: CareerGraph) -> Sets:
    """Occupation id of any level → ids of the clusters that the crosswalk has one of its parts in."""
    cluster, within = cluster_of(graph), sub_clusters(graph)
    return {
        occupation: frozenset(cluster[sub] for part in detailed for sub in within.get(part, ()))
        for occupation, detailed in parts(graph).items()
    }


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


def counted_as(graph: CareerGraph) -> dict[str, str]:
    """Detailed occupation id → id of the occupation that its figures stand at.

    That is itself, or the broad or combined one that BLS counts it within; itself where no figures are released.
    """
    within = {r.start: r.end for r in graph.of_type(Broader)} | {r.end: r.start for r in graph.of_type(Combines)}
    counted = {node.id for node in graph.of_kind(Occupation) if node.employment_2025 is not None}
    found = {}
    for node in graph.of_kind(DetailedOccupation):
        group = within.get(node.id)
        found[node.id] = group if group in counted and node.id not in counted else node.id
    return found


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in found.items()}
