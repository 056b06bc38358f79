"""OEWS: what is withheld stays apart from zero, and what is strange is refused."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from loaders import oews
from loaders.errors import SourceError
from loaders.pipeline import Loaded
from loaders.shipped import Fact, Facts, Reading
from loaders.tables import OfficialFiles

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_labour"
CELLS = "oews_may2025_national_industry_x_occupation.csv.gz"
INDUSTRIES, OCCUPATIONS = "oews_may2025_industry.csv", "oews_may2025_occupation.csv"
FILES = (CELLS, INDUSTRIES, OCCUPATIONS)
Lines = list[list[str]]


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("naics", "soc", "bls_combined")}


@pytest.fixture(scope="module")
def reading(known: Mapping[str, Facts]) -> Reading:
    return oews.read(OfficialFiles(FIXTURES, oews.SOURCE), known)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(FIXTURES / name, tmp_path)
    return tmp_path


@pytest.fixture
def refusal(copies: Path, known: Mapping[str, Facts]) -> Callable[[], str]:
    """The message of the SourceError that the copies raise, with `…` for their folder."""

    def message() -> str:
        with pytest.raises(SourceError) as caught:
            oews.read(OfficialFiles(copies, oews.SOURCE), known)
        return str(caught.value).replace(str(copies), "…")

    return message


def lines(path: Path) -> Lines:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    raw = out.getvalue().encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


def change(folder: Path, name: str, row: int, **cells: str) -> None:
    """Changes the cells, by column, of the row that a spreadsheet would call `row`."""
    rows = lines(folder / name)
    for column, value in cells.items():
        rows[row - 1][rows[0].index(column)] = value
    write(folder / name, rows)


def cell(facts: Facts, industry: str, occupation: str) -> Fact:
    (found,) = [f for f in facts["cells"] if (f["industry"], f["occupation"]) == (industry, occupation)]
    return found


# What a cell says.


def test_figures_come_as_text_with_the_row_where_it_is_not_the_next_one(reading: Reading) -> None:
    first, second, *_ = reading.tables["cells"]
    assert first == {
        "industry": "000000",
        "occupation": "00-0000",
        "jobs": "155495730",
        "mean_wage": "69770",
        "tenth_percentile": "31200",
        "twenty_fifth_percentile": "37590",
        "median_wage": "50980",
        "seventy_fifth_percentile": "80520",
        "ninetieth_percentile": "128560",
        "mean_hourly_wage": "33.54",
        "median_hourly_wage": "24.51",
        "notes": "",
        "row": "2",
    }
    assert second["row"] == ""


@pytest.mark.parametrize(
    ("industry", "occupation", "present", "notes"),
    [
        ("000000", "27-2011", {"jobs", "mean_hourly_wage", "median_hourly_wage"}, "hourly only"),
        ("11--12", "15-1252", {"jobs"}, "wages withheld"),
        ("551000", "29-1212", {"jobs", "median_wage"}, "top-coded"),
        ("551000", "29-1241", {"median_wage"}, "jobs withheld|top-coded"),
    ],
)
def test_what_is_missing_is_absent_with_its_reason_and_never_zero(
    reading: Reading, industry: str, occupation: str, present: set[str], notes: str
) -> None:
    found = cell(reading.tables, industry, occupation)
    assert found["notes"] == notes
    assert {name for name, value in found.items() if value} - {"industry", "occupation", "notes", "row"} == present
    assert "0" not in found.values()
    assert (found["median_wage"] == "#") == ("top-coded" in notes)


def test_annual_wages_alone_are_marked(reading: Reading) -> None:
    teachers = cell(reading.tables, "000000", "25-2021")
    assert (teachers["median_wage"], teachers["median_hourly_wage"]) == ("63970", "")
    assert teachers["notes"] == "annual only"


def test_industries_are_naics_codes_or_say_what_else_they_are(reading: Reading) -> None:
    found = {f["code"]: (f["kind"], f["naics"], f["level"]) for f in reading.tables["industries"]}
    assert found["31--34"] == ("naics", "31-33", "2")
    assert found["113000"] == ("naics", "113", "3")
    assert found["113300"] == ("naics", "1133", "4")
    assert found["221111"] == ("naics", "221111", "5")
    assert found["3250A1"] == ("aggregate", "", "4")
    assert found["611103"] == ("ownership", "", "5")
    assert found["999000"] == ("government", "", "3")
    assert found["000000"] == ("total", "", "0")


# What stops the loader.


def test_a_cut_off_gzip_file_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    whole = (copies / CELLS).read_bytes()
    for length in (len(whole) // 2, len(whole) - 4, 5):
        (copies / CELLS).write_bytes(whole[:length])
        assert refusal().startswith(f"{CELLS}: expected a whole gzip file; this one is cut off or damaged (")
    (copies / CELLS).write_bytes(whole[:200] + b"\xff\xff\xff" + whole[203:])
    assert "a whole gzip file; this one is cut off or damaged" in refusal()


def test_a_gzip_file_that_is_none_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    (copies / CELLS).write_bytes(b"industry_code,industry_name\n")
    assert refusal().startswith(f"{CELLS}: expected a whole gzip file")


def test_an_unknown_industry_or_occupation_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    change(copies, CELLS, 3, industry_code="999999")
    assert refusal() == (
        f"{CELLS}, row 3, column 'industry_code': found '999999'; expected an industry of {INDUSTRIES}"
    )
    change(copies, CELLS, 3, industry_code="000000", occupation_code="11-9999")
    assert refusal() == (
        f"{CELLS}, row 3, column 'occupation_code': found '11-9999'; expected an occupation of {OCCUPATIONS}"
    )


def test_an_occupation_that_is_no_soc_code_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    change(copies, OCCUPATIONS, 3, occupation_code="119998")
    assert refusal() == (
        f"{OCCUPATIONS}, row 3, column 'occupation_code': found '119998'; "
        "expected a SOC 2018 code or a combined one"
    )


def test_a_title_of_another_code_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    change(copies, OCCUPATIONS, 3, occupation_name="Weavers")
    assert refusal() == (
        f"{OCCUPATIONS}, row 3, column 'occupation_name': found 'Weavers'; "
        "expected 'Management Occupations', the title of 11-0000"
    )


def test_an_industry_that_is_no_naics_code_and_nothing_else_is_refused(
    copies: Path, refusal: Callable[[], str]
) -> None:
    for name in (INDUSTRIES, CELLS):
        rows = [[text.replace("113300", "113900") for text in row] for row in lines(copies / name)]
        write(copies / name, rows)
    assert refusal() == (
        f"{INDUSTRIES}, row 5, column 'industry_code': found '113900'; "
        "expected a NAICS 2022 code with zeros behind it, or a group of OEWS's own"
    )


def test_an_industry_with_the_title_of_another_one_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    for name in (INDUSTRIES, CELLS):
        rows = [
            [text.replace("Performing Arts Companies", "Museums") for text in row] for row in lines(copies / name)
        ]
        write(copies / name, rows)
    assert refusal().endswith("found 'Museums'; expected 'Performing Arts Companies', the title of 7111")


@pytest.mark.parametrize("value", ["-40", "0", "1,234", "forty", "40.5", "", "NaN"])
def test_employment_is_a_whole_number_above_zero(copies: Path, refusal: Callable[[], str], value: str) -> None:
    change(copies, CELLS, 3, employment=value)
    assert refusal() == (
        f"{CELLS}, row 3, column 'employment': found {value!r}; expected a whole number above zero"
    )


def test_a_note_that_nobody_knows_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    change(copies, CELLS, 3, fn_emp="9")
    assert refusal() == (
        f"{CELLS}, row 3, column 'fn_emp': found '9'; expected nothing beside the employment '11132700'"
    )
    change(copies, CELLS, 3, fn_emp="", fn_a_median="7")
    assert refusal() == (
        f"{CELLS}, row 3, column 'fn_a_median': found '7'; "
        "expected 8 (withheld), 4 (hourly only), 5 (top-coded) or nothing"
    )


def test_a_figure_is_missing_only_with_a_note(copies: Path, refusal: Callable[[], str]) -> None:
    change(copies, CELLS, 3, employment="-")
    assert refusal() == (f"{CELLS}, row 3, column 'fn_emp': found ''; expected 8 beside the employment '-'")
    change(copies, CELLS, 3, employment="10", a_median="-")
    assert refusal() == (
        f"{CELLS}, row 3, column 'fn_a_median': found ''; expected a note that says why there is no a_median"
    )
    change(copies, CELLS, 3, a_median="10", fn_a_median="8")
    assert "this note only where there is no annual wage" in refusal()


def test_a_cell_that_stands_twice_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    rows = lines(copies / CELLS)
    write(copies / CELLS, [*rows, rows[2]])
    assert refusal() == (
        f"{CELLS}, row {len(rows) + 1}, column 'occupation_code': found '11-0000'; "
        "expected each industry_code × occupation_code once; 000000 × 11-0000 stands in row 3"
    )


def test_a_new_column_or_a_missing_one_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    rows = lines(copies / CELLS)
    write(copies / CELLS, [[*row, "x"] for row in rows])
    assert refusal().endswith("found 'x'; expected only columns that the loader uses or names as ignored")
    write(copies / CELLS, [row[:-1] for row in rows])
    assert "expected a header row with the column fn_a_median; the closest row, 1, has" in refusal()


def test_a_missing_file_is_named_with_its_publisher(copies: Path, refusal: Callable[[], str]) -> None:
    (copies / CELLS).unlink()
    assert refusal() == (
        f"{CELLS}: expected one file {CELLS} below … (get it from https://www.bls.gov/oes/), not none"
    )
