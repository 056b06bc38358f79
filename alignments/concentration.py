"""Where a sub-cluster lives: the subsectors (3-digit NAICS) that the jobs of its occupations are concentrated in.

Rests on the report's Section 1, Important Definitions: a sub-cluster is aligned by 3-digit NAICS code. No workbook
gives these codes. An occupation's jobs are split evenly over the sub-clusters that the crosswalk has it in. OEWS
speaks for every industry that it covers, the National Employment Matrix for the others (crops, animals, fishing,
private households); each is measured against its own totals. Where both cover an industry, the matrix says whether
it agrees.

Rule: a subsector stands out where it holds at least SHARE_FLOOR of the sub-cluster's jobs, at a location quotient
of at least QUOTIENT_FLOOR. Below NOISE_SHARE or NOISE_QUOTIENT it is noise and left out.

Confidence, 0 to 1, is the product of three factors:
- strength, x / (x + HALF_STRENGTH) with x = share * ln(location quotient): what the subsector adds to the
  divergence (Kullback-Leibler) of the sub-cluster's jobs from all jobs, so that none gets far by its size alone;
- breadth, n / (n + 1) with n the effective number of occupations behind the sub-cluster's jobs;
- agreement: 1 where the second witness has it stand out too, 0.9 where that is silent, 0.8 where it does not.

A link is asserted where the subsector stands out with a confidence of at least CONFIDENCE_FLOOR, unless the
sub-cluster cuts across: by every witness the dissimilarity of its jobs from all jobs is below CROSS_CUTTING_BELOW.
A sub-cluster without an asserted link has a finding that says why.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignments import measures, occupations
from alignments.provenance import derived, finding
from alignments.staffing import Staffing, at_subsectors, oews
from ontology import identifiers
from ontology.derived import ConcentratedIn, Concerns
from ontology.graph import CareerGraph
from ontology.nodes import Finding, SubCluster
from ontology.records import Record
from ontology.relationships import Broader, Combines, CoversOccupation

METHOD = "concentration"
SHARE_FLOOR, QUOTIENT_FLOOR, CONFIDENCE_FLOOR = 0.02, 2.0, 0.4
NOISE_SHARE, NOISE_QUOTIENT = 0.01, 1.5
HALF_STRENGTH = 0.05
AGREEMENT = {True: 1.0, None: 0.9, False: 0.8}
CROSS_CUTTING_BELOW = 1 / 3
EVIDENCE_SHARE, EVIDENCE_AT_MOST = 0.8, 10
MILITARY = identifiers.soc("55-")

Amounts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A sub-cluster in an industry: jobs by occupation id, share of the sub-cluster's jobs (0 to 1), quotient."""

    jobs: Amounts
    share: float
    location_quotient: float

    @property
    def stands_out(self) -> bool:
        """Whether both floors are passed."""
        return self.share >= SHARE_FLOOR and self.location_quotient >= QUOTIENT_FLOOR

    @property
    def strength(self) -> float:
        """What it adds to the divergence from all jobs, in nats; 0 where it is no more common than elsewhere."""
        return self.share * math.log(max(self.location_quotient, 1.0))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sub-cluster's jobs by one witness: by occupation id and by industry id; and all jobs, as shares."""

    staffing: Staffing
    everywhere: Amounts
    jobs: Amounts
    places: Mapping[str, Place]

    @property
    def dissimilarity(self) -> float:
        """From the distribution of all jobs over industries: 0 the same, 1 nothing in common."""
        return measures.dissimilarity({i: place.share for i, place in self.places.items()}, self.everywhere)


