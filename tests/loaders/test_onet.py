"""O*NET: what it says of pathways, related occupations, job zones and titles, merged to SOC."""

from __future__ import annotations

import csv
import io
import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from loaders import onet
from loaders.errors import SourceError
from loaders.pipeline import Loaded
from loaders.shipped import Facts, Reading
from loaders.tables import OfficialFiles
from ontology.graph import CareerGraph
from ontology.nodes import Occupation
from ontology.relationships import RelatedTo

Cells = Mapping[str, str | int | None]
ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_onet"
CROSSWALK, OCCUPATIONS = "2019_to_SOC_Crosswalk.xlsx", "Occupation Data.xlsx"
CLUSTERS, RELATED, ZONES, NAMES = (
    "All_Career_Clusters.csv",
    "Related Occupations.xlsx",
    "Job Zones.xlsx",
    "Alternate Titles.xlsx",
)
NOT_IN_ONET = {
    "A/V Technology & Film",
    "Foreign Service",
    "Health, Safety & Environmental Assurance",
    "Logistics & Inventory Control",
    "Health, Safety & Environmental Management",
    "Warehousing & Distribution Center Operations",
}


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("framework", "soc")}


@pytest.fixture(scope="module")
def reading(known: Mapping[str, Facts]) -> Reading:
    return onet.read(OfficialFiles(FIXTURES, onet.SOURCE), known)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for file in onet.SOURCE.files.values():
        shutil.copy(FIXTURES / file.names[0], tmp_path)
    return tmp_path


@pytest.fixture
def refusal(copies: Path, known: Mapping[str, Facts]) -> Callable[[], str]:
    def message() -> str:
        with pytest.raises(SourceError) as caught:
            onet.read(OfficialFiles(copies, onet.SOURCE), known)
        return str(caught.value)

    return message


def put(folder: Path, file: str, cells: Cells) -> None:
    if file.endswith(".csv"):
        lines = list(csv.reader((folder / file).read_text(encoding="utf-8").splitlines()))
        for cell, value in cells.items():
            lines[int(cell[1:]) - 1]["ABCD".index(cell[0])] = str(value)
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(lines)
        return
    book = openpyxl.load_workbook(folder / file)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(folder / file)


def test_parallel_lists_are_memberships_of_one_row(reading: Reading) -> None:
    found = [fact for fact in reading.tables["pathway_occupations"] if fact["soc"] == "13-1082"]
    assert [(fact["legacy_cluster"], fact["pathway"], fact["row"]) for fact in found] == [
        ("business-management-administration", "general-management", "8"),
        ("business-management-administration", "operations-management", "8"),
        ("information-technology", "information-support-services", "8"),
    ]


def test_a_pair_of_soc_occupations_has_its_best_rank_and_none_is_with_itself(reading: Reading) -> None:
    related = {(fact["soc"], fact["related_soc"]): fact for fact in reading.tables["related"]}
    best = related["15-1299", "15-1252"]
    assert (best["rank"], best["tier"]) == ("1", "Primary-Short")
    assert not any(soc == other for soc, other in related)
    assert reading.counts["related rows skipped: of one SOC occupation with itself"] == 4
    assert reading.counts["related rows merged into a better rank of the same pair"] == 3


def test_a_job_zone_is_the_general_codes_or_the_agreed_one_or_none(reading: Reading) -> None:
    zones = {fact["soc"]: fact["zone"] for fact in reading.tables["job_zones"]}
    assert zones["11-1011"] == "5"
    assert zones["15-2099"] == "4"
    assert "15-1299" not in zones
    assert reading.counts["SOC occupations without one job zone: O*NET's codes differ"] == 1


def test_a_title_that_two_rows_give_to_a_soc_occupation_stands_once(reading: Reading) -> None:
    titles = [(fact["soc"], fact["title"]) for fact in reading.tables["alternate_titles"]]
    assert titles.count(("21-1014", "Licensed Mental Health Counselor (LMHC)")) == 1
    assert len(titles) == len(set(titles)) == 39


