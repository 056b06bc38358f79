"""Occupations by wage, jobs, openings, growth and education, national: answers out of the facts tables."""

from __future__ import annotations

from collections.abc import Iterable

from queries.catalog import Scalar
from tests.queries.catalog.occupation_facts import (
    CLUSTER,
    EMPTY,
    LEVELS,
    SUB_CLUSTER,
    Figures,
    cluster_title,
    clusters,
    code_of,
    covered,
    described,
    each,
    figures,
    highest,
    of_cluster,
    sub_cluster_title,
)
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "occupations-of-a-cluster-by-median-wage": [
        {},
        {"cluster": f"{CLUSTER}arts-entertainment-design", "minimumWage": 0, "limit": 200},
        {"minimumWage": 1_000_000},
    ],
    "occupations-of-a-cluster-by-openings": [
        {},
        {"cluster": f"{CLUSTER}public-service-safety", "minimumOpenings": 0, "limit": 200},
        {"minimumOpenings": 10_000_000},
    ],
    "occupations-of-a-cluster-by-growth": [
        {},
        {"cluster": f"{CLUSTER}advanced-manufacturing", "minimumJobs": 0, "limit": 300},
        {"minimumJobs": 1_000_000_000},
    ],
    "occupations-of-a-cluster-by-entry-education": [
        {},
        {
            "cluster": f"{CLUSTER}arts-entertainment-design",
            "highestEducation": "Doctoral or professional degree",
            "minimumWage": 0,
        },
        {"cluster": f"{CLUSTER}agriculture", "highestEducation": "No formal educational credential"},
        {"highestEducation": "A kind word"},
    ],
    "biggest-occupations-of-a-sub-cluster": [
        *each("subCluster", f"{SUB_CLUSTER}military-national-security"),
        {"subCluster": f"{SUB_CLUSTER}engineering", "limit": 100},
        EMPTY,
    ],
    "good-wages-without-a-degree": [
        {},
        {"cluster": f"{CLUSTER}digital-technology", "minimumWage": 50980},
        {"cluster": f"{CLUSTER}education", "minimumWage": 0},
        {"minimumWage": 1_000_000},
    ],
    "fastest-growing-occupations-of-each-cluster": [
        {},
        {"minimumJobs": 0, "perCluster": 20},
        {"minimumJobs": 3_000_000},
        {"perCluster": 0},
    ],
}


def occupations_of_a_cluster_by_median_wage(
    world: World, cluster: str, minimum_wage: int, limit: int
) -> list[Row]:
    known, within = figures(world), of_cluster(world, cluster)
    columns = ("medianWage2025", "employment2025", "entryEducation2024")
    return [
        described(world, known, code, *columns)
        | {"subClusters": sorted(sub_cluster_title(world, slug) for slug in within[code])}
        for code in highest(known, within, "medianWage2025", minimum_wage)[:limit]
    ]


def occupations_of_a_cluster_by_openings(
    world: World, cluster: str, minimum_openings: int, limit: int
) -> list[Row]:
    known = figures(world)
    columns = ("openings2024to2034", "employment2024", "medianWage2025", "entryEducation2024")
    codes = highest(known, of_cluster(world, cluster), "openings2024to2034", minimum_openings)
    return [described(world, known, code, *columns) for code in codes[:limit]]


def occupations_of_a_cluster_by_growth(world: World, cluster: str, minimum_jobs: int, limit: int) -> list[Row]:
    known = figures(world)
    columns = ("employmentGrowth2024to2034", "employmentChange2024to2034", "employment2024", "medianWage2025")
    codes = _growing(known, of_cluster(world, cluster), minimum_jobs)
    return [described(world, known, code, *columns) for code in codes[:limit]]


def occupations_of_a_cluster_by_entry_education(
    world: World, cluster: str, highest_education: str, minimum_wage: int
) -> list[Row]:
    known, within = figures(world), of_cluster(world, cluster)
    asked = LEVELS[: LEVELS.index(highest_education) + 1] if highest_education in LEVELS else ()
    return [
        {"entryEducation2024": level, **described(world, known, code, "medianWage2025", "openings2024to2034")}
        for level in asked
        for code in sorted(within, key=lambda code: (-(known[code]["medianWage2025"] or 0), code))
        if known[code]["entryEducation2024"] == level and (known[code]["medianWage2025"] or 0) >= minimum_wage
    ]


def biggest_occupations_of_a_sub_cluster(world: World, sub_cluster: str, limit: int) -> list[Row]:
    known = figures(world)
    within = [code for code, slugs in covered(world).items() if code_of(sub_cluster) in slugs]
    codes = highest(known, within, "employment2025", 0)[:limit]
    return [described(world, known, code, "employment2025", "medianWage2025") for code in codes]


def good_wages_without_a_degree(world: World, cluster: str, minimum_wage: int) -> list[Row]:
    known = figures(world)
    columns = (
        "medianWage2025",
        "openings2024to2034",
        "entryEducation2024",
        "training2024",
        "workExperience2024",
    )
    return [
        described(world, known, code, *columns)
        for code in highest(known, of_cluster(world, cluster), "medianWage2025", minimum_wage)
        if known[code]["entryEducation2024"] in LEVELS[: LEVELS.index("Associate's degree")]
    ]


def fastest_growing_occupations_of_each_cluster(world: World, minimum_jobs: int, per_cluster: int) -> list[Row]:
    known = figures(world)
    return [
        {"cluster": cluster_title(world, slug), "rank": rank}
        | described(world, known, code, "employmentGrowth2024to2034", "employment2024")
        for slug in sorted(set(clusters(world).values()))
        for rank, code in enumerate(_growing(known, of_cluster(world, slug), minimum_jobs)[:per_cluster], 1)
    ]


def _growing(known: Figures, codes: Iterable[str], minimum_jobs: int) -> list[str]:
    """The fastest first, of those with so many jobs."""
    big = highest(known, codes, "employment2024", minimum_jobs)
    return sorted(big, key=lambda code: (-known[code]["employmentGrowth2024to2034"], code))