def patterns(staffing: Staffing, splits: Mapping[str, Amounts]) -> dict[str, Pattern]:
    """Sub-cluster id → its pattern, of those with jobs. `splits` is what `occupations.splits` gives."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for occupation, by_industry in staffing.jobs.items():
        for sub_cluster, part in splits.get(occupation, {}).items():
            for industry, jobs in by_industry.items():
                if jobs > 0:
                    found[sub_cluster][industry][occupation] = jobs * part
    everywhere = {i: share for i, share in measures.shares(staffing.industries()).items() if share > 0}
    return {sub_cluster: _pattern(staffing, everywhere, there) for sub_cluster, there in sorted(found.items())}


def _pattern(staffing: Staffing, everywhere: Amounts, there: Mapping[str, Amounts]) -> Pattern:
    by_occupation: dict[str, list[float]] = defaultdict(list)
    for jobs in there.values():
        for occupation, amount in jobs.items():
            by_occupation[occupation].append(amount)
    shares = measures.shares({industry: math.fsum(jobs.values()) for industry, jobs in there.items()})
    places = {
        industry: Place(there[industry], share, measures.location_quotient(share, everywhere[industry]))
        for industry, share in sorted(shares.items())
    }
    return Pattern(staffing, everywhere, {o: math.fsum(amounts) for o, amounts in by_occupation.items()}, places)


@dataclass(frozen=True, slots=True)
class Home:
    """An industry where a sub-cluster has jobs, by the witness that speaks for it; whether the other agrees."""

    industry: str
    place: Place
    pattern: Pattern
    agrees: bool | None

    @property
    def confidence(self) -> float:
        """How sure it is that the sub-cluster lives here, 0 to 1, as defined above."""
        strength = self.place.strength / (self.place.strength + HALF_STRENGTH)
        breadth = measures.effective_number(self.pattern.jobs.values())
        return strength * breadth / (breadth + 1) * AGREEMENT[self.agrees]

    @property
    def is_noise(self) -> bool:
        """Whether it is too small or too ordinary to be reported."""
        return self.place.share < NOISE_SHARE or self.place.location_quotient < NOISE_QUOTIENT


def homes(found: Sequence[Pattern]) -> Iterator[Home]:
    """The industries where a sub-cluster has jobs by the first of its patterns whose witness covers them."""
    for industry in sorted({industry for pattern in found for industry in pattern.places}):
        first, *others = (pattern for pattern in found if industry in pattern.everywhere)
        if place := first.places.get(industry):
            second = [industry in other.places and other.places[industry].stands_out for other in others]
            yield Home(industry, place, first, second[0] if second else None)


def cuts_across(found: Sequence[Pattern]) -> bool:
    """Whether every witness has the sub-cluster's jobs spread over industries much as all jobs are."""
    return all(pattern.dissimilarity < CROSS_CUTTING_BELOW for pattern in found)


def main_occupations(jobs: Amounts) -> list[str]:
    """Ids of the occupations with most jobs: those that make up the first 80% of them, at most 10."""
    return measures.leading(jobs, EVIDENCE_SHARE, EVIDENCE_AT_MOST)


def concentrations(graph: CareerGraph, matrix: Staffing) -> list[Record]:
    """CONCENTRATED_IN of every sub-cluster, and a finding for each one that has none asserted."""
    splits, sources, without = occupations.splits(graph), _sources(graph), _without_figures(graph)
    witnesses = [patterns(staffing, splits) for staffing in (oews(graph), at_subsectors(matrix, graph))]
    made: list[Record] = []
    for sub in graph.of_kind(SubCluster):
        found = [by_sub_cluster[sub.id] for by_sub_cluster in witnesses if sub.id in by_sub_cluster]
        behind = sources[sub.id] | {pattern.staffing.source for pattern in found}
        across, note = cuts_across(found), without.get(sub.id)
        links = [_link(sub, home, across, behind, note) for home in homes(found) if not home.is_noise]
        made += links
        if not any(link.asserted for link in links):
            outcome, reason = _why_none(graph, found, note)
            evidence = main_occupations(found[0].jobs) if found else [sub.id]
            made += finding(METHOD, sub, outcome, reason, evidence=evidence, sources=behind)
    return made


def _link(sub: SubCluster, home: Home, across: bool, sources: Iterable[str], note: str | None) -> ConcentratedIn:
    asserted = home.place.stands_out and home.confidence >= CONFIDENCE_FLOOR and not across
    evidence = main_occupations(home.place.jobs)
    return ConcentratedIn(
        start=sub.id,
        end=home.industry,
        witness=home.pattern.staffing.witness,
        jobs=round(math.fsum(home.place.jobs.values())),
        share=measures.rounded(home.place.share),
        location_quotient=measures.rounded(home.place.location_quotient),
        agrees=home.agrees,
        note=note,
        **derived(METHOD, confidence=home.confidence, asserted=asserted, evidence=evidence, sources=sources),
    )


def _why_none(graph: CareerGraph, found: Sequence[Pattern], note: str | None) -> tuple[str, str]:
    """Outcome and reason where nothing is asserted of a sub-cluster."""
    if not found:
        return ("no figures", note) if note else ("no occupations", "The crosswalk aligns no occupation with it")
    unlike = " and ".join(f"{pattern.dissimilarity:.2f} by {pattern.staffing.witness}" for pattern in found)
    best = max(homes(found), key=lambda home: (home.confidence, home.industry))
    figures = (
        f"dissimilarity from all jobs {unlike}; nearest to a home is {graph.nodes[best.industry].title}: share "
        f"{best.place.share:.3f}, location quotient {best.place.location_quotient:.1f}, "
        f"confidence {best.confidence:.2f}"
    )
    if cuts_across(found):
        return "cross-cutting", f"Its jobs are spread much as all jobs are: {figures}"
    if not any(home.place.stands_out for home in homes(found)):
        return "cross-cutting", f"No subsector passes both floors: {figures}"
    return "no clear home", f"No subsector that passes both floors is sure enough: {figures}"


