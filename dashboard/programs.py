"""What the page of a program lists: sub-clusters, occupations, similar programs, how interdisciplinary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from alignments import interdisciplinarity
from alignments.interdisciplinarity import Breadth
from alignments.occupations import is_teacher
from dashboard.coverage import Row, where
from dashboard.data import ids, opened
from ontology.graph import CareerGraph
from ontology.nodes import InstructionalProgram, Occupation
from queries.show import AlignmentRow
from queries.similar_programs import SimilarProgram


def programs(graph: CareerGraph) -> list[InstructionalProgram]:
    """The programs with a page of their own, by code: those in force, then retired and reserved ones."""
    return sorted(graph.of_kind(InstructionalProgram), key=lambda node: (node.retired or node.reserved, node.code))


@lru_cache(maxsize=2)
def _breadths(build: str) -> Mapping[str, Breadth]:  # noqa: ARG001 - the key of the cache
    return {one.id: one for one in interdisciplinarity.programs(opened().graph)}


def breadth(program: str) -> Breadth | None:
    """In which clusters a program is, with and without teaching; None where the crosswalk lacks it."""
    return _breadths(opened().about.build).get(program)


def listed(graph: CareerGraph) -> list[Row]:
    """A row for each program of the crosswalk: its clusters and those without teaching, by code."""
    return [
        {
            "id": one.id,
            "code": one.code,
            "title": one.title,
            "clusters": [graph.nodes[each].title for each in sorted(found.clusters)],
            "clustersWithoutTeaching": len(found.without_teaching),
        }
        for one in programs(graph)
        if (found := breadth(one.id))
    ]


def occupation_rows(found: Iterable[Row]) -> list[Row]:
    """NCES's rows on the occupations that a program prepares for, with ids."""
    return [{"id": ids("Occupation")[row["code"]], **row, "locator": where(row)} for row in found]


def crosswalk_rows(graph: CareerGraph, found: Iterable[AlignmentRow]) -> list[Row]:
    """A row for each row of the crosswalk with the program: sub-cluster, occupation, its wage, teaching or not."""
    rows = []
    for row in found:
        occupation = graph.nodes[row.occupation.id]
        assert isinstance(occupation, Occupation)
        rows.append(
            {
                "subClusterId": row.sub_cluster.id,
                "subCluster": graph.nodes[row.sub_cluster.id].title,
                "id": occupation.id,
                "code": occupation.code,
                "title": occupation.title,
                "medianWage2025": occupation.median_wage_2025,
                "openings2024to2034": occupation.openings_2024_to_2034,
                "teaching": "yes" if is_teacher(occupation.id) else "no",
                "locator": where({"locator": row.locator}),
            }
        )
    return rows


def similar_rows(graph: CareerGraph, found: Iterable[SimilarProgram]) -> list[Row]:
    """A row for each similar program: the score, and the titles of what both have."""
    return [
        {
            "id": one.program.id,
            "code": one.program.code,
            "title": one.program.title,
            "similarity": one.score,
            "sharedOccupations": [graph.nodes[each].title for each in one.shared_occupations],
            "sharedSubClusters": [graph.nodes[each].title for each in one.shared_sub_clusters],
        }
        for one in found
    ]
