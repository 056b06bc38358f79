"""How interdisciplinary, really: what two clusters share, and how much of it is teaching or a placeholder.

Rule: counts of rows that the crosswalk and the report publish (report, Section 5, Distinguishing Cross-Cutting
Clusters from Interdisciplinary Connections). An occupation or program is in a cluster where an alignment says so.
Without teaching: alignments of postsecondary teachers (SOC 25-1xxx) are left out, because they put many programs
into Education, too. Rows with NO MATCH name no program; the workbook counts them all as one program, 99.9999.

Confidence: 1, because a count is no guess. Asserted: the pair shares an occupation or a program without teaching;
words for skills alone assert nothing. All 91 pairs are given, because to share nothing is an answer, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from alignments.measures import jaccard, rounded
from alignments.occupations import cluster_of, is_teacher
from alignments.provenance import derived
from ontology import identifiers
from ontology.derived import InterdisciplinaryWith
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, Occupation, Program
from ontology.records import Record
from ontology.relationships import EmployedIn, InSubCluster, OfOccupation, SeeksSkill, ViaProgram

METHOD = "interdisciplinarity"
EVIDENCE = 10
PLACEHOLDER = "NO MATCH"
EDUCATION = identifiers.cluster("education")


@dataclass(frozen=True, slots=True)
class Breadth:
    """Clusters of an occupation or program, as the crosswalk has them and without teaching, by id.

    `published` is the workbook's own flag; None for PLACEHOLDER, which stands for the rows without a program.
    """

    id: str
    published: bool | None
    clusters: frozenset[str]
    without_teaching: frozenset[str]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many things there are, how many the workbook flags, and how many are in several clusters.

    `without_education` leaves out that cluster, `without_teaching` only the rows of postsecondary teachers.
    """

    number: int
    published: int
    several: int
    without_education: int
    without_teaching: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Ids of what the crosswalk, and for skills the report, has in a cluster."""

    occupations: frozenset[str]
    programs: frozenset[str]
    skills: frozenset[str]


Two = tuple[Contents, Contents]


def occupations(graph: CareerGraph) -> list[Breadth]:
    """Each occupation of the crosswalk, as its code stands there, by id. A teacher has no cluster but teaching."""
    return _breadths(graph, ((occupation, cluster, occupation) for cluster, occupation, _ in _rows(graph)))


def programs(graph: CareerGraph) -> list[Breadth]:
    """Each program of the crosswalk, by id; the rows without one stand together as PLACEHOLDER."""
    return _breadths(graph, ((program, cluster, occupation) for cluster, occupation, program in _rows(graph)))


def totals(breadths: Iterable[Breadth]) -> Totals:
    """The counts over some occupations or programs; the workbook's own include PLACEHOLDER."""
    rows = list(breadths)
    return Totals(
        number=len(rows),
        published=sum(row.published is True for row in rows),
        several=sum(len(row.clusters) > 1 for row in rows),
        without_education=sum(len(row.clusters - {EDUCATION}) > 1 for row in rows),
        without_teaching=sum(len(row.without_teaching) > 1 for row in rows),
    )


def _rows(graph: CareerGraph) -> Iterator[tuple[str, str, str]]:
    """Cluster, occupation and program (or PLACEHOLDER) of each alignment, by ids."""
    cluster = cluster_of(graph)
    occupation = {r.start: r.end for r in graph.of_type(OfOccupation)}
    program = {r.start: r.end for r in graph.of_type(ViaProgram)}
    for within in graph.of_type(InSubCluster):
        row = within.start
        yield cluster[within.end], occupation[row], program.get(row, PLACEHOLDER)


def _breadths(graph: CareerGraph, rows: Iterable[tuple[str, str, str]]) -> list[Breadth]:
    clusters: dict[str, set[str]] = defaultdict(set)
    without: dict[str, set[str]] = defaultdict(set)
    for thing, cluster, occupation in rows:
        clusters[thing].add(cluster)
        if not is_teacher(occupation):
            without[thing].add(cluster)
    return [
        Breadth(thing, _flag(graph, thing), frozenset(clusters[thing]), frozenset(without[thing]))
        for thing in sorted(clusters)
    ]


def _flag(graph: CareerGraph, thing: str) -> bool | None:
    node = graph.nodes.get(thing)
    return node.interdisciplinary_published if isinstance(node, Occupation | Program) else None


def contents(graph: CareerGraph, *, teaching: bool) -> dict[str, Contents]:
    """Cluster id → what is in it, with or without teaching, in order of id; PLACEHOLDER is no program."""

    def within(rows: Iterable[Breadth], cluster: str) -> frozenset[str]:
        return frozenset(r.id for r in rows if cluster in (r.clusters if teaching else r.without_teaching))

    jobs, courses = occupations(graph), [row for row in programs(graph) if row.id != PLACEHOLDER]
    skills: dict[str, set[str]] = defaultdict(set)
    for seeks in graph.of_type(SeeksSkill):
        skills[seeks.start].add(seeks.end)
    return {
        cluster.id: Contents(within(jobs, cluster.id), within(courses, cluster.id), frozenset(skills[cluster.id]))
        for cluster in graph.of_kind(CareerCluster)
    }


