"""Job titles to occupations: what the report's sample and emerging occupations are called in the SOC.

Rule: a job title (report, Appendix I, sample and emerging occupations) is looked up among official titles, and
the first step that knows it answers: BLS's direct-match titles and the SOC's own, as printed, then in normal
form; a part of a SOC title; O*NET's own occupations, then its alternate titles, as printed and in normal form. A
title that none knows is tried without its remark, then as several jobs (`Travel Agent/Tour Guide`), each by
itself, then by its last words: an official title, or such as most official titles that end so give to one
occupation. `alignments.title_forms` says what a normal form is, `alignments.classification_titles` looks titles
up.

Several occupations in the step that answers are ambiguous: the first CANDIDATES are given, not asserted, those
in a cluster that lists the title before others, and a finding names them. The cluster itself decides nothing: of
seven titles that it would have decided and that BLS or the SOC has, it was right about four.

Confidence: how often a step is right, (right + 1 + HELD_OUT_WEIGHT × h) / (labelled + 2 + HELD_OUT_WEIGHT).
Right and labelled are titles of the labelled half that chooses. h is (right + 1) / (tested + 2) over BLS's
direct-match titles when each is hidden from all lists, with those of its normal form; 1 for what BLS and the SOC
say themselves. O*NET's lists repeat BLS's titles and cannot be tested that way: the labelled half alone speaks
of them. The confidence of an ambiguous title is divided by its candidates. Asserted from FLOOR.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignments import classification_titles as by
from alignments import occupations
from alignments.classification_titles import Match, OfficialTitles
from alignments.provenance import derived, finding
from ontology import identifiers
from ontology.derived import ClassifiedAs, Concerns
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Finding, JobTitle
from ontology.records import Record
from ontology.relationships import AlsoIn, CoversOccupation, HasSampleOccupation

METHOD = "classification"
FLOOR = 2 / 3
CANDIDATES = 5
HELD_OUT_WEIGHT = 10
# No relationship says where a title of an occupation comes from.
SOURCES = (identifiers.source("soc-2018"), identifiers.source("onet-29.3"))

AMBIGUOUS, UNMATCHED, BELOW, IN_PART = "ambiguous", "unmatched", "below the floor", "in part"


@dataclass(frozen=True, slots=True)
class Trial:
    """How a step did: of `labelled` titles of the half that chooses, and of `tested` titles of BLS when hidden."""

    right: int
    labelled: int
    held_out: tuple[int, int] | None = None
    stated: bool = False

    @property
    def confidence(self) -> float:
        """Confidence in a match of the step, 0 to 1, by this module's rule."""
        if self.held_out is None and not self.stated:
            return (self.right + 1) / (self.labelled + 2)
        right, tested = self.held_out or (0, 0)
        share = 1.0 if self.stated else (right + 1) / (tested + 2)
        return (self.right + 1 + HELD_OUT_WEIGHT * share) / (self.labelled + 2 + HELD_OUT_WEIGHT)


_STATED, _ONET = Trial(5, 5, stated=True), Trial(7, 7)
TRIALS: dict[str, Trial] = {
    by.DIRECT: _STATED,
    by.SOC: _STATED,
    by.DIRECT_FORM: _STATED,
    by.SOC_FORM: _STATED,
    by.SOC_PART: Trial(4, 4, (109, 110)),
    by.ONET: _ONET,
    by.ALTERNATE: _ONET,
    by.ALTERNATE_FORM: _ONET,
    by.NO_REMARK: Trial(0, 0, (6, 6)),
    by.ONE_JOB: Trial(0, 0, (106, 121)),
    by.ENDS_AS_TITLE: Trial(2, 2, (296, 351)),
    by.ENDS_AS_MOST: Trial(0, 0, (622, 690)),
    by.ENDS_AS_SOME: Trial(0, 1, (507, 872)),
}


def classify(graph: CareerGraph) -> list[Record]:
    """CLASSIFIED_AS from the graph's job titles to detailed occupations, and findings on those left open."""
    titles = OfficialTitles(graph.of_kind(DetailedOccupation))
    nearby = _nearby(graph)
    records: list[Record] = []
    for job in graph.of_kind(JobTitle):
        matches = [_nearby_first(match, nearby.get(job.id, frozenset())) for match in titles.matches(job.title)]
        links = [link for match in matches for link in _links(graph, job, match)]
        surest = {link.end: link for link in sorted(links, key=lambda link: (link.asserted, link.confidence))}
        records.extend(surest[occupation] for occupation in sorted(surest))
        records.extend(_finding(graph, job, matches, nearby.get(job.id, frozenset())))
    return records


def _nearby(graph: CareerGraph) -> dict[str, frozenset[str]]:
    """Job title id → ids of the occupations that the crosswalk has in a cluster that lists it."""
    within: dict[str, set[str]] = defaultdict(set)
    for occupation, clusters in occupations.clusters(graph).items():
        for cluster in clusters:
            within[cluster].add(occupation)
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for listed in graph.of_type(HasSampleOccupation):
        found[listed.end] |= within[listed.start]
    for also in graph.of_type(AlsoIn):
        found[also.start] |= within[also.end]
    return found


def _nearby_first(match: Match, nearby: frozenset[str]) -> Match:
    order = sorted(match.found, key=lambda occupation: (occupation not in nearby, occupation))
    return Match(match.title, match.step, {occupation: match.found[occupation] for occupation in order})


