"""What the page of an occupation lists: figures, industries, programs, clusters, stepping stones, other names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alignments.occupations import counted_as, parts
from alignments.prediction import METHOD
from alignments.stepping_stones import Careers, NotDetailed, SteppingStone
from dashboard.clusters import ids_by_title, with_ids
from dashboard.coverage import Row, where
from dashboard.data import ids, opened
from dashboard.figures.bars import Bar
from dashboard.figures.numbers import Number, amount, of_occupations
from dashboard.sub_clusters import NO_PROGRAM
from ontology.graph import CareerGraph
from ontology.nodes import (
    BroadOccupation,
    CareerCluster,
    CombinedOccupation,
    DetailedOccupation,
    Government,
    Occupation,
    SubCluster,
)
from queries.evidence import evidence
from queries.store import Node
from queries.told.facts import facts, figures

KINDS = (DetailedOccupation, CombinedOccupation, BroadOccupation)
"""The kinds that have a page of their own, in the order in which they are offered."""

_WAGE = "Median wage, May 2025"
_KEY = {
    "Jobs, May 2025": "employment2025",
    _WAGE: "medianWage2025",
    "Openings, 2024–34": "openings2024to2034",
    "Change of jobs, 2024–34": "employmentGrowth2024to2034",
}
_LISTED = (
    "code",
    "title",
    "openings2024to2034",
    "medianWage2025",
    "employmentGrowth2024to2034",
    "entryEducation2024",
)


def occupations(graph: CareerGraph) -> list[Occupation]:
    """The occupations with a page of their own: detailed, then combined, then broad ones, each by code."""
    return [node for kind in KINDS for node in sorted(graph.of_kind(kind), key=lambda node: node.code)]


def listed(graph: CareerGraph) -> list[Row]:
    """A row for each occupation with openings that BLS counts by itself, those with most openings first."""
    counted_ones = set(counted_as(graph).values())
    found = [node for node in occupations(graph) if node.id in counted_ones and node.openings_2024_to_2034]
    order = sorted(found, key=lambda node: (-(node.openings_2024_to_2034 or 0), node.code))
    return [{"id": node.id, **{name: node.properties().get(name) for name in _LISTED}} for node in order]


def counted(graph: CareerGraph, occupation: Occupation) -> Occupation:
    """The occupation that BLS counts it as: itself, or the broad or combined one that it is counted within."""
    found = graph.nodes[counted_as(graph).get(occupation.id, occupation.id)]
    assert isinstance(found, Occupation)
    return found


def made_of(graph: CareerGraph, occupation: Occupation) -> list[str]:
    """Ids of the detailed occupations that a broad or combined one stands for; none of a detailed one."""
    return sorted(parts(graph)[occupation.id] - {occupation.id})


def key_figures(occupation: Occupation) -> dict[str, str]:
    """What and when → the figure in words, why there is none, or the hourly wage where that is all there is."""
    means = of_occupations()
    found = {label: amount(number(occupation, name), means[name]) for label, name in _KEY.items()}
    if occupation.median_wage_2025 is None and occupation.median_hourly_wage_2025 is not None:
        found[_WAGE] = amount(occupation.median_hourly_wage_2025, means["medianHourlyWage2025"])
    return found


def number(occupation: Occupation, name: str) -> Number | None:
    """A figure by its name in the schema; None where there is none."""
    value = occupation.properties().get(name)
    return value if isinstance(value, int | float) else None


def preparation(occupation: Occupation) -> str:
    """What is typically asked for at entry, in a sentence; empty where it is not stated."""
    if occupation.entry_education_2024 is None:
        return ""
    experience, training = occupation.work_experience_2024, occupation.training_2024
    return (
        f"Typically asked for at entry (2024): {occupation.entry_education_2024}. Experience in a related "
        f"occupation: {experience or 'not assigned'}. Training on the job: {training or 'not assigned'}."
    )


def figure_rows(node: Node) -> list[Row]:
    """A row for each figure: what it is, its amount or why there is none, its time and source."""
    return [
        {"figure": meaning, "amount": value, "time and source": one.period}
        for one in figures(node)
        for meaning, value in one.rows
    ]


@dataclass(frozen=True, slots=True)
class Industries:
    """Jobs by 3-digit industry and government. Government is a row, but no bar; `jobs` is the sum of all rows.

    `withheld` counts the rows whose jobs BLS withholds.
    """

    bars: list[Bar]
    rows: list[Row]
    jobs: int
    withheld: int


def industries(found: Sequence[Row], withheld: Iterable[Row]) -> Industries:
    """The catalogue's rows on the industries of an occupation and on its withheld figures, together."""
    hidden = {row["industry"]: row for row in withheld}
    known = {row["industry"] for row in found}
    rows = [_industry(row, hidden.get(row["industry"], {})) for row in found]
    rows += [_industry(row, row) for code, row in hidden.items() if code not in known]
    return Industries(
        bars=[Bar(row["id"], row["title"], row["jobs"], row["code"]) for row in rows if _has_bar(row)],
        rows=rows,
        jobs=sum(row["jobs"] or 0 for row in rows),
        withheld=sum(row["jobs"] is None for row in rows),
    )


