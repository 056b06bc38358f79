"""Occupations and programs, each with the sub-clusters of the other: answers out of the facts tables."""

from __future__ import annotations

from loaders.shipped import Fact
from queries.catalog import Scalar
from tests.queries.catalog.occupation_facts import (
    ACTORS,
    BUYER,
    BUYERS,
    COUNSELOR,
    COUNSELORS,
    EMPTY,
    GROUP,
    INFANTRY,
    SUB_CLUSTER,
    cluster_titles,
    clusters,
    code_of,
    counted_as,
    covered,
    described,
    detailed_in,
    each,
    figures,
    place,
    program,
    sub_cluster_title,
)
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "occupations-of-a-sub-cluster": [*each("subCluster", f"{SUB_CLUSTER}military-national-security"), EMPTY],
    "programs-of-a-sub-cluster": [*each("subCluster", f"{SUB_CLUSTER}plant-systems"), EMPTY],
    "programs-for-an-occupation": each("occupation", BUYERS, BUYER, COUNSELORS, COUNSELOR, INFANTRY, GROUP),
    "programs-for-an-occupation-in-each-sub-cluster": each(
        "occupation", BUYERS, BUYER, COUNSELORS, COUNSELOR, INFANTRY, "soc/2018/25-3041", GROUP
    ),
    "occupations-that-a-program-prepares-for": each("program", "cip/2020/52.1801", "cip/2020/01.1302"),
    "sub-clusters-of-an-occupation": each("occupation", BUYERS, BUYER, COUNSELORS, COUNSELOR, INFANTRY, GROUP),
    "sub-clusters-of-a-program": each("program", "cip/2020/52.0101", "cip/2020/01.1302"),
    "related-occupations": [
        {},
        {"occupation": "soc/2018/11-1011", "limit": 100},
        {"occupation": "soc/2018/17-3019"},
    ],
    "better-paid-related-occupations": [
        {},
        {"acrossClusters": True},
        {"occupation": BUYER, "minimumGain": 0},
        {"occupation": COUNSELOR, "minimumGain": -100_000},
        {"occupation": "soc/2018/17-3029", "acrossClusters": True, "minimumGain": 1},
        {"occupation": ACTORS},
        {"occupation": "soc/2018/11-1011"},
    ],
    "programs-shared-by-two-occupations": [
        {},
        {"occupation": "soc/2018/29-1141", "otherOccupation": "soc/2018/29-1171"},
        {"otherOccupation": "soc/2018/29-1171"},
    ],
    "programs-that-the-crosswalk-lacks-for-an-occupation": each(
        "occupation", BUYER, COUNSELOR, "soc/2018/25-2055", "soc/2018/15-1252", INFANTRY
    ),
}


def occupations_of_a_sub_cluster(world: World, sub_cluster: str) -> list[Row]:
    known = figures(world)
    return [
        described(world, known, row["soc"], "employment2025", "medianWage2025") | _pair_row(world, "soc", row)
        for row in sorted(world.facts["crosswalk"]["sub_cluster_occupations"], key=lambda row: row["soc"])
        if row["sub_cluster"] == code_of(sub_cluster)
    ]


def programs_of_a_sub_cluster(world: World, sub_cluster: str) -> list[Row]:
    return [
        program(world, row["cip"]) | _pair_row(world, "cip", row)
        for row in sorted(world.facts["crosswalk"]["sub_cluster_programs"], key=lambda row: row["cip"])
        if row["sub_cluster"] == code_of(sub_cluster)
    ]


def programs_for_an_occupation(world: World, occupation: str) -> list[Row]:
    wanted = detailed_in(world, occupation)
    pairs = [row for row in world.facts["cip_soc"]["pairs"] if row["soc"] in wanted]
    return [
        {"occupation": row["soc"], **program(world, row["cip"]), "locator": _nces(world, row)}
        for row in sorted(pairs, key=lambda row: (row["soc"], row["cip"]))
    ]


def programs_for_an_occupation_in_each_sub_cluster(world: World, occupation: str) -> list[Row]:
    wanted = counted_as(world, occupation, covered(world))
    rows = [row for row in world.facts["crosswalk"]["alignments"] if row["soc"] in wanted]
    return [
        {
            "subCluster": sub_cluster_title(world, row["sub_cluster"]),
            "occupation": row["soc"],
            "program": row["cip"] or None,
            "programTitle": world.title(f"cip/2020/{row['cip']}") if row["cip"] else None,
            "locator": world.sources["crosswalk"].locator("full", "SOC - CIP - CC", row["row"]),
        }
        for row in sorted(rows, key=lambda row: (row["sub_cluster"], row["cip"]))
    ]