SURPRISES: dict[str, tuple[str, Cells, str]] = {
    "an unknown cluster": (
        *(CLUSTERS, {"A5": "Business"}),
        "row 5, column 'Career Cluster': found 'Business'; expected titles of clusters of 2002, not 'Business'",
    ),
    "an unknown pathway": (
        *(CLUSTERS, {"B5": "Leading"}),
        "row 5, column 'Career Pathway': found 'Leading'; "
        "expected titles of pathways of Business Management & Administration, not 'Leading'",
    ),
    "a pathway of another cluster": (
        *(CLUSTERS, {"B5": "Planning"}),
        "row 5, column 'Career Pathway': found 'Planning'; "
        "expected titles of pathways of Business Management & Administration, not 'Planning'",
    ),
    "uneven parallel lists": (
        *(CLUSTERS, {"B3": "Performing Arts"}),
        "row 3, column 'Career Pathway': found 'Performing Arts'; "
        "expected as many pathways as the row has clusters, 2",
    ),
    "a pathway twice": (
        *(CLUSTERS, {"B3": "Performing Arts; Performing Arts"}),
        "row 3, column 'Career Pathway': found 'Performing Arts; Performing Arts'; expected each pathway once",
    ),
    "an unknown O*NET code": (
        *(CLUSTERS, {"C5": "11-1011.09"}),
        "row 5, column 'Code': found '11-1011.09'; expected a code of O*NET-SOC 2019",
    ),
    "a SOC code in place of O*NET's": (
        *(RELATED, {"C2": "11-1021"}),
        "sheet 'Related Occupations', row 2, column 'Related O*NET-SOC Code': found '11-1021'; "
        "expected a code of O*NET-SOC 2019",
    ),
    "a title that is another code's": (
        *(RELATED, {"D2": "Chief Executives"}),
        "sheet 'Related Occupations', row 2, column 'Related Title': found 'Chief Executives'; "
        "expected 'General and Operations Managers', the title of 11-1021.00",
    ),
    "an unknown tier": (
        *(RELATED, {"E2": "Primary"}),
        "sheet 'Related Occupations', row 2, column 'Relatedness Tier': found 'Primary'; "
        "expected Primary-Short or Primary-Long or Supplemental",
    ),
    "a rank of another tier": (
        *(RELATED, {"F2": 6}),
        "sheet 'Related Occupations', row 2, column 'Index': found '6'; expected a rank of Primary-Short, 1 to 5",
    ),
    "a bad zone": (
        *(ZONES, {"C3": 6}),
        "sheet 'Job Zones', row 3, column 'Job Zone': found '6'; expected 1 to 5",
    ),
    "a job title that is empty": (
        *(NAMES, {"C2": None}),
        "sheet 'Alternate Titles', row 2, column 'Alternate Title': found ''; expected a job title",
    ),
    "a code that leads to another SOC occupation": (
        *(CROSSWALK, {"C2": "11-1021", "D2": "General and Operations Managers"}),
        "sheet 'O-NET-SOC 2019 Occupation Listi', row 2, column '2018 SOC Code': found '11-1021'; "
        "expected 11-1011, the SOC code that 11-1011.00 begins with",
    ),
    "a SOC code that SOC lacks": (
        *(CROSSWALK, {"C2": "11-1012"}),
        "sheet 'O-NET-SOC 2019 Occupation Listi', row 2, column '2018 SOC Code': found '11-1012'; "
        "expected a SOC 2018 code",
    ),
    "a title that the crosswalk does not have": (
        *(OCCUPATIONS, {"B2": "Bosses"}),
        "sheet 'Occupation Data', row 2, column 'Title': found 'Bosses'; "
        "expected 'Chief Executives', the title of 11-1011.00",
    ),
}


