from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from loaders.shipped import Reading
from ontology.graph import CareerGraph
from ontology.nodes import Industry

Edited = Callable[[str, str], AbstractContextManager[Worksheet]]
Refusal = Callable[[str], str]
STRUCTURE, SHEET = "2022_NAICS_Structure.xlsx", "2022 NAICS Structure"


def test_codes_come_as_text_with_their_titles_and_rows(readings: dict[str, Reading]) -> None:
    codes = readings["naics"].tables["codes"]
    assert codes[0] == {"code": "11", "title": "Agriculture, Forestry, Fishing and Hunting", "row": "2"}
    assert {"code": "31-33", "title": "Manufacturing", "row": "12"} in codes
    # The official cell has a trailing space.
    assert {"code": "111120", "title": "Oilseed (except Soybean) Farming", "row": "8"} in codes


def test_titles_that_end_in_a_superscript_t_are_told_from_those_that_end_in_a_real_one(
    edited: Edited, refusal: Refusal, readings: dict[str, Reading]
) -> None:
    assert readings["naics"].counts["titles marked as trilateral in the structure file"] == 27
    with edited(STRUCTURE, SHEET) as cells:
        cells["C19"] = "Wholesale TradeTT"
    assert refusal("naics") == (
        f"{STRUCTURE}, sheet '{SHEET}', row 19, column '2022 NAICS Title': found 'Wholesale TradeTT'; "
        "expected 'Wholesale Trade', as in the file of codes, perhaps with a T behind it"
    )


def test_a_code_that_only_the_structure_file_has_is_refused(edited: Edited, refusal: Refusal) -> None:
    with edited(STRUCTURE, SHEET) as cells:
        cells["B10"] = 111199
    assert refusal("naics") == (
        f"{STRUCTURE}, sheet '{SHEET}', row 10, column '2022 NAICS Code': found '111199'; "
        "expected a code that the file of codes has, too"
    )


def test_a_code_that_the_structure_file_lacks_is_named(edited: Edited, refusal: Refusal) -> None:
    with edited(STRUCTURE, SHEET) as cells:
        cells.delete_rows(10)
    assert refusal("naics") == (
        f"{STRUCTURE}, sheet '{SHEET}', column '2022 NAICS Code': "
        "expected a row for each code of the file of codes; 111120 is missing"
    )


def test_an_empty_structure_file_is_refused(edited: Edited, refusal: Refusal) -> None:
    with edited(STRUCTURE, SHEET) as cells:
        cells.delete_rows(4, 100)
    assert refusal("naics").endswith("expected a row for each code of the file of codes; 11 is missing")


def test_index_entries_that_name_no_code_are_skipped_and_counted(readings: dict[str, Reading]) -> None:
    reading = readings["naics"]
    assert reading.counts["index entries skipped: they name no code"] == 3
    assert {fact["code"] for fact in reading.tables["index_terms"]} == {"111110", "111120", "311111"}


def test_an_index_entry_of_an_unknown_code_or_without_a_term_is_refused(copies: Path, refusal: Refusal) -> None:
    path = copies / "2022_NAICS_Index_File.csv"
    whole = path.read_bytes()
    path.write_bytes(whole + b"999999,Weaving\r\n")
    assert refusal("naics") == (
        "2022_NAICS_Index_File.csv, row 12, column 'NAICS22': found '999999'; expected a NAICS 2022 code"
    )
    path.write_bytes(whole + b"111110\r\n")
    assert refusal("naics") == (
        "2022_NAICS_Index_File.csv, row 12, column 'INDEX ITEM DESCRIPTION': found ''; expected a search term"
    )


def test_an_industry_of_the_graph_has_its_index_terms_and_its_place(graph: CareerGraph) -> None:
    soybean = graph.nodes["naics/2022/111110"]
    assert isinstance(soybean, Industry)
    assert soybean.labels == ("Industry", "NationalIndustry")
    assert soybean.index_terms[0] == "Soybean farming, field and seed production"
    (up,) = [r for r in graph.relationships if r.type == "BROADER" and r.start == "naics/2022/311"]
    assert (up.end, up.source) == ("naics/2022/31-33", "source/naics-2022")
    assert up.locator == "2-6 digit_2022_Codes.xlsx|tbl_2022_title_description_coun|273"
