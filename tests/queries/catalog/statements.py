"""Who states what, where, under which rights, and how much of it there is: answers out of the facts tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from queries.catalog import Scalar
from tests.queries.catalog.codes import changed, soc_level
from tests.queries.catalog.tables import crosswalk, framework, of, tail, titles
from tests.queries.catalog.world import Row, World

SUB_CLUSTER = "framework/2024/sub-cluster"
CASES: dict[str, list[dict[str, Scalar]]] = {
    "rows-behind-an-occupation-in-a-sub-cluster": [
        {},
        {"subCluster": f"{SUB_CLUSTER}/planning-logistics", "occupation": "bls-combined/53-1047"},
        {"subCluster": f"{SUB_CLUSTER}/ecological-research-development", "occupation": "soc/2018/15-2021"},
        {"occupation": "soc/2018/29-1141"},
    ],
    "rights-behind-a-cluster": [
        {},
        {"cluster": "framework/2024/cluster/education"},
        {"cluster": "framework/2024/cluster/none"},
    ],
    "sources-and-what-they-state": [{}],
    "nodes-by-label": [{}],
    "relationships-by-type": [{}],
}
Counts = dict[str, int]


def rows_behind_an_occupation_in_a_sub_cluster(world: World, sub_cluster: str, occupation: str) -> list[Row]:
    programs, source = titles("code", world.facts["cip"]["codes"]), world.sources["crosswalk"]
    pair = {"sub_cluster": tail(sub_cluster), "soc": tail(occupation)}
    return [
        {
            "occupationRow": f"SOC_Career_Clusters_Crosswalk.xlsx|SOC - CC - Sub-Clusters|{covered['row']}",
            "programCode": fact["cip"] or None,
            "program": programs[fact["cip"]] if fact["cip"] else None,
            "programRow": f"Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|{fact['row']}",
            "source": source.title,
            "release": source.release,
            "rights": source.rights,
        }
        for covered in of(crosswalk(world, "sub_cluster_occupations"), **pair)
        for fact in sorted(of(crosswalk(world, "alignments"), **pair), key=lambda fact: fact["cip"])
    ]


def rights_behind_a_cluster(world: World, cluster: str) -> list[Row]:
    stated = {"crosswalk": crosswalk_on(world, tail(cluster)), "framework": report_on(world, tail(cluster))}
    return [
        {
            "source": world.sources[module].title,
            "publisher": world.sources[module].publisher,
            "relationship": relationship,
            "statements": number,
            "rights": world.sources[module].rights,
            "citation": world.sources[module].citation,
        }
        for module, counts in stated.items()
        for relationship, number in sorted(counts.items())
        if number
    ]


def sub_clusters_of(world: World, cluster: str) -> set[str]:
    """Slugs of its sub-clusters."""
    return {fact["slug"] for fact in of(framework(world, "sub_clusters"), cluster=cluster)}


def crosswalk_on(world: World, cluster: str) -> Counts:
    """How many statements of each type join the cluster or a sub-cluster of it to anything."""
    own = sub_clusters_of(world, cluster)
    tables = {
        "COVERS_OCCUPATION": "sub_cluster_occupations",
        "COVERS_PROGRAM": "sub_cluster_programs",
        "IN_SUB_CLUSTER": "alignments",
    }
    sectors = {fact["sector"] for fact in of(crosswalk(world, "cluster_sectors"), cluster=cluster)}
    counts = {
        name: sum(fact["sub_cluster"] in own for fact in crosswalk(world, table)) for name, table in tables.items()
    }
    return counts | {"COVERS_INDUSTRY": len(sectors)}


def report_on(world: World, cluster: str) -> Counts:
    """The same for the report."""
    own, clusters = sub_clusters_of(world, cluster), framework(world, "clusters")
    tables = {
        "HAS_SUB_CLUSTER": "sub_clusters",
        "APPLIED_IN": "unmanned_applications",
        "ADVISED": "advisory_group_clusters",
        "SEEKS_SKILL": "cluster_skills",
        "HAS_SAMPLE_OCCUPATION": "cluster_job_titles",
        "WORKS_AT": "cluster_workplaces",
        "ALSO_IN": "also_in",
    }
    counts = {name: len(of(framework(world, table), cluster=cluster)) for name, table in tables.items()}
    if "unmanned-vehicle-technology" in own:
        counts["APPLIED_IN"] = len(framework(world, "unmanned_applications"))
    successions = (*framework(world, "cluster_successions"), *framework(world, "pathway_successions"))
    crossings = [
        (fact["slug"], other["slug"])
        for fact in of(clusters, cross_cutting="true")
        for other in clusters
        if fact is not other
    ]
    return counts | {
        "HAS_CLUSTER": len(of(clusters, slug=cluster)),
        "SUCCEEDED_BY": sum(f["cluster"] == cluster or f.get("sub_cluster") in own for f in successions),
        "CROSS_CUTS": sum(cluster in pair for pair in crossings),
    }


def sources_and_what_they_state(world: World) -> list[Row]:
    counts = published(world)
    return [
        {
            "source": source.title,
            "publisher": source.publisher,
            "release": source.release,
            "statements": sum(counts.get(module, {}).values()),
            "rights": source.rights,
            "url": source.url,
        }
        for module, source in sorted(world.sources.items(), key=lambda item: item[1].name)
    ]


def relationships_by_type(world: World) -> list[Row]:
    counts = published(world)
    found = [(name, world.sources[module], n) for module, of_type in counts.items() for name, n in of_type.items()]
    return [
        {"type": name, "source": source.title, "relationships": number}
        for name, source, number in sorted(found, key=lambda one: (one[0], one[1].name))
    ]


def published(world: World) -> Mapping[str, Counts]:
    """Module of a source → relationship type → number of relationships."""
    facts = world.facts
    tops = {
        "naics": sum(len(fact["code"]) == 2 or "-" in fact["code"] for fact in facts["naics"]["codes"]),
        "soc": sum(soc_level(fact["code"]) == 0 for fact in facts["soc"]["codes"]),
        "cip": sum(len(fact["code"]) == 2 for fact in facts["cip"]["codes"]),
    }
    broader = {system: {"BROADER": len(facts[system]["codes"]) - number} for system, number in tops.items()}
    included = {(fact["pathway"], fact["soc"]) for fact in facts["onet"]["pathway_occupations"]}
    return broader | {
        "framework": of_the_report(world),
        "bls_combined": {"COMBINES": len(facts["bls_combined"]["parts"])},
        "cip": broader["cip"] | {"MOVED_TO": len(facts["cip"]["moves"])},
        "cip_soc": {"PREPARES_FOR": len(facts["cip_soc"]["pairs"])},
        "crosswalk": of_the_crosswalk(world),
        "oews": of_oews(world),
        "onet": {"INCLUDED_OCCUPATION": len(included), "RELATED_TO": len(facts["onet"]["related"])},
        "soc_concordance": {"REPLACED_BY": len(list(changed(facts["soc_concordance"]["pairs"])))},
        "naics_concordance": {"REPLACED_BY": len(list(changed(facts["naics_concordance"]["pairs"])))},
    }


def of_the_report(world: World) -> Counts:
    """Its relationships by type."""
    tables = {
        "HAS_CLUSTER": ("clusters", "legacy_clusters"),
        "HAS_SUB_CLUSTER": ("sub_clusters",),
        "HAS_PATHWAY": ("pathways",),
        "SUCCEEDED_BY": ("cluster_successions", "pathway_successions"),
        "APPLIED_IN": ("unmanned_applications",),
        "ADVISED": ("advisory_group_clusters",),
        "REPRESENTS": ("advisory_group_sectors",),
        "SEEKS_SKILL": ("cluster_skills",),
        "HAS_SAMPLE_OCCUPATION": ("cluster_job_titles",),
        "WORKS_AT": ("cluster_workplaces",),
        "ALSO_IN": ("also_in",),
    }
    counts = {name: sum(len(framework(world, table)) for table in some) for name, some in tables.items()}
    clusters = framework(world, "clusters")
    return counts | {"CROSS_CUTS": len(of(clusters, cross_cutting="true")) * (len(clusters) - 1)}


def of_the_crosswalk(world: World) -> Counts:
    """Its relationships by type."""
    alignments = crosswalk(world, "alignments")
    return {
        "IN_SUB_CLUSTER": len(alignments),
        "OF_OCCUPATION": len(alignments),
        "VIA_PROGRAM": len(alignments) - len(of(alignments, cip="")),
        "COVERS_OCCUPATION": len(crosswalk(world, "sub_cluster_occupations")),
        "COVERS_PROGRAM": len(crosswalk(world, "sub_cluster_programs")),
        "COVERS_INDUSTRY": len({(f["cluster"], f["sector"]) for f in crosswalk(world, "cluster_sectors")}),
    }


def of_oews(world: World) -> Counts:
    """Its relationships by type: published occupations in 3- and 4-digit industries and government."""
    oews = world.facts["oews"]
    digits = {fact["code"]: len(fact["naics"]) for fact in oews["industries"]} | {"999000": 3}
    occupations = {fact["code"] for fact in of(oews["occupations"], published="true")}
    cells = Counter(digits[cell["industry"]] for cell in oews["cells"] if cell["occupation"] in occupations)
    return {"EMPLOYED_IN": cells[3], "EMPLOYED_IN_GROUP": cells[4]}


def nodes_by_label(world: World) -> list[Row]:
    return [{"label": label, "nodes": number} for label, number in sorted(labels(world).items())]


def labels(world: World) -> Counts:
    """Label → number of published nodes that carry it."""
    facts = world.facts
    tables = {
        "CareerCluster": "clusters",
        "SubCluster": "sub_clusters",
        "LegacyCluster": "legacy_clusters",
        "LegacyPathway": "pathways",
        "AdvisoryGroup": "advisory_groups",
        "Skill": "skills",
        "JobTitle": "job_titles",
        "Workplace": "workplaces",
    }
    named = {label: len(framework(world, table)) for label, table in tables.items()}
    combined = len(facts["bls_combined"]["occupations"])
    former = {
        "FormerOccupation": len({pair["old"] for pair, _ in changed(facts["soc_concordance"]["pairs"])}),
        "FormerIndustry": len({pair["old"] for pair, _ in changed(facts["naics_concordance"]["pairs"])}),
    }
    return (
        named
        | levels(world)
        | former
        | {
            "Framework": len({fact["framework"] for fact in framework(world, "milestones")}),
            "Industry": len(facts["naics"]["codes"]) + 1,
            "Government": 1,
            "Occupation": len(facts["soc"]["codes"]) + combined,
            "CombinedOccupation": combined,
            "Program": len(facts["cip"]["codes"]),
            "Retired": len(of(facts["cip"]["codes"], retired="true")),
            "FormerCode": sum(former.values()),
            "Alignment": len(crosswalk(world, "alignments")),
            "Source": len(world.sources),
        }
    )


def levels(world: World) -> Counts:
    """Label of a level of a code system → number of its codes."""
    naics = ("Sector", "Subsector", "IndustryGroup", "NaicsIndustry", "NationalIndustry")
    soc = ("MajorGroup", "MinorGroup", "BroadOccupation", "DetailedOccupation")
    cip = {2: "ProgramFamily", 5: "ProgramSeries", 7: "InstructionalProgram"}
    codes = {system: [fact["code"] for fact in world.facts[system]["codes"]] for system in ("naics", "soc", "cip")}
    return Counter(
        [
            *(naics[0 if "-" in code else len(code) - 2] for code in codes["naics"]),
            *(soc[soc_level(code)] for code in codes["soc"]),
            *(cip[len(code)] for code in codes["cip"]),
        ]
    )
