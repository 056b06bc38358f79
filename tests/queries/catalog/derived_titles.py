"""Which occupations the report's job titles are: the answers, out of the method's records and the facts tables."""

from __future__ import annotations

from collections import defaultdict

from ontology.derived import ClassifiedAs
from queries.catalog import Scalar
from tests.queries.catalog.derived_facts import CLUSTER, findings, national, projected
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "occupation-of-a-job-title": [
        {},
        {"jobTitle": "job-title/chemist-chem-tech"},
        {"jobTitle": "job-title/data-analyst", "alsoReported": True},
        {"jobTitle": "job-title/3d-printing-specialist"},
    ],
    "emerging-job-titles-of-a-cluster": [
        {},
        {"cluster": f"{CLUSTER}digital-technology", "minimumWage": 100_000},
        {"minimumWage": 1_000_000},
    ],
    "open-job-titles-of-a-cluster": [
        {},
        {"cluster": f"{CLUSTER}healthcare-human-services", "emerging": False},
        {"cluster": f"{CLUSTER}none"},
    ],
}


def occupation_of_a_job_title(world: World, job_title: str, also_reported: bool) -> list[Row]:
    wages = national(world, "median_wage")
    links = [r for r in world.derived(ClassifiedAs) if r.start == job_title and (r.asserted or also_reported)]
    return [
        {
            "code": world.code(r.end),
            "occupation": world.title(r.end),
            "medianWage2025": wages.get(world.code(r.end)),
            "confidence": r.confidence,
            "asserted": r.asserted,
            "matchedTitle": r.matched_title,
            "step": r.step,
        }
        for r in sorted(links, key=lambda r: (-r.confidence, world.code(r.end)))
    ]


def emerging_job_titles_of_a_cluster(world: World, cluster: str, minimum_wage: int) -> list[Row]:
    wages, openings = national(world, "median_wage"), projected(world, "openings")
    rows: list[Row] = []
    for title in listed(world, cluster, emerging=True):
        links = {world.code(r.end): r for r in world.derived(ClassifiedAs) if r.asserted and r.start == title}
        rows += [
            {
                "jobTitle": world.title(title),
                "code": code,
                "occupation": world.title(r.end),
                "confidence": r.confidence,
                "medianWage2025": wages.get(code),
                "openings2024to2034": int(openings[code]) if code in openings else None,
            }
            for code, r in sorted(links.items())
            if (wages.get(code) or 0) >= minimum_wage
        ]
    return rows


def open_job_titles_of_a_cluster(world: World, cluster: str, emerging: bool) -> list[Row]:
    about = findings(world)
    candidates: dict[str, list[str]] = defaultdict(list)
    for r in sorted(world.derived(ClassifiedAs), key=lambda r: world.code(r.end)):
        if not r.asserted:
            candidates[r.start].append(world.title(r.end))
    return [
        {
            "jobTitle": world.title(title),
            "outcome": about[title].outcome,
            "candidates": candidates[title],
            "reason": about[title].reason,
        }
        for title in listed(world, cluster, emerging)
        if title in about
    ]


def listed(world: World, cluster: str, emerging: bool) -> list[str]:
    """Job titles that the report lists for a cluster, in its order."""
    facts = [
        fact
        for fact in world.facts["framework"]["cluster_job_titles"]
        if f"{CLUSTER}{fact['cluster']}" == cluster and (fact["emerging"] == "true") is emerging
    ]
    return [f"job-title/{fact['job_title']}" for fact in sorted(facts, key=lambda fact: int(fact["position"]))]
