"""The codes behind a succession: occupations of a pathway and where they stand today, and programs of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dashboard.succession import Account, Rows
from ontology.nodes import Node
from ontology.relationships import CoversOccupation, IncludedOccupation, InSubCluster, OfOccupation, ViaProgram
from queries.statements import Statement, Statements


def listed(statements: Statements, node_id: str) -> list[str]:
    """Ids of the occupations that O*NET lists for a pathway, or for the pathways of a cluster of 2002."""
    around = (r for part in statements.parts(node_id) for r in statements.around(part))
    return sorted({r.end for r in around if isinstance(r, IncludedOccupation)})


def occupation_rows(statements: Statements, told: Account) -> Rows:
    """A row for each occupation of a pathway or cluster of 2002: its code, and where it stands today.

    Those with most jobs come first. `goesOn` says whether a likely successor has it.
    """
    successors = {one.end.id for one in told.likely}
    rows = []
    for node_id in listed(statements, told.node.id):
        places = sub_clusters(statements, node_id)
        row = _occupation_row(statements.nodes[node_id])
        row |= {"standsToday": [each.title for each in places]}
        row |= {"goesOn": "yes" if successors & {each.id for each in places} else "no"}
        rows.append(row)
    return sorted(rows, key=lambda row: (-(row["employment2025"] or 0), row["code"]))


def _occupation_row(node: Node) -> dict[str, Any]:
    told = node.properties()
    return {"id": node.id, "code": told["code"], "title": node.title, "employment2025": told.get("employment2025")}


def basis_rows(told: Statement) -> Rows:
    """A row for each thing that a link rests on: shared occupations, or codes with words of the title."""
    return [_occupation_row(node) for node in told.evidence if node.id != told.start.id]


def sub_clusters(statements: Statements, occupation: str) -> list[Node]:
    """The sub-clusters that the crosswalk has an occupation in, itself or in a group, by title."""
    around = (r for whole in statements.wholes(occupation) for r in statements.around(whole))
    found = {r.start for r in around if isinstance(r, CoversOccupation) and r.end != r.start}
    return sorted((statements.nodes[each] for each in found), key=lambda node: node.title)


def program_rows(statements: Statements, likely: Iterable[Statement]) -> Rows:
    """A row for each program that the crosswalk aligns to what a link rests on, in the successor.

    Programs of most occupations come first.
    """
    occupations: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for one in likely:
        for program, shared in _aligned(statements, one):
            occupations[program] |= shared
            places[program].add(one.end.title)
    rows = [
        {
            "id": program,
            "code": statements.nodes[program].properties()["code"],
            "title": statements.nodes[program].title,
            "subClusters": sorted(places[program]),
            "occupations": len(shared),
        }
        for program, shared in occupations.items()
    ]
    return sorted(rows, key=lambda row: (-row["occupations"], row["code"]))


def _aligned(statements: Statements, told: Statement) -> Iterable[tuple[str, set[str]]]:
    """Programs with those occupations of a link's evidence that a row of its sub-cluster aligns them to."""
    shared = {node.id for node in told.evidence}
    for row in statements.around(told.end.id):
        if isinstance(row, InSubCluster):
            ends = {type(r): r.end for r in statements.around(row.start)}
            found = shared & statements.parts(ends[OfOccupation]).keys()
            if ViaProgram in ends and found:
                yield ends[ViaProgram], found
