"""The workbook: what a person finds in it, in cells of the right kind, within Excel's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ontology.derived import DERIVED_TYPES
from ontology.exports import workbook
from ontology.exports.workbook import LONGEST, TooManyRows, joined, write_workbook
from ontology.exports.workbook_parts import Sheet
from ontology.exports.xlsx import write_xlsx
from ontology.graph import CareerGraph
from ontology.nodes import MajorGroup, Skill
from tests.ontology.exports.conftest import Exported
from tests.ontology.exports.little import LITTLE
from tests.ontology.exports.looking import compare_with_golden

ROLES = {"IN_SUB_CLUSTER", "OF_OCCUPATION", "VIA_PROGRAM"}


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    [path] = write_xlsx(LITTLE, tmp_path_factory.mktemp("little"))
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def whole(exported: Exported) -> Path:
    return exported(write_xlsx) / "careergraph.xlsx"


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    header, *found = sheet(book, name).iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def counted(path: Path) -> dict[str, int]:
    """Sheet → rows below its header, by the file itself: openpyxl would take its time."""
    with ZipFile(path) as parts:
        names = re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode())
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    return {name: found.count(b"<row") - 1 for name, found in zip(names, sheets, strict=True)}


def test_all_cells_of_a_little_graph(little: Workbook) -> None:
    compare_with_golden("careergraph.xlsx.txt", "\n".join(shown(little)) + "\n")


def shown(book: Workbook) -> Iterator[str]:
    for name in book.sheetnames:
        yield f"== {name}"
        for row in sheet(book, name).iter_rows(values_only=True):
            yield "\t".join("" if cell is None else str(cell) for cell in row).rstrip("\t")


def test_the_whole_graph_is_in_it(whole: Path, derived_graph: CareerGraph) -> None:
    found, types, labels = counted(whole), derived_graph.type_counts(), derived_graph.label_counts()
    for name in set(types) - ROLES:
        assert found[f"derived {name}" if name in DERIVED_TYPES else name] == types[name]
    for name in (
        "Occupation",
        "Industry",
        "Program",
        "SubCluster",
        "FormerCode",
        "Alignment",
        "Source",
        "JobTitle",
    ):
        assert found[name] == labels[name]
    assert (found["EMPLOYED_IN"], found["EMPLOYED_IN_GROUP"]) == (18_538, 32_563)
    assert found["derived Finding"] == labels["Finding"]
    assert "Finding" not in found


def test_the_sheets_keep_to_what_excel_allows(whole: Path) -> None:
    names = list(counted(whole))
    assert max(map(len, names)) <= 31
    assert len({name.lower() for name in names}) == len(names)
    with ZipFile(whole) as parts:
        texts = re.findall(r"<t [^>]*>([^<]*)</t>", parts.read("xl/sharedStrings.xml").decode())
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/sheet" in name]
    assert max(map(len, texts)) <= LONGEST
    assert max(int(height) for sheet in sheets for height in re.findall(r' ht="(\d+)"', sheet)) <= 409


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15)
@given(data=st.data())
def test_any_graph_makes_a_workbook_that_opens(
    small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject
) -> None:
    graph = data.draw(small_graph)
    with TemporaryDirectory() as folder:
        [path] = write_xlsx(graph, Path(folder))
        book = openpyxl.load_workbook(path)
        things = {row["id"] for name in book.sheetnames[2:] for row in rows(book, name) if "id" in row}
    assert things == set(graph.nodes)


def test_codes_are_text_cells(little: Workbook) -> None:
    codes = {cell.value: cell for cell in sheet(little, "Program")["B"]}
    assert (codes["01.0000"].data_type, codes["01.0000"].number_format) == ("s", "@")
    assert {"01", "01.00", "11.0201"} <= set(codes)
    assert {row["code"] for row in rows(little, "Industry")} == {"31-33", "334"}


def test_a_text_that_looks_like_a_formula_is_none(little: Workbook) -> None:
    [cell] = [c for row in sheet(little, "Occupation").iter_rows() for c in row if "SUM" in str(c.value)]
    assert (cell.value, cell.data_type) == ("=SUM(A1) | C++ Developer | Développeur, Web", "s")


def test_figures_are_numbers_and_flags_are_flags(little: Workbook) -> None:
    [row] = [row for row in rows(little, "Occupation") if row["code"] == "15-1252"]
    assert (row["employment2025"], row["selfEmployed2024"]) == (1_654_440, 2.2)
    assert row["interdisciplinaryPublished"] is True
    assert {row["retired"] for row in rows(little, "Program")} == {True, False}


def test_relationships_name_both_ends_by_code_and_title(little: Workbook) -> None:
    [row] = rows(little, "COVERS_OCCUPATION")
    assert (row["startTitle"], row["endCode"], row["endTitle"]) == (
        "Web & Cloud",
        "15-1252",
        "Software Developers",
    )
    assert "startCode" not in row  # sub-clusters have none


def test_a_crosswalk_row_is_one_row_with_all_that_it_joins(little: Workbook) -> None:
    without, with_program = rows(little, "Alignment")
    assert with_program == {
        "careerCluster": "Digital Technology",
        "subCluster": "Web & Cloud",
        "occupationCode": "15-1252",
        "occupation": "Software Developers",
        "programCode": "11.0201",
        "program": "Programming, General",
        "source": "source/crosswalk",
        "locator": "Full.xlsx|SOC - CIP - CC|2",
        "id": "alignment/web-cloud/15-1252/11.0201",
    }
    assert (without["programCode"], without["program"]) == (None, None)
    assert not ROLES & set(little.sheetnames)


def test_a_crosswalk_row_without_its_ends_is_no_obstacle(tmp_path: Path) -> None:
    lone = CareerGraph([node for node in LITTLE.nodes.values() if node.kind == "Alignment"], [])
    [path] = write_xlsx(lone, tmp_path)
    assert [set(row) for row in rows(openpyxl.load_workbook(path), "Alignment")] == [{"id"}] * 2


def test_derived_sheets_stand_last_in_a_colour_and_under_a_name_of_their_own(little: Workbook) -> None:
    names = little.sheetnames
    derived = [name for name in names if name.startswith("derived ")]
    assert names[-len(derived) :] == derived
    colours = {name: str(sheet(little, name).sheet_properties.tabColor) for name in names}
    assert {colours[name] for name in derived}.isdisjoint({colours[name] for name in names if name not in derived})
    assert colours["COVERS_OCCUPATION"] != colours["About"]


def test_headers_are_frozen_and_filtered(little: Workbook) -> None:
    found = sheet(little, "Occupation")
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == found.dimensions
    assert found["A1"].font.b


def test_the_cover_says_edition_citation_rights_and_what_the_figures_are(little: Workbook) -> None:
    said = [tuple(row) for row in sheet(little, "About").iter_rows(values_only=True)]
    assert ("Please note", "Wages and jobs are national figures.") in [row[:2] for row in said]
    assert ("Content hash", LITTLE.content_hash()) in [row[:2] for row in said]
    [crosswalk] = [row for row in said if row[0] == "The crosswalk"]
    assert crosswalk[2:] == (
        "2025",
        "Publisher of crosswalk",
        "All rights reserved",
        "https://example.org/crosswalk?a=1&b=2",
    )


def test_the_cover_leads_to_every_sheet_of_data(little: Workbook) -> None:
    about = sheet(little, "About")
    leads = {cell.value: cell.hyperlink.location for cell in about["A"] if cell.hyperlink}
    assert leads == {name: f"'{name}'!A1" for name in little.sheetnames[2:]}


def test_the_codebook_explains_every_column_of_every_sheet(little: Workbook) -> None:
    explained = {(row["Sheet"], row["Column"]) for row in rows(little, "Codebook") if row["Meaning"]}
    columns = {(name, cell.value) for name in little.sheetnames[2:] for cell in sheet(little, name)[1]}
    assert explained == columns
    assert ("Occupation", "employment2025") in explained


def test_a_long_list_ends_in_the_number_of_what_is_left_out(tmp_path: Path) -> None:
    titles = tuple(f"Title {number:05}" for number in range(5_000))
    graph = CareerGraph(
        [MajorGroup(id="soc/2018/15-0000", title="C", code="15-0000", alternate_titles=titles)], []
    )
    [path] = write_xlsx(graph, tmp_path)
    [row] = rows(openpyxl.load_workbook(path), "Occupation")
    *kept, last = str(row["alternateTitles"]).split(" | ")
    assert kept == list(titles[: len(kept)])
    assert last == f"(and {5_000 - len(kept):,} more)"
    assert LONGEST - 40 < len(str(row["alternateTitles"])) <= LONGEST


def test_a_list_that_fits_is_left_as_it_is() -> None:
    assert joined(("x" * 16_382, "y" * 16_382)) == f"{'x' * 16_382} | {'y' * 16_382}"
    assert joined(("x" * 16_383, "y" * 16_383)) == f"{'x' * 16_383} | (and 1 more)"


def test_too_many_rows_are_refused_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(TooManyRows, match=r"Jobs would have 4 rows, and Excel ends at 3\. Export as parquet"):
        write_workbook(tmp_path / "a.xlsx", "T", [Sheet("Jobs", ("a",), [("x",)] * 3, (10,))])
    write_workbook(tmp_path / "b.xlsx", "T", [Sheet("Jobs", ("a",), [("x",)] * 2, (10,))])


def test_characters_that_a_workbook_lacks_do_not_spoil_it(tmp_path: Path) -> None:
    [path] = write_xlsx(CareerGraph([Skill(id="skill/a", title="A\x00<B> & 'C'")], []), tmp_path)
    assert rows(openpyxl.load_workbook(path), "Skill")[0]["title"] == "A\ufffd<B> & 'C'"


def test_nothing_in_the_file_tells_when_it_was_made(tmp_path: Path) -> None:
    [path] = write_xlsx(LITTLE, tmp_path)
    with ZipFile(path) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(r"20\d\d-\d\d-\d\dT", parts.read("docProps/core.xml").decode())
