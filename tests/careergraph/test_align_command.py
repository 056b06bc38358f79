"""`careergraph resolve` and `careergraph align`, through the entry point, on files as people have them."""

from __future__ import annotations

import csv
import io
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from careergraph.align_files import read_table, xlsx_file
from careergraph.builds import open_current
from careergraph.formats import about_lines
from queries.align import Aligner
from queries.align_cells import shown
from queries.align_columns import UnreadableTable
from queries.align_run import ADDED, CsvWriter, run
from queries.align_tables import Row, Source
from queries.resolve import Resolver
from tests.built import Built

Command = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def home(built: Built) -> Path:
    return built.home


@pytest.fixture
def careergraph(ask: Command) -> Command:
    return lambda *arguments: ask(*map(str, arguments))


@pytest.fixture(scope="session")
def resolver(home: Path) -> Resolver:
    held = open_current(home)
    graph = held.graph()
    held.close()
    return Resolver(graph)


def rows_of(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def written(folder: Path, text: str | bytes, name: str = "in.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


GROOMING = ["01.0504", "Dog/Pet/Animal Grooming"]
ANIMAL = ["framework/2024/sub-cluster/animal-systems", "", "Animal Systems", "Agriculture", "COVERS_PROGRAM"]
TEACHING = [
    "framework/2024/sub-cluster/teaching-training-facilitation",
    "",
    "Teaching, Training & Facilitation",
    "Education",
    "COVERS_PROGRAM",
]
ENERGY = [
    "15.1701",
    "Energy Systems Technology/Technician",
    "framework/2024/sub-cluster/clean-alternative-energy",
    "",
    "Clean & Alternative Energy",
    "Energy & Natural Resources",
    "COVERS_PROGRAM",
]
NOTHING = [""] * 7
STUDENTS = """Student,CIPCODE,Note,Note
Ana,01.0504,as it should be,1
Bo,010504.0,through a spreadsheet,2
Cy,1.0504,"zero lost, in Excel",3
Di,15.0503,of 2010,4
Ed,hello,"nonsense
in two lines",5
Flo,,none,6
Gus,11.07,a series,7
"""


def by_hand(*, mend: bool) -> list[list[str]]:
    """The table that one would make by hand of STUDENTS."""
    ana, bo, cy, di, ed, flo, gus = list(csv.reader(io.StringIO(STUDENTS)))[1:]
    point = "read as 01.0504: point put in, trailing .0 left out"
    zero = "put back one zero in front: 01.0504"
    return [
        ["Student", "CIPCODE", "Note", "Note", *ADDED],
        [*ana, *GROOMING, *ANIMAL, ""],
        [*ana, *GROOMING, *TEACHING, ""],
        [*bo, *GROOMING, *ANIMAL, point],
        [*bo, *GROOMING, *TEACHING, point],
        *(
            [[*cy, *GROOMING, *ANIMAL, zero], [*cy, *GROOMING, *TEACHING, zero]]
            if mend
            else [[*cy, *NOTHING, "lost zeros; would become 01.0504 with --mend"]]
        ),
        [*di, *ENERGY, "CIP 2010 code, retired: moved to 15.1701"],
        [*ed, *NOTHING, "not found"],
        [*flo, *NOTHING, "no code"],
        [
            *gus,
            *("11.07", "Computer Science", "", "", "", "", ""),
            "no alignment is published for 11.07: it is a group, and only what is in it is aligned",
        ],
    ]


@pytest.mark.parametrize("mend", [False, True])
def test_the_table_is_the_one_made_by_hand(careergraph: Command, tmp_path: Path, mend: bool) -> None:
    path = written(tmp_path, STUDENTS)
    done = careergraph("align", path, "--column", "cipcode", *(["--mend"] if mend else []))
    assert done.returncode == 0, done.stderr
    found = rows_of(tmp_path / "in-aligned.csv")
    said = [row for row in found if "(" in row[-1] and "15.1701" in row[-1]]
    assert said, "an old code names its concordance"
    for row in said:
        row[-1] = row[-1].partition(" (")[0]
    assert found == by_hand(mend=mend)
    assert path.read_text(encoding="utf-8") == STUDENTS


def test_the_report_tells_what_to_look_at(careergraph: Command, tmp_path: Path) -> None:
    done = careergraph("align", written(tmp_path, STUDENTS), "-c", "CIPCODE", "--json")
    report: dict[str, Any] = json.loads(done.stdout)
    assert (report["rows"], report["alignedRows"], report["writtenRows"]) == (7, 3, 9)
    assert (report["from"], report["to"], report["distinctCodes"], report["rowsWithoutCode"]) == (
        "cip",
        "sub-cluster",
        6,
        1,
    )
    lists = {kind: [(e["code"], e["firstRows"]) for e in f["list"]] for kind, f in report["findings"].items()}
    assert lists == {
        "not found": [("hello", [6])],
        "lost zeros": [("1.0504", [4])],
        "old code": [("15.0503", [5])],
        "two meanings": [],
        "no alignment published": [("11.07", [8])],
        "normalised": [("010504.0", [3])],
    }
    shown_to_people = careergraph("align", tmp_path / "in.csv", "-c", "B", "--force")
    assert "add --mend" in shown_to_people.stderr
    assert "hello  not found  [row 6]" in shown_to_people.stderr
    assert "in-aligned.csv" in shown_to_people.stderr


def test_joined_keeps_one_row_for_one(run: Command, tmp_path: Path) -> None:
    done = run("align", "-", "-c", "2", "--joined", "--mend", stdin=STUDENTS)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) == 8
    assert rows[1][4:9] == [*GROOMING, f"{ANIMAL[0]} | {TEACHING[0]}", "", f"{ANIMAL[2]} | {TEACHING[2]}"]
    assert rows[1][9:] == ["Agriculture | Education", "COVERS_PROGRAM", ""]
    assert not (tmp_path / "in-aligned.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-c", "CIP"], "Did you mean CIPCODE"),
        (["-c", "ZZ"], "A Student, B CIPCODE"),
        (["-c", "Note"], "C and D are both called"),
        (["-c", "B", "--sheet", "x"], "only a workbook has sheets"),
        (["-c", "B", "--from", "naics", "--to", "soc"], "nothing published"),
        (["-c", "A"], "--from cip"),
        (["-c", "B", "--output", "in.csv"], "name another"),
        (["-c", "B", "--output", "there.csv"], "--force"),
        (["-c", "B", "--output", "-", "--json"], "standard output"),
        (["-c", "B", "--output", "-", "--format", "xlsx"], "needs a file"),
    ],
)
def test_wrong_use_is_explained(careergraph: Command, tmp_path: Path, arguments: list[str], message: str) -> None:
    path = written(tmp_path, STUDENTS)
    written(tmp_path, "kept", "there.csv")
    given = [str(tmp_path / text) if text.endswith(".csv") else text for text in arguments]
    done = careergraph("align", path, *given)
    assert done.returncode == 2, done.stderr
    assert message in " ".join(done.stderr.replace("│", " ").split())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "there.csv"]


