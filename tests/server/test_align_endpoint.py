"""/align: tables as people have them in, the same rows aligned out; nothing too large gets in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from openpyxl import Workbook, load_workbook

from queries.align_run import ADDED
from tests.server.running import Running

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STUDENTS = """Student,CIPCODE
Ana,01.0504
Cy,1.0504
Di,15.0503
Ed,hello
Flo,
"""
GROOMING = ["01.0504", "Dog/Pet/Animal Grooming"]
ENERGY = ["15.1701", "Energy Systems Technology/Technician"]


def post(
    http: httpx.Client, body: bytes | str, media_type: str = CSV, accept: str = "*/*", **parameters: str
) -> httpx.Response:
    content = body.encode() if isinstance(body, str) else body
    headers = {"content-type": media_type, "accept": accept}
    return http.post("/align", params={"column": "CIPCODE"} | parameters, content=content, headers=headers)


def rows_of(found: httpx.Response) -> list[list[str]]:
    assert found.status_code == 200, found.text
    return list(csv.reader(io.StringIO(found.text)))


def workbook(*rows: list[object], formats: str = "General", sheet: str = "Sheet") -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.create_sheet(sheet, 0)
    for row in rows:
        book.worksheets[0].append(row)
    for cells in book.worksheets[0].iter_rows(min_row=2):
        cells[-1].number_format = formats
    book.save(out)
    return out.getvalue()


def test_csv_in_csv_out_is_what_the_command_writes(http: httpx.Client) -> None:
    found = post(http, STUDENTS, format="csv", joined="true")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.headers["content-disposition"] == 'attachment; filename="table-aligned.csv"'
    header, ana, cy, di, ed, flo = rows_of(found)
    assert header == ["Student", "CIPCODE", *ADDED]
    assert ana[:4] == ["Ana", "01.0504", *GROOMING]
    assert ana[6] == "Animal Systems | Teaching, Training & Facilitation"
    assert cy[2:] == [*[""] * 7, "lost zeros; would become 01.0504 with --mend"]
    assert di[2:4] == ENERGY
    assert "CIP 2010 code, retired: moved to 15.1701" in di[-1]
    assert (ed[-1], flo[-1]) == ("not found", "no code")


def test_lost_zeros_are_put_back_when_asked(http: httpx.Client) -> None:
    rows = rows_of(post(http, STUDENTS, format="csv", mend="true"))
    assert [row[:4] for row in rows if row[0] == "Cy"] == [["Cy", "1.0504", *GROOMING]] * 2


def test_json_has_the_rows_and_the_report(http: httpx.Client) -> None:
    found = post(http, f"A list,\n{STUDENTS}", joined="true", to="cluster").json()
    assert found["above"] == [["A list", ""]]
    assert found["columns"] == ["Student", "CIPCODE", *ADDED]
    assert [row[0] for row in found["rows"]] == ["Ana", "Cy", "Di", "Ed", "Flo"]
    report = found["report"]
    assert (report["from"], report["to"], report["rows"], report["alignedRows"]) == ("cip", "cluster", 5, 2)
    assert report["findings"]["lost zeros"]["list"][0]["firstRows"] == [4]


def test_a_workbook_comes_back_with_codes_as_text(http: httpx.Client) -> None:
    body = workbook(["Student", "CIPCODE"], ["Ana", "01.0504"], ["Bo", 1.0504], formats="00.0000")
    found = post(http, body, XLSX, format="xlsx", joined="true")
    assert found.headers["content-type"] == XLSX
    made = load_workbook(io.BytesIO(found.content))
    assert made.sheetnames == ["Aligned", "Report", "About"]
    _, ana, bo = made["Aligned"].iter_rows()
    assert [cell.value for cell in ana[1:4]] == ["01.0504", *GROOMING]
    # A number that was shown with its zeros has not lost them.
    assert [cell.value for cell in bo[1:4]] == [1.0504, *GROOMING]
    assert (ana[2].data_type, ana[2].number_format) in [("s", "@"), ("inlineStr", "@")]
    about = {str(row[0].value): row for row in made["About"].iter_rows()}
    assert "Build" in about
    assert any("Crosswalk" in title for title in about)


def test_a_sheet_is_picked_by_its_name(http: httpx.Client) -> None:
    body = workbook(["CIPCODE"], ["15.1701"], sheet="Programs")
    assert post(http, body, XLSX, sheet="Programs").json()["rows"][0][:3] == ["15.1701", *ENERGY]
    found = post(http, body, XLSX, sheet="Courses")
    assert found.status_code == 422
    assert "there are: Programs, Sheet" in found.json()["detail"]


def test_a_form_of_a_browser(http: httpx.Client) -> None:
    page = http.get("/align", headers={"accept": "text/html"}).text
    names = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page)
    assert {"file", "column", "from", "to", "sheet", "joined", "mend", "format"} <= set(names)
    fields = {"column": "CIPCODE", "from": "", "to": "", "sheet": "", "mend": "true", "format": "csv"}
    found = http.post("/align", data=fields, files={"file": ("Schüler (1).csv", STUDENTS.encode())})
    assert found.headers["content-disposition"] == (
        "attachment; filename=\"Sch_ler _1_-aligned.csv\"; filename*=UTF-8''Sch%C3%BCler%20%281%29-aligned.csv"
    )
    assert rows_of(found)[3][:4] == ["Cy", "1.0504", *GROOMING]


def test_a_form_carries_every_byte_of_a_file(http: httpx.Client) -> None:
    body = workbook(["CIPCODE"], ["15.1701"])
    found = http.post("/align", data={"column": "1"}, files={"file": ("a.xlsx", body)})
    assert found.json()["rows"][0][:3] == ["15.1701", *ENERGY]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        (f"{XLSX}, application/json;q=0.5", XLSX),
    ],
)
def test_the_form_of_the_answer_is_negotiated(http: httpx.Client, accept: str, media_type: str) -> None:
    found = post(http, STUDENTS, accept=accept)
    assert found.headers["content-type"] == media_type
    assert found.headers["vary"] == "Accept"
    assert found.headers["cache-control"] == "no-store"
    assert post(http, STUDENTS, accept="image/png").status_code == 406


@pytest.mark.parametrize(
    ("body", "media_type", "parameters", "status", "said"),
    [
        (STUDENTS, "application/x-www-form-urlencoded", {}, 415, "text/csv"),
        (STUDENTS, "", {}, 415, "nothing in particular"),
        (STUDENTS, CSV, {"column": ""}, 400, "column is missing"),
        (STUDENTS, CSV, {"column": "CIP CODE"}, 422, "Did you mean CIPCODE?"),
        (STUDENTS, CSV, {"from": "sic"}, 400, "from cannot be 'sic'; did you mean soc?"),
        (STUDENTS, CSV, {"mend": "yes"}, 400, "mend cannot be 'yes'; it is one of true, false"),
        (STUDENTS, CSV, {"from": "naics", "to": "cip"}, 422, "nothing published aligns NAICS codes to CIP"),
        (STUDENTS, CSV, {"sheet": "One"}, 422, "only a workbook has sheets"),
        ("A,B\nx,y\n", CSV, {"column": "A"}, 422, "say it with from=cip"),
        ("", CSV, {}, 422, "the file is empty"),
        (b"\xd0\xcf\x11\xe0....", CSV, {}, 422, "97-2003"),
        (b"PK\x03\x04....", XLSX, {}, 422, "This workbook cannot be read"),
        ("--x--", "multipart/form-data; boundary=x", {}, 422, "field `file`"),
        ("nothing", "multipart/form-data; boundary=x", {}, 400, "last boundary is missing"),
        ("nothing", "multipart/form-data", {}, 400, "names no boundary"),
        ("--x\r\n\r\nv\r\n--x--", "multipart/form-data; boundary=x", {}, 400, "has no name"),
    ],
)
def test_what_cannot_be_aligned_is_refused_with_words(
    http: httpx.Client, body: bytes | str, media_type: str, parameters: dict[str, str], status: int, said: str
) -> None:
    found = post(http, body, media_type, **parameters)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
    assert said in found.json()["detail"]


def test_hundreds_of_rows_and_their_order_are_kept(http: httpx.Client) -> None:
    rows = [["n", "CIPCODE"], *([str(n), ("15.1701", "1.0504", "x")[n % 3]] for n in range(20_000))]
    table = "\n".join(map(",".join, rows))
    found = post(http, table, format="csv")
    assert [row[0] for row in rows_of(found)] == [row[0] for row in rows]
    longer = post(http, f"{table}\n1,15.1701\n", format="csv")
    assert (longer.status_code, "20,000 rows" in longer.json()["detail"]) == (413, True)


def bomb(part: str, middle: bytes, *, before: str) -> bytes:
    """A workbook in which a part holds something before a tag of it."""
    made = io.BytesIO(workbook(["CIPCODE"], ["15.1701"]))
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(before.encode(), middle + before.encode()) if name == part else content
            )
    return out.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
WIDE = "CIPCODE" + ",x" * 200_000
BOMBS = {
    "unpacks to 200 MB": (bomb(SHEET, b" " * (200 << 20), before="</sheetData>"), "unpacks to more than 20 MB"),
    "a row of 4,000,000 cells": (
        bomb(SHEET, b"<row>" + b"<c/>" * 4_000_000 + b"</row>", before="</sheetData>"),
        "cells",
    ),
    "3,000,000 styles": (bomb(STYLES, b"<xf/>" * 3_000_000, before="</cellXfs>"), "styles"),
    "a million rows": (bomb(SHEET, b'<row r="1048576"/>', before="</sheetData>"), "20,000 rows"),
    "entities": (
        bomb(SHEET, b'<!DOCTYPE w [<!ENTITY a "b">]>', before="<worksheet"),
        "document type",
    ),
    "a header of 200,000 columns": (f"{WIDE}\n15.1701\n".encode(), "columns"),
    "a row of 400,000 cells": (f"CIPCODE\n15.1701{',' * 400_000}x\n".encode(), "columns"),
    "a cell as long as a book": (f"n,CIPCODE\n{'x' * 100_000},15.1701\n".encode(), "characters"),
    "rows that are aligned to hundreds": (b"CIPCODE\n" + b"25-1070\n" * 19_000, "joined=true"),
}


def peak(server: Running, *, forget: bool = False) -> int:
    """The most memory that the server had since this was last forgotten, in MB; 0 where no one says."""
    process = Path(f"/proc/{server.process.pid}")
    if not process.exists():
        return 0
    if forget:
        (process / "clear_refs").write_text("5")
    found = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text(encoding="utf-8"))
    assert found
    return int(found[1]) // 1024


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_unpack_to_too_much_is_refused_and_takes_no_memory(
    http: httpx.Client, server: Running, name: str
) -> None:
    body, said = BOMBS[name]
    assert len(body) < 1 << 20
    before = peak(server, forget=True)
    wanted = {"from": "soc", "to": "cip"} if "hundreds" in name else {}
    found = post(http, body, XLSX if body.startswith(b"PK") else CSV, **wanted)
    assert found.status_code in (413, 422), found.text
    assert said in found.json()["detail"]
    assert peak(server) - before < 120


def test_a_body_of_more_than_a_mebibyte_is_refused(http: httpx.Client) -> None:
    found = post(http, "CIPCODE\n" + "15.1701\n" * 140_000)
    assert found.status_code == 413
    assert "1,048,576 bytes" in found.json()["detail"]


def test_many_tables_at_once_are_all_aligned_while_others_are_answered(http: httpx.Client) -> None:
    table = "CIPCODE\n" + "15.1701\n01.0504\n" * 3_000
    with ThreadPoolExecutor(6) as pool:
        found = [pool.submit(post, http, table, format="csv") for _ in range(6)]
        assert http.get("/health").status_code == 200
        assert {one.result().status_code for one in found} == {200}
