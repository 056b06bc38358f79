"""What the facts tables say of occupations: figures, crosswalk rows and jobs by industry, without any graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from loaders.shipped import many
from queries.catalog import Scalar
from tests.queries.catalog.world import Row, World

CLUSTER = "framework/2024/cluster/"
SUB_CLUSTER = "framework/2024/sub-cluster/"
EMPTY: dict[str, Scalar] = {"subCluster": f"{SUB_CLUSTER}unmanned-vehicle-technology"}
# A broad and a combined occupation, a part of each, a group, the military, and one that has hourly wages only.
BUYERS, BUYER = "soc/2018/13-1020", "soc/2018/13-1022"
COUNSELORS, COUNSELOR = "bls-combined/21-1018", "soc/2018/21-1014"
GROUP, INFANTRY, ACTORS = "soc/2018/15-1200", "soc/2018/55-3016", "soc/2018/27-2011"
NATIONAL, GOVERNMENT = "000000", "999000"
TEACHERS = "25-1"
LEVELS = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
OF_OEWS = {"employment2025": "jobs", "medianWage2025": "median_wage"}
OF_PROJECTIONS = {
    "employment2024": "jobs_2024",
    "employmentChange2024to2034": "change",
    "openings2024to2034": "openings",
}
WORDS = {
    "entryEducation2024": "education",
    "training2024": "training",
    "workExperience2024": "experience",
}
Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Cell:
    """Jobs of an occupation in an industry, by code; a government cell has the code that OEWS gives it."""

    occupation: str
    industry: str
    jobs: int | None
    median_wage: int | None
    notes: tuple[str, ...]


def each(name: str, *values: Scalar) -> list[dict[str, Scalar]]:
    """The defaults, and one parameter with other values."""
    return [{}, *({name: value} for value in values)]


def number(cell: str) -> int | None:
    """A figure, or none where it is withheld or only bounded."""
    return int(cell) if cell not in ("", "#") else None


def share(jobs: int | None, total: int) -> float | None:
    """To four digits."""
    return None if jobs is None else floor(10000.0 * jobs / total + 0.5) / 10000


def code_of(node_id: str) -> str:
    """The code, or slug, that an id ends with."""
    return node_id.rsplit("/", 1)[-1]


def occupation_id(world: World, code: str) -> str:
    """Its id, be it of SOC or combined."""
    combined = {row["code"] for row in world.facts["bls_combined"]["occupations"]}
    return f"bls-combined/{code}" if code in combined else f"soc/2018/{code}"


def figures(world: World) -> Figures:
    """Code → property → national figure; None where there is none."""
    columns = (*OF_OEWS, *OF_PROJECTIONS, *WORDS, "employmentGrowth2024to2034")
    found: dict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(columns))
    for row in world.facts["oews"]["cells"]:
        if row["industry"] == NATIONAL:
            found[row["occupation"]] |= {name: number(row[column]) for name, column in OF_OEWS.items()}
    for row in world.facts["projections"]["occupations"]:
        found[row["code"]] |= {name: int(row[column]) for name, column in OF_PROJECTIONS.items()}
        found[row["code"]] |= {name: row[column] or None for name, column in WORDS.items()}
        found[row["code"]]["employmentGrowth2024to2034"] = float(row["growth"])
    return found


def described(world: World, known: Figures, code: str, *columns: str) -> Row:
    """Code, title, and some of its figures."""
    named = {"code": code, "title": world.title(occupation_id(world, code))}
    return named | {column: known[code][column] for column in columns}


def program(world: World, code: str) -> Row:
    """Code and title."""
    return {"code": code, "title": world.title(f"cip/2020/{code}")}


def highest(known: Figures, codes: Iterable[str], column: str, minimum: float) -> list[str]:
    """Codes with at least so high a figure, the highest first."""
    having = [code for code in codes if known[code][column] is not None and known[code][column] >= minimum]
    return sorted(having, key=lambda code: (-known[code][column], code))


def counted_as(world: World, node_id: str, among: Collection[str]) -> list[str]:
    """Those of some codes that an occupation is counted under: its own, the combined or the broad one it is in."""
    code = code_of(node_id)
    parts = world.facts["bls_combined"]["parts"]
    found = {code, *(row["code"] for row in parts if row["part"] == code)}
    if node_id.startswith("soc/"):
        found.add(f"{code[:6]}0")
    return sorted(found & set(among))


def detailed_in(world: World, node_id: str) -> set[str]:
    """Codes of the detailed occupations that a detailed, broad or combined one stands for."""
    code = code_of(node_id)
    if node_id.startswith("bls-combined/"):
        return {row["part"] for row in world.facts["bls_combined"]["parts"] if row["code"] == code}
    if not code.endswith("0"):
        return {code}
    siblings = {row["code"] for row in world.facts["soc"]["codes"] if row["code"][:6] == code[:6]}
    return {sibling for sibling in siblings if not sibling.endswith("0")}


def clusters(world: World) -> dict[str, str]:
    """Sub-cluster → cluster, by slugs."""
    return {row["slug"]: row["cluster"] for row in world.facts["framework"]["sub_clusters"]}


def cluster_title(world: World, slug: str) -> str:
    """The title of a cluster of 2024."""
    return world.title(f"framework/2024/cluster/{slug}")


def sub_cluster_title(world: World, slug: str) -> str:
    """The title of a sub-cluster."""
    return world.title(f"framework/2024/sub-cluster/{slug}")


def place(world: World, slug: str) -> Row:
    """Titles of a sub-cluster and its cluster."""
    return {"cluster": cluster_title(world, clusters(world)[slug]), "subCluster": sub_cluster_title(world, slug)}


def cluster_titles(world: World, slugs: Iterable[str]) -> list[str]:
    """Titles of clusters, in order."""
    return sorted(cluster_title(world, slug) for slug in slugs)


def covered(world: World) -> dict[str, set[str]]:
    """Occupation → slugs of the sub-clusters that cover it, by the workbook's pairs."""
    found = defaultdict(set)
    for row in world.facts["crosswalk"]["sub_cluster_occupations"]:
        found[row["soc"]].add(row["sub_cluster"])
    return found