def _links(graph: CareerGraph, job: JobTitle, match: Match) -> Iterator[ClassifiedAs]:
    """One link, or unasserted ones to the first candidates."""
    if not match.found:
        return
    confidence = TRIALS[match.step].confidence / len(match.found)
    for occupation, title in list(match.found.items())[:CANDIDATES]:
        yield ClassifiedAs(
            start=job.id,
            end=occupation,
            matched_title=title,
            step=match.step,
            **derived(
                METHOD,
                confidence=confidence,
                asserted=_is_sure(match),
                evidence=[occupation],
                sources=_sources(graph, occupation, title),
            ),
        )


def _is_sure(match: Match) -> bool:
    return len(match.found) == 1 and TRIALS[match.step].confidence >= FLOOR


def _sources(graph: CareerGraph, occupation: str, title: str) -> list[str]:
    """The sources that give the title to the occupation; both where O*NET repeats BLS."""
    node = graph.nodes[occupation]
    assert isinstance(node, DetailedOccupation)
    given = (node.title, *node.alt_titles, *node.direct_match_titles), node.alternate_titles
    return [source for source, titles in zip(SOURCES, given, strict=True) if title in titles]


def _finding(graph: CareerGraph, job: JobTitle, matches: Sequence[Match], nearby: frozenset[str]) -> list[Record]:
    """Why a title, or one of the jobs that it names, is left open; nothing where none is."""
    still_open = [match for match in matches if not _is_sure(match)]
    if matches and not still_open:
        return []
    candidates = {occupation for match in still_open for occupation in list(match.found)[:CANDIDATES]}
    reasons = [_reason(graph, match, nearby, jobs=len(matches)) for match in still_open]
    reason = " ".join(reasons) or "No official title is this one in any form, and those that end so do not agree."
    outcome = _outcome(matches, still_open)
    return finding(METHOD, job, outcome, reason, evidence=candidates, sources=_all_sources(graph, candidates))


def _all_sources(graph: CareerGraph, candidates: Iterable[str]) -> list[str]:
    used = (HasSampleOccupation, CoversOccupation) if candidates else ()
    return [*SOURCES, *(relation.source for kind in used for relation in graph.of_type(kind)[:1])]


def _outcome(matches: Sequence[Match], still_open: Sequence[Match]) -> str:
    if not matches:
        return UNMATCHED
    if len(still_open) < len(matches):
        return IN_PART
    return AMBIGUOUS if any(len(match.found) > 1 for match in matches) else BELOW


def _reason(graph: CareerGraph, match: Match, nearby: frozenset[str], jobs: int) -> str:
    about, by_step = (f"{match.title}: ", "") if jobs > 1 else ("", f", by {match.step}")
    named = [f"{occupation.rsplit('/', 1)[-1]} {graph.nodes[occupation].title}" for occupation in match.found]
    if not named:
        return f"{about}no official title."
    if len(named) == 1:
        return f"{about}{named[0]}{by_step}."
    more = f"; and {len(named) - CANDIDATES} more" if len(named) > CANDIDATES else ""
    listed = sum(occupation in nearby for occupation in match.found)
    return (
        f"{about}{len(named)} occupations{by_step}, {listed} of them in a cluster that lists the title: "
        f"{'; '.join(named[:CANDIDATES])}{more}."
    )


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """What was found, as text: counts of each step, the titles left open and why, the others' occupations."""
    found = tuple(records)
    links: dict[str, list[ClassifiedAs]] = defaultdict(list)
    for link in found:
        if isinstance(link, ClassifiedAs) and link.asserted:
            links[link.start].append(link)
    reasons = {node.id: node for node in found if isinstance(node, Finding)}
    findings = {r.end: reasons[r.start] for r in found if isinstance(r, Concerns)}
    lines = [*_counts(graph, {job: of[0].step for job, of in links.items()}, findings), ""]
    for outcome in (AMBIGUOUS, BELOW, IN_PART, UNMATCHED):
        told = sorted(job for job, why in findings.items() if why.outcome == outcome)
        lines.append(f"{outcome.capitalize()}: {len(told)} titles")
        lines += [*(_told(graph, job, findings[job]) for job in told), ""]
    lines.append(f"Classified: {len(links)} titles")
    for job, of in sorted(links.items()):
        lines.append(f"  {graph.nodes[job].title} → {'; '.join(_named(graph, link) for link in of)}")
    return "\n".join(lines) + "\n"


def _counts(graph: CareerGraph, steps: Mapping[str, str], findings: Mapping[str, Finding]) -> Iterator[str]:
    """A row for each step and for each outcome of what no step decided: listings and titles."""
    rows = {job.id: steps.get(job.id) or findings[job.id].outcome for job in graph.of_kind(JobTitle)}
    listed = Counter((rows[r.end], r.emerging) for r in graph.of_type(HasSampleOccupation))
    titles = Counter(rows.values())
    yield f"{'Step':<32}{'confidence':>10}{'sample':>9}{'emerging':>9}{'titles':>9}"
    for name in (*TRIALS, AMBIGUOUS, BELOW, UNMATCHED):
        confidence = f"{TRIALS[name].confidence:.2f}" if name in TRIALS else ""
        yield f"{name:<32}{confidence:>10}{listed[name, False]:>9}{listed[name, True]:>9}{titles[name]:>9}"
    total = Counter(r.emerging for r in graph.of_type(HasSampleOccupation))
    yield f"{'all':<42}{total[False]:>9}{total[True]:>9}{len(rows):>9}"


def _told(graph: CareerGraph, job: str, why: Finding) -> str:
    return f"  {graph.nodes[job].title}" + (f" | {why.reason}" if why.outcome != UNMATCHED else "")


def _named(graph: CareerGraph, link: ClassifiedAs) -> str:
    code = link.end.rsplit("/", 1)[-1]
    return f"{code} {graph.nodes[link.end].title} [{link.step}, {link.confidence:.2f}]"
