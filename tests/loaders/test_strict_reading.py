"""A surprise in an official file stops the loader with one message: where, what, and what was expected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.errors import SourceError
from loaders.pipeline import OFFICIAL, load_official
from loaders.shipped import Reading

Edited = Callable[[str, str], AbstractContextManager[Worksheet]]
Read = Callable[[str], Reading]
Refusal = Callable[[str], str]
Change = Callable[[Worksheet], None]

NAICS, NAICS_SHEET = "2-6 digit_2022_Codes.xlsx", "tbl_2022_title_description_coun"
SOC, SOC_SHEET = "soc_structure_2018.xlsx", "2018 Structure"
PAIRS, PAIRS_SHEET = "CIP2020_SOC2018_Crosswalk.xlsx", "CIP-SOC"
FULL, FULL_SHEET = "Full_Framework_Crosswalk.xlsx", "SOC - CIP - CC"
WORKBOOKS = [
    ("naics", NAICS, NAICS_SHEET),
    ("naics", "2022_NAICS_Structure.xlsx", "2022 NAICS Structure"),
    ("soc", SOC, SOC_SHEET),
    ("soc", "soc_2018_direct_match_title_file.xlsx", "Sorted by SOC"),
    ("cip_soc", PAIRS, PAIRS_SHEET),
    ("crosswalk", FULL, FULL_SHEET),
    ("crosswalk", "SOC_Career_Clusters_Crosswalk.xlsx", "SOC - CC - Sub-Clusters"),
    ("crosswalk", "CIP_Career_Clusters_Crosswalk.xlsx", "CIP - CC (Wide)"),
    ("crosswalk", "NAICS_Subclusters_Crosswalk.xlsx", "CC - Sub-Cluster - NAICS"),
]
BOOKS = [(source, file) for source, file, _ in WORKBOOKS]
FILES = [*BOOKS, ("naics", "2022_NAICS_Index_File.csv"), ("cip", "CIPCode2020.csv")]


def put(cell: str, value: str | float) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


def repeat(row: int) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet.append([cell.value for cell in sheet[row]])

    return change


def without(row: int) -> Change:
    return lambda sheet: sheet.delete_rows(row)


def without_column(column: int) -> Change:
    return lambda sheet: sheet.delete_cols(column)


SURPRISES = {
    "a renamed column": (
        *("naics", NAICS, NAICS_SHEET, put("B1", "2027 NAICS US Code")),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun': expected a header row with the "
        "column 2022 NAICS US Code; the closest row, 1, has 'Seq. No.', '2027 NAICS US Code', "
        "'2022 NAICS US Title'",
    ),
    "a column that is gone": (
        *("cip_soc", PAIRS, PAIRS_SHEET, without_column(2)),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC': expected a header row with the column CIP2020Title; "
        "the closest row, 1, has 'CIP2020Code', 'SOC2018Code', 'SOC2018Title'",
    ),
    "a new column": (
        *("crosswalk", FULL, FULL_SHEET, put("I1", "Wages")),
        "Full_Framework_Crosswalk.xlsx, sheet 'SOC - CIP - CC', row 1, column 'Wages': found 'Wages'; expected "
        "only columns that the loader uses or names as ignored",
    ),
    "a column that stands twice": (
        *("crosswalk", FULL, FULL_SHEET, put("I1", "SOC Code")),
        "Full_Framework_Crosswalk.xlsx, sheet 'SOC - CIP - CC', row 1, column 'SOC Code': found 'SOC Code'; "
        "expected each column once",
    ),
    "no header at all": (
        *("soc", SOC, SOC_SHEET, without(8)),
        "soc_structure_2018.xlsx, sheet '2018 Structure': expected a header row with the columns Broad Group, "
        "Detailed Occupation, Major Group, Minor Group; no row has any of the columns",
    ),
    "an empty sheet": (
        *("soc", SOC, SOC_SHEET, lambda sheet: sheet.delete_rows(1, 100)),
        "soc_structure_2018.xlsx, sheet '2018 Structure': expected a header row with the columns Broad Group, "
        "Detailed Occupation, Major Group, Minor Group; no row has any of the columns",
    ),
    "a cell beyond the header": (
        *("naics", NAICS, NAICS_SHEET, put("E3", "see note")),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun', row 3, column 'no. 5': found "
        "'see note'; expected nothing outside the columns of the header",
    ),
    "a cell beyond a blank header": (
        *("soc", SOC, SOC_SHEET, put("G10", "see note")),
        "soc_structure_2018.xlsx, sheet '2018 Structure', row 10, column 'no. 7': found 'see note'; expected "
        "nothing outside the columns of the header",
    ),
    "a NAICS code that lost a digit": (
        *("naics", NAICS, NAICS_SHEET, put("B7", 1112)),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun', row 8, column '2022 NAICS US Code': "
        "found '111120'; expected a row for the code above it, 11112, too",
    ),
    "a NAICS range that is none": (
        *("naics", NAICS, NAICS_SHEET, put("B12", "31-34")),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun', row 12, column '2022 NAICS US Code': "
        "found '31-34'; expected a NAICS code: 2 to 6 digits, or 31-33, 44-45, 48-49",
    ),
    "a part of a NAICS range as a sector": (
        *("naics", NAICS, NAICS_SHEET, put("B12", 31)),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun', row 12, column '2022 NAICS US Code': "
        "found '31'; expected a NAICS code: 2 to 6 digits, or 31-33, 44-45, 48-49",
    ),
    "a NAICS row that stands twice": (
        *("naics", NAICS, NAICS_SHEET, repeat(3)),
        "2-6 digit_2022_Codes.xlsx, sheet 'tbl_2022_title_description_coun', row 32, column '2022 NAICS US Code': "
        "found '111'; expected each 2022 NAICS US Code once; 111 stands in row 3",
    ),
    "an O*NET code in place of a SOC code": (
        *("soc", SOC, SOC_SHEET, put("D12", "11-3051.00")),
        "soc_structure_2018.xlsx, sheet '2018 Structure', row 12, column 'Detailed Occupation': found "
        "'11-3051.00'; expected a SOC code: two digits, a hyphen, four digits, such as 15-1252",
    ),
    "an O*NET code in a crosswalk": (
        *("crosswalk", FULL, FULL_SHEET, put("C3", "11-3051.00")),
        "Full_Framework_Crosswalk.xlsx, sheet 'SOC - CIP - CC', row 3, column 'SOC Code': found '11-3051.00'; "
        "expected a SOC 2018 code",
    ),
    "an unknown SOC code": (
        *("cip_soc", PAIRS, PAIRS_SHEET, put("C2", "49-3099")),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC', row 2, column 'SOC2018Code': found '49-3099'; expected "
        "a SOC 2018 code",
    ),
    "a CIP code that lost its zero as text": (
        *("cip_soc", PAIRS, PAIRS_SHEET, put("A2", "1.0207")),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC', row 2, column 'CIP2020Code': found '1.0207'; expected "
        "a CIP 2020 code; has it lost a leading zero?",
    ),
    "a CIP code that lost its zeros as a number": (
        *("cip_soc", PAIRS, PAIRS_SHEET, put("A2", 1.0)),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC', row 2, column 'CIP2020Code': found '1'; expected "
        "a CIP 2020 code; has it lost a leading zero?",
    ),
    "a title of another code": (
        *("cip_soc", PAIRS, PAIRS_SHEET, put("D2", "Economists")),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC', row 2, column 'SOC2018Title': found 'Economists'; "
        "expected 'Farm Equipment Mechanics and Service Technicians', the title of 49-3041",
    ),
    "a title of another program": (
        *("crosswalk", FULL, FULL_SHEET, put("F3", "Mining.")),
        "Full_Framework_Crosswalk.xlsx, sheet 'SOC - CIP - CC', row 3, column 'CIP Title (2020)': found "
        "'Mining.'; expected 'Industrial Engineering', the title of 14.3501",
    ),
    "a pair that stands twice": (
        *("cip_soc", PAIRS, PAIRS_SHEET, repeat(5)),
        "CIP2020_SOC2018_Crosswalk.xlsx, sheet 'CIP-SOC', row 19, column 'SOC2018Code': found '15-1252'; expected "
        "each CIP2020Code × SOC2018Code once; 11.0102 × 15-1252 stands in row 5",
    ),
}


@pytest.mark.parametrize(
    ("source", "file", "sheet", "change", "message"), list(SURPRISES.values()), ids=list(SURPRISES)
)
def test_a_surprise_stops_the_loader_with_a_message_that_names_it(
    edited: Edited, refusal: Refusal, source: str, file: str, sheet: str, change: Change, message: str
) -> None:
    with edited(file, sheet) as cells:
        change(cells)
    assert refusal(source) == message


@pytest.mark.parametrize(("source", "file", "sheet"), WORKBOOKS)
def test_a_header_that_moves_down_is_found(
    edited: Edited, read: Read, readings: dict[str, Reading], source: str, file: str, sheet: str
) -> None:
    with edited(file, sheet) as cells:
        cells.insert_rows(1, 2)
        cells["A1"] = "A new remark above the header"
    found, before = read(source), readings[source]
    assert found.counts == before.counts
    assert without_rows(found) == without_rows(before)


def without_rows(reading: Reading) -> dict[str, list[dict[str, str]]]:
    numbers = ("row", "repeated_in_rows")
    return {
        name: [{column: value for column, value in fact.items() if column not in numbers} for fact in facts]
        for name, facts in reading.tables.items()
    }


@pytest.mark.parametrize(("source", "file"), BOOKS)
def test_a_workbook_that_was_saved_again_reads_the_same(
    copies: Path, read: Read, readings: dict[str, Reading], source: str, file: str
) -> None:
    book = openpyxl.load_workbook(copies / file)
    book.save(copies / file)
    assert read(source) == readings[source]


@pytest.mark.parametrize("typed", ["49-3041 ", " 49-3041", "49-3041\u00a0", "49-3041\n"])
def test_white_space_around_a_code_is_no_surprise(
    edited: Edited, read: Read, readings: dict[str, Reading], typed: str
) -> None:
    with edited(PAIRS, PAIRS_SHEET) as cells:
        cells["C2"] = typed
    assert read("cip_soc") == readings["cip_soc"]


@pytest.mark.parametrize(("source", "file"), BOOKS)
@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_a_workbook_that_was_cut_off_is_refused(
    copies: Path, refusal: Refusal, source: str, file: str, share: float
) -> None:
    raw = (copies / file).read_bytes()
    (copies / file).write_bytes(raw[: int(len(raw) * share)])
    assert refusal(source) == (
        f"{file}: expected a whole .xlsx workbook; this one is cut off or damaged (File is not a zip file)"
    )


def test_a_workbook_with_a_broken_sheet_is_refused(copies: Path, refusal: Refusal) -> None:
    with ZipFile(copies / NAICS) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    with ZipFile(copies / NAICS, "w", ZIP_DEFLATED) as broken:
        for name, content in members.items():
            broken.writestr(name, content[:900] if name.endswith("sheet1.xml") else content)
    message = refusal("naics")
    assert message.startswith(f"{NAICS}: expected a whole .xlsx workbook; this one is cut off or damaged (")


def test_a_workbook_with_flipped_bytes_is_refused(copies: Path, refusal: Refusal) -> None:
    raw = bytearray((copies / NAICS).read_bytes())
    start = raw.index(b"sheet1.xml") + 200
    raw[start : start + 40] = b"\xff" * 40
    (copies / NAICS).write_bytes(bytes(raw))
    assert "this one is cut off or damaged" in refusal("naics")


@pytest.mark.parametrize(("source", "file", "sheet"), WORKBOOKS)
def test_a_missing_sheet_is_named_with_those_that_are_there(
    copies: Path, refusal: Refusal, source: str, file: str, sheet: str
) -> None:
    book = openpyxl.load_workbook(copies / file)
    book[sheet].title = "Sheet1"
    names = ", ".join(repr(name) for name in book.sheetnames)
    book.save(copies / file)
    assert refusal(source) == f"{file}: expected a sheet {sheet!r}; the workbook has {names}"


@pytest.mark.parametrize(("source", "file"), BOOKS)
def test_a_sheet_that_no_loader_knows_is_named(copies: Path, refusal: Refusal, source: str, file: str) -> None:
    book = openpyxl.load_workbook(copies / file)
    book.create_sheet("Corrections")
    book.save(copies / file)
    assert refusal(source) == (
        f"{file}, sheet 'Corrections': found 'Corrections'; expected only sheets that the loader knows"
    )


@pytest.mark.parametrize(("source", "file"), FILES)
def test_a_missing_file_is_named_with_the_place_to_get_it(
    copies: Path, refusal: Refusal, source: str, file: str
) -> None:
    (copies / file).unlink()
    names = next(f.names for f in OFFICIAL[source].SOURCE.files.values() if file in f.names)
    assert refusal(source) == (
        f"{file}: expected one file {' or '.join(names)} below … "
        f"(get it from {OFFICIAL[source].SOURCE.url}), not none"
    )


def test_a_file_under_the_publishers_other_name_is_found(
    copies: Path, read: Read, readings: dict[str, Reading]
) -> None:
    name = "SOC_Career_Clusters_Crosswalk.xlsx"
    (copies / name).rename(copies / "Full_Framework_Crosswalk_SOC-Career-Clusters.xlsx")
    assert read("crosswalk") == readings["crosswalk"]


def test_a_file_in_a_folder_below_is_found(copies: Path, read: Read, readings: dict[str, Reading]) -> None:
    (copies / "census" / "2022").mkdir(parents=True)
    (copies / NAICS).rename(copies / "census" / "2022" / NAICS)
    assert read("naics") == readings["naics"]


def test_two_files_of_one_name_are_refused(copies: Path, refusal: Refusal) -> None:
    (copies / "old").mkdir()
    shutil.copy(copies / NAICS, copies / "old")
    assert refusal("naics") == (
        f"{NAICS}: expected one file {NAICS} below … (get it from https://www.census.gov/naics/), "
        f"not {Path('…') / NAICS}, {Path('…') / 'old' / NAICS}"
    )


def test_a_text_file_in_another_encoding_is_refused(copies: Path, refusal: Refusal) -> None:
    path = copies / "2022_NAICS_Index_File.csv"
    path.write_bytes(path.read_bytes() + "111110,Jalapeño farming\r\n".encode("cp1252"))
    assert refusal("naics").startswith(
        "2022_NAICS_Index_File.csv: expected UTF-8 text ('utf-8' codec can't decode"
    )


def test_a_csv_file_with_a_quote_that_never_ends_is_refused(copies: Path, refusal: Refusal) -> None:
    path = copies / "2022_NAICS_Index_File.csv"
    path.write_bytes(path.read_bytes() + b'111110,"' + b"Soybean\r\n" * 20_000)
    assert refusal("naics").startswith(
        "2022_NAICS_Index_File.csv: expected a whole CSV file; this one is cut off or damaged ("
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_official(tmp_path / "nowhere")
    assert str(caught.value) == f"{tmp_path / 'nowhere'}: expected a folder that holds the official files"


def test_excerpts_are_refused_where_a_whole_release_is_expected(copies: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_official(copies)
    assert str(caught.value) == (
        "2-6 digit_2022_Codes.xlsx, 2022_NAICS_Structure.xlsx, 2022_NAICS_Index_File.csv: found 30; "
        "expected 2,125 codes, as release 2022 has"
    )
    assert (caught.value.value, caught.value.file.split(", ")[0]) == (30, NAICS)
