"""Where published sources disagree with each other or with themselves. Each function gives one kind."""

from __future__ import annotations

from collections import defaultdict

from alignments import occupations
from alignments.coverage_items import Item, item, named, names
from alignments.occupations import is_teacher
from ontology.graph import CareerGraph
from ontology.nodes import InstructionalProgram, Occupation
from ontology.relationships import (
    CoversOccupation,
    CoversProgram,
    InSubCluster,
    OfOccupation,
    PreparesFor,
    ViaProgram,
)

Pairs = set[tuple[str, str]]


def pairs_only_in_crosswalk(graph: CareerGraph) -> list[Item]:
    """Occupation–program pairs of the crosswalk that NCES has for no part of the occupation."""
    parts, nces = occupations.parts(graph), _nces(graph)
    only = [(o, p) for o, p in _crosswalk(graph) if not any((part, p) in nces for part in parts[o])]
    return _pairs(graph, only)


def pairs_only_at_nces(graph: CareerGraph) -> list[Item]:
    """Occupation–program pairs of NCES that the crosswalk has neither for the occupation nor for its group."""
    parts = occupations.parts(graph)
    stated = {(part, program) for occupation, program in _crosswalk(graph) for part in parts[occupation]}
    return _pairs(graph, _nces(graph) - stated)


def _nces(graph: CareerGraph) -> Pairs:
    return {(r.end, r.start) for r in graph.of_type(PreparesFor)}


def _crosswalk(graph: CareerGraph) -> Pairs:
    program = {r.start: r.end for r in graph.of_type(ViaProgram)}
    return {(r.end, program[r.start]) for r in graph.of_type(OfOccupation) if r.start in program}


def _pairs(graph: CareerGraph, pairs: Pairs | list[tuple[str, str]]) -> list[Item]:
    return [item(graph.nodes[o], f"with the program {named(graph.nodes[p])}") for o, p in sorted(pairs)]


def flags_that_differ(graph: CareerGraph) -> list[Item]:
    """Occupations and programs whose published flag (in more than one cluster) is not what their rows count."""
    cluster = occupations.cluster_of(graph)
    found: dict[str, set[str]] = defaultdict(set)
    for covers in (*graph.of_type(CoversOccupation), *graph.of_type(CoversProgram)):
        found[covers.end].add(cluster[covers.start])
    flagged = graph.of_kind(Occupation) + graph.of_kind(InstructionalProgram)
    return [
        item(
            node,
            f"flagged {'' if node.interdisciplinary_published else 'not '}so; in {names(graph, found[node.id])}",
        )
        for node in flagged
        if node.interdisciplinary_published is not None
        and node.interdisciplinary_published != (len(found[node.id]) > 1)
    ]


def flags_through_teachers(graph: CareerGraph) -> list[Item]:
    """Programs flagged as in more than one cluster that are in one at most without postsecondary teachers."""
    cluster, program = occupations.cluster_of(graph), {r.start: r.end for r in graph.of_type(ViaProgram)}
    sub_cluster = {r.start: r.end for r in graph.of_type(InSubCluster)}
    found: dict[str, set[str]] = defaultdict(set)
    for row in graph.of_type(OfOccupation):
        if row.start in program and not is_teacher(row.end):
            found[program[row.start]].add(cluster[sub_cluster[row.start]])
    return [
        item(node, f"without teachers in {names(graph, found[node.id])}")
        for node in graph.of_kind(InstructionalProgram)
        if node.interdisciplinary_published and len(found[node.id]) < 2
    ]


def titles_that_differ(graph: CareerGraph) -> list[Item]:
    """Things that the sources give several titles."""
    told = [node for node in graph.nodes.values() if node.alt_titles]
    return [
        item(node, f"also {'; '.join(node.alt_titles)}{f'. {node.note}' if node.note else ''}") for node in told
    ]