def occupations_that_a_program_prepares_for(world: World, program: str) -> list[Row]:
    known = figures(world)
    columns = ("medianWage2025", "openings2024to2034", "entryEducation2024")
    return [
        described(world, known, row["soc"], *columns) | {"locator": _nces(world, row)}
        for row in sorted(world.facts["cip_soc"]["pairs"], key=lambda row: row["soc"])
        if row["cip"] == code_of(program)
    ]


def sub_clusters_of_an_occupation(world: World, occupation: str) -> list[Row]:
    wanted = counted_as(world, occupation, covered(world))
    rows = [row for row in world.facts["crosswalk"]["sub_cluster_occupations"] if row["soc"] in wanted]
    return [
        place(world, row["sub_cluster"]) | {"occupation": row["soc"]} | _pair_row(world, "soc", row)
        for row in sorted(rows, key=lambda row: (clusters(world)[row["sub_cluster"]], row["sub_cluster"]))
    ]


def sub_clusters_of_a_program(world: World, program: str) -> list[Row]:
    rows = [row for row in world.facts["crosswalk"]["sub_cluster_programs"] if row["cip"] == code_of(program)]
    return [
        place(world, row["sub_cluster"]) | _pair_row(world, "cip", row)
        for row in sorted(rows, key=lambda row: (clusters(world)[row["sub_cluster"]], row["sub_cluster"]))
    ]


def related_occupations(world: World, occupation: str, limit: int) -> list[Row]:
    known = figures(world)
    rows = [row for row in world.facts["onet"]["related"] if row["soc"] == code_of(occupation)]
    return [
        {"rank": int(row["rank"]), "tier": row["tier"]}
        | described(world, known, row["related_soc"], "medianWage2025")
        for row in sorted(rows, key=lambda row: (int(row["rank"]), row["related_soc"]))[:limit]
    ]


def better_paid_related_occupations(
    world: World, occupation: str, across_clusters: bool, minimum_gain: int
) -> list[Row]:
    known, places, cluster_of = figures(world), covered(world), clusters(world)
    (now,) = counted_as(world, occupation, places)
    own, wage = {cluster_of[slug] for slug in places[now]}, known[now]["medianWage2025"]
    gains: dict[tuple[int, str], Row] = {}
    for row in world.facts["onet"]["related"]:
        (then,) = counted_as(world, f"soc/2018/{row['related_soc']}", places)
        better, others = known[then]["medianWage2025"], {cluster_of[slug] for slug in places[then]}
        if row["soc"] != code_of(occupation) or across_clusters != own.isdisjoint(others):
            continue
        if wage is not None and better is not None and better - wage >= minimum_gain:
            named = described(world, known, row["related_soc"]) | {"rank": int(row["rank"])}
            gained = {"wageGain": better - wage, "medianWage2025": better}
            more = {name: known[then][name] for name in ("entryEducation2024", "openings2024to2034")}
            gains[wage - better, row["related_soc"]] = (
                named | gained | more | {"clusters": cluster_titles(world, others)}
            )
    return [row for _, row in sorted(gains.items())]


def programs_shared_by_two_occupations(world: World, occupation: str, other_occupation: str) -> list[Row]:
    one, other = (
        {row["cip"]: _nces(world, row) for row in world.facts["cip_soc"]["pairs"] if row["soc"] == code_of(node)}
        for node in (occupation, other_occupation)
    )
    return [
        program(world, code) | {"locator": one[code], "otherLocator": other[code]}
        for code in sorted(one.keys() & other.keys())
    ]


def programs_that_the_crosswalk_lacks_for_an_occupation(world: World, occupation: str) -> list[Row]:
    (code,) = counted_as(world, occupation, covered(world))
    has = {row["cip"] for row in world.facts["crosswalk"]["alignments"] if row["soc"] == code}
    elsewhere = [row["cip"] for row in world.facts["crosswalk"]["sub_cluster_programs"]]
    pairs = [row for row in world.facts["cip_soc"]["pairs"] if row["soc"] == code_of(occupation)]
    return [
        program(world, row["cip"]) | {"locator": _nces(world, row), "subClusters": elsewhere.count(row["cip"])}
        for row in sorted(pairs, key=lambda row: row["cip"])
        if row["cip"] not in has
    ]


def _pair_row(world: World, system: str, row: Fact) -> Row:
    """Where the crosswalk's workbook of occupations, or that of programs, states a pair."""
    sheet = f"{system.upper()} - CC - Sub-Clusters"
    return {"locator": world.sources["crosswalk"].locator(system, sheet, row["row"])}


def _nces(world: World, row: Fact) -> str:
    return world.sources["cip_soc"].locator("crosswalk", "CIP-SOC", row["row"])
