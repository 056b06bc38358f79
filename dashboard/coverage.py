"""The occupations and programs that sub-clusters cover, each once, with figures and what these add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ontology.nodes import Code, Occupation
from ontology.rdf.links import outward
from ontology.relationships import CoversOccupation, CoversProgram
from queries.statements import Statements
from queries.told.places import place

Row = dict[str, Any]
Covered = dict[str, list[CoversOccupation]]
NOTE = "figuresNote2025"
Counted = Literal["employment_2025", "openings_2024_to_2034"]
ONET, BLS, NCES, CENSUS = "onetonline.org", "bls.gov", "nces.ed.gov", "census.gov"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over occupations, national, and how many of them have no figure to add."""

    number: int
    missing: int


def covered(statements: Statements, sub_clusters: Iterable[str]) -> Covered:
    """Id of an occupation → the statements by which these sub-clusters cover it."""
    found: Covered = {}
    for sub_cluster in sub_clusters:
        for stated in statements.around(sub_cluster):
            if isinstance(stated, CoversOccupation):
                found.setdefault(stated.end, []).append(stated)
    return found


def programs(statements: Statements, sub_clusters: Iterable[str]) -> set[str]:
    """Ids of the programs that these sub-clusters cover."""
    around = (stated for sub_cluster in sub_clusters for stated in statements.around(sub_cluster))
    return {stated.end for stated in around if isinstance(stated, CoversProgram)}


def occupations(statements: Statements, found: Covered) -> list[Occupation]:
    """The occupations themselves, those with most openings a year first."""
    nodes = [node for one in found if isinstance(node := statements.nodes[one], Occupation)]
    return sorted(nodes, key=lambda node: (-(node.openings_2024_to_2034 or 0), node.code))


def total(nodes: Collection[Occupation], figure: Counted) -> Total:
    """Jobs, or openings a year, of all of them. The crosswalk covers no group together with its parts."""
    figures = [getattr(node, figure) for node in nodes]
    return Total(sum(one or 0 for one in figures), figures.count(None))


def of_a_cluster(statements: Statements, found: Covered) -> list[Row]:
    """A row for each occupation: national figures, and the titles of the sub-clusters that cover it."""
    rows = [
        _figures(node) | {"inSubClusters": [statements.nodes[stated.start].title for stated in found[node.id]]}
        for node in occupations(statements, found)
    ]
    return without_empty(rows, NOTE)


def of_a_sub_cluster(statements: Statements, found: Covered) -> list[Row]:
    """A row for each occupation: national figures, publishers' pages on it, where it stands that it is covered."""
    rows = [
        _figures(node)
        | {"onet": official_page(node, ONET), "bls": official_page(node, BLS)}
        | {"locator": where(found[node.id][0].properties())}
        for node in occupations(statements, found)
    ]
    return without_empty(rows, NOTE)


def without_empty(rows: list[Row], *names: str) -> list[Row]:
    """The rows without those of these columns in which nothing stands."""
    empty = {name for name in names if not any(row.get(name) for row in rows)}
    return [{name: cell for name, cell in row.items() if name not in empty} for row in rows]


def _figures(node: Occupation) -> Row:
    return {
        "id": node.id,
        "code": node.code,
        "title": node.title,
        "employment2025": node.employment_2025,
        "openings2024to2034": node.openings_2024_to_2034,
        "medianWage2025": node.median_wage_2025,
        "employmentGrowth2024to2034": node.employment_growth_2024_to_2034,
        "entryEducation2024": node.entry_education_2024,
        NOTE: node.figures_note_2025,
    }


def official_page(node: Code, domain: str) -> str | None:
    """The page of a publisher on a code, by the publisher's domain."""
    return next((address for address in outward(node) if f"{domain}/" in address), None)


def where(told: Mapping[str, Any]) -> str:
    """Where a published statement stands, in words; told are its properties, or a row of the catalogue's."""
    found = place(told)
    return found.words if found else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """How much there is, by what it is called; and a remark on the figures, which are national."""

    numbers: dict[str, int]
    note: str


def facts(statements: Statements, sub_clusters: Collection[str]) -> Facts:
    """How many occupations, programs, jobs and openings these sub-clusters cover, each occupation once."""
    nodes = occupations(statements, covered(statements, sub_clusters))
    jobs, openings = total(nodes, "employment_2025"), total(nodes, "openings_2024_to_2034")
    numbers = {
        "Occupations": len(nodes),
        "Programs": len(programs(statements, sub_clusters)),
        "Jobs, May 2025": jobs.number,
        "Openings a year, 2024–34": openings.number,
    }
    if not nodes:
        return Facts({}, "")
    without = f" Without a figure: of jobs {jobs.missing}, of openings {openings.missing} of them."
    lacking = without if jobs.missing or openings.missing else ""
    return Facts(numbers, f"Jobs and openings are national figures; each occupation counts once, whole.{lacking}")
