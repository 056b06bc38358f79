"""The frameworks of 2024 and 2002, as the technical report states them: curated tables in `facts/framework`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from loaders.shipped import Fact, Facts, many
from loaders.sources import source_spec
from ontology import identifiers
from ontology import nodes as n
from ontology import relationships as r
from ontology.records import Record

SOURCE = source_spec("framework")
DOCUMENT = "technical report"
UNMANNED = identifiers.sub_cluster("unmanned-vehicle-technology")


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Both frameworks, what became of the old clusters, advisory groups, and the report's lists."""
    facts = known["framework"]
    yield from _frameworks(facts)
    yield from _clusters(facts)
    yield from _legacy(facts)
    yield from _advisory_groups(facts)
    yield from _lists(facts)
    yield from _applications(facts)


def locator(fact: Fact) -> str:
    """`document|section|position` of a row; the position is empty where the section has no list."""
    return f"{DOCUMENT}|{fact['section']}|{fact.get('position', '')}"


def _named(fact: Fact, identifier: Callable[[str], str]) -> dict[str, Any]:
    """What every named thing has."""
    return {
        "id": identifier(fact["slug"]),
        "title": fact["title"],
        "alt_titles": many(fact.get("alt_titles", "")),
        "note": fact["note"] or None,
    }


def _stated(fact: Fact) -> dict[str, Any]:
    """Where a relationship comes from."""
    return {"source": SOURCE.id, "locator": locator(fact), "note": fact.get("note") or None}


def _frameworks(facts: Facts) -> Iterator[Record]:
    issued = {"2002": "2002", "2024": "2024-10"}
    for year, date in issued.items():
        history = [fact for fact in facts["milestones"] if fact["framework"] == year]
        versions = [fact["version"] for fact in history if fact["version"]]
        yield n.Framework(
            id=f"framework/{year}",
            title=f"National Career Clusters Framework, {year}",
            version=versions[-1] if versions else None,
            issued=date,
            milestones=tuple(_milestone(fact) for fact in history),
        )


def _milestone(fact: Fact) -> str:
    version = f" (version {fact['version']})" if fact["version"] else ""
    return f"{fact['date']}: {fact['event']}{version} [{fact['document']}, {fact['section']}]"


def _clusters(facts: Facts) -> Iterator[Record]:
    crossing = [fact for fact in facts["clusters"] if fact["cross_cutting"] == "true"]
    for fact in facts["clusters"]:
        cluster = n.CareerCluster(
            **_named(fact, identifiers.cluster), caption=fact["caption"], cross_cutting=fact in crossing
        )
        yield cluster
        yield r.HasCluster(
            start=identifiers.FRAMEWORK_2024, end=cluster.id, source=SOURCE.id, locator=locator(fact)
        )
        for other in crossing:
            if other is not fact:
                place = f"{DOCUMENT}|Section 5: New Cluster Components|"
                start = identifiers.cluster(other["slug"])
                yield r.CrossCuts(start=start, end=cluster.id, source=SOURCE.id, locator=place)
    for fact in facts["sub_clusters"]:
        sub_cluster = n.SubCluster(**_named(fact, identifiers.sub_cluster))
        yield sub_cluster
        start = identifiers.cluster(fact["cluster"])
        yield r.HasSubCluster(start=start, end=sub_cluster.id, source=SOURCE.id, locator=locator(fact))


def _legacy(facts: Facts) -> Iterator[Record]:
    for fact in facts["legacy_clusters"]:
        cluster = n.LegacyCluster(**_named(fact, identifiers.legacy_cluster))
        yield cluster
        yield r.HasCluster(
            start=identifiers.FRAMEWORK_2002, end=cluster.id, source=SOURCE.id, locator=locator(fact)
        )
    for fact in facts["pathways"]:
        pathway = n.LegacyPathway(**_named(fact, identifiers.pathway))
        yield pathway
        start = identifiers.legacy_cluster(fact["legacy_cluster"])
        yield r.HasPathway(start=start, end=pathway.id, source=SOURCE.id, locator=locator(fact))
    for fact in facts["cluster_successions"]:
        yield r.SucceededBy(
            start=identifiers.legacy_cluster(fact["legacy_cluster"]),
            end=identifiers.cluster(fact["cluster"]),
            change=fact["change"],
            **_stated(fact),
        )
    for fact in facts["pathway_successions"]:
        yield r.SucceededBy(start=_legacy_id(fact), end=_modern_id(fact), change=fact["change"], **_stated(fact))


def _legacy_id(fact: Fact) -> str:
    return identifiers.pathway(p) if (p := fact["pathway"]) else identifiers.legacy_cluster(fact["legacy_cluster"])


def _modern_id(fact: Fact) -> str:
    return identifiers.sub_cluster(s) if (s := fact["sub_cluster"]) else identifiers.cluster(fact["cluster"])


def _advisory_groups(facts: Facts) -> Iterator[Record]:
    for fact in facts["advisory_groups"]:
        yield n.AdvisoryGroup(**_named(fact, identifiers.advisory_group), number=int(fact["number"]))
    for fact in facts["advisory_group_sectors"]:
        start, end = identifiers.advisory_group(fact["group"]), identifiers.naics(fact["sector"])
        yield r.Represents(start=start, end=end, **_stated(fact))
    for fact in facts["advisory_group_clusters"]:
        start, end = identifiers.advisory_group(fact["group"]), identifiers.cluster(fact["cluster"])
        yield r.Advised(start=start, end=end, **_stated(fact))


def _lists(facts: Facts) -> Iterator[Record]:
    yield from (n.Skill(**_named(fact, identifiers.skill)) for fact in facts["skills"])
    yield from (n.JobTitle(**_named(fact, identifiers.job_title)) for fact in facts["job_titles"])
    yield from (n.Workplace(**_named(fact, identifiers.workplace)) for fact in facts["workplaces"])
    for fact in facts["cluster_skills"]:
        yield r.SeeksSkill(**_listed(fact, identifiers.skill(fact["skill"])), kind=fact["kind"])
    for fact in facts["cluster_job_titles"]:
        listed = _listed(fact, identifiers.job_title(fact["job_title"]))
        yield r.HasSampleOccupation(**listed, emerging=fact["emerging"] == "true")
    for fact in facts["cluster_workplaces"]:
        yield r.WorksAt(**_listed(fact, identifiers.workplace(fact["workplace"])))
    for fact in facts["also_in"]:
        start, end = identifiers.job_title(fact["job_title"]), identifiers.cluster(fact["cluster"])
        yield r.AlsoIn(start=start, end=end, **_stated(fact))


def _listed(fact: Fact, end: str) -> dict[str, Any]:
    """What every entry of the report's lists per cluster has."""
    return {
        "start": identifiers.cluster(fact["cluster"]),
        "end": end,
        "position": int(fact["position"]),
        "printed": fact["printed"],
        **_stated(fact),
    }


def _applications(facts: Facts) -> Iterator[Record]:
    titles = {fact["slug"]: fact["title"] for fact in facts["job_titles"]}
    for fact in facts["unmanned_applications"]:
        yield r.AppliedIn(
            start=UNMANNED,
            end=identifiers.cluster(fact["cluster"]),
            applications=(fact["application_1"], fact["application_2"]),
            sample_job_title=titles[fact["sample_job_title"]],
            **_stated(fact),
        )
