"""What is in several sub-clusters or clusters, published and counted: answers out of the facts tables."""

from __future__ import annotations

from queries.catalog import Scalar
from tests.queries.catalog.occupation_facts import (
    breadths,
    cluster_titles,
    clusters,
    code_of,
    covered,
    described,
    each,
    figures,
    flags,
    program,
    sub_cluster_title,
)
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "occupations-in-several-sub-clusters": each("minimumSubClusters", 2, 100),
    "interdisciplinary-occupations": each("minimumClusters", 1, 100),
    "interdisciplinary-programs": each("minimumClusters", 0, 2, 100),
    "programs-flagged-only-for-teachers": each("family", "cip/2020/51", "cip/2020/22", "cip/2020/60"),
    "how-many-are-interdisciplinary": [{}],
}


def occupations_in_several_sub_clusters(world: World, minimum_sub_clusters: int) -> list[Row]:
    known, cluster_of = figures(world), clusters(world)
    return [
        described(world, known, code)
        | {
            "subClusters": len(slugs),
            "clusters": len({cluster_of[slug] for slug in slugs}),
            "subClusterTitles": sorted(sub_cluster_title(world, slug) for slug in slugs),
        }
        for code, slugs in sorted(covered(world).items(), key=lambda found: (-len(found[1]), found[0]))
        if len(slugs) >= minimum_sub_clusters
    ]


def interdisciplinary_occupations(world: World, minimum_clusters: int) -> list[Row]:
    known, flagged, found = figures(world), flags(world), breadths(world, "soc", teaching=True)
    return [
        described(world, known, code)
        | {
            "interdisciplinaryPublished": flagged[code],
            "clusters": len(found[code]),
            "clusterTitles": cluster_titles(world, found[code]),
        }
        for code in sorted(found, key=lambda code: (-len(found[code]), code))
        if len(found[code]) >= minimum_clusters
    ]


def interdisciplinary_programs(world: World, minimum_clusters: int) -> list[Row]:
    every, without = breadths(world, "cip", teaching=True), breadths(world, "cip", teaching=False)
    flagged = flags(world)
    return [
        program(world, code)
        | {
            "interdisciplinaryPublished": flagged[code],
            "clusters": len(every[code]),
            "corrected": len(without[code]),
            "clustersWithoutTeachers": cluster_titles(world, without[code]),
        }
        for code in sorted(every, key=lambda code: (-len(without[code]), code))
        if len(without[code]) >= minimum_clusters
    ]


def programs_flagged_only_for_teachers(world: World, family: str) -> list[Row]:
    every, without = breadths(world, "cip", teaching=True), breadths(world, "cip", teaching=False)
    return [
        program(world, code)
        | {
            "clusters": cluster_titles(world, every[code]),
            "clustersWithoutTeachers": cluster_titles(world, without[code]),
        }
        for code, flagged in sorted(flags(world).items())
        if flagged and code.startswith(f"{code_of(family)}.") and len(without[code]) < 2
    ]


def how_many_are_interdisciplinary(world: World) -> list[Row]:
    rows: list[Row] = []
    for things, column in (("occupations", "soc"), ("programs", "cip")):
        every, without = breadths(world, column, teaching=True), breadths(world, column, teaching=False)
        flagged = [row for row in world.facts["crosswalk"]["interdisciplinary"] if row["system"] == column]
        rows.append(
            {
                "things": things,
                "number": len(every),
                "flagged": sum(row["interdisciplinary"] == "true" for row in flagged),
                "inSeveralClusters": sum(len(found) > 1 for found in every.values()),
                "withoutTeachers": sum(len(found) > 1 for found in without.values()),
            }
        )
    return rows
