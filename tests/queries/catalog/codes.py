"""Codes, what is above, below and before them, and what no sub-cluster has: answers out of the facts tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import floor

from loaders.shipped import Fact
from queries.catalog import Scalar
from tests.queries.catalog.tables import by, by_code, crosswalk, framework, of, tail, titles
from tests.queries.catalog.world import Row, World

CASES: dict[str, list[dict[str, Scalar]]] = {
    "broader-codes-of-an-occupation": [
        {},
        {"occupation": "soc/2018/29-1224"},
        {"occupation": "soc/2018/13-2020"},
        {"occupation": "soc/2018/15-0000"},
        {"occupation": "bls-combined/21-1018"},
    ],
    "broader-codes-of-a-program": [{}, {"program": "cip/2020/01.03"}, {"program": "cip/2020/11"}],
    "industries-within-an-industry": [
        {},
        {"industry": "naics/2022/31-33"},
        {"industry": "naics/2022/92"},
        {"industry": "naics/2022/5415"},
        {"industry": "naics/2022/541511"},
    ],
    "programs-within-a-family-or-series": [
        {},
        {"group": "cip/2020/01.03"},
        {"group": "cip/2020/19"},
        {"group": "cip/2020/11.0701"},
    ],
    "retired-programs-and-their-successors": [{}, {"action": "deleted"}, {"action": "renamed"}],
    "former-occupations-today": [{}, {"beginsWith": "29-2"}, {"beginsWith": "99-"}],
    "former-industries-today": [{}, {"beginsWith": "44"}, {"beginsWith": "99"}],
    "combined-occupations-and-their-parts": [{}],
    "programs-in-no-sub-cluster": [{}, {"minimumOccupations": 1}, {"minimumOccupations": 1000}],
    "alignments-without-a-program": [{}, {"minimum": 8}, {"minimum": 1000}],
    "pathways-without-occupations": [{}],
}
SOC_LEVELS = {"0000": "major group", "00": "minor group", "0": "broad occupation", "": "detailed occupation"}


def soc_level(code: str) -> int:
    """0 for a major group to 3 for a detailed occupation, by the zeros at the end of the code."""
    return next(level for level, zeros in enumerate(SOC_LEVELS) if code.endswith(zeros))


def broader_codes_of_an_occupation(world: World, occupation: str) -> list[Row]:
    """SOC's table lists a group before what is in it: the last one of a level is the one above."""
    above: dict[int, Row] = {}
    for fact in world.facts["soc"]["codes"]:
        level = soc_level(fact["code"])
        if fact["code"] == tail(occupation):
            return [{"steps": level - at, **above[at]} for at in range(level - 1, -1, -1)]
        above[level] = {"code": fact["code"], "title": fact["title"], "level": list(SOC_LEVELS.values())[level]}
    return []


def broader_codes_of_a_program(world: World, program: str) -> list[Row]:
    code, names = tail(program), titles("code", world.facts["cip"]["codes"])
    above = [(code[:length], level) for length, level in ((5, "series"), (2, "family")) if length < len(code)]
    return [
        {"steps": steps, "code": group, "title": names[group], "level": level}
        for steps, (group, level) in enumerate(above, start=1)
    ]


def naics_above(code: str) -> str:
    """The code one level above; a sector has none."""
    if len(code) == 2 or "-" in code:
        return ""
    ranges = {
        "31": "31-33",
        "32": "31-33",
        "33": "31-33",
        "44": "44-45",
        "45": "44-45",
        "48": "48-49",
        "49": "48-49",
    }
    return ranges.get(code[:-1], code[:-1])


def industries_within_an_industry(world: World, industry: str) -> list[Row]:
    facts = world.facts["naics"]["codes"]
    sizes = Counter(naics_above(fact["code"]) for fact in facts)
    covered = {fact["naics"] for fact in world.facts["oews"]["industries"]}
    return [
        {
            "code": fact["code"],
            "title": fact["title"],
            "narrower": sizes[fact["code"]],
            "note": None if fact["code"] in covered or len(fact["code"]) > 3 else uncovered(fact["code"]),
        }
        for fact in by_code(facts)
        if naics_above(fact["code"]) == tail(industry)
    ]


def uncovered(code: str) -> str:
    """What the graph says of a subsector that OEWS lacks."""
    if code.startswith("92"):
        return "OEWS counts this industry within government (999000)."
    return "OEWS does not cover this industry."


def cip_above(code: str) -> str:
    """The code one level above; a family has none."""
    return {7: code[:5], 5: code[:2], 2: ""}[len(code)]


def programs_within_a_family_or_series(world: World, group: str) -> list[Row]:
    facts = world.facts["cip"]["codes"]
    sizes = Counter(cip_above(fact["code"]) for fact in facts)
    return [
        {
            "code": fact["code"],
            "title": fact["title"],
            "narrower": sizes[fact["code"]],
            "retired": fact["retired"] == "true",
            "reserved": fact["reserved"] == "true",
        }
        for fact in by_code(facts)
        if cip_above(fact["code"]) == tail(group)
    ]


