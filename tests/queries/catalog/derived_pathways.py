"""What became of the pathways of 2002: the answers, out of the method's records and the facts tables."""

from __future__ import annotations

from collections import Counter, defaultdict

from ontology.derived import LikelySucceededBy
from queries.catalog import Scalar
from tests.queries.catalog.derived_facts import (
    CLUSTER,
    LEGACY_CLUSTER,
    PATHWAY,
    SUB_CLUSTER,
    findings,
    homes,
    included_in,
    legacy_homes,
    national,
    occupation,
    projected,
    rows_of_sub_clusters,
    stands,
    succession,
)
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "what-became-of-a-pathway": [
        {},
        {"pathway": f"{PATHWAY}restaurants-food-beverage-services"},
        {"pathway": f"{PATHWAY}foreign-service", "alsoReported": True},
        {"pathway": f"{PATHWAY}foreign-service"},
    ],
    "where-a-sub-cluster-came-from": [
        {},
        {"subCluster": f"{SUB_CLUSTER}local-state-federal-services", "alsoReported": True},
        {"subCluster": f"{SUB_CLUSTER}unmanned-vehicle-technology"},
    ],
    "pathways-that-split": [{}, {"minimumClusters": 1}, {"minimumClusters": 9}],
    "pathways-that-the-report-sends-elsewhere": [{}, {"minimumConfidence": 0.6}, {"minimumConfidence": 1.1}],
    "pathways-without-likely-successor": [{}],
    "occupations-where-a-pathway-goes-on": [
        {},
        {"pathway": f"{PATHWAY}therapeutic-services", "minimumWage": 0, "limit": 1000},
        {"minimumWage": 1_000_000},
    ],
}


def what_became_of_a_pathway(world: World, pathway: str, also_reported: bool) -> list[Row]:
    home = homes(world)
    links = [r for r in succession(world, also_reported) if r.start == pathway]
    return [
        {"subCluster": world.title(r.end), "cluster": world.title(home[r.end])}
        | stands(r)
        | shared(r)
        | {"evidence": [world.title(e) for e in sorted(r.evidence)]}
        for r in sorted(links, key=lambda r: (-r.confidence, r.end))
    ]


def where_a_sub_cluster_came_from(world: World, sub_cluster: str, also_reported: bool) -> list[Row]:
    above = legacy_homes(world)
    links = [r for r in succession(world, also_reported) if r.end == sub_cluster]
    return [
        {"pathway": world.title(r.start), "legacyCluster": world.title(above[r.start])} | stands(r) | shared(r)
        for r in sorted(links, key=lambda r: (-r.confidence, r.start))
    ]


def pathways_that_split(world: World, minimum_clusters: int) -> list[Row]:
    home, above = homes(world), legacy_homes(world)
    found: list[tuple[int, str, Row]] = []
    for pathway in above:
        links = [r for r in succession(world) if r.start == pathway]
        links.sort(key=lambda r: (-r.confidence, r.end))
        clusters = len({home[r.end] for r in links})
        row: Row = {
            "pathway": world.title(pathway),
            "legacyCluster": world.title(above[pathway]),
            "clusters": clusters,
            "subClusters": [world.title(r.end) for r in links],
            "theirClusters": [world.title(home[r.end]) for r in links],
            "confidences": [r.confidence for r in links],
        }
        if links and clusters >= minimum_clusters:
            found.append((-clusters, pathway, row))
    return [row for *_, row in sorted(found, key=lambda one: one[:2])]


def pathways_that_the_report_sends_elsewhere(world: World, minimum_confidence: float) -> list[Row]:
    home, above, tables = homes(world), legacy_homes(world), world.facts["framework"]
    in_words: dict[str, list[str]] = defaultdict(list)
    for fact in tables["pathway_successions"]:
        became = f"{SUB_CLUSTER}{sub}" if (sub := fact["sub_cluster"]) else f"{CLUSTER}{fact['cluster']}"
        in_words[f"{PATHWAY}{fact['pathway']}"].append(world.title(became))
    by_table: dict[str, list[str]] = defaultdict(list)
    for fact in tables["cluster_successions"]:
        by_table[f"{LEGACY_CLUSTER}{fact['legacy_cluster']}"].append(world.title(f"{CLUSTER}{fact['cluster']}"))
    links = [r for r in succession(world) if r.agrees is False and r.confidence >= minimum_confidence]
    return [
        {
            "pathway": world.title(r.start),
            "legacyCluster": world.title(above[r.start]),
            "subCluster": world.title(r.end),
            "cluster": world.title(home[r.end]),
            "confidence": r.confidence,
            "reportOnPathway": sorted(in_words[r.start]),
            "reportOnLegacyCluster": sorted(by_table[above[r.start]]),
        }
        for r in sorted(links, key=lambda r: (-r.confidence, r.start, r.end))
    ]


def pathways_without_likely_successor(world: World) -> list[Row]:
    answered = {r.start for r in succession(world)}
    reported = Counter(r.start for r in succession(world, True))
    about = findings(world)
    return [
        {
            "pathway": world.title(pathway),
            "legacyCluster": world.title(above),
            "linksBelowFloor": reported[pathway],
            "outcome": about[pathway].outcome,
            "reason": about[pathway].reason,
        }
        for pathway, above in sorted(legacy_homes(world).items())
        if pathway not in answered
    ]


def occupations_where_a_pathway_goes_on(world: World, pathway: str, minimum_wage: int, limit: int) -> list[Row]:
    wages, education = national(world, "median_wage"), projected(world, "education")
    openings, included = projected(world, "openings"), included_in(world)[pathway]
    covered: dict[str, list[LikelySucceededBy]] = defaultdict(list)
    for r in succession(world):
        if r.start == pathway:
            for code in rows_of_sub_clusters(world)[r.end]:
                covered[code].append(r)
    paid = {code: wage for code in covered if (wage := wages.get(code)) and wage >= minimum_wage}
    return [
        {
            "code": code,
            "occupation": world.title(occupation(world, code)),
            "medianWage2025": paid[code],
            "openings2024to2034": int(openings[code]) if code in openings else None,
            "entryEducation2024": education.get(code),
            "likelySuccessors": sorted(world.title(r.end) for r in covered[code]),
            "confidence": max(r.confidence for r in covered[code]),
            "inPathwayOf2002": code in included,
        }
        for code in sorted(paid, key=lambda code: (-paid[code], code))[:limit]
    ]


def shared(r: LikelySucceededBy) -> Row:
    return {
        "sharedOccupations": r.shared_occupations,
        "shareOfOccupations": r.share_of_occupations,
        "shareOfJobs": r.share_of_jobs,
        "agreesWithReport": r.agrees,
    }
