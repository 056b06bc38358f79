"""What the page of a cluster lists, as rows: sub-clusters, sectors, job titles, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dashboard.coverage import Row, covered, occupations, total, where, without_empty
from ontology.derived import ClassifiedAs, Concerns, InterdisciplinaryWith
from ontology.graph import CareerGraph
from ontology.nodes import Finding, Node, Occupation, SubCluster
from ontology.relationships import HasSubCluster
from queries.evidence import evidence
from queries.statements import Statements, far_end

Ids = Mapping[str, str]


def ids_by_title(graph: CareerGraph, kind: type[Node]) -> Ids:
    """Title → id, of a kind whose titles are unique."""
    return {node.title: node.id for node in graph.of_kind(kind)}


def with_ids(rows: Iterable[Row], title: str, ids: Ids) -> list[Row]:
    """Rows of the catalogue with the ids of what they name by title, as `titleId`. Raises KeyError."""
    return [{f"{title}Id": ids[row[title]], **row} for row in rows]


def sub_clusters(statements: Statements, cluster: str) -> list[SubCluster]:
    """The sub-clusters of a cluster, by title."""
    found = (statements.nodes[one.end] for one in statements.around(cluster) if isinstance(one, HasSubCluster))
    return sorted((node for node in found if isinstance(node, SubCluster)), key=lambda node: node.title)


def cluster_rows(rows: Iterable[Row], ids: Ids) -> list[Row]:
    """The catalogue's rows of all clusters: how much is in each, whether it is cross-cutting."""
    return [
        {
            "clusterId": ids[row["cluster"]],
            "cluster": row["cluster"],
            "crossCutting": "yes" if row["crossCutting"] else "",
            **{name: row[name] for name in ("subClusters", "occupations", "programs")},
        }
        for row in rows
    ]


def sub_cluster_rows(statements: Statements, rows: Iterable[Row], ids: Ids) -> list[Row]:
    """The catalogue's rows of a cluster's sub-clusters, with the jobs of each; no figure where none has any."""
    found = [
        {
            "subClusterId": ids[row["subCluster"]],
            "subCluster": row["subCluster"],
            **{name: row[name] for name in ("occupations", "programs")},
            "employment2025": _jobs(statements, ids[row["subCluster"]]),
            "alignments": row["alignments"],
            "note": None if row["alignments"] else row["note"],
        }
        for row in rows
    ]
    return without_empty(found, "note")


def _jobs(statements: Statements, sub_cluster: str) -> int | None:
    nodes = occupations(statements, covered(statements, [sub_cluster]))
    jobs = total(nodes, "employment_2025")
    return jobs.number if jobs.missing < len(nodes) else None


def sector_rows(rows: Iterable[Row], ids: Ids) -> list[Row]:
    """A row for each sector that the catalogue gives a cluster, with all rows of the workbook that say so."""
    return [
        {
            "id": ids[row["code"]],
            "code": row["code"],
            "title": row["sector"],
            "locator": where({"locator": row["locators"][0], "locators": row["locators"]}),
        }
        for row in rows
    ]


def listed_rows(rows: Iterable[Row], title: str, ids: Ids) -> list[Row]:
    """The catalogue's rows on skills or workplaces, as the report orders and, where that differs, prints them."""
    found = with_ids(rows, title, ids)
    for row in found:
        del row["position"]
        if row.get("printed") == row[title]:
            row["printed"] = None
    return without_empty(found, "printed", "note", "otherClusters")


def job_title_rows(statements: Statements, rows: Iterable[Row]) -> list[Row]:
    """A row for each job title and each occupation that it is classified as, or why it is as none.

    Given are rows of the catalogue with ids.
    """
    found = [
        {"jobTitleId": row["jobTitleId"], "jobTitle": row["jobTitle"], **classified, "alsoIn": row["alsoIn"]}
        for row in rows
        for classified in _classified(statements, row["jobTitleId"])
    ]
    return without_empty(found, "why", "alsoIn")


def _classified(statements: Statements, job_title: str) -> list[Row]:
    links = [one for one in statements.around(job_title) if isinstance(one, ClassifiedAs) and one.asserted]
    why = " ".join(finding.reason for finding in findings(statements, job_title))
    found = [(link, node) for link in links if isinstance(node := statements.nodes[link.end], Occupation)]
    rows: list[Row] = [
        {
            "occupationId": node.id,
            "standsFor": node.title,
            "code": node.code,
            "howSure": f"{evidence(link.method, link.confidence)} evidence",
            "confidence": round(link.confidence, 2),
            "medianWage2025": node.median_wage_2025,
            "why": why,
        }
        for link, node in found
    ]
    return rows or [_OF_NONE | {"why": why}]


_OF_NONE: Row = {
    "occupationId": None,
    "standsFor": None,
    "code": None,
    "howSure": "none is sure",
    "confidence": None,
    "medianWage2025": None,
}


def findings(statements: Statements, node_id: str) -> Iterator[Finding]:
    """What methods found of a thing where they could assert no link."""
    for one in statements.around(node_id):
        if isinstance(one, Concerns) and isinstance(finding := statements.nodes[one.start], Finding):
            yield finding


def interdisciplinary_rows(statements: Statements, cluster: str) -> list[Row]:
    """A row for each other cluster that shares anything: as the crosswalk has it, and without teaching."""
    rows = []
    for one in statements.around(cluster):
        if isinstance(one, InterdisciplinaryWith):
            told = one.properties()
            other = far_end(one, cluster)
            rows.append(
                {
                    "clusterId": other,
                    "cluster": statements.nodes[other].title,
                    **{name: told[name] for name in _SHARED},
                    "howSure": f"{evidence(one.method, one.confidence, asserted=one.asserted)} evidence",
                    "confidence": round(one.confidence, 2),
                }
            )
    return sorted(rows, key=lambda row: [-row[name] for name in _SHARED[1::2]])


_SHARED = (
    "sharedOccupations",
    "sharedOccupationsWithoutTeaching",
    "sharedPrograms",
    "sharedProgramsWithoutTeaching",
    "sharedSkills",
    "sharedJobsWithoutTeaching",
)


def presence_rows(rows: Iterable[Row], cluster: str, ids: Ids) -> list[Row]:
    """Rows of the catalogue on presence, with how sure they are; `cluster` is the column of the other cluster."""
    return [
        {
            "clusterId": ids[row[cluster]],
            "cluster": row[cluster],
            "jobs": row["jobs"],
            "shareOfJobsThere": row["shareOfJobsThere"],
            "shareOfItsJobs": row["shareOfItsJobs"],
            "howSure": f"{evidence('presence', row['confidence'])} evidence",
            "confidence": round(row["confidence"], 2),
        }
        for row in rows
    ]