def of_cluster(world: World, node_id: str) -> dict[str, set[str]]:
    """Occupation → slugs of those of its sub-clusters that are in a cluster; only occupations that are in it."""
    within = {slug for slug, cluster in clusters(world).items() if cluster == code_of(node_id)}
    return {code: subs & within for code, subs in covered(world).items() if subs & within}


def employed(world: World, digits: int) -> list[Cell]:
    """Cells of published occupations in industries of 3 digits, with government, or of 4 digits."""
    facts = world.facts["oews"]
    published = {row["code"] for row in facts["occupations"] if row["published"] == "true"}
    industries = {row["code"]: row["naics"] for row in facts["industries"] if len(row["naics"]) == digits}
    if digits == 3:
        industries[GOVERNMENT] = GOVERNMENT
    return [
        Cell(
            row["occupation"],
            industries[row["industry"]],
            number(row["jobs"]),
            number(row["median_wage"]),
            many(row["notes"]),
        )
        for row in facts["cells"]
        if row["industry"] in industries and row["occupation"] in published
    ]


def by_jobs(cells: Iterable[Cell]) -> list[Cell]:
    """Cells with a number of jobs, most jobs first."""
    having = [cell for cell in cells if cell.jobs is not None]
    return sorted(having, key=lambda cell: (-(cell.jobs or 0), cell.industry, cell.occupation))


def industry_title(world: World, code: str) -> str:
    """The title of a NAICS industry or of government."""
    return world.title(f"oews/2025/{code}" if code == GOVERNMENT else f"naics/2022/{code}")


def breadths(world: World, column: str, *, teaching: bool) -> dict[str, set[str]]:
    """Occupation (`soc`) or program (`cip`) → slugs of its clusters, by rows with or without teachers."""
    cluster_of = clusters(world)
    found: dict[str, set[str]] = defaultdict(set)
    for row in world.facts["crosswalk"]["alignments"]:
        if row[column] and (teaching or not row["soc"].startswith(TEACHERS)):
            found[row[column]].add(cluster_of[row["sub_cluster"]])
    return found


def flags(world: World) -> dict[str, bool]:
    """Code of an occupation or program → the workbook's own flag."""
    return {
        row["code"]: row["interdisciplinary"] == "true" for row in world.facts["crosswalk"]["interdisciplinary"]
    }
