"""The clusters of both editions and their industries: answers out of the facts tables."""

from __future__ import annotations

from collections import Counter, defaultdict

from loaders.shipped import Fact
from queries.catalog import Scalar
from tests.queries.catalog.tables import (
    by,
    by_title,
    crosswalk,
    framework,
    of,
    section,
    tail,
    titles,
)
from tests.queries.catalog.world import Row, World

CLUSTER = "framework/2024/cluster"
LEGACY = "framework/2002/cluster"
NO_CLUSTER: dict[str, Scalar] = {"cluster": f"{CLUSTER}/none"}

CASES: dict[str, list[dict[str, Scalar]]] = {
    "clusters-and-what-is-in-them": [{}],
    "sub-clusters-of-a-cluster": [{}, {"cluster": f"{CLUSTER}/education"}, NO_CLUSTER],
    "what-became-of-the-clusters-of-2002": [{}],
    "pathways-of-a-legacy-cluster": [
        {},
        {"legacyCluster": f"{LEGACY}/agriculture-food-natural-resources"},
        {"legacyCluster": f"{LEGACY}/none"},
    ],
    "where-a-cluster-came-from": [
        {},
        {"cluster": f"{CLUSTER}/healthcare-human-services"},
        {"cluster": f"{CLUSTER}/digital-technology"},
        NO_CLUSTER,
    ],
    "what-the-report-says-became-of-pathways": [{}],
    "sectors-of-a-cluster": [{}, {"cluster": f"{CLUSTER}/construction"}, NO_CLUSTER],
    "clusters-of-an-industry": [
        {},
        {"industry": "naics/2022/92"},
        {"industry": "naics/2022/336"},
        {"industry": "oews/2025/999000"},
    ],
    "cross-cutting-clusters": [{}],
}


def clusters_and_what_is_in_them(world: World) -> list[Row]:
    cluster_of = {fact["slug"]: fact["cluster"] for fact in framework(world, "sub_clusters")}
    covered: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for system, table in (("soc", "sub_cluster_occupations"), ("cip", "sub_cluster_programs")):
        for fact in crosswalk(world, table):
            covered[system][cluster_of[fact["sub_cluster"]]].add(fact[system])
    sizes = Counter(cluster_of.values())
    return [
        {
            "cluster": fact["title"],
            "caption": fact["caption"],
            "crossCutting": fact["cross_cutting"] == "true",
            "subClusters": sizes[fact["slug"]],
            "occupations": len(covered["soc"][fact["slug"]]),
            "programs": len(covered["cip"][fact["slug"]]),
        }
        for fact in by_title(framework(world, "clusters"))
    ]


def sub_clusters_of_a_cluster(world: World, cluster: str) -> list[Row]:
    tables = {
        "occupations": "sub_cluster_occupations",
        "programs": "sub_cluster_programs",
        "alignments": "alignments",
    }
    sizes = {name: Counter(f["sub_cluster"] for f in crosswalk(world, table)) for name, table in tables.items()}
    return [
        {
            "subCluster": fact["title"],
            **{name: size[fact["slug"]] for name, size in sizes.items()},
            "note": fact["note"] or None,
        }
        for fact in by_title(of(framework(world, "sub_clusters"), cluster=tail(cluster)))
    ]


def what_became_of_the_clusters_of_2002(world: World) -> list[Row]:
    old, new = titles("slug", framework(world, "legacy_clusters")), titles("slug", framework(world, "clusters"))
    facts = framework(world, "cluster_successions")
    return [
        {
            "legacyCluster": old[fact["legacy_cluster"]],
            "change": fact["change"],
            "cluster": new[fact["cluster"]],
            "locator": section(fact),
            "note": fact["note"] or None,
        }
        for fact in sorted(facts, key=lambda fact: (old[fact["legacy_cluster"]], new[fact["cluster"]]))
    ]


def pathways_of_a_legacy_cluster(world: World, legacy_cluster: str) -> list[Row]:
    occupations, successors = defaultdict(set), defaultdict(list)
    for fact in world.facts["onet"]["pathway_occupations"]:
        occupations[fact["pathway"]].add(fact["soc"])
    for fact in framework(world, "pathway_successions"):
        successors[fact["pathway"]].append(successor(world, fact))
    return [
        {
            "pathway": fact["title"],
            "occupations": len(occupations[fact["slug"]]),
            "statedSuccessors": sorted(successors[fact["slug"]]),
        }
        for fact in by_title(of(framework(world, "pathways"), legacy_cluster=tail(legacy_cluster)))
    ]


