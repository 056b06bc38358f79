"""Lists of codes as people have them: what they are read as, what is refused, the workbook that comes back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.aligned import TODAY, Aligned, Became, Wanted, align, workbook
from dashboard.data import Opened
from dashboard.pasted import (
    MOST_COLUMNS,
    MOST_ROWS,
    column_names,
    column_of_codes,
    pasted,
    read,
    source,
)
from dashboard.uploads import MOST_MEGABYTES
from queries.align import NoSuchAlignment
from queries.align_columns import UnreadableTable

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENCRYPTED = OLD_WORKBOOK + "EncryptedPackage".encode("utf-16-le")


def aligned(opened: Opened, text: str, wanted: Wanted = Wanted()) -> Aligned:  # noqa: B008 - it is frozen
    table = pasted(text)
    return align(source(table, column_of_codes(table, opened.resolver)), opened.resolver, wanted)


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("typed", "read_as", "today", "became"),
    [
        ("11.0701", "CIP 2020: 11.0701", ["11.0701"], "as it stands"),
        ("1.0000", "CIP 2020: 01.0000", ["01.0000"], "lost zeros put back"),
        ("1.0309", "CIP 2010: 01.0309", ["01.1004"], "lost zeros put back, moved to today's code"),
        ("11-1011.00", "SOC 2018: 11-1011", ["11-1011"], "written differently"),
        ("151132", "SOC 2010: 15-1132", ["15-1252", "15-1253"], "moved to today's code, written differently"),
        ("443142", "NAICS 2017: 443142", ["449210"], "moved to today's code"),
    ],
)
def test_what_a_person_types_is_read_and_told(
    opened: Opened, typed: str, read_as: str, today: list[str], became: str
) -> None:
    found = aligned(opened, typed).codes
    assert [row["code"] for row in found] == today
    assert {(row["asGiven"], row["readAs"], row["whatBecameOfIt"]) for row in found} == {(typed, read_as, became)}
    assert all(opened.graph.nodes[row["id"]].title == row["title"] for row in found)


def test_codes_of_several_systems_are_each_read_in_their_own_and_counted(opened: Opened) -> None:
    found = aligned(opened, "11.701\n1.0000\n11-1011.00\n151132\n\n1.0000")
    assert found.systems == {"SOC": 2, "CIP": 1}
    assert found.counts == {Became.UNKNOWN: 1, Became.MENDED: 1, Became.MOVED: 1, Became.REWRITTEN: 2}
    assert found.codes[0]["asGiven"] == "11.701"
    assert "11.0701 (Computer Science)" in found.codes[0]["remark"]
    assert [row["rows"] for row in found.codes if row["asGiven"] == "1.0000"] == [2]


def test_zeros_are_put_back_only_if_wanted(opened: Opened) -> None:
    found = aligned(opened, "1.0000", Wanted(mend=False))
    assert found.counts == {Became.MAY_LACK_ZEROS: 1}
    assert found.codes[0]["id"] == ""
    assert "01.0000" in found.codes[0]["remark"]


def test_codes_that_could_be_of_several_systems_are_counted_until_the_reader_says_which(opened: Opened) -> None:
    assert aligned(opened, "11\n52\n54").doubtful == 3
    said = aligned(opened, "11\n52\n54", Wanted(system="naics"))
    assert (said.doubtful, said.systems) == (0, {"NAICS": 3})


def test_a_list_can_be_brought_up_to_date_only_or_aligned_across(opened: Opened) -> None:
    today = aligned(opened, "15-1132\n01.0309", Wanted(to=TODAY))
    at = today.columns.index("aligned code")
    assert {line[at] for line in today.lines} == {"15-1252", "15-1253", "01.1004"}
    occupations = aligned(opened, "11.0701", Wanted(to="soc"))
    assert "15-1252" in {line[occupations.columns.index("aligned code")] for line in occupations.lines}
    with pytest.raises(NoSuchAlignment):
        aligned(opened, "5415\n5416", Wanted(to="soc"))


@pytest.mark.parametrize(
    ("text", "names", "codes"),
    [
        ("11.0701, 01.0000;52.0201", ["Column A"], ["11.0701", "01.0000", "52.0201"]),
        ("CIP2020\n11.0701\n01.0000", ["CIP2020"], ["11.0701", "01.0000"]),
        ("Program\tCode\nComputing\t11.0701\nOther\t", ["Program", "Code"], ["11.0701", ""]),
        ("Our school\n\nNo,Name,Code\n1,A,11.0701\n2,B,01.0000", ["No", "Name", "Code"], ["11.0701", "01.0000"]),
        ("A,11.0701\nB,01.0000", ["Column A", "Column B"], ["11.0701", "01.0000"]),
        ('Name;Year;"Code of ""it"""\nX;2015;="01.0000"', ["Name", "Year", 'Code of "it"'], ['="01.0000"']),
    ],
)
def test_the_column_of_codes_and_its_header_are_found(
    opened: Opened, text: str, names: list[str], codes: list[str]
) -> None:
    table = pasted(text)
    column = column_of_codes(table, opened.resolver)
    assert column_names(table, column) == names
    assert [row.code for row in source(table, column).rows] == codes


