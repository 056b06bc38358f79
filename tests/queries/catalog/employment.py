"""Where occupations have their jobs, and what BLS withholds: answers out of the facts tables."""

from __future__ import annotations

from collections import defaultdict

from queries.catalog import Scalar
from tests.queries.catalog.occupation_facts import (
    ACTORS,
    BUYER,
    BUYERS,
    COUNSELOR,
    COUNSELORS,
    EMPTY,
    GOVERNMENT,
    GROUP,
    INFANTRY,
    SUB_CLUSTER,
    Cell,
    by_jobs,
    code_of,
    counted_as,
    covered,
    described,
    each,
    employed,
    figures,
    industry_title,
    place,
    share,
)
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "industries-of-an-occupation": [
        {},
        {"occupation": BUYER, "limit": 100},
        {"occupation": COUNSELOR, "limit": 100},
        *each("occupation", BUYERS, COUNSELORS, INFANTRY, GROUP)[1:],
    ],
    "industry-groups-of-an-occupation": [
        {},
        {"occupation": BUYER, "limit": 300},
        {"occupation": COUNSELOR, "limit": 300},
        {"occupation": INFANTRY},
    ],
    "occupations-of-a-subsector": [
        {},
        {"subsector": "naics/2022/622", "limit": 1000},
        {"subsector": "naics/2022/111"},
    ],
    "government-jobs-of-an-occupation": each(
        "occupation", BUYER, COUNSELORS, "soc/2018/27-2042", "soc/2018/13-1011", INFANTRY
    ),
    "withheld-figures-of-an-occupation": each("occupation", ACTORS, BUYER, "soc/2018/27-1029", INFANTRY),
    "jobs-missing-from-the-industries": [*each("subCluster", f"{SUB_CLUSTER}military-national-security"), EMPTY],
    "sub-clusters-by-jobs": each("minimumJobs", 0, 1_000_000_000),
}


def industries_of_an_occupation(world: World, occupation: str, limit: int) -> list[Row]:
    known = figures(world)
    return [
        {
            "occupation": cell.occupation,
            "industry": cell.industry,
            "industryTitle": industry_title(world, cell.industry),
            "jobs": cell.jobs,
            "share": share(cell.jobs, known[cell.occupation]["employment2025"]),
            "medianWage": cell.median_wage,
        }
        for cell in by_jobs(_cells(world, 3, occupation))[:limit]
    ]


def industry_groups_of_an_occupation(world: World, occupation: str, limit: int) -> list[Row]:
    return [
        {
            "occupation": cell.occupation,
            "industryGroup": cell.industry,
            "industryGroupTitle": industry_title(world, cell.industry),
            "subsector": cell.industry[:3],
            "jobs": cell.jobs,
            "medianWage": cell.median_wage,
        }
        for cell in by_jobs(_cells(world, 4, occupation))[:limit]
    ]


def occupations_of_a_subsector(world: World, subsector: str, limit: int) -> list[Row]:
    known = figures(world)
    cells = [cell for cell in employed(world, 3) if cell.industry == code_of(subsector)]
    return [
        described(world, known, cell.occupation)
        | {
            "jobs": cell.jobs,
            "shareOfOccupation": share(cell.jobs, known[cell.occupation]["employment2025"]),
            "medianWage": cell.median_wage,
        }
        for cell in by_jobs(cells)[:limit]
    ]


def government_jobs_of_an_occupation(world: World, occupation: str) -> list[Row]:
    known = figures(world)
    return [
        described(world, known, cell.occupation)
        | {
            "governmentJobs": cell.jobs,
            "share": share(cell.jobs, known[cell.occupation]["employment2025"]),
            "governmentMedianWage": cell.median_wage,
            "medianWage2025": known[cell.occupation]["medianWage2025"],
        }
        for cell in _cells(world, 3, occupation)
        if cell.industry == GOVERNMENT
    ]


def withheld_figures_of_an_occupation(world: World, occupation: str) -> list[Row]:
    withheld = {"jobs withheld": "jobs", "wages withheld": "wages"}
    return [
        {
            "occupation": cell.occupation,
            "industry": cell.industry,
            "industryTitle": industry_title(world, cell.industry),
            "withheld": [withheld[note] for note in cell.notes if note in withheld],
            "jobs": cell.jobs,
            "medianWage": cell.median_wage,
            "wageNote": next((note for note in cell.notes if note in ("hourly only", "top-coded")), None),
        }
        for cell in sorted(_cells(world, 3, occupation), key=lambda cell: cell.industry)
        if withheld.keys() & set(cell.notes)
    ]


def jobs_missing_from_the_industries(world: World, sub_cluster: str) -> list[Row]:
    known, covered_by = figures(world), covered(world)
    cells: dict[str, list[int | None]] = defaultdict(list)
    for cell in employed(world, 3):
        if code_of(sub_cluster) in covered_by[cell.occupation]:
            cells[cell.occupation].append(cell.jobs)
    found = {code: sum(one or 0 for one in jobs) for code, jobs in cells.items()}
    missing = {code: known[code]["employment2025"] - jobs for code, jobs in found.items()}
    return [
        described(world, known, code, "employment2025")
        | {"jobsInIndustries": found[code], "missing": missing[code], "withheldIn": cells[code].count(None)}
        for code in sorted(cells, key=lambda code: (-missing[code], code))
    ]


def sub_clusters_by_jobs(world: World, minimum_jobs: int) -> list[Row]:
    known, jobs = figures(world), defaultdict(list)
    for code, slugs in covered(world).items():
        for slug in slugs:
            jobs[slug].append(known[code]["employment2025"])
    totals = {slug: sum(one or 0 for one in figure) for slug, figure in jobs.items()}
    return [
        place(world, slug)
        | {"jobs": totals[slug], "occupations": len(jobs[slug]), "withoutFigure": jobs[slug].count(None)}
        for slug in sorted(totals, key=lambda slug: (-totals[slug], slug))
        if totals[slug] >= minimum_jobs
    ]


def _cells(world: World, digits: int, occupation: str) -> list[Cell]:
    """Those of the code that an occupation is counted under."""
    cells = employed(world, digits)
    wanted = counted_as(world, occupation, {cell.occupation for cell in cells})
    return [cell for cell in cells if cell.occupation in wanted]
