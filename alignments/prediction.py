"""The report's own rule, rerun: an occupation belongs to the cluster whose sector holds most of its jobs.

Rule (report, Section 4, Crosswalk Design: Occupational Alignment): the sector with the largest share of an
occupation's jobs names its cluster, by COVERS_INDUSTRY; a sector that two clusters have (54, 92) names both, which
share a rank. Two witnesses answer apart: OEWS and the National Employment Matrix. Government is sector 92.
Where BLS counts several detailed occupations as one, the prediction also stands on each of them, but only the
counted one enters the agreement (`alignments.prediction_agreement`).

Confidence: the sector's share of the occupation's jobs, over the number of clusters that have the sector.
Asserted: rank 1. Lower ranks are given from a share of FLOOR.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alignments import occupations
from alignments.measures import rounded, shares
from alignments.occupations import Sets
from alignments.prediction_agreement import (
    Agreement,
    Disagreement,
    Tally,
    agreement,
    disagreements,
    same,
    tally_of,
)
from alignments.provenance import derived
from alignments.staffing import Staffing, at_sectors, oews
from ontology.derived import PredictedIn
from ontology.graph import CareerGraph
from ontology.records import Record
from ontology.relationships import CoversIndustry, CoversOccupation

METHOD = "prediction"
FLOOR = 0.2


@dataclass(frozen=True, slots=True)
class Place:
    """A cluster's place for one occupation: its largest sector (several where equal), and that sector's share."""

    cluster: str
    rank: int
    share: float
    confidence: float
    sectors: tuple[str, ...]


def ranked(jobs: Mapping[str, float], clusters_of: Sets) -> list[Place]:
    """The clusters by the share of their largest sector; equal shares have equal rank, none is left out but zeros.

    `jobs` is sector id → jobs of one occupation, `clusters_of` sector id → clusters. Ranks count from 1: two
    clusters of rank 1 are followed by rank 3. Raises ValueError for a negative number of jobs.
    """
    largest: dict[str, float] = defaultdict(float)
    held = {sector: share for sector, share in shares(jobs).items() if share > 0}
    for sector, share in held.items():
        for cluster in clusters_of.get(sector, ()):
            largest[cluster] = max(largest[cluster], share)
    places = []
    for cluster, share in sorted(largest.items(), key=lambda item: (-item[1], item[0])):
        sectors = tuple(sorted(s for s in held if held[s] == share and cluster in clusters_of.get(s, ())))
        rank = 1 + sum(other > share for other in largest.values())
        sharing = min(len(clusters_of[sector]) for sector in sectors)
        places.append(Place(cluster, rank, share, share / sharing, sectors))
    return places


def sector_clusters(graph: CareerGraph) -> Sets:
    """Sector id → ids of the clusters that the workbook aligns to it (two for sectors 54 and 92)."""
    found: dict[str, set[str]] = defaultdict(set)
    for covers in graph.of_type(CoversIndustry):
        found[covers.end].add(covers.start)
    return {sector: frozenset(clusters) for sector, clusters in found.items()}


def predicted_in(graph: CareerGraph, matrix: Staffing) -> list[Record]:
    """PREDICTED_IN of each occupation that a witness counts, and of the detailed ones that it stands for.

    Both witnesses answer, with what has rank 1 and what has a share of FLOOR. An occupation without figures
    (the military) has no answer.
    """
    published, stands_for = occupations.clusters(graph), occupations.parts(graph)
    stated = {r.source for r in (*graph.of_type(CoversIndustry), *graph.of_type(CoversOccupation))}
    made: list[Record] = []
    for staffing in (oews(graph), matrix):
        for counted, place in _answers(graph, staffing):
            for occupation in sorted({counted, *stands_for.get(counted, ())}):
                agrees = place.cluster in published.get(occupation, ())
                made.append(_record(occupation, counted, place, staffing, agrees, stated))
    return made


def _answers(graph: CareerGraph, staffing: Staffing) -> Iterator[tuple[str, Place]]:
    clusters_of = sector_clusters(graph)
    for counted, jobs in sorted(at_sectors(staffing, graph).jobs.items()):
        for place in ranked(jobs, clusters_of):
            if place.rank == 1 or place.share >= FLOOR:
                yield counted, place


def _record(
    occupation: str, counted: str, place: Place, staffing: Staffing, agrees: bool, stated: Iterable[str]
) -> PredictedIn:
    return PredictedIn(
        start=occupation,
        end=place.cluster,
        witness=staffing.witness,
        share=rounded(place.share),
        rank=place.rank,
        agrees=agrees,
        **derived(
            METHOD,
            confidence=place.confidence,
            asserted=place.rank == 1,
            evidence={*place.sectors, counted} - {occupation},
            sources={*stated, staffing.source},
        ),
    )


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """Agreement of both witnesses, overall and by cluster, and the disagreements worth a look, as plain text."""
    kept = [record for record in records if isinstance(record, PredictedIn)]
    lines = [f"PREDICTED_IN: {len(kept):,} rows, {sum(r.asserted for r in kept):,} asserted", ""]
    for found in agreement(graph, kept):
        lines += [found.witness, *_overall(found), "", *_clusters(graph, found), ""]
    both = (tally_of(graph, occupation, named is not None) for occupation, named in same(graph, kept).items())
    lines += [f"{'both witnesses name the same':<38}{sum(both, Tally())}", ""]
    lines += ["Disagreements worth a look: both witnesses, share of at least a half, most jobs first"]
    lines += [_line(graph, row) for row in disagreements(graph, kept, 40)]
    return "\n".join(lines) + "\n"


def _overall(found: Agreement) -> Iterator[str]:
    yield f"  {'agree with the crosswalk':<36}{found.overall}"
    yield f"  {'where one cluster is named':<36}{found.one_named}"
    yield f"  {'if one of several named were drawn':<36}{'':>14} {found.drawn:>6.1%}"
    yield f"  detailed occupations without figures: {len(found.without_figures)}"


def _clusters(graph: CareerGraph, found: Agreement) -> Iterator[str]:
    for name, tallies in (("the crosswalk has it in", found.by_published), ("predicted in", found.by_predicted)):
        yield f"  {name}"
        yield from (f"    {graph.nodes[cluster].title:<34}{tally}" for cluster, tally in tallies.items())


def _line(graph: CareerGraph, row: Disagreement) -> str:
    predicted, published = (
        " / ".join(graph.nodes[cluster].title for cluster in sorted(clusters))
        for clusters in (row.predicted, row.published)
    )
    code = row.occupation.rsplit("/", 1)[-1]
    title = graph.nodes[row.occupation].title
    return f"  {row.jobs:>9,} {row.share:.2f} {code} {title}: {predicted}; crosswalk: {published}"
