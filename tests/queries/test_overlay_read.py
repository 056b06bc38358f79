"""A local framework read from tables as people have them."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from queries.align_columns import UnreadableTable
from queries.overlay_columns import HERE, columns, field_of
from queries.overlay_read import LocalTable, read_local
from queries.overlay_rows import LocalRow


def read(content: str | bytes, *, fill_down: bool = False) -> LocalTable:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_local(io.BytesIO(raw), fill_down=fill_down)


WELDING = LocalRow(2, "Makers", "Joining", "Seams", "51-4121", "48.0508", "Skilled Trades")


@pytest.mark.parametrize(
    "header",
    [
        "Local cluster,Local pathway,Title,SOC,CIP,Sub-cluster",
        "CAREER CLUSTER,Career-Pathway,Program of Study,SOC Code(s),CIP Code,SubCluster",
        " cluster , pathway , Course_Title , O*NET-SOC , CIP (2020) , National Sub-Cluster ",
    ],
)
def test_names_of_columns_are_forgiving(header: str) -> None:
    table = read(f"{header}\nMakers,Joining,Seams,51-4121,48.0508,Skilled Trades\n")
    assert table.rows == (WELDING,)


def test_every_name_in_the_table_of_columns_stands_for_one_field() -> None:
    for column in columns():
        assert {field_of(name.upper()) for name in column.names} == {column.field}
    names = [name for column in columns() for name in column.names]
    assert len(names) == len(set(names))


def test_the_template_and_the_example_have_a_header_that_is_understood() -> None:
    template = (HERE / "template.csv").read_text(encoding="utf-8")
    assert list(read(f"{template}a,b,c,d,e,f\n").columns.values()) == template.strip().split(",")
    example = read((HERE / "example-county.csv").read_bytes())
    assert len(example.rows) == 28
    assert example.others == ("School", "Seats")


PLAIN = "Cluster,Pathway,Title,SOC,CIP,Sub-cluster\nMakers,Joining,Seams,51-4121,48.0508,Skilled Trades\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\ufeff" + PLAIN.replace(",", "|").replace("\n", "\r\n"),
        PLAIN.encode("utf-16"),
    ],
)
def test_text_files_as_programs_write_them(content: str | bytes) -> None:
    assert read(content).rows == (WELDING,)


def test_codes_parted_by_semicolons_do_not_pass_for_columns() -> None:
    table = read("Title,CIP\nA,11.0101; 11.0201; 11.0301; 11.0401; 11.0701\nB,11.0701\n")
    assert [row.cip for row in table.rows] == ["11.0101; 11.0201; 11.0301; 11.0401; 11.0701", "11.0701"]


def test_rows_above_the_header_blank_rows_and_columns_of_ones_own() -> None:
    table = read("Lark County\n\nTitle,School,CIP,Seats\nA,High,11.0701,20\n,,,\nB,Low,11.0101,30,more\n")
    assert [(row.number, row.title, row.others) for row in table.rows] == [
        (4, "A", ("High", "20")),
        (6, "B", ("Low", "30")),
    ]
    assert table.others == ("School", "Seats")
    assert "blank rows passed over: 1" in table.notes
    assert "columns kept as they are: School, Seats" in table.notes


def test_a_workbook_as_excel_writes_it() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Programs of the district", None, None, None])
    sheet.append(["Cluster", "Program", "CIP Code", "SOC Code", "Students"])
    for cluster, title, cip, form in (
        ("Makers", "Seams", 48.0508, "General"),
        (None, "Beasts", 1.0504, "General"),
        (None, "Beasts II", 1.0504, "00.0000"),
        (None, "Code", 110701, "General"),
    ):
        sheet.append([cluster, title, cip, "51-4121", 12.5])
        sheet.cell(sheet.max_row, 3).number_format = form
    sheet.merge_cells("A3:A6")
    made = io.BytesIO()
    book.save(made)
    table = read_local(io.BytesIO(made.getvalue()))
    assert [row.cip for row in table.rows] == ["48.0508", "1.0504", "01.0504", "110701"]
    assert [row.cluster for row in table.rows] == ["Makers", "", "", ""]
    assert any("--fill-down" in note for note in table.notes)
    assert table.rows[0].others == ("12.5",)
    filled = read_local(io.BytesIO(made.getvalue()), fill_down=True)
    assert [row.cluster for row in filled.rows] == ["Makers"] * 4


def test_a_name_that_is_given_ends_those_to_its_right() -> None:
    table = read(
        "Cluster,Pathway,Title,CIP\nA,p,t,11.0101\n,,,11.0201\n,q,,11.0301\nB,,u,11.0401\n,,,11.0701\n",
        fill_down=True,
    )
    assert [(row.cluster, row.pathway, row.title) for row in table.rows] == [
        ("A", "p", "t"),
        ("A", "p", "t"),
        ("A", "q", ""),
        ("B", "", "u"),
        ("B", "", "u"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (
            "Title,School\nA,B\n",
            "one that places it .SOC, CIP or sub-cluster.. Row 1 has: A Title .read as title.",
        ),
        ("CIP,School\n11.0701,B\n", "one that names the program .local cluster, local pathway or title."),
        ("Program,Course,CIP\nA,B,11.0701\n", "A Program and B Course are both read as title. Rename"),
        ("Title,CIP,CIP 2010\nA,11.0701,\n", "B CIP and C CIP 2010 are both read as CIP"),
        (b"PK\x03\x04....", "workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0....", "97-2003"),
    ],
)
def test_what_cannot_be_read_is_told(content: str | bytes, message: str) -> None:
    with pytest.raises(UnreadableTable, match=message):
        read(content)