def successor(world: World, fact: Fact) -> str:
    """Title of the cluster, or of the sub-cluster, that a succession leads to."""
    if fact["cluster"]:
        return titles("slug", framework(world, "clusters"))[fact["cluster"]]
    return titles("slug", framework(world, "sub_clusters"))[fact["sub_cluster"]]


def where_a_cluster_came_from(world: World, cluster: str) -> list[Row]:
    own = {fact["slug"] for fact in of(framework(world, "sub_clusters"), cluster=tail(cluster))}
    clusters, pathways = framework(world, "legacy_clusters"), framework(world, "pathways")
    found: list[tuple[tuple[str, str, bool, str], Row]] = []
    for fact in (*framework(world, "cluster_successions"), *framework(world, "pathway_successions")):
        if fact["cluster"] == tail(cluster) or fact.get("sub_cluster") in own:
            pathway = fact.get("pathway", "")
            was, slug = ("pathway", pathway) if pathway else ("cluster", fact["legacy_cluster"])
            row: Row = {
                "was": was,
                "legacyTitle": titles("slug", pathways if pathway else clusters)[slug],
                "change": fact["change"],
                "wentInto": successor(world, fact),
                "locator": section(fact),
                "note": fact["note"] or None,
            }
            found.append(((was, slug, not fact["cluster"], fact.get("sub_cluster", "")), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def what_the_report_says_became_of_pathways(world: World) -> list[Row]:
    clusters, pathways = titles("slug", framework(world, "legacy_clusters")), framework(world, "pathways")
    facts = [fact for fact in framework(world, "pathway_successions") if fact["pathway"]]
    facts.sort(key=lambda fact: (fact["pathway"], not fact["cluster"], fact["cluster"], fact["sub_cluster"]))
    return [
        {
            "legacyCluster": clusters[by("slug", pathways)[fact["pathway"]]["legacy_cluster"]],
            "pathway": titles("slug", pathways)[fact["pathway"]],
            "change": fact["change"],
            "successor": successor(world, fact),
            "successorIs": "cluster" if fact["cluster"] else "sub-cluster",
            "locator": section(fact),
            "note": fact["note"] or None,
        }
        for fact in facts
    ]


def sector_row(fact: Fact) -> str:
    """The locator of a row of the sectors."""
    return f"NAICS_Subclusters_Crosswalk.xlsx|CC - Sub-Cluster - NAICS|{fact['row']}"


def sectors_of_a_cluster(world: World, cluster: str) -> list[Row]:
    industries = titles("code", world.facts["naics"]["codes"])
    locators = defaultdict(list)
    for fact in of(crosswalk(world, "cluster_sectors"), cluster=tail(cluster)):
        locators[fact["sector"]].append(sector_row(fact))
    return [
        {"code": code, "sector": industries[code], "rows": len(found), "locators": found}
        for code, found in sorted(locators.items())
    ]


def clusters_of_an_industry(world: World, industry: str) -> list[Row]:
    ranges = {
        "31": "31-33",
        "32": "31-33",
        "33": "31-33",
        "44": "44-45",
        "45": "44-45",
        "48": "48-49",
        "49": "48-49",
    }
    sector = ranges.get(tail(industry)[:2], tail(industry)[:2])
    first: dict[str, Fact] = {}
    for fact in of(crosswalk(world, "cluster_sectors"), sector=sector):
        first.setdefault(fact["cluster"], fact)
    return [
        {
            "sectorCode": sector,
            "sectorTitle": titles("code", world.facts["naics"]["codes"])[sector],
            "cluster": fact["title"],
            "crossCutting": fact["cross_cutting"] == "true",
            "locator": sector_row(first[fact["slug"]]),
        }
        for fact in by_title(framework(world, "clusters"))
        if fact["slug"] in first
    ]


def cross_cutting_clusters(world: World) -> list[Row]:
    clusters = by_title(framework(world, "clusters"))
    return [
        {
            "cluster": fact["title"],
            "crosses": other["title"],
            "alsoCrossCutting": other["cross_cutting"] == "true",
            "locator": "technical report|Section 5: New Cluster Components|",
        }
        for fact in of(clusters, cross_cutting="true")
        for other in clusters
        if other is not fact
    ]
