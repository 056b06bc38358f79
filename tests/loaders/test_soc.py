from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.shipped import Reading
from ontology.graph import CareerGraph
from ontology.nodes import Occupation

Edited = Callable[[str, str], AbstractContextManager[Worksheet]]
Read = Callable[[str], Reading]
Refusal = Callable[[str], str]
STRUCTURE, SHEET = "soc_structure_2018.xlsx", "2018 Structure"
TITLES, TITLES_SHEET = "soc_2018_direct_match_title_file.xlsx", "Sorted by SOC"
PLACE = f"{STRUCTURE}, sheet '{SHEET}', row"
TITLES_PLACE = f"{TITLES}, sheet '{TITLES_SHEET}', row"


def test_the_staircase_is_read_with_titles_and_rows(readings: dict[str, Reading]) -> None:
    codes = readings["soc"].tables["codes"]
    assert codes[0] == {"code": "11-0000", "title": "Management Occupations", "alt_titles": "", "row": "9"}
    assert [fact["code"] for fact in codes[:4]] == ["11-0000", "11-3000", "11-3050", "11-3051"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"C12": "11-3050"},
            "12, column 'Detailed Occupation': found '11-3051'; "
            "expected a code in just one of the four columns, and a title",
        ),
        (
            {"E12": None},
            "12, column 'Detailed Occupation': found '11-3051'; "
            "expected a code in just one of the four columns, and a title",
        ),
        (
            {"D12": None, "C12": "11-3051"},
            "12, column 'Broad Group': found '11-3051'; expected a BroadOccupation, by its zeros",
        ),
        (
            {"D12": "11-9999"},
            "12, column 'Detailed Occupation': found '11-9999'; "
            "expected a row for the code above it, 11-9990, too",
        ),
        (
            {"D17": "11-3051"},
            "12, column 'Detailed Occupation': found '11-3051'; expected each code once; it also stands in row 17",
        ),
    ],
)
def test_a_row_that_breaks_the_staircase_is_refused(
    edited: Edited, refusal: Refusal, cells: dict[str, str | None], message: str
) -> None:
    with edited(STRUCTURE, SHEET) as sheet:
        for cell, value in cells.items():
            sheet[cell] = value
    assert refusal("soc") == f"{PLACE} {message}"


def test_repeats_that_are_named_are_skipped_and_counted(readings: dict[str, Reading]) -> None:
    reading = readings["soc"]
    assert reading.counts["direct-match title rows skipped: repeats"] == 1
    forensic = [fact for fact in reading.tables["direct_match_titles"] if fact["title"] == "Forensic Psychiatrist"]
    assert forensic == [{"code": "29-1223", "title": "Forensic Psychiatrist", "illustrative": "true"}]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"C10": "Industrial Production Manager"},
            "10, column '2018 SOC Direct Match Title': found 'Industrial Production Manager'; expected each "
            "2018 SOC Code × 2018 SOC Direct Match Title once; 11-3051 × Industrial Production Manager "
            "stands in row 9",
        ),
        ({"A9": "11-3099"}, "9, column '2018 SOC Code': found '11-3099'; expected a SOC 2018 code"),
        (
            {"B9": "Economists"},
            "9, column '2018 SOC Title': found 'Economists'; "
            "expected 'Industrial Production Managers', the title of 11-3051",
        ),
        ({"C9": None}, "9, column '2018 SOC Direct Match Title': found ''; expected a job title"),
        ({"D9": "yes"}, "9, column 'Illustrative Example': found 'yes'; expected x or nothing"),
    ],
)
def test_a_wrong_direct_match_title_is_refused(
    edited: Edited, refusal: Refusal, cells: dict[str, str | None], message: str
) -> None:
    with edited(TITLES, TITLES_SHEET) as sheet:
        for cell, value in cells.items():
            sheet[cell] = value
    assert refusal("soc") == f"{TITLES_PLACE} {message}"


def test_an_upper_case_x_marks_an_illustrative_example_too(edited: Edited, read: Read) -> None:
    with edited(TITLES, TITLES_SHEET) as sheet:
        sheet["D9"] = "X"
    assert read("soc").tables["direct_match_titles"][0]["illustrative"] == "true"


def test_an_occupation_of_the_graph_has_its_job_titles(graph: CareerGraph) -> None:
    chiefs = graph.nodes["soc/2018/11-1011"]
    assert isinstance(chiefs, Occupation)
    assert "CEO" in chiefs.direct_match_titles
    assert "Admiral" in chiefs.illustrative_examples
    assert set(chiefs.illustrative_examples) <= set(chiefs.direct_match_titles)