def _has_bar(row: Row) -> bool:
    return row["jobs"] is not None and not isinstance(opened().graph.nodes[row["id"]], Government)


def _industry(row: Row, hidden: Row) -> Row:
    return {
        "id": ids("Industry")[row["industry"]],
        "code": row["industry"],
        "title": row["industryTitle"],
        "jobs": row["jobs"],
        "share": row.get("share"),
        "medianWage": row["medianWage"],
        "withheld": [*hidden.get("withheld", ()), *filter(None, [hidden.get("wageNote")])],
    }


def sub_clusters(found: Iterable[Row]) -> list[Row]:
    """The catalogue's rows on the sub-clusters and clusters of a thing, with ids."""
    graph = opened().graph
    rows = with_ids(found, "subCluster", ids_by_title(graph, SubCluster))
    return [row | {"locator": where(row)} for row in with_ids(rows, "cluster", ids_by_title(graph, CareerCluster))]


def by_the_rule(found: Iterable[Row]) -> list[Row]:
    """The catalogue's rows on where the report's rule puts an occupation, with ids and how sure it is."""
    above = ids_by_title(opened().graph, CareerCluster)
    return [
        {
            "clusterId": above[row["predictedCluster"]],
            "cluster": row["predictedCluster"],
            "rank": row["rank"],
            "share": row["share"],
            "witness": row["witness"],
            "crosswalkAgrees": "yes" if row["agrees"] else "no",
            "howSure": f"{evidence(METHOD, row['confidence'], asserted=row['asserted'])} evidence",
            "confidence": row["confidence"],
        }
        for row in found
    ]


def crosswalk_programs(found: Iterable[Row]) -> list[Row]:
    """The catalogue's rows on the programs for an occupation in each sub-cluster, with ids."""
    return [
        {
            "subClusterId": row["subClusterId"],
            "subCluster": row["subCluster"],
            "id": ids("Program").get(row["program"], ""),
            "code": row["program"],
            "title": row["programTitle"] or NO_PROGRAM,
            "locator": where(row),
        }
        for row in with_ids(found, "subCluster", ids_by_title(opened().graph, SubCluster))
    ]


def nces_programs(found: Iterable[Row], crosswalk: Iterable[Row]) -> list[Row]:
    """NCES's rows on the programs for an occupation, and whether the crosswalk's rows of it have each, too."""
    aligned = {row["code"] for row in crosswalk}
    return [
        {
            "id": ids("Program")[row["code"]],
            "code": row["code"],
            "title": row["title"],
            "occupationCode": row["occupation"],
            "inCrosswalk": "yes" if row["code"] in aligned else "no",
            "locator": where(row),
        }
        for row in found
    ]


def related(found: Iterable[Row]) -> list[Row]:
    """O*NET's rows on related occupations, with ids."""
    return [{"id": ids("Occupation")[row["code"]], **row} for row in found]


@lru_cache(maxsize=2)
def _careers(build: str) -> Careers:  # noqa: ARG001 - the key of the cache
    return Careers(opened().graph)


def stepping_stones(occupation: Occupation, most: int) -> Sequence[SteppingStone]:
    """Similar occupations that pay more, the most similar first; none of what is not detailed."""
    try:
        return _careers(opened().about.build).stepping_stones(occupation.id, limit=most)
    except NotDetailed:
        return ()


def other_names(node: Node) -> dict[str, tuple[str, ...]]:
    """What the list is and whose → job titles that lead to the occupation."""
    return {fact.label: fact.entries for fact in facts(node) if fact.entries}
