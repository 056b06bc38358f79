"""How present the occupations of a cross-cutting cluster are in the industries of each other cluster.

Rule: jobs that OEWS, May 2025, counts for the cluster's occupations in the other cluster's sectors, by
COVERS_INDUSTRY; government is sector 92. It puts a figure on what the report says of cross-cutting clusters
(Section 5, New Cluster Components): that their careers stand in all other sectors as well. An occupation of
several clusters counts with all its jobs, once a row. Sectors 54 and 92 belong to two clusters and count for
both: rows do not add up.

Confidence: the row's jobs, each over the number of clusters that have its sector, over the row's jobs: 1 where no
sector is shared, 0.5 where two clusters share every one. Asserted: always, since it is a count; where none of the
jobs stands in the other cluster's sectors, there is no row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from alignments import occupations
from alignments.measures import rounded
from alignments.prediction import sector_clusters
from alignments.provenance import derived
from alignments.staffing import JobsByIndustry, at_sectors, oews
from ontology.derived import PresentIn
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster
from ontology.records import Record
from ontology.relationships import CoversIndustry, CoversOccupation

METHOD = "presence"
EVIDENCE = 10


def present_in(graph: CareerGraph) -> list[Record]:
    """PRESENT_IN of each cross-cutting cluster in each other one, by ids. Withheld cells of OEWS are missing.

    Evidence: the other cluster's sectors, and the EVIDENCE occupations with most jobs there.
    """
    staffing, clusters_of = at_sectors(oews(graph), graph), sector_clusters(graph)
    within, clusters = occupations.clusters(graph), graph.of_kind(CareerCluster)
    stated = (*graph.of_type(CoversIndustry), *graph.of_type(CoversOccupation))
    sources = {staffing.source, *(r.source for r in stated)}
    made: list[Record] = []
    for crossing in (cluster.id for cluster in clusters if cluster.cross_cutting):
        own = {o: jobs for o, jobs in staffing.jobs.items() if crossing in within.get(o, ())}
        for other in (cluster.id for cluster in clusters if cluster.id != crossing):
            sharing = {sector: len(of) for sector, of in clusters_of.items() if other in of}
            made += _present(crossing, other, own, sharing, staffing.industries(), sources)
    return made


def _present(
    start: str,
    end: str,
    own: JobsByIndustry,
    sharing: Mapping[str, int],
    industries: Mapping[str, float],
    sources: Iterable[str],
) -> list[PresentIn]:
    """The row, if any; `own` are the jobs of the start's occupations, `sharing` tells how many share a sector."""
    there = {o: math.fsum(jobs.get(sector, 0.0) for sector in sharing) for o, jobs in own.items()}
    total = math.fsum(there.values())
    if not total:
        return []
    whole = math.fsum(jobs.get(sector, 0.0) / n for jobs in own.values() for sector, n in sharing.items())
    most = sorted((o for o in there if there[o]), key=lambda o: (-there[o], o))[:EVIDENCE]
    return [
        PresentIn(
            start=start,
            end=end,
            jobs=round(total),
            share=rounded(total / math.fsum(n for jobs in own.values() for n in jobs.values())),
            share_of_industries=rounded(total / math.fsum(industries.get(sector, 0.0) for sector in sharing)),
            **derived(
                METHOD, confidence=whole / total, asserted=True, evidence=[*sharing, *most], sources=sources
            ),
        )
    ]


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """Where the jobs of the cross-cutting clusters stand, as plain text."""
    rows = [record for record in records if isinstance(record, PresentIn)]
    lines = [f"PRESENT_IN: {len(rows)} rows; jobs of May 2025. Sectors 54 and 92 count for two clusters each."]
    lines += ["share: of the cluster's jobs; of the industries: of all jobs in the other cluster's sectors", ""]
    lines += [f"{'':<66}{'jobs':>11}{'share':>8}{'of the industries':>19}{'confidence':>12}"]
    for row in rows:
        name = f"{graph.nodes[row.start].title} in {graph.nodes[row.end].title}"
        figures = f"{row.jobs:>11,}{row.share:>8.1%}{row.share_of_industries:>19.1%}{row.confidence:>12.2f}"
        lines.append(f"{name:<66}{figures}")
    return "\n".join(lines) + "\n"
