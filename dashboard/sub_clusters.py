"""What the page of a sub-cluster lists, as rows: programs by occupation, industries, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.coverage import CENSUS, NCES, Row, official_page, where, without_empty
from ontology.derived import Derived
from ontology.nodes import Code, Source
from queries.evidence import evidence
from queries.show import AlignmentRow
from queries.statements import Statements

NO_PROGRAM = "no program: the crosswalk has no match"


def program_rows(statements: Statements, alignments: Iterable[AlignmentRow], occupation: str = "") -> list[Row]:
    """A row for each row of the crosswalk, by occupation and program; of one occupation where its id is given."""
    rows = [
        {
            "occupationId": row.occupation.id,
            "soc": row.occupation.properties["code"],
            "occupation": row.occupation.properties["title"],
            "programId": row.program.id if row.program else "",
            "cip": row.program.properties["code"] if row.program else None,
            "program": row.program.properties["title"] if row.program else NO_PROGRAM,
            "nces": _page(statements, row.program.id, NCES) if row.program else None,
            "locator": where({"locator": row.locator}),
            "note": row.note,
        }
        for row in alignments
        if occupation in ("", row.occupation.id)
    ]
    return without_empty(rows, "note")


def _page(statements: Statements, code: str, domain: str) -> str | None:
    node = statements.nodes[code]
    return official_page(node, domain) if isinstance(node, Code) else None


def industry_rows(statements: Statements, rows: Iterable[Row], ids: Mapping[str, str]) -> list[Row]:
    """The catalogue's rows on industries, most jobs first: with ids, how sure it is, the Census Bureau's page."""
    told = [
        {
            "id": ids[row["code"]],
            "code": row["code"],
            "title": row["industry"],
            "share": row["share"],
            "jobsThere": row["jobs"],
            "locationQuotient": round(row["locationQuotient"], 1),
            "howSure": f"{evidence('concentration', row['confidence'], asserted=row['asserted'])} evidence",
            "confidence": round(row["confidence"], 2),
            "witness": _RELEASES[row["witness"]],
            "otherFiguresAgree": _WORDS[row["otherFiguresAgree"]],
            "evidence": row["evidence"],
            "census": _page(statements, ids[row["code"]], CENSUS),
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: -row["share"])


_WORDS = {True: "yes", False: "no", None: "they do not cover it"}
_OEWS = "OEWS, May 2025"
_RELEASES = {"OEWS": _OEWS, "Employment Matrix": "Employment Matrix, 2022"}


def share_told(rows: Iterable[Row]) -> str:
    """The share of a sub-cluster's jobs that these industries hold by OEWS, and which are of other figures."""
    rows = list(rows)
    share = sum(row["share"] for row in rows if row["witness"] == _OEWS)
    others = [row["code"] for row in rows if row["witness"] != _OEWS]
    told = f"The industries above hold {share:.0%} of its jobs by OEWS, May 2025 (national)."
    if not others:
        return told
    return (
        f"{told} OEWS does not cover {', '.join(others)}: their shares are of the Employment Matrix, 2022, and do "
        "not add to the others."
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """Jobs of occupations, each whole; those of them in no 3-digit industry; cells that BLS withholds."""

    jobs: int
    missing: int
    withheld: int


def missing(rows: Iterable[Row]) -> Missing:
    """The sum of the catalogue's rows on jobs missing from industries; rows without figures add nothing."""
    found = [row for row in rows if row["missing"] is not None]
    figures = ("employment2025", "missing", "withheldIn")
    jobs, gone, withheld = (sum(row[name] for row in found) for name in figures)
    return Missing(jobs, max(gone, 0), withheld)


def use_rows(rows: Iterable[Row], ids: Mapping[str, str]) -> list[Row]:
    """The catalogue's rows on where a sub-cluster is applied, with ids of the clusters."""
    return [
        {
            "clusterId": ids[row["cluster"]],
            **{name: row[name] for name in ("cluster", "applications", "sampleJobTitle")},
            "locator": where(row),
        }
        for row in rows
    ]


def sources(statements: Statements, node_id: str) -> list[Source]:
    """Who publishes statements on a thing."""
    stated = (one.source for one in statements.around(node_id) if not isinstance(one, Derived))
    found = (statements.nodes[source] for source in dict.fromkeys(stated))
    return [source for source in found if isinstance(source, Source)]
