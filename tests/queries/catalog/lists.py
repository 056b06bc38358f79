"""The report's lists: skills, job titles, workplaces, advisory groups, unmanned vehicles: out of the tables."""

from __future__ import annotations

from collections import defaultdict

from loaders.shipped import Fact
from queries.catalog import Scalar
from tests.queries.catalog.tables import by, by_title, framework, of, section, tail, titles
from tests.queries.catalog.world import Row, World

CLUSTER = "framework/2024/cluster"
NO_CLUSTER: dict[str, Scalar] = {"cluster": f"{CLUSTER}/none"}

CASES: dict[str, list[dict[str, Scalar]]] = {
    "advisory-groups": [{}],
    "uses-of-unmanned-vehicles": [{}],
    "skills-of-a-cluster": [
        {},
        {"kind": "software"},
        {"cluster": f"{CLUSTER}/healthcare-human-services"},
        {"cluster": f"{CLUSTER}/marketing-sales"},
    ],
    "skills-shared-by-two-clusters": [
        {},
        {"cluster": f"{CLUSTER}/advanced-manufacturing", "otherCluster": f"{CLUSTER}/supply-chain-transportation"},
        {"otherCluster": f"{CLUSTER}/marketing-sales"},
    ],
    "clusters-that-seek-a-skill": [
        {},
        {"skill": "skill/automation"},
        {"skill": "skill/advocacy"},
        {"skill": "skill/none"},
    ],
    "skills-that-most-clusters-seek": [{}, {"minimumClusters": 5, "limit": 100}, {"minimumClusters": 15}],
    "job-titles-of-a-cluster": [
        {},
        {"cluster": f"{CLUSTER}/construction", "emerging": False},
        {"cluster": f"{CLUSTER}/agriculture", "emerging": False},
        NO_CLUSTER,
    ],
    "workplaces-of-a-cluster": [{}, {"cluster": f"{CLUSTER}/marketing-sales"}, NO_CLUSTER],
}


def advisory_groups(world: World) -> list[Row]:
    clusters = titles("slug", framework(world, "clusters"))
    advised, sectors = framework(world, "advisory_group_clusters"), framework(world, "advisory_group_sectors")
    return [
        {
            "number": int(fact["number"]),
            "advisoryGroup": fact["title"],
            "clusters": sorted(clusters[link["cluster"]] for link in of(advised, group=fact["slug"])),
            "sectors": sorted(link["sector"] for link in of(sectors, group=fact["slug"])),
            "note": fact["note"] or None,
        }
        for fact in sorted(framework(world, "advisory_groups"), key=lambda fact: int(fact["number"]))
    ]


def uses_of_unmanned_vehicles(world: World) -> list[Row]:
    applied = by("cluster", framework(world, "unmanned_applications"))
    jobs = titles("slug", framework(world, "job_titles"))
    return [
        {
            "subCluster": "Unmanned Vehicle Technology",
            "cluster": cluster["title"],
            "applications": sorted([fact["application_1"], fact["application_2"]]),
            "sampleJobTitle": jobs[fact["sample_job_title"]],
            "locator": section(fact),
        }
        for cluster in by_title(framework(world, "clusters"))
        if (fact := applied.get(cluster["slug"]))
    ]


def listed(world: World, table: str, cluster: str, **wanted: str) -> list[Fact]:
    """A cluster's entries of one of the report's lists, as printed."""
    facts = of(framework(world, table), cluster=tail(cluster), **wanted)
    return sorted(facts, key=lambda fact: int(fact["position"]))


def listing_clusters(world: World, table: str, column: str) -> dict[str, dict[str, str]]:
    """What the report lists → slug and title of each cluster that it is listed for, by title."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for cluster in by_title(framework(world, "clusters")):
        for fact in of(framework(world, table), cluster=cluster["slug"]):
            found[fact[column]][cluster["slug"]] = cluster["title"]
    return found


def skills_of_a_cluster(world: World, cluster: str, kind: str) -> list[Row]:
    skills = titles("slug", framework(world, "skills"))
    return [
        {
            "position": int(fact["position"]),
            "skill": skills[fact["skill"]],
            "printed": fact["printed"],
            "note": fact["note"] or None,
        }
        for fact in listed(world, "cluster_skills", cluster, kind=kind)
    ]


def skills_shared_by_two_clusters(world: World, cluster: str, other_cluster: str) -> list[Row]:
    kinds: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in framework(world, "cluster_skills"):
        kinds[fact["cluster"]][fact["skill"]].add(fact["kind"])
    ours, theirs = kinds[tail(cluster)], kinds[tail(other_cluster)]
    return [
        {
            "skill": fact["title"],
            "kinds": sorted(ours[fact["slug"]]),
            "kindsInOther": sorted(theirs[fact["slug"]]),
        }
        for fact in by_title(framework(world, "skills"))
        if fact["slug"] in ours.keys() & theirs.keys()
    ]


def clusters_that_seek_a_skill(world: World, skill: str) -> list[Row]:
    facts = of(framework(world, "cluster_skills"), skill=tail(skill))
    facts.sort(key=lambda fact: (fact["kind"], int(fact["position"])))
    return [
        {
            "cluster": cluster["title"],
            "kind": fact["kind"],
            "position": int(fact["position"]),
            "printed": fact["printed"],
            "locator": section(fact),
        }
        for cluster in by_title(framework(world, "clusters"))
        for fact in of(facts, cluster=cluster["slug"])
    ]


def skills_that_most_clusters_seek(world: World, minimum_clusters: int, limit: int) -> list[Row]:
    seekers = listing_clusters(world, "cluster_skills", "skill")
    rows: list[Row] = [
        {
            "skill": fact["title"],
            "clusterCount": len(seekers[fact["slug"]]),
            "clusters": list(seekers[fact["slug"]].values()),
        }
        for fact in sorted(by_title(framework(world, "skills")), key=lambda fact: -len(seekers[fact["slug"]]))
        if len(seekers[fact["slug"]]) >= minimum_clusters
    ]
    return rows[:limit]


def job_titles_of_a_cluster(world: World, cluster: str, emerging: bool) -> list[Row]:
    jobs, also = titles("slug", framework(world, "job_titles")), listing_clusters(world, "also_in", "job_title")
    return [
        {
            "position": int(fact["position"]),
            "jobTitle": jobs[fact["job_title"]],
            "printed": fact["printed"],
            "alsoIn": [title for slug, title in also[fact["job_title"]].items() if slug != tail(cluster)],
            "note": fact["note"] or None,
        }
        for fact in listed(world, "cluster_job_titles", cluster, emerging=str(emerging).lower())
    ]


def workplaces_of_a_cluster(world: World, cluster: str) -> list[Row]:
    places = titles("slug", framework(world, "workplaces"))
    at = listing_clusters(world, "cluster_workplaces", "workplace")
    return [
        {
            "position": int(fact["position"]),
            "workplace": places[fact["workplace"]],
            "otherClusters": [title for slug, title in at[fact["workplace"]].items() if slug != tail(cluster)],
        }
        for fact in listed(world, "cluster_workplaces", cluster)
    ]