def interdisciplinary_with(graph: CareerGraph) -> list[Record]:
    """INTERDISCIPLINARY_WITH of each pair of clusters, the lower id first, whether or not they share anything.

    Jobs are those of an occupation that is in both, whole, national, May 2025. Evidence: up to EVIDENCE each of
    the shared occupations (most jobs first), programs (by id), both without teaching, and skills (by id); the two
    clusters where they share none of these.
    """
    used = (*graph.of_type(InSubCluster), *graph.of_type(SeeksSkill), *graph.of_type(EmployedIn))
    sources = frozenset(r.source for r in used)
    jobs = {n.id: n.employment_2025 or 0 for n in graph.of_kind(Occupation)}
    full, without = contents(graph, teaching=True), contents(graph, teaching=False)
    return [
        _pair(one, other, (full[one], full[other]), (without[one], without[other]), jobs, sources)
        for one, other in combinations(full, 2)
    ]


def _pair(
    start: str, end: str, full: Two, without: Two, jobs: Mapping[str, int], sources: Iterable[str]
) -> InterdisciplinaryWith:
    (one, other), (lone, another) = full, without
    taught, occupied = one.occupations & other.occupations, lone.occupations & another.occupations
    courses, skills = lone.programs & another.programs, one.skills & other.skills
    most = sorted(occupied, key=lambda o: (-jobs[o], o))
    evidence = [*most[:EVIDENCE], *sorted(courses)[:EVIDENCE], *sorted(skills)[:EVIDENCE]]
    return InterdisciplinaryWith(
        start=start,
        end=end,
        shared_occupations=len(taught),
        shared_occupations_without_teaching=len(occupied),
        occupations_jaccard=rounded(jaccard(one.occupations, other.occupations)),
        occupations_jaccard_without_teaching=rounded(jaccard(lone.occupations, another.occupations)),
        shared_programs=len(one.programs & other.programs),
        shared_programs_without_teaching=len(courses),
        programs_jaccard=rounded(jaccard(one.programs, other.programs)),
        programs_jaccard_without_teaching=rounded(jaccard(lone.programs, another.programs)),
        shared_skills=len(skills),
        skills_jaccard=rounded(jaccard(one.skills, other.skills)) if one.skills and other.skills else None,
        shared_jobs=sum(jobs[o] for o in taught),
        shared_jobs_without_teaching=sum(jobs[o] for o in occupied),
        **derived(
            METHOD,
            confidence=1.0,
            asserted=bool(occupied or courses),
            evidence=evidence or [start, end],
            sources=sources,
        ),
    )


def summary(graph: CareerGraph, records: Iterable[Record]) -> str:
    """Published and corrected counts side by side, and what each pair of clusters shares, as plain text."""
    every = programs(graph)
    counts = (
        ("programs, as the workbook counts", every),
        ("programs, without NO MATCH", [row for row in every if row.id != PLACEHOLDER]),
        ("occupations", occupations(graph)),
    )
    lines = [f"{'':<34}{'number':>8}{'flagged':>9}{'several':>9}{'no Educ.':>11}{'no 25-1':>10}"]
    lines += [_totals(name, totals(rows)) for name, rows in counts]
    lines += ["flagged: by the workbook, whose flag of NO MATCH itself is no fact of the graph"]
    lines += ["several: in several clusters; then the same without Education, and without teachers (25-1xxx)", ""]
    pairs = [record for record in records if isinstance(record, InterdisciplinaryWith)]
    lines += [f"{len(pairs)} pairs of clusters, {sum(pair.asserted for pair in pairs)} asserted"]
    lines += [
        "occupations and programs: with → without teaching; J: Jaccard, and jobs: May 2025, without teaching"
    ]
    lines += [f"{'':<66}{'occupations':>11}{'J':>6}{'programs':>11}{'J':>6}{'skills':>7}{'jobs':>11}"]
    return "\n".join([*lines, *(_line(graph, pair) for pair in pairs)]) + "\n"


def _totals(name: str, found: Totals) -> str:
    counts = f"{found.number:>8,}{found.published:>9,}{found.several:>9,}"
    return f"{name:<34}{counts}{found.without_education:>11,}{found.without_teaching:>10,}"


def _line(graph: CareerGraph, pair: InterdisciplinaryWith) -> str:
    names = f"{graph.nodes[pair.start].title} – {graph.nodes[pair.end].title}"
    occupations = f"{pair.shared_occupations:>5} → {pair.shared_occupations_without_teaching:>3}"
    programs = f"{pair.shared_programs:>5} → {pair.shared_programs_without_teaching:>3}"
    alike = pair.occupations_jaccard_without_teaching, pair.programs_jaccard_without_teaching
    return (
        f"{names:<66}{occupations}{alike[0]:>6.2f}{programs}{alike[1]:>6.2f}"
        f"{pair.shared_skills:>7}{pair.shared_jobs_without_teaching:>11,}"
    )
