"""What a local framework leaves out of the national one, and how its clusters fall into the national ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from alignments.occupations import counted_as
from ontology.nodes import CareerCluster, Code, Occupation, SubCluster
from ontology.relationships import CoversOccupation, PreparesFor
from queries.overlay_ground import Ground, Place
from queries.overlay_landing import Landed
from queries.store import Plain

FIGURES = (
    "Jobs and median wages are national figures of May 2025 (OEWS), openings a year national projections for 2024 "
    "to 2034 (Employment Projections): none of them is local."
)
NO_CLUSTER = "(none given)"
NO_HOME = "no home"
NEARLY = "programs land there only by what does not count"
NOTHING_ALIGNED = "nothing published is aligned to it: no code can land there"


@dataclass(frozen=True, slots=True)
class Share:
    """How many programs of a local cluster land in a national one; in none where `cluster_id` is empty.

    `share` is of the local cluster's programs, 0 to 1. A program may land in several clusters.
    """

    local: str
    local_id: str
    programs: int
    cluster_id: str
    cluster: str
    landed: int
    share: float

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "localCluster": self.local,
            "localClusterId": self.local_id,
            "programs": self.programs,
            "clusterId": self.cluster_id,
            "cluster": self.cluster,
            "landed": self.landed,
            "share": self.share,
        }


@dataclass(frozen=True, slots=True)
class Missed:
    """An occupation of sub-clusters that are reached, which no program names or prepares for.

    Figures are national: `jobs` and `median_wage` (dollars a year) of May 2025, `openings` a year from 2024 to
    2034; None where none are released, and `note` may say why.
    """

    id: str
    code: str
    title: str
    places: tuple[Place, ...]
    jobs: int | None
    openings: int | None
    median_wage: int | None
    note: str

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it; the figures with their years."""
        return {
            "id": self.id,
            "code": self.code,
            "title": self.title,
            "subClusters": [place.to_plain() for place in self.places],
            "employment2025": self.jobs,
            "openings2024to2034": self.openings,
            "medianWage2025": self.median_wage,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class NotReached:
    """A sub-cluster, or a cluster with all its sub-clusters, where no program lands."""

    place: Place
    kind: str
    note: str

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**self.place.to_plain(), "kind": self.kind, "note": self.note}


def shares(found: Iterable[Landed]) -> tuple[Share, ...]:
    """Local cluster by local cluster, the national clusters of its programs, most programs first."""
    by_local: dict[tuple[str, str], list[Landed]] = defaultdict(list)
    for one in found:
        program = one.program
        by_local[program.cluster or NO_CLUSTER, program.cluster_id or program.pathway_id].append(one)
    return tuple(share for local in sorted(by_local) for share in _shares(local, by_local[local]))


def _shares(local: tuple[str, str], found: Sequence[Landed]) -> list[Share]:
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        places = [landing.place for landing in one.landings if landing.counts]
        counts.update({(place.cluster_id, place.cluster) for place in places} or {("", NO_HOME)})
    ordered = sorted(counts.items(), key=lambda item: (item[0][0] == "", -item[1], item[0]))
    return [Share(*local, len(found), *cluster, count, count / len(found)) for cluster, count in ordered]


def reached(found: Iterable[Landed]) -> set[str]:
    """Ids of the sub-clusters and clusters where a program lands, by what counts."""
    places = [landing.place for one in found for landing in one.landings if landing.counts]
    return {place.id for place in places} | {place.cluster_id for place in places}


def missed(found: Collection[Landed], ground: Ground) -> tuple[Missed, ...]:
    """Occupations of the sub-clusters reached that no program names or prepares for; most openings first."""
    met, places = _met(found, ground), reached(found)
    covering: dict[str, list[str]] = defaultdict(list)
    for covers in ground.graph.of_type(CoversOccupation):
        if covers.start in places and not ground.parts[covers.end] & met:
            covering[covers.end].append(covers.start)
    counted = counted_as(ground.graph)
    made = [_missed(occupation, subs, counted, ground) for occupation, subs in covering.items()]
    return tuple(sorted(made, key=lambda one: (one.openings is None, -(one.openings or 0), one.code)))


def _met(found: Iterable[Landed], ground: Ground) -> set[str]:
    """Ids of the detailed occupations that a program names, or prepares for (NCES, or a row of the crosswalk)."""
    socs = {code for one in found for code in one.codes("soc")}
    cips = {code for one in found for code in one.codes("cip")}
    named = {node.id for node in ground.graph.of_kind(Occupation) if node.code in socs}
    prepared = {r.end for r in ground.graph.of_type(PreparesFor) if _code(ground, r.start) in cips}
    prepared |= {occupation for code in cips for occupation in ground.occupations_with(code)}
    return {part for occupation in named | prepared for part in ground.parts[occupation]}


def _code(ground: Ground, node_id: str) -> str:
    node = ground.graph.nodes[node_id]
    assert isinstance(node, Code)
    return node.code


def _missed(occupation: str, subs: Iterable[str], counted: dict[str, str], ground: Ground) -> Missed:
    node = ground.graph.nodes[occupation]
    assert isinstance(node, Occupation)
    within = counted.get(occupation, occupation)
    note = f"counted by BLS within {_code(ground, within)}" if within != occupation else node.figures_note_2025
    return Missed(
        node.id,
        node.code,
        node.title,
        tuple(ground.place(sub) for sub in sorted(subs)),
        node.employment_2025,
        node.openings_2024_to_2034,
        node.median_wage_2025,
        note or "",
    )


def not_reached(found: Collection[Landed], ground: Ground) -> tuple[NotReached, ...]:
    """Clusters, each followed by its sub-clusters, where no program lands; a note says where one nearly does."""
    there = reached(found)
    nearly = {landing.place.id for one in found for landing in one.landings} - there
    covered = {covers.start for covers in ground.graph.of_type(CoversOccupation)}
    clusters = [NotReached(ground.place(node.id), "cluster", "") for node in ground.graph.of_kind(CareerCluster)]
    notes = {
        node.id: NEARLY if node.id in nearly else "" if node.id in covered else NOTHING_ALIGNED
        for node in ground.graph.of_kind(SubCluster)
    }
    made = [*clusters, *(NotReached(ground.place(sub), "sub-cluster", note) for sub, note in notes.items())]
    left = [one for one in made if one.place.id not in there]
    return tuple(sorted(left, key=lambda one: (one.place.cluster, one.place.sub_cluster)))
