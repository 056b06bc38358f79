"""Employment Projections: thousands become jobs exactly, and what is not stated stays away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from loaders import projections
from loaders.details import Detail
from loaders.errors import SourceError
from loaders.numbers import jobs_of_thousands
from loaders.pipeline import Loaded
from loaders.shipped import Facts, Reading
from loaders.tables import OfficialFiles, Row
from ontology.nodes import Occupation
from ontology.records import property_types

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_labour"
FILE = "occupation.xlsx"
Edited = Callable[[str], AbstractContextManager[Worksheet]]


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("soc", "bls_combined", "projections")}


@pytest.fixture(scope="module")
def reading(known: Mapping[str, Facts]) -> Reading:
    return projections.read(OfficialFiles(FIXTURES, projections.SOURCE), known)


@pytest.fixture(scope="module")
def details(known: Mapping[str, Facts]) -> Mapping[str, Detail]:
    return {detail.id: detail for detail in projections.records(known)}


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """`with edited(sheet) as cells:` changes a sheet of a copy."""
    shutil.copy(FIXTURES / FILE, tmp_path)

    @contextmanager
    def edit(sheet: str) -> Iterator[Worksheet]:
        book = openpyxl.load_workbook(tmp_path / FILE)
        yield book[sheet]
        book.save(tmp_path / FILE)

    return edit


@pytest.fixture
def refusal(tmp_path: Path, known: Mapping[str, Facts]) -> Callable[[], str]:
    def message() -> str:
        with pytest.raises(SourceError) as caught:
            projections.read(OfficialFiles(tmp_path, projections.SOURCE), known)
        return str(caught.value)

    return message


def test_thousands_become_jobs_and_signs_become_nothing(reading: Reading) -> None:
    facts = {fact["code"]: fact for fact in reading.tables["occupations"]}
    assert facts["15-1252"] == {
        "code": "15-1252",
        "type": "Line item",
        "jobs_2024": "1693800",
        "jobs_2034": "1961400",
        "change": "267700",
        "growth": "15.8",
        "openings": "115200",
        "self_employed": "1.6",
        "median_wage": "133080",
        "wage_is_lower_bound": "false",
        "education": "Bachelor's degree",
        "experience": "None",
        "training": "None",
        "row": "9",
    }
    assert (facts["29-1212"]["median_wage"], facts["29-1212"]["wage_is_lower_bound"]) == ("239200", "true")
    assert (facts["27-2011"]["median_wage"], facts["27-2011"]["wage_is_lower_bound"]) == ("", "")
    assert facts["25-2021"]["change"] == "-27900"
    assert facts["11-0000"]["education"] == ""


def test_the_total_and_the_footnotes_are_skipped_and_counted(reading: Reading) -> None:
    assert reading.counts["rows skipped: the total"] == 1
    assert reading.counts["rows skipped: footnotes"] == 5
    assert reading.counts["occupations"] == len(reading.tables["occupations"]) == 14


@given(st.integers(min_value=0, max_value=2_000_000))
def test_no_job_is_lost_by_counting_in_thousands(tenths: int) -> None:
    text = f"{tenths // 10:,}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
    row = Row("f", "s", 1, {"jobs": (text,)})
    assert jobs_of_thousands(row, "jobs") == str(tenths * 100)


@pytest.mark.parametrize("text", ["1.25", "-3", "1e3", "", "—", "12,34.5", "many"])
def test_jobs_are_thousands_with_one_decimal(text: str) -> None:
    with pytest.raises(SourceError, match="thousands of jobs, with one decimal at most"):
        jobs_of_thousands(Row("f", "s", 1, {"jobs": (text,)}), "jobs")


@pytest.mark.parametrize(
    ("cell", "value", "column", "expected"),
    [
        ("B6", "11-9998", "2024 National Employment Matrix code", "a SOC 2018 code or a combined one"),
        ("A6", "Weavers", "2024 National Employment Matrix title", "'Chief Executives', the title of 11-1011"),
        ("C6", "Detail", "Occupation type", "Line item or Summary"),
        ("D6", -5, "Employment, 2024", "thousands of jobs, with one decimal at most"),
        ("L6", ">=239,200", "Median annual wage, dollars, 2024[1]", "a whole number above zero"),
        ("J6", "some", "Percent self employed, 2024", "percent, with one decimal at most"),
        (
            "M6",
            "—",
            "Typical education needed for entry",
            "a category beside a line item, — beside a summary",
        ),
    ],
)
def test_a_surprise_is_named_with_its_place(
    edited: Edited, refusal: Callable[[], str], cell: str, value: str | int, column: str, expected: str
) -> None:
    for sheet in ("Table 1.2", "Table 1.10"):
        with edited(sheet) as cells:
            if sheet == "Table 1.2" or cell[0] in "ABCD":
                cells[cell] = value
    assert refusal() == (
        f"{FILE}, sheet 'Table 1.2', row 6, column {column!r}: found {str(value)!r}; expected {expected}"
    )


def test_sheets_that_disagree_are_refused(edited: Edited, refusal: Callable[[], str]) -> None:
    with edited("Table 1.10") as cells:
        cells["D6"] = 310
    assert refusal() == (
        f"{FILE}, sheet 'Table 1.10', row 6, column 'Employment, 2024': found '310'; "
        "expected for 11-1011 what the sheet 'Table 1.2' says"
    )


def test_an_occupation_that_one_sheet_lacks_is_named(edited: Edited, refusal: Callable[[], str]) -> None:
    with edited("Table 1.10") as cells:
        cells.delete_rows(6)
    assert refusal() == (
        f"{FILE}, sheet 'Table 1.10': "
        "expected a row for each occupation of the sheet 'Table 1.2'; 11-1011 is missing"
    )


def test_an_occupation_that_stands_twice_is_refused(edited: Edited, refusal: Callable[[], str]) -> None:
    with edited("Table 1.2") as cells:
        cells["A7"], cells["B7"] = "Chief executives", "11-1011"
    assert "11-1011 stands in row 6" in refusal()


def test_a_missing_sheet_or_column_is_named(tmp_path: Path, edited: Edited, refusal: Callable[[], str]) -> None:
    with edited("Table 1.2") as cells:
        cells["K2"] = "Openings"
    assert refusal().startswith(
        f"{FILE}, sheet 'Table 1.2': expected a header row with the column "
        "Occupational openings, 2024–34 annual average; the closest row, 2, has"
    )
    book = openpyxl.load_workbook(FIXTURES / FILE)
    del book["Table 1.10"]
    book.save(tmp_path / FILE)
    assert refusal().startswith(f"{FILE}: expected a sheet 'Table 1.10'; the workbook has 'Index', 'Table 1.1'")


def test_the_projections_have_their_published_size(known: Mapping[str, Facts]) -> None:
    facts = known["projections"]["occupations"]
    assert sum(fact["type"] == "Line item" for fact in facts) == 832
    # With the total, which is no occupation, the summaries are 281.
    assert len(facts) == 1112
    assert all((fact["education"] != "") == (fact["type"] == "Line item") for fact in facts)
    assert sum(fact["wage_is_lower_bound"] == "true" for fact in facts) == 19
    assert sum(fact["median_wage"] == "" for fact in facts) == 9


def test_figures_stand_at_the_occupation_and_combined_ones_have_theirs(details: Mapping[str, Detail]) -> None:
    assert details["soc/2018/15-1252"].fields == {
        "employment_2024": 1_693_800,
        "employment_2034": 1_961_400,
        "employment_change_2024_to_2034": 267_700,
        "employment_growth_2024_to_2034": 15.8,
        "openings_2024_to_2034": 115_200,
        "self_employed_2024": 1.6,
        "median_wage_2024": 133_080,
        "median_wage_2024_is_lower_bound": False,
        "entry_education_2024": "Bachelor's degree",
        "work_experience_2024": "None",
        "training_2024": "None",
    }
    assert sum(identifier.startswith("bls-combined/") for identifier in details) == 5
    surgeons = details["soc/2018/29-1241"].fields
    assert (surgeons["median_wage_2024"], surgeons["median_wage_2024_is_lower_bound"]) == (239_200, True)
    actors = details["soc/2018/27-2011"].fields
    assert actors["median_wage_2024"] is actors["median_wage_2024_is_lower_bound"] is None


def test_every_figure_is_a_property_of_occupations(details: Mapping[str, Detail]) -> None:
    assert {name for detail in details.values() for name in detail.fields} <= set(property_types(Occupation))


def test_change_is_the_difference_but_for_rounding(known: Mapping[str, Facts]) -> None:
    for fact in known["projections"]["occupations"]:
        assert abs(int(fact["jobs_2034"]) - int(fact["jobs_2024"]) - int(fact["change"])) <= 100
