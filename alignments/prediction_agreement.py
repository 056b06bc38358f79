"""How far the rerun of the report's rule agrees with the published crosswalk, and where it does not.

Only occupations as BLS counts them enter, so that no job counts twice. Jobs are those of May 2025 for every
witness; the few occupations that OEWS has no figure for count without jobs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from alignments import occupations
from alignments.occupations import Sets
from ontology.derived import PredictedIn
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation
from ontology.records import Record

WORTH_A_LOOK = 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """Occupations, and their jobs in May 2025, of which so many agree."""

    occupations: int = 0
    agreeing: int = 0
    jobs: int = 0
    jobs_agreeing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    @property
    def share(self) -> float:
        """Share of the occupations that agree, 0 to 1."""
        return self.agreeing / self.occupations if self.occupations else 0.0

    @property
    def share_of_jobs(self) -> float:
        """The same, weighted by jobs."""
        return self.jobs_agreeing / self.jobs if self.jobs else 0.0

    def __str__(self) -> str:
        counts = f"{self.agreeing:>5,} of {self.occupations:>5,}"
        return f"{counts} {self.share:>6.1%} {self.jobs:>13,} jobs {self.share_of_jobs:>6.1%}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How one witness agrees with the published crosswalk.

    An occupation agrees where a cluster of rank 1 is one that the crosswalk has it in. `one_named` takes those
    with one cluster of rank 1; `drawn` is the share that would agree if one of several were drawn. By cluster id,
    an occupation counts in each of its clusters. `without_figures` are ids of detailed occupations.
    """

    witness: str
    overall: Tally
    one_named: Tally
    drawn: float
    by_published: Mapping[str, Tally]
    by_predicted: Mapping[str, Tally]
    without_figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Both witnesses send an occupation where the crosswalk does not have it; the smaller of their shares."""

    occupation: str
    jobs: int
    share: float
    predicted: frozenset[str]
    published: frozenset[str]


def first(graph: CareerGraph, records: Iterable[Record]) -> dict[str, Sets]:
    """Witness → occupation that it counts → clusters of rank 1; the parts of a counted one are left out."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        if isinstance(record, PredictedIn) and record.rank == 1:
            found[record.witness][record.start].add(record.end)
    stands_for = occupations.parts(graph)
    kept: dict[str, Sets] = {}
    for witness, named in sorted(found.items()):
        parts = {part for counted in named for part in stands_for.get(counted, ()) if part != counted}
        kept[witness] = {o: frozenset(named[o]) for o in sorted(named.keys() - parts)}
    return kept


def agreement(graph: CareerGraph, records: Iterable[Record]) -> tuple[Agreement, ...]:
    """How each witness agrees with the published crosswalk, from the records of `predicted_in`."""
    return tuple(_agreement(graph, witness, named) for witness, named in first(graph, records).items())


def _agreement(graph: CareerGraph, witness: str, named: Sets) -> Agreement:
    published, stands_for = occupations.clusters(graph), occupations.parts(graph)
    right = {o: len(named[o] & published.get(o, frozenset())) for o in named}
    tallies = {o: tally_of(graph, o, right[o] > 0) for o in named}
    known = {part for counted in named for part in stands_for.get(counted, ())}
    return Agreement(
        witness=witness,
        overall=sum(tallies.values(), Tally()),
        one_named=sum((tallies[o] for o in named if len(named[o]) == 1), Tally()),
        drawn=math.fsum(right[o] / len(named[o]) for o in named) / len(named),
        by_published=_by_cluster(tallies, published),
        by_predicted=_by_cluster(tallies, named),
        without_figures=tuple(n.id for n in graph.of_kind(DetailedOccupation) if n.id not in known),
    )


def tally_of(graph: CareerGraph, occupation: str, agrees: bool) -> Tally:
    """One occupation with its jobs, as a tally."""
    jobs = getattr(graph.nodes[occupation], "employment_2025", None) or 0
    return Tally(1, int(agrees), jobs, jobs if agrees else 0)


def _by_cluster(tallies: Mapping[str, Tally], clusters: Sets) -> dict[str, Tally]:
    found: dict[str, Tally] = defaultdict(Tally)
    for occupation, tally in tallies.items():
        for cluster in clusters.get(occupation, ()):
            found[cluster] += tally
    return dict(sorted(found.items()))


def same(graph: CareerGraph, records: Iterable[Record]) -> dict[str, frozenset[str] | None]:
    """Occupation that all witnesses count → the clusters of rank 1; None where they name different ones."""
    answers = list(first(graph, records).values())
    common = sorted(set(answers[0]).intersection(*answers)) if answers else []
    return {o: answers[0][o] if len({answer[o] for answer in answers}) == 1 else None for o in common}


def disagreements(graph: CareerGraph, records: Iterable[Record], limit: int) -> list[Disagreement]:
    """The disagreements worth a look, most jobs first, at most `limit`.

    All witnesses name the same clusters, each by a share of WORTH_A_LOOK, and the crosswalk has none of them.
    """
    kept = list(records)
    published = occupations.clusters(graph)
    share: dict[str, float] = {}
    for record in kept:
        if isinstance(record, PredictedIn) and record.rank == 1:
            share[record.start] = min(record.share, share.get(record.start, 1.0))
    found = []
    for occupation, predicted in same(graph, kept).items():
        stated = published.get(occupation, frozenset())
        if predicted and share[occupation] >= WORTH_A_LOOK and not predicted & stated:
            jobs = tally_of(graph, occupation, False).jobs
            found.append(Disagreement(occupation, jobs, share[occupation], predicted, stated))
    return sorted(found, key=lambda row: (-row.jobs, row.occupation))[:limit]