def retired_programs_and_their_successors(world: World, action: str) -> list[Row]:
    names = titles("code", world.facts["cip"]["codes"])
    agreed = {(pair["old"], pair["new"]) for pair in world.facts["cip_concordance"]["pairs"]}
    return [
        {
            "retiredCode": fact["code"],
            "retiredTitle": names[fact["code"]],
            "code": fact["successor"],
            "title": names[fact["successor"]],
            "concordanceAgrees": (fact["code"], fact["successor"]) in agreed,
            "locator": f"CIPCode2020.csv||{fact['row']}",
        }
        for fact in by_code(of(world.facts["cip"]["moves"], action=action))
    ]


def changed(pairs: Iterable[Fact]) -> Iterator[tuple[Fact, int]]:
    """Pairs of old codes that are not the same code today and nothing else, with how many successors each has."""
    successors = defaultdict(list)
    for pair in pairs:
        successors[pair["old"]].append(pair)
    for old, found in sorted(successors.items()):
        if [pair["new"] for pair in found] != [old]:
            yield from ((pair, len(found)) for pair in sorted(found, key=lambda pair: pair["new"]))


def former_occupations_today(world: World, begins_with: str) -> list[Row]:
    names = titles("code", world.facts["soc"]["codes"])
    return [
        {
            "formerCode": pair["old"],
            "formerTitle": pair["old_title"],
            "successors": successors,
            "code": pair["new"],
            "title": names[pair["new"]],
            "locator": f"soc_2010_to_2018_crosswalk.xlsx|Sorted by 2010|{pair['row']}",
        }
        for pair, successors in changed(world.facts["soc_concordance"]["pairs"])
        if pair["old"].startswith(begins_with)
    ]


def former_industries_today(world: World, begins_with: str) -> list[Row]:
    names = titles("code", world.facts["naics"]["codes"])
    return [
        {
            "formerCode": pair["old"],
            "successors": successors,
            "code": pair["new"],
            "title": names[pair["new"]],
            "locator": f"NAICS_Year_Concordance.csv||{pair['row']}",
        }
        for pair, successors in changed(world.facts["naics_concordance"]["pairs"])
        if pair["old"].startswith(begins_with)
    ]


def combined_occupations_and_their_parts(world: World) -> list[Row]:
    names = titles("code", world.facts["soc"]["codes"])
    parts, national = world.facts["bls_combined"]["parts"], of(world.facts["oews"]["cells"], industry="000000")
    jobs = {cell["occupation"]: cell["jobs"] for cell in national}
    return [
        {
            "code": whole["code"],
            "title": whole["title"],
            "employment2025": int(jobs[whole["code"]]),
            "partCode": part,
            "partTitle": names[part],
            "method": "by elimination: the detailed occupations of the group without a row of their own",
        }
        for whole in by_code(world.facts["bls_combined"]["occupations"])
        for part in sorted(fact["part"] for fact in of(parts, code=whole["code"]))
    ]


def programs_in_no_sub_cluster(world: World, minimum_occupations: int) -> list[Row]:
    covered = {fact["cip"] for fact in crosswalk(world, "sub_cluster_programs")}
    occupations = Counter(pair["cip"] for pair in world.facts["cip_soc"]["pairs"])
    return [
        {
            "code": fact["code"],
            "program": fact["title"],
            "reserved": fact["reserved"] == "true",
            "occupations": occupations[fact["code"]],
        }
        for fact in by_code(of(world.facts["cip"]["codes"], retired="false"))
        if len(fact["code"]) == 7
        and fact["code"] not in covered
        and occupations[fact["code"]] >= minimum_occupations
    ]


def alignments_without_a_program(world: World, minimum: int) -> list[Row]:
    clusters, sub_clusters = titles("slug", framework(world, "clusters")), framework(world, "sub_clusters")
    rows = crosswalk(world, "alignments")
    alignments = Counter(fact["sub_cluster"] for fact in rows)
    without = Counter(fact["sub_cluster"] for fact in of(rows, cip=""))
    return [
        {
            "cluster": clusters[by("slug", sub_clusters)[slug]["cluster"]],
            "subCluster": titles("slug", sub_clusters)[slug],
            "withoutProgram": number,
            "alignments": alignments[slug],
            "share": floor(number / alignments[slug] * 10000 + 0.5) / 10000,
        }
        for slug, number in sorted(without.items(), key=lambda pair: (-pair[1], pair[0]))
        if number >= minimum
    ]


def pathways_without_occupations(world: World) -> list[Row]:
    clusters = titles("slug", framework(world, "legacy_clusters"))
    included = {fact["pathway"] for fact in world.facts["onet"]["pathway_occupations"]}
    return [
        {"legacyCluster": clusters[fact["legacy_cluster"]], "pathway": fact["title"]}
        for fact in sorted(framework(world, "pathways"), key=lambda fact: fact["slug"])
        if fact["slug"] not in included
    ]