@pytest.mark.parametrize(("file", "cells", "message"), list(SURPRISES.values()), ids=list(SURPRISES))
def test_a_surprise_is_refused(
    copies: Path, refusal: Callable[[], str], file: str, cells: Cells, message: str
) -> None:
    put(copies, file, cells)
    assert refusal() == f"{file}, {message}"


def test_an_occupation_that_the_database_lacks_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    book = openpyxl.load_workbook(copies / OCCUPATIONS)
    book.worksheets[0].delete_rows(3)
    book.save(copies / OCCUPATIONS)
    assert refusal() == (
        f"{OCCUPATIONS}, sheet 'Occupation Data': expected a row for 11-1011.03, as the crosswalk has it"
    )


def test_the_shipped_tables_have_what_the_official_files_have(shipped: Loaded) -> None:
    facts = shipped.facts["onet"]
    assert {name: len(rows) for name, rows in facts.items()} == {
        "alternate_titles": 56267,
        "job_zones": 789,
        "occupations": 1016,
        "pathway_occupations": 1033,
        "related": 15933,
    }
    assert all(fact["code"][:7] == fact["soc"] for fact in facts["occupations"])
    assert len({fact["legacy_cluster"] for fact in facts["pathway_occupations"]}) == 16
    assert len({fact["pathway"] for fact in facts["pathway_occupations"]}) == 73


def test_six_pathways_have_no_occupation(graph: CareerGraph) -> None:
    included = [r for r in graph.relationships if r.type == "INCLUDED_OCCUPATION"]
    assert len(included) == len({(r.start, r.end) for r in included}) == 904
    assert all(r.locator is not None and r.locator.startswith(f"{CLUSTERS}||") for r in included)
    pathways = {node.id: node.title for node in graph.nodes.values() if node.kind == "LegacyPathway"}
    assert {pathways[name] for name in pathways.keys() - {r.start for r in included}} == NOT_IN_ONET


def test_ranks_of_the_graph_fit_their_tiers(graph: CareerGraph) -> None:
    related = [r for r in graph.relationships if isinstance(r, RelatedTo)]
    assert len(related) == 15933
    assert all(r.rank in onet.TIERS[r.tier] and r.start != r.end for r in related)


def test_an_occupation_has_the_titles_of_what_it_unites_but_not_its_own(graph: CareerGraph) -> None:
    node = graph.nodes["soc/2018/11-1011"]
    assert isinstance(node, Occupation)
    assert node.job_zone == 5
    assert "Chief Sustainability Officers" in node.alternate_titles
    assert "Aeronautics Commission Director" in node.alternate_titles
    for node in graph.nodes.values():
        if isinstance(node, Occupation):
            assert len(set(node.alternate_titles)) == len(node.alternate_titles)
            assert node.title.casefold() not in map(str.casefold, node.alternate_titles)


def test_the_source_carries_the_attribution_that_its_licence_asks_for(graph: CareerGraph) -> None:
    source = onet.SOURCE
    assert source.id in graph.nodes
    assert "CC BY 4.0" in source.rights
    for part in (
        "O*NET 29.3 Database",
        "USDOL/ETA",
        "careergraph has modified",
        "not approved, endorsed, or tested",
    ):
        assert part in source.citation


def test_related_occupations_are_those_of_the_official_file(official: Path, graph: CareerGraph) -> None:
    """Recomputed without any of the loader's code."""
    raw = io.BytesIO(next(official.rglob(RELATED)).read_bytes())
    sheet = openpyxl.load_workbook(raw, read_only=True).worksheets[0]
    ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for code, _, other, _, _, rank in sheet.iter_rows(min_row=2, values_only=True):
        ranks[str(code)[:7], str(other)[:7]].append(int(str(rank)))
    best = {pair: min(found) for pair, found in ranks.items() if pair[0] != pair[1]}
    assert len(ranks) == 15996
    found = {(r.start[9:], r.end[9:]): r.rank for r in graph.relationships if isinstance(r, RelatedTo)}
    assert found == best