def _sources(graph: CareerGraph) -> dict[str, set[str]]:
    """Sub-cluster id → sources of the crosswalk, and of what groups and combined ones in it stand for."""
    of_group: dict[str, set[str]] = defaultdict(set)
    for combines in graph.of_type(Combines):
        of_group[combines.start].add(combines.source)
    for broader in graph.of_type(Broader):
        of_group[broader.end].add(broader.source)
    crosswalk = {covers.source for covers in graph.of_type(CoversOccupation)}
    found = {sub.id: set(crosswalk) for sub in graph.of_kind(SubCluster)}
    for covers in graph.of_type(CoversOccupation):
        found[covers.start] |= of_group[covers.end]
    return found


def _without_figures(graph: CareerGraph) -> dict[str, str]:
    """Sub-cluster id → in words, how many of its occupations OEWS has no jobs of; absent where it has them all."""
    stands_for, found = occupations.parts(graph), {}
    counted = {detailed for occupation in oews(graph).jobs for detailed in stands_for[occupation]}
    within: dict[str, list[str]] = defaultdict(list)
    for detailed, sub_clusters in occupations.sub_clusters(graph).items():
        for sub_cluster in sub_clusters:
            within[sub_cluster].append(detailed)
    for sub_cluster, ids in within.items():
        if missing := [each for each in ids if each not in counted]:
            said = f"OEWS has no jobs of {len(missing)} of its {len(ids)} detailed occupations"
            military = sum(each.startswith(MILITARY) for each in missing)
            found[sub_cluster] = f"{said}, {military} of them military" if military else said
    return found


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """A line a sub-cluster: jobs and dissimilarity by OEWS, then what is asserted of it or was found; and totals.

    `111 0.55 ×89.1*` is code, share, location quotient; `*` is by the Employment Matrix, `?` what that denies.
    """
    kept = tuple(records)
    links = [record for record in kept if isinstance(record, ConcentratedIn)]
    outcomes = {record.id: record.outcome for record in kept if isinstance(record, Finding)}
    told = {record.end: outcomes[record.start] for record in kept if isinstance(record, Concerns)}
    by_oews, without = patterns(oews(graph), occupations.splits(graph)), _without_figures(graph)
    lines = [f"{'sub-cluster':<40} {'jobs':>10} unlike  subsectors: share, location quotient"]
    for sub in graph.of_kind(SubCluster):
        said = told.get(sub.id) or _asserted(link for link in links if link.start == sub.id and link.asserted)
        note = f" [{without[sub.id]}]" if sub.id in without else ""
        lines.append(f"{_name(sub.id):<40} {_figures(by_oews.get(sub.id))}  {said}{note}")
    return "\n".join([*lines, "", *_totals(links, told)]) + "\n"


def _name(node_id: str) -> str:
    return node_id.rsplit("/", 1)[-1]


def _figures(pattern: Pattern | None) -> str:
    if pattern is None:
        return f"{'-':>10} {'-':>6}"
    return f"{math.fsum(pattern.jobs.values()):>10,.0f} {pattern.dissimilarity:>6.2f}"


def _asserted(links: Iterable[ConcentratedIn]) -> str:
    ordered = sorted(links, key=lambda link: (-link.share, link.end))
    only = " (government only)" if [link.end for link in ordered] == [identifiers.government()] else ""
    return ", ".join(map(_shortly, ordered)) + only


def _shortly(link: ConcentratedIn) -> str:
    mark = "*" if link.agrees is None else "" if link.agrees else "?"
    return f"{_name(link.end)} {link.share:.2f} ×{link.location_quotient:.1f}{mark}"


def _totals(links: Sequence[ConcentratedIn], told: Mapping[str, str]) -> Iterator[str]:
    asserted = [link for link in links if link.asserted]
    both = [link.agrees for link in asserted if link.agrees is not None]
    yield f"{len({link.start for link in asserted})} sub-clusters with {len(asserted)} links asserted"
    yield f"{len(links) - len(asserted)} more links reported, not asserted"
    for outcome, count in sorted(Counter(told.values()).items()):
        yield f"{count} {outcome}"
    yield f"both witnesses cover {len(both)} of the links asserted and agree on {sum(both)}"
