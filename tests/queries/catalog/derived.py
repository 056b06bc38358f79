"""What careergraph derives of sub-clusters, clusters and occupations: the answers, out of the methods' records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ontology.derived import ConcentratedIn, InterdisciplinaryWith, PredictedIn, PresentIn
from queries.catalog import Scalar
from tests.queries.catalog.derived_facts import (
    CLUSTER,
    SUB_CLUSTER,
    findings,
    homes,
    national,
    published_clusters,
)
from tests.queries.catalog.world import Row, World

GOVERNMENT = "oews/2025/999000"

CASES: dict[str, list[dict[str, Scalar]]] = {
    "industries-of-a-sub-cluster": [
        {},
        {"subCluster": f"{SUB_CLUSTER}animal-systems", "alsoReported": True},
        {"subCluster": f"{SUB_CLUSTER}leadership-operations"},
    ],
    "sub-clusters-of-an-industry": [{}, {"industry": GOVERNMENT}, {"industry": "naics/2022/6221"}],
    "sub-clusters-that-cut-across": [{}],
    "sub-clusters-in-government-only": [{}],
    "where-a-cross-cutting-cluster-works": [
        {},
        {"cluster": f"{CLUSTER}marketing-sales"},
        {"cluster": f"{CLUSTER}construction"},
    ],
    "cross-cutting-clusters-in-a-cluster": [
        {},
        {"cluster": f"{CLUSTER}digital-technology", "minimumShare": 0.05},
        {"minimumShare": 1.1},
    ],
    "where-the-rule-puts-an-occupation": [
        {},
        {"occupation": "soc/2018/11-1021", "alsoReported": True},
        {"occupation": "bls-combined/21-1018", "alsoReported": True},
        {"occupation": "soc/2018/31-1121"},
        {"occupation": "soc/2018/55-1011"},
    ],
    "occupations-that-the-rule-puts-elsewhere": [
        {},
        {"witness": "Employment Matrix", "minimumShare": 0.0, "limit": 400},
        {"minimumShare": 1.1},
    ],
    "clusters-interdisciplinary-with-a-cluster": [
        {},
        {"cluster": f"{CLUSTER}marketing-sales", "minimumOccupations": 0},
        {"cluster": f"{CLUSTER}advanced-manufacturing", "minimumOccupations": 5},
        {"minimumOccupations": 1000},
    ],
}


def industries_of_a_sub_cluster(world: World, sub_cluster: str, also_reported: bool) -> list[Row]:
    links = [r for r in world.derived(ConcentratedIn) if r.start == sub_cluster and (r.asserted or also_reported)]
    return [
        {
            "code": world.code(r.end),
            "industry": world.title(r.end),
            "jobs": r.jobs,
            "share": r.share,
            "locationQuotient": r.location_quotient,
            "confidence": r.confidence,
            "asserted": r.asserted,
            "witness": r.witness,
            "otherFiguresAgree": r.agrees,
            "evidence": [world.title(e) for e in sorted(r.evidence, key=world.code)],
        }
        for r in sorted(links, key=lambda r: (-r.confidence, world.code(r.end)))
    ]


def sub_clusters_of_an_industry(world: World, industry: str) -> list[Row]:
    home = homes(world)
    links = [r for r in world.derived(ConcentratedIn) if r.asserted and r.end == industry]
    return [
        {
            "subCluster": world.title(r.start),
            "cluster": world.title(home[r.start]),
            "jobs": r.jobs,
            "shareOfItsJobs": r.share,
            "locationQuotient": r.location_quotient,
            "confidence": r.confidence,
            "witness": r.witness,
        }
        for r in sorted(links, key=lambda r: (-r.jobs, r.start))
    ]


def sub_clusters_that_cut_across(world: World) -> list[Row]:
    home, about = homes(world), findings(world)
    reported = Counter(r.start for r in world.derived(ConcentratedIn))
    return [
        {
            "subCluster": world.title(sub),
            "cluster": world.title(home[sub]),
            "industriesReported": reported[sub],
            "reason": about[sub].reason,
        }
        for sub in sorted(about.keys() & home.keys())
        if about[sub].outcome == "cross-cutting"
    ]


def sub_clusters_in_government_only(world: World) -> list[Row]:
    home = homes(world)
    links: dict[str, list[ConcentratedIn]] = defaultdict(list)
    for r in world.derived(ConcentratedIn):
        if r.asserted:
            links[r.start].append(r)
    return [
        {
            "subCluster": world.title(sub),
            "cluster": world.title(home[sub]),
            "jobs": r.jobs,
            "share": r.share,
            "confidence": r.confidence,
        }
        for sub, (r, *others) in sorted(links.items())
        if r.end == GOVERNMENT and not others
    ]


def where_a_cross_cutting_cluster_works(world: World, cluster: str) -> list[Row]:
    links = [r for r in world.derived(PresentIn) if r.asserted and r.start == cluster]
    return [
        {
            "cluster": world.title(r.end),
            "jobs": r.jobs,
            "shareOfItsJobs": r.share,
            "shareOfJobsThere": r.share_of_industries,
            "confidence": r.confidence,
        }
        for r in sorted(links, key=lambda r: (-r.jobs, r.end))
    ]


def cross_cutting_clusters_in_a_cluster(world: World, cluster: str, minimum_share: float) -> list[Row]:
    links = [r for r in world.derived(PresentIn) if r.asserted and r.end == cluster]
    return [
        {
            "crossCuttingCluster": world.title(r.start),
            "jobs": r.jobs,
            "shareOfJobsThere": r.share_of_industries,
            "shareOfItsJobs": r.share,
            "confidence": r.confidence,
        }
        for r in sorted(links, key=lambda r: (-r.share_of_industries, r.start))
        if r.share_of_industries >= minimum_share
    ]


def where_the_rule_puts_an_occupation(world: World, occupation: str, also_reported: bool) -> list[Row]:
    published = published_clusters(world)
    links = [r for r in world.derived(PredictedIn) if r.start == occupation and (r.asserted or also_reported)]
    return [
        {
            "witness": r.witness,
            "rank": r.rank,
            "predictedCluster": world.title(r.end),
            "share": r.share,
            "confidence": r.confidence,
            "asserted": r.asserted,
            "agrees": r.agrees,
            "publishedClusters": titles(world, published[world.code(occupation)]),
        }
        for r in sorted(links, key=lambda r: (r.witness, r.rank, r.end))
    ]


def occupations_that_the_rule_puts_elsewhere(
    world: World, witness: str, minimum_share: float, limit: int
) -> list[Row]:
    published, jobs = published_clusters(world), national(world, "jobs")
    first: dict[str, list[PredictedIn]] = defaultdict(list)
    for r in world.derived(PredictedIn):
        if r.rank == 1 and r.witness == witness:
            first[world.code(r.start)].append(r)
    rows: list[tuple[int, str, Row]] = []
    for code, links in first.items():
        named, share = {r.end for r in links}, max(r.share for r in links)
        counted = jobs.get(code)
        if counted and share >= minimum_share and not named & published[code]:
            row: Row = {
                "code": code,
                "occupation": world.title(links[0].start),
                "employment2025": counted,
                "share": share,
                "predictedClusters": titles(world, named),
                "publishedClusters": titles(world, published[code]),
            }
            rows.append((-counted, code, row))
    return [row for *_, row in sorted(rows, key=lambda one: one[:2])][:limit]


def clusters_interdisciplinary_with_a_cluster(world: World, cluster: str, minimum_occupations: int) -> list[Row]:
    pairs = [
        (({r.start, r.end} - {cluster}).pop(), r)
        for r in world.derived(InterdisciplinaryWith)
        if r.asserted and cluster in (r.start, r.end)
    ]

    def most(pair: tuple[str, InterdisciplinaryWith]) -> tuple[int, int, str]:
        other, r = pair
        return -r.shared_occupations_without_teaching, -r.shared_programs_without_teaching, other

    return [
        {
            "cluster": world.title(other),
            "occupations": r.shared_occupations,
            "occupationsWithoutTeaching": r.shared_occupations_without_teaching,
            "occupationsJaccardWithoutTeaching": r.occupations_jaccard_without_teaching,
            "programs": r.shared_programs,
            "programsWithoutTeaching": r.shared_programs_without_teaching,
            "programsJaccard": r.programs_jaccard,
            "programsJaccardWithoutTeaching": r.programs_jaccard_without_teaching,
            "skills": r.shared_skills,
            "skillsJaccard": r.skills_jaccard,
            "jobsWithoutTeaching": r.shared_jobs_without_teaching,
        }
        for other, r in sorted(pairs, key=most)
        if r.shared_occupations_without_teaching >= minimum_occupations
    ]


def titles(world: World, ids: Iterable[str]) -> list[str]:
    return sorted(world.title(one) for one in ids)