def test_columns_of_the_same_name_are_told_apart(opened: Opened) -> None:
    found = aligned(opened, "Code,Code,remark\n11.0701,x,y")
    assert len(set(found.columns)) == len(found.columns)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "nothing in it"),
        (b" \r\n\t", "nothing in it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither text nor a workbook"),
        (OLD_WORKBOOK, "old Excel"),
        (ENCRYPTED, "has a password"),
        (b"PK\x03\x04" + bytes(50), "cannot be read"),
        (book(("A", [["Code"], ["11.0701"]]))[:-300], "cannot be read"),
        (archive(content=b"<x/>"), "no workbook of Excel"),
        (archive(xl__workbook=b"<workbook"), "broken"),
        (archive(xl__workbook=b"<x/>", big=bytes(21 << 20)), "unpacks to more than 20 MB"),
        (b"11.0701\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS:,} rows"),
        (b"x" * (MOST_MEGABYTES << 20) + b"x", f"more than {MOST_MEGABYTES} MB"),
        (b"11.0701," * (MOST_COLUMNS + 1), "columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableTable, match=says):
        read(data)


@pytest.mark.parametrize("text", ["hello\nworld", "Name,Age\nAnna,x"])
def test_a_list_without_codes_is_told_what_codes_look_like(opened: Opened, text: str) -> None:
    with pytest.raises(UnreadableTable, match=r"11\.0701"):
        column_of_codes(pasted(text), opened.resolver)


def test_a_workbook_is_read_as_excel_shows_it_and_comes_back_with_codes_as_text(opened: Opened) -> None:
    rows: list[list[object]] = [["Name", "CIP", "Since"], ["A", 1.0, date(2020, 1, 2)], ["B", 11.0701, None]]
    table = read(book(("Notes", [["x"]]), ("Programs", rows)), "Programs")
    assert table.sheets == ("Notes", "Programs")
    column = column_of_codes(table, opened.resolver)
    made = workbook(source(table, column), opened.resolver, Wanted(joined=True), opened.about)
    back = load_workbook(io.BytesIO(made))
    assert back.sheetnames == ["Aligned", "Report", "About"]
    header, *lines = back["Aligned"].iter_rows(max_col=6)
    assert [cell.value for cell in header][:4] == ["Name", "CIP", "Since", "careergraph code"]
    assert [(line[0].value, line[3].value, line[3].data_type) for line in lines] == [
        ("A", "01.0000", "s"),
        ("B", "11.0701", "s"),
    ]
    assert lines[0][2].value == datetime(2020, 1, 2)
