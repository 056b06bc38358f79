"""What became of a pathway of 2002: the sub-clusters that have its occupations.

Rule: O*NET's table of career clusters lists a pathway's occupations, the crosswalk the sub-clusters of each. An
occupation is split evenly over its sub-clusters, for one that stands in ten says little of each: unsplit, the
managers of natural scientists alone would take half the jobs of natural resources to air transport.
`share_of_occupations` counts each as one; `share_of_jobs` by its jobs, over those that have figures. The military
and legislators have none: `shared_without_jobs` counts them, and to weigh a link each stands for an average
occupation of its pathway.
Where this asserts nothing, as of the six pathways that O*NET's table lacks, the words of the title are asked
(`alignments.succession_titles`), and of two links to a sub-cluster the surer stands. Where these assert nothing
either, a Finding tells what came nearest.

Confidence: taken / (most taken + DOUBT). Taken is how many of the pathway's occupations the sub-cluster takes, by
count or by jobs, whichever is less, so neither one big occupation nor many tiny ones make a successor alone; most
taken is what the likeliest sub-cluster takes. A pathway that goes on in four equal parts thus has four successors,
but a single occupation never says more than a half. Asserted from FLOOR; below LEAST a link is noise and left out.

The report speaks of clusters, rarely of sub-clusters (Section 4; Appendix I, Cluster Crosswalk). No link rests on
it; `agrees` compares.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alignments import occupations, succession_titles
from alignments.measures import rounded
from alignments.occupations import Sets
from alignments.provenance import derived, finding
from alignments.succession_report import Agrees, agreement
from alignments.succession_titles import Texts
from ontology.derived import Concerns, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import Finding, LegacyPathway
from ontology.records import Record
from ontology.relationships import CoversOccupation, CoversProgram, EmployedIn, IncludedOccupation, SucceededBy

Splits = Mapping[str, Mapping[str, float]]

METHOD = "succession"
FLOOR = 0.4
LEAST = 0.1
DOUBT = 1.0
OUTCOME = "no likely successor"

_REPORT = {True: "report agrees", False: "report disagrees", None: "report silent"}


@dataclass(frozen=True, slots=True)
class Basis:
    """Pathway → its occupations, occupation → its part in each sub-cluster and → its jobs; report and sources.

    `sources` are those of all that, `of_titles` those of a link by titles where no table has the pathway.
    """

    listed: Sets
    places: Splits
    jobs: Mapping[str, float]
    agrees: Agrees
    sources: frozenset[str]
    of_titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shares:
    """Sub-cluster → its share of a pathway's occupations, of its jobs (0 to 1), and how many of them it takes.

    Shared are the ids of the occupations that both have.
    """

    of_occupations: Mapping[str, float]
    of_jobs: Mapping[str, float]
    taken: Mapping[str, float]
    shared: Sets

    def confidence(self, sub_cluster: str) -> float:
        """How sure it is that the sub-cluster is a successor, 0 to 1, by this module's rule."""
        return self.taken[sub_cluster] / (max(self.taken.values()) + DOUBT)


def basis(graph: CareerGraph) -> Basis:
    """What the links rest on."""
    listed: dict[str, set[str]] = defaultdict(set)
    for included in graph.of_type(IncludedOccupation):
        listed[included.start].add(included.end)
    titles = (CoversOccupation, CoversProgram, SucceededBy)
    by_title = frozenset(r.source for kind in titles for r in graph.of_type(kind))
    figures = frozenset(r.source for kind in (IncludedOccupation, EmployedIn) for r in graph.of_type(kind))
    return Basis(
        listed={pathway: frozenset(found) for pathway, found in listed.items()},
        places=occupations.splits(graph),
        jobs=occupations.jobs(graph),
        agrees=agreement(graph),
        sources=by_title | figures,
        of_titles=by_title,
    )


def split(amounts: Mapping[str, float], places: Splits) -> dict[str, float]:
    """Sub-cluster → share of the amounts (by occupation), each split as `places` says, 0 to 1.

    The shares add up to less than 1 where an occupation stands in no sub-cluster. Empty where the sum is 0.
    """
    total = math.fsum(amounts.values())
    parts: dict[str, list[float]] = defaultdict(list)
    for occupation, amount in amounts.items():
        for place, part in places.get(occupation, {}).items():
            parts[place].append(amount * part)
    return {place: min(math.fsum(parts[place]) / total, 1.0) for place in sorted(parts)} if total else {}


def shares(listed: Collection[str], places: Splits, jobs: Mapping[str, float]) -> Shares:
    """The shares of these occupations, by sub-cluster; an occupation may have no figure of jobs."""
    known = {occupation: jobs[occupation] for occupation in listed if occupation in jobs}
    average = math.fsum(known.values()) / len(known) if known else 1.0
    by_count = split(dict.fromkeys(listed, 1.0), places)
    by_jobs = split({occupation: jobs.get(occupation, average) for occupation in listed}, places)
    taken = {place: len(listed) * min(by_count[place], by_jobs.get(place, 0.0)) for place in by_count}
    shared = {place: frozenset(o for o in listed if place in places.get(o, {})) for place in by_count}
    return Shares(by_count, split(known, places), taken, shared)


def likely_successors(graph: CareerGraph) -> list[Record]:
    """LIKELY_SUCCEEDED_BY of each pathway, by id, and a Finding on each that has no asserted one."""
    known, texts = basis(graph), succession_titles.texts(graph)
    made: list[Record] = []
    for pathway in graph.of_kind(LegacyPathway):
        listed = known.listed.get(pathway.id, frozenset())
        found = shares(listed, known.places, known.jobs)
        links = list(_by_occupations(pathway, found, known))
        if not any(link.asserted for link in links):
            links = _surer([*links, *_by_words(pathway, found, known, texts)])
        made += links
        if not any(link.asserted for link in links):
            reason, evidence = _reason(graph, len(listed), links), listed or {pathway.id}
            made += finding(METHOD, pathway, OUTCOME, reason, evidence=evidence, sources=known.sources)
    return made


