"""Who works where: jobs by occupation and industry, as OEWS or the National Employment Matrix has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import Government, Industry, Sector, Subsector
from ontology.relationships import Broader, EmployedIn

JobsByIndustry = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Occupation id → industry id → jobs, of one release. Industries do not overlap: jobs may be added.

    `witness` is OEWS or Employment Matrix, `source` the id of its source. The matrix is no part of the graph;
    `loaders.matrix_staffing` gives its jobs, of 2022, by subsector, sector or government.
    """

    witness: str
    source: str
    jobs: JobsByIndustry

    def industries(self) -> dict[str, float]:
        """Industry id → jobs of all occupations."""
        found: dict[str, float] = defaultdict(float)
        for by_industry in self.jobs.values():
            for industry, jobs in by_industry.items():
                found[industry] += jobs
        return dict(found)


def oews(graph: CareerGraph) -> Staffing:
    """OEWS, May 2025: subsectors and government, of the published occupations. Withheld cells are missing."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    source = ""
    for employed in graph.of_type(EmployedIn):
        source = employed.source
        if employed.jobs is not None:
            found[employed.start][employed.end] = employed.jobs
    return Staffing("OEWS", source, dict(found))


def at_subsectors(staffing: Staffing, graph: CareerGraph) -> Staffing:
    """The same without what is known by sector only."""
    kept = {n.id for n in graph.nodes.values() if isinstance(n, Subsector | Government)}
    return _placed(staffing, lambda industry: industry if industry in kept else None)


def at_sectors(staffing: Staffing, graph: CareerGraph) -> Staffing:
    """The same by sector; government is public administration, sector 92."""
    above = {r.start: r.end for r in graph.of_type(Broader) if isinstance(graph.nodes[r.end], Industry)}
    sectors = {n.id for n in graph.of_kind(Sector)}
    public = identifiers.naics("92")

    def sector(industry: str) -> str | None:
        if industry == identifiers.government():
            return public
        return industry if industry in sectors else above.get(industry)

    return _placed(staffing, sector)


def _placed(staffing: Staffing, place: Callable[[str], str | None]) -> Staffing:
    found: dict[str, dict[str, float]] = {}
    for occupation, by_industry in staffing.jobs.items():
        here: dict[str, float] = defaultdict(float)
        for industry, jobs in by_industry.items():
            if (placed := place(industry)) is not None:
                here[placed] += jobs
        found[occupation] = dict(here)
    return Staffing(staffing.witness, staffing.source, found)
