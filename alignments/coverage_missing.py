"""What the published sources leave out. Each function gives the things of one kind, in order of their ids."""

from __future__ import annotations

from collections import Counter

from alignments import occupations
from alignments.coverage_items import Item, item, names
from ontology.graph import CareerGraph
from ontology.nodes import (
    CombinedOccupation,
    DetailedOccupation,
    InstructionalProgram,
    LegacyPathway,
    SubCluster,
    Subsector,
)
from ontology.relationships import (
    Broader,
    Combines,
    CoversOccupation,
    CoversProgram,
    EmployedIn,
    IncludedOccupation,
    InSubCluster,
    MovedTo,
    OfOccupation,
    PreparesFor,
    ViaProgram,
)


def occupations_without_sub_cluster(graph: CareerGraph) -> list[Item]:
    """Detailed occupations in no sub-cluster, rows of groups expanded."""
    covered = occupations.sub_clusters(graph)
    return [item(node, node.note or "") for node in graph.of_kind(DetailedOccupation) if node.id not in covered]


def occupations_through_groups(graph: CareerGraph) -> list[Item]:
    """Detailed occupations that are in a sub-cluster only through the row of a broad or combined one."""
    covers = graph.of_type(CoversOccupation)
    rows, covered = {r.end for r in covers}, occupations.sub_clusters(graph)
    groups: dict[str, set[str]] = {}
    for part, group in [
        *((r.start, r.end) for r in graph.of_type(Broader)),
        *((r.end, r.start) for r in graph.of_type(Combines)),
    ]:
        groups.setdefault(part, set()).update({group} & rows)
    return [
        item(node, f"through {names(graph, groups.get(node.id, ()))}: {names(graph, covered[node.id])}")
        for node in graph.of_kind(DetailedOccupation)
        if node.id not in rows and node.id in covered
    ]


def programs_without_sub_cluster(graph: CareerGraph) -> list[Item]:
    """Live six-digit programs that no sub-cluster covers; those that NCES pairs with an occupation come first."""
    covered = {r.end for r in graph.of_type(CoversProgram)}
    paired = Counter(r.start for r in graph.of_type(PreparesFor))
    left = [p for p in graph.of_kind(InstructionalProgram) if not p.retired and p.id not in covered]
    return [
        item(p, _why_left(p, paired[p.id])) for p in sorted(left, key=lambda p: (p.reserved, -paired[p.id], p.id))
    ]


def _why_left(program: InstructionalProgram, paired: int) -> str:
    if program.reserved:
        return "reserved: the code names no program yet"
    if paired:
        return f"NCES pairs it with {paired} occupation{'s' if paired > 1 else ''}, the workbook has no row of it"
    return "NCES pairs it with no occupation"


def programs_moved(graph: CareerGraph) -> list[Item]:
    """Retired programs, and as what they go on."""
    after: dict[str, set[str]] = {}
    action: dict[str, str] = {}
    for moved in graph.of_type(MovedTo):
        after.setdefault(moved.start, set()).add(moved.end)
        action[moved.start] = moved.action
    return [item(graph.nodes[old], f"{action[old]} to {names(graph, new)}") for old, new in sorted(after.items())]


def alignments_without_program(graph: CareerGraph) -> list[Item]:
    """Crosswalk rows that hold NO MATCH in place of a program, with their locators."""
    matched = {r.start for r in graph.of_type(ViaProgram)}
    rows = [r for r in graph.of_type(OfOccupation) if r.start not in matched]
    return [item(graph.nodes[r.start], r.locator or "") for r in rows]


def sub_clusters_without_alignments(graph: CareerGraph) -> list[Item]:
    """Sub-clusters that no crosswalk row names."""
    aligned = {r.end for r in graph.of_type(InSubCluster)}
    return [item(node, node.note or "") for node in graph.of_kind(SubCluster) if node.id not in aligned]


def pathways_without_occupations(graph: CareerGraph) -> list[Item]:
    """Pathways of 2002 for which O*NET's table of career clusters lists no occupation."""
    listed = {r.start for r in graph.of_type(IncludedOccupation)}
    return [item(node, node.note or "") for node in graph.of_kind(LegacyPathway) if node.id not in listed]


def occupations_without_figures(graph: CareerGraph) -> list[Item]:
    """Detailed and combined occupations without jobs or without an annual median wage of their own, and why."""
    kinds = graph.of_kind(DetailedOccupation) + graph.of_kind(CombinedOccupation)
    missing = [node for node in kinds if node.employment_2025 is None or node.median_wage_2025 is None]
    return [item(node, node.figures_note_2025 or "no reason known") for node in missing]


def industries_without_figures(graph: CareerGraph) -> list[Item]:
    """Subsectors in which OEWS counts no occupation, and why."""
    counted = {r.end for r in graph.of_type(EmployedIn)}
    return [item(n, n.note or "no reason known") for n in graph.of_kind(Subsector) if n.id not in counted]


def jobs_withheld(graph: CareerGraph) -> list[Item]:
    """Occupations of which BLS withholds the jobs in some industries; those withheld most often come first."""
    cells = Counter(r.start for r in graph.of_type(EmployedIn))
    withheld = Counter(r.start for r in graph.of_type(EmployedIn) if "jobs" in r.suppressed)
    ordered = sorted(withheld, key=lambda node_id: (-withheld[node_id], node_id))
    return [item(graph.nodes[o], f"withheld in {withheld[o]} of its {cells[o]} industries") for o in ordered]


def occupations_without_programs(graph: CareerGraph) -> list[Item]:
    """Detailed occupations that no program prepares for, as NCES says."""
    prepared = {r.end for r in graph.of_type(PreparesFor)}
    return [item(node) for node in graph.of_kind(DetailedOccupation) if node.id not in prepared]