def _by_occupations(pathway: LegacyPathway, found: Shares, known: Basis) -> Iterator[LikelySucceededBy]:
    for place, shared in found.shared.items():
        if (sure := rounded(found.confidence(place))) >= LEAST:
            told = derived(METHOD, confidence=sure, asserted=sure >= FLOOR, evidence=shared, sources=known.sources)
            yield _link(pathway, place, found, known, told)


def _by_words(
    pathway: LegacyPathway, found: Shares, known: Basis, texts: Mapping[str, Texts]
) -> Iterator[LikelySucceededBy]:
    for match in succession_titles.nearest(pathway.title, texts):
        told = derived(
            succession_titles.METHOD,
            confidence=match.confidence,
            asserted=match.asserted,
            evidence=match.evidence or {match.sub_cluster},
            sources=known.sources if found.of_occupations else known.of_titles,
        )
        yield _link(pathway, match.sub_cluster, found, known, told)


def _surer(links: Iterable[LikelySucceededBy]) -> list[LikelySucceededBy]:
    """One link to each sub-cluster, the surer where there are two, by sub-cluster."""
    by_end = {link.end: link for link in reversed(surest_first(links))}
    return [by_end[end] for end in sorted(by_end)]


def _link(
    pathway: LegacyPathway, place: str, found: Shares, known: Basis, told: Mapping[str, Any]
) -> LikelySucceededBy:
    shared = found.shared.get(place, frozenset())
    return LikelySucceededBy(
        start=pathway.id,
        end=place,
        shared_occupations=len(shared),
        share_of_occupations=rounded(found.of_occupations.get(place, 0.0)),
        share_of_jobs=rounded(found.of_jobs.get(place, 0.0)) if found.of_jobs else None,
        shared_without_jobs=len(shared - known.jobs.keys()),
        agrees=known.agrees(pathway.id, place),
        **told,
    )


def _reason(graph: CareerGraph, listed: int, links: Iterable[LikelySucceededBy]) -> str:
    told = [f"O*NET's table lists {listed} of its occupations." if listed else "O*NET's table does not list it."]
    best = {link.method: link for link in reversed(surest_first(links))}
    for _, link in sorted(best.items()):
        told.append(f"Nearest {_figures(link)}: {graph.nodes[link.end].title}, {link.confidence:.2f}.")
    told.append(f"A link takes {FLOOR}; by words, also one in the sub-cluster's own title.")
    return " ".join(told)


def surest_first(links: Iterable[LikelySucceededBy]) -> list[LikelySucceededBy]:
    """Asserted links first, those of higher confidence first, then by sub-cluster."""
    return sorted(links, key=lambda link: (not link.asserted, -link.confidence, link.end))


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """Each pathway with its sub-clusters, the surest first, those not asserted in brackets, or why there is none.

    Totals follow: what the report says of the surest link of each pathway, and where it says otherwise.
    """
    links: dict[str, list[LikelySucceededBy]] = defaultdict(list)
    reasons = {}
    for record in sorted(records, key=lambda record: isinstance(record, Concerns)):
        if isinstance(record, LikelySucceededBy):
            links[record.start].append(record)
        elif isinstance(record, Finding):
            reasons[record.id] = record.reason
        elif isinstance(record, Concerns):
            reasons[record.end] = reasons[record.start]
    listed = Counter(included.start for included in graph.of_type(IncludedOccupation))
    lines = []
    for pathway in graph.of_kind(LegacyPathway):
        lines.append(f"{pathway.title} (occupations: {listed[pathway.id]})")
        lines += [_line(graph, link) for link in surest_first(links[pathway.id])]
        lines += [f"   {OUTCOME}: {reasons[pathway.id]}"] if pathway.id in reasons else []
    return "\n".join([*lines, "", *_totals(graph, links), ""])


def _line(graph: CareerGraph, link: LikelySucceededBy) -> str:
    sure = f" {link.confidence:.2f} " if link.asserted else f"[{link.confidence:.2f}]"
    cluster = graph.nodes[occupations.cluster_of(graph)[link.end]].title
    return f"  {sure} {graph.nodes[link.end].title} ({cluster}): {_figures(link)}; {_REPORT[link.agrees]}"


def _figures(link: LikelySucceededBy) -> str:
    if link.method != METHOD:
        return "by words of the title"
    without = f" ({link.shared_without_jobs} without jobs)" if link.shared_without_jobs else ""
    jobs = "no figures of jobs" if link.share_of_jobs is None else f"{link.share_of_jobs:.2f} of jobs"
    return f"by {link.shared_occupations} shared{without}, {link.share_of_occupations:.2f} of occupations, {jobs}"


def _totals(graph: CareerGraph, links: Mapping[str, list[LikelySucceededBy]]) -> Iterator[str]:
    asserted = {start: [link for link in surest_first(found) if link.asserted] for start, found in links.items()}
    surest = [found[0] for found in asserted.values() if found]
    count, all_links = sum(map(len, asserted.values())), sum(map(len, links.values()))
    said = Counter(_REPORT[link.agrees] for link in surest)
    yield f"pathways: {len(graph.of_kind(LegacyPathway))}, with an asserted successor: {len(surest)}"
    yield f"links asserted: {count}, only reported: {all_links - count}"
    yield f"surest link of each: {', '.join(f'{what} {said[what]}' for what in _REPORT.values())}"
    for link in surest:
        if link.agrees is False:
            yield f"  report disagrees: {graph.nodes[link.start].title} to {graph.nodes[link.end].title}"