def test_a_workbook_with_numbers_for_codes(careergraph: Command, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Report of the registrar"])
    sheet.append(["Day", "Code", "Formula"])
    for value, number_format in ((1.0504, "General"), (1.0504, "00.0000"), (10504, "000000"), ("01.0504", "@")):
        sheet.append([date(2024, 5, 1), value, "=1+1"])
        sheet.cell(sheet.max_row, 2).number_format = number_format
    sheet.append(["=not a formula", 11.0701, None, "surplus"])
    sheet.cell(sheet.max_row, 1).data_type = "s"
    book.create_sheet("Other")
    book.save(tmp_path / "in.xlsx")
    done = careergraph("align", tmp_path / "in.xlsx", "--column", "code", "--to", "cip")
    assert done.returncode == 0, done.stderr
    assert "of the workbook's 2 sheets" in done.stderr
    made = load_workbook(tmp_path / "in-aligned.xlsx")
    assert made.sheetnames == ["Aligned", "Report", "About"]
    rows = list(made["Aligned"].iter_rows())
    assert [cell.value for cell in rows[1]][:5] == ["Day", "Code", "Formula", *ADDED[:2]]
    assert [row[3].value for row in rows[2:]] == [None, "01.0504", "01.0504", "01.0504", "11.0701"]
    assert rows[2][1].value == 1.0504
    assert shown(rows[2][0]) == "2024-05-01"
    assert (rows[3][1].number_format, rows[3][3].data_type, rows[3][3].number_format) == ("00.0000", "s", "@")
    assert (rows[6][0].value, rows[6][0].data_type) == ("=not a formula", "s")
    assert rows[6][11].value == "surplus"
    assert any("How to cite" in str(row[0].value) for row in made["About"].iter_rows())
    assert any(row[1].value == "1.0504" for row in made["Report"].iter_rows() if len(row) > 1)


@pytest.mark.parametrize(
    ("content", "code", "notes"),
    [
        ("Nom;CIP\nA;11.0701\n", "11.0701", []),
        ("Nom\tCIP\nA\t11.0701\n", "11.0701", []),
        ("Nom|CIP\r\nA|11.0701\r\n", "11.0701", []),
        ('\ufeff"CIP"\n11.0701\n', "11.0701", []),
        ("\ufeffNom,CIP\nÉ,11.0701\n".encode("utf-16-le"), "11.0701", []),
        ("Nom,CIP\nÉ,11.0701\n".encode("cp1252"), "11.0701", ["the file is not UTF-8; it was read as cp1252"]),
        (b"Nom,CIP\n\x81,11.0701\n", "11.0701", ["the file is not UTF-8; it was read as latin-1"]),
        ("A list\n\nNom,CIP\nA,11.0701\n", "11.0701", []),
        ('CIP,Nom\n"=""01.0000""",A\n', '="01.0000"', []),
    ],
)
def test_text_files_as_people_have_them(tmp_path: Path, content: str | bytes, code: str, notes: list[str]) -> None:
    with read_table(written(tmp_path, content), " cip ") as source:
        assert [row.code for row in source.rows] == [code]
        assert source.notes == notes


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0....", "97-2003"),
        (b"PK\x03\x04....", "workbook cannot be read"),
        (f'CIP\n"{"x" * 200_000}'.encode(), "row 2 cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(UnreadableTable, match=message), read_table(written(tmp_path, content), "CIP") as source:
        list(source.rows)


@pytest.mark.parametrize(
    ("content", "column", "codes"),
    [
        ("n,CIP\n1,11.0701\n2,11.0101\n", "2", ["11.0701", "11.0101"]),
        ("CIP,2\n2,11.0701\n", "2", ["11.0701"]),
        ("A list of B\nA,B,C\nB,11.0701,\n", "b", ["11.0701"]),
        ("One list\nn,CIP\n1,11.0701\n", "B", ["11.0701"]),
        (",\nn,CIP\n1,11.0701\n", "AB", None),
    ],
)
def test_columns_by_number_letter_and_name(
    tmp_path: Path, content: str, column: str, codes: list[str] | None
) -> None:
    path = written(tmp_path, content)
    if codes is None:
        with pytest.raises(UnreadableTable, match="A n, B CIP"), read_table(path, column):
            pass
        return
    with read_table(path, column) as source:
        assert [row.code for row in source.rows] == codes


def test_ragged_and_blank_rows_are_kept(resolver: Resolver, tmp_path: Path) -> None:
    path = written(tmp_path, "CIP,Note\n15.1701\n\n15.1701,a,b,c\n")
    out = io.StringIO()
    with read_table(path, "CIP") as source:
        report = run(
            source, Aligner(resolver, system="cip"), CsvWriter(out, ","), joined=False, progress=lambda _: None
        )
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert [row[:2] for row in rows] == [["CIP", "Note"], ["15.1701", ""], ["", ""], ["15.1701", "a"]]
    assert rows[3][-2:] == ["b", "c"]
    assert any("2 rows have more or fewer cells" in note for note in report.notes)


def table(count: int) -> Source:
    """A long table that is nowhere."""
    codes = ["15.1701", "1.0504", "010504.0", "nonsense"]
    rows: Iterator[Row] = (Row(i + 2, [str(i), codes[i % 4]], codes[i % 4]) for i in range(count))
    return Source("csv", ["n", "CIP"], 1, rows)


def test_long_files_take_little_memory(resolver: Resolver) -> None:
    aligner = Aligner(resolver, system="cip")
    tracemalloc.start()
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as out:
            report = run(table(100_000), aligner, CsvWriter(out, ","), joined=False, progress=lambda _: None)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (report.rows, report.aligned_rows, report.written_rows) == (100_000, 50_000, 125_000)
    assert peak < 3_000_000


def test_rows_beyond_a_sheet_go_to_the_next(home: Path, resolver: Resolver, tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    held = open_current(home)
    with xlsx_file(path, most_rows=10) as book:
        aligner = Aligner(resolver, system="cip")
        report = run(table(16), aligner, book, joined=True, progress=lambda _: None)
        book.finish(report, about_lines(held.manifest))
    held.close()
    made = load_workbook(path)
    assert made.sheetnames == ["Aligned", "Aligned 2", "Report", "About"]
    assert [made[name].max_row for name in made.sheetnames[:2]] == [10, 8]
    assert made["Aligned 2"]["A1"].value == "n"


def test_a_failed_run_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), xlsx_file(tmp_path / "out.xlsx"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (1.0101, "1.0101"), (110701.0, "110701"), (True, "TRUE"), (0.1 + 0.2, "0.3")],
)
def test_cells_are_shown_as_excel_does(value: object, text: str) -> None:
    assert shown(value) == text


def test_resolve(careergraph: Command) -> None:
    done = careergraph("resolve", "15-1252.00", "110701", "1.0101", "15.0503")
    assert done.returncode == 0, done.stderr
    for expected in ("15-1252", "SOC 2018 code", "11.0701", "01.0101", "put back one zero", "moved to 15.1701"):
        assert expected in done.stdout
    plain = json.loads(careergraph("resolve", "11", "--system", "naics", "--json").stdout)
    assert [(r["system"], r["today"][0]["id"]) for r in plain[0]["readings"]] == [("NAICS", "naics/2022/11")]


def test_resolve_says_what_it_does_not_know(careergraph: Command) -> None:
    done = careergraph("resolve", "15-1252", "15-1259")
    assert done.returncode == 3
    assert "15-1252" in done.stdout
    assert "Near it: 15-1250" in done.stderr
