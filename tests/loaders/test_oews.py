"""OEWS: what is withheld stays apart from zero, what adds up adds up, and both layouts give the same."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from loaders import oews
from loaders.errors import SourceError
from loaders.oews_workbooks import workbook_cells
from loaders.pipeline import Loaded
from loaders.shipped import Fact, Facts, Reading, many
from loaders.tables import OfficialFiles
from ontology.graph import CareerGraph
from ontology.nodes import CombinedOccupation, DetailedOccupation, Occupation
from ontology.relationships import EmployedIn, EmployedInGroup, Employment

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_labour"
CELLS = "oews_may2025_national_industry_x_occupation.csv.gz"
INDUSTRIES, OCCUPATIONS = "oews_may2025_industry.csv", "oews_may2025_occupation.csv"
FILES = (CELLS, INDUSTRIES, OCCUPATIONS)
BROAD = {"13-1020", "13-2020", "29-2010", "31-1120", "39-7010", "47-4090", "51-2090"}
COMBINED = {"21-1018", "25-2052", "25-9045", "51-2028", "53-1047"}
Lines = list[list[str]]


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("naics", "soc", "bls_combined")}


@pytest.fixture(scope="module")
def tables(shipped: Loaded) -> Facts:
    return shipped.facts["oews"]


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


# The publisher's own workbooks.

COLUMNS = [
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE"),
    *(
        "OCC_CODE",
        "OCC_TITLE",
        "O_GROUP",
        "TOT_EMP",
        "EMP_PRSE",
        "JOBS_1000",
        "LOC_QUOTIENT",
        "PCT_TOTAL",
        "PCT_RPT",
    ),
    *("H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
    *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
]
FIGURES = {
    "A_MEAN": "mean_wage",
    "A_PCT10": "tenth_percentile",
    "A_PCT25": "twenty_fifth_percentile",
    "A_MEDIAN": "median_wage",
    "A_PCT75": "seventy_fifth_percentile",
    "A_PCT90": "ninetieth_percentile",
    "H_MEAN": "mean_hourly_wage",
    "H_MEDIAN": "median_hourly_wage",
}
WORKBOOKS = {"national": ("cross-industry", "0"), "nat3d": ("3-digit", "3"), "nat4d": ("4-digit", "4")}


def in_workbook_layout(fact: Fact, industry: Fact, titles: Mapping[str, str], group: str) -> dict[str, object]:
    """A cell of May 2025 as BLS's workbooks write it: figures as numbers, signs instead of notes."""
    notes, occupation = many(fact["notes"]), fact["occupation"]
    row: dict[str, object] = {
        "AREA": "99",
        "NAICS": industry["code"],
        "NAICS_TITLE": industry["title"],
        "I_GROUP": group,
        "OCC_CODE": occupation,
        "OCC_TITLE": titles.get(occupation, "All Occupations"),
        "TOT_EMP": int(fact["jobs"]) if fact["jobs"] else "**",
        "ANNUAL": "TRUE" if "annual only" in notes else "",
        "HOURLY": "TRUE" if "hourly only" in notes else "",
    }
    # Of a ninetieth percentile that is missing alone the table does not say why.
    sign = "#" if "top-coded" in notes or fact["median_wage"] else "*"
    signs = {column: "*" if "annual only" in notes and column.startswith("H") else sign for column in FIGURES}
    return row | {
        column: float(fact[name]) if fact[name] not in ("", "#") else signs[column]
        for column, name in FIGURES.items()
    }


def write_workbooks(folder: Path, facts: Facts, known: Mapping[str, Facts], only: Collection[str] = ()) -> None:
    """The three workbooks of a release, of these industries or of all that they have."""
    titles = {f["code"]: f["title"] for name in ("soc",) for f in known[name]["codes"]}
    titles |= {f["code"]: f["title"] for f in known["bls_combined"]["occupations"]}
    published = {f["code"] for f in facts["occupations"] if f["published"] == "true"}
    for workbook, (group, level) in WORKBOOKS.items():
        kept = {
            f["code"]: f for f in facts["industries"] if f["level"] == level and (not only or f["code"] in only)
        }
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet(f"{workbook}_m2025")
        book.create_sheet("UpdateTime")
        sheet.append(COLUMNS)
        for fact in facts["cells"]:
            if fact["industry"] in kept:
                row = in_workbook_layout(fact, kept[fact["industry"]], titles, group)
                row["O_GROUP"] = "detailed" if fact["occupation"] in published else _group(fact["occupation"])
                if fact["occupation"] in BROAD:
                    sheet.append([(row | {"O_GROUP": "broad"}).get(column) for column in COLUMNS])
                sheet.append([row.get(column) for column in COLUMNS])
        book.save(folder / f"{workbook}_M2025_dl.xlsx")


def _group(code: str) -> str:
    if code == "00-0000":
        return "total"
    return "major" if code.endswith("0000") else "minor" if code.endswith("00") else "broad"


def employment(facts: Facts, known: Mapping[str, Facts]) -> set[tuple[object, ...]]:
    """What EMPLOYED_IN and EMPLOYED_IN_GROUP say, without the place in the source."""
    return {
        (r.type, r.start, r.end, r.jobs, r.mean_wage, r.median_wage, r.suppressed, r.wage_note)
        for r in oews.records({**known, "oews": facts})
        if isinstance(r, Employment)
    }


def test_workbooks_give_the_same_relationships_as_the_table(
    tmp_path: Path, tables: Facts, known: Mapping[str, Facts]
) -> None:
    only = {"000000", "113000", "551000", "711000", "999000", "113300", "551100", "711100", "541500", "622300"}
    write_workbooks(tmp_path, tables, known, only)
    read = oews.read(OfficialFiles(tmp_path, oews.SOURCE), known)
    table = {
        **tables,
        "cells": [f for f in tables["cells"] if f["industry"] in only],
        "industries": [f for f in tables["industries"] if f["code"] in only],
    }
    found = employment(read.tables, known)
    assert len(found) > 2500
    assert found == employment(table, known)
    assert read.uncounted == set(oews.SOURCE.counts) - set(read.counts)
    assert read.counts["published occupations"] == 830


def test_a_row_of_a_workbook_is_named_with_the_workbook(
    tmp_path: Path, reading: Reading, known: Mapping[str, Facts]
) -> None:
    write_workbooks(tmp_path, reading.tables, known)
    read = oews.read(OfficialFiles(tmp_path, oews.SOURCE), known)
    (actors,) = [
        r
        for r in oews.records({**known, "oews": read.tables})
        if isinstance(r, EmployedInGroup) and r.start == "soc/2018/27-2011"
    ]
    book = openpyxl.load_workbook(tmp_path / "nat4d_M2025_dl.xlsx", read_only=True)
    rows = list(book["nat4d_m2025"].iter_rows(values_only=True))
    name, _, row = str(actors.locator).split("|")
    assert name == "nat4d_M2025_dl.xlsx"
    assert (rows[int(row) - 1][4], rows[int(row) - 1][8]) == ("711100", "27-2011")


def test_workbooks_of_another_release_are_refused(
    tmp_path: Path, reading: Reading, known: Mapping[str, Facts]
) -> None:
    write_workbooks(tmp_path, reading.tables, known)
    for name in WORKBOOKS:
        (tmp_path / f"{name}_M2025_dl.xlsx").rename(tmp_path / f"{name}_M2026_dl.xlsx")
    with pytest.raises(SourceError) as caught:
        oews.read(OfficialFiles(tmp_path, oews.SOURCE), known)
    assert str(caught.value) == (
        "national_M2026_dl.xlsx: expected the release May 2025, that is national_M2025_dl.xlsx; for another one "
        "change `release`, the names of the files and the counts in oews.toml, and the year in the names of the "
        "figures in ontology/"
    )


def test_a_workbook_that_is_missing_beside_the_others_is_named(
    tmp_path: Path, reading: Reading, known: Mapping[str, Facts]
) -> None:
    write_workbooks(tmp_path, reading.tables, known)
    (tmp_path / "nat4d_M2025_dl.xlsx").unlink()
    with pytest.raises(SourceError) as caught:
        oews.read(OfficialFiles(tmp_path, oews.SOURCE), known)
    assert str(caught.value).startswith("nat4d_M2025_dl.xlsx: expected one file below ")


def test_the_publishers_workbook_is_read_whole(official: Path, known: Mapping[str, Facts]) -> None:
    spec = replace(oews.SOURCE.file("workbooks"), names=("natsector_M2024_dl.xlsx",))
    files = OfficialFiles(official, replace(oews.SOURCE, alternatives={"workbooks": spec}))
    cells = workbook_cells(files, known)
    # Broad occupations that are published as detailed ones have two rows each.
    assert len(cells.facts) + sum(fact["occupation"] in BROAD for fact in cells.facts) == 16_434
    assert Counter(note for fact in cells.facts for note in many(fact["notes"])) == {
        "jobs withheld": 1056,
        "wages withheld": 176,
        "hourly only": 49,
        "annual only": 337,
        "top-coded": 58,
    }
    assert sum(fact["ninetieth_percentile"] == "#" for fact in cells.facts) == 643
    assert {code for code, published in cells.published.items() if published} >= BROAD | COMBINED
    assert [group.code for group in cells.groups][4:9] == ["31", "42", "44", "48", "51"]


# The data itself.


def test_published_occupations_are_detailed_but_for_seven_broad_and_five_combined(
    tables: Facts, graph: CareerGraph
) -> None:
    published = {f["code"] for f in tables["occupations"] if f["published"] == "true"}
    assert len(published) == 830
    assert published >= BROAD | COMBINED
    assert all(
        isinstance(graph.nodes[f"soc/2018/{code}"], DetailedOccupation) for code in published - BROAD - COMBINED
    )
    assert all(isinstance(graph.nodes[f"bls-combined/{code}"], CombinedOccupation) for code in COMBINED)


def jobs_by_occupation(graph: CareerGraph, kind: type[Employment]) -> tuple[Counter[str], set[str]]:
    """Jobs of the relationships of one type by occupation, and the occupations some of whose jobs are withheld."""
    jobs: Counter[str] = Counter()
    withheld = set()
    for r in graph.relationships:
        if type(r) is kind:
            assert isinstance(r, Employment)
            jobs[r.start] += r.jobs or 0
            if "jobs" in r.suppressed:
                withheld.add(r.start)
    return jobs, withheld


def test_subsectors_and_government_add_up_to_nearly_all_jobs(graph: CareerGraph) -> None:
    jobs, _ = jobs_by_occupation(graph, EmployedIn)
    assert jobs.total() == 154_714_170
    groups, _ = jobs_by_occupation(graph, EmployedInGroup)
    assert groups.total() == 123_400_540


def test_no_occupation_adds_up_to_more_than_its_national_figure_and_few_to_much_less(graph: CareerGraph) -> None:
    jobs, withheld = jobs_by_occupation(graph, EmployedIn)
    shares = {}
    for identifier, found in jobs.items():
        node = graph.nodes[identifier]
        assert isinstance(node, Occupation)
        assert node.employment_2025
        shares[identifier] = found / node.employment_2025
    assert len(shares) == 830
    short = {identifier for identifier, share in shares.items() if share < 0.95}
    assert len(short) == 128
    # The others lie in industries where BLS gives no cell at all.
    assert len(short - withheld) == 27
    assert sorted(shares, key=shares.__getitem__)[:3] == [
        "soc/2018/51-7032",
        "soc/2018/35-2013",
        "soc/2018/41-9012",
    ]
    # Figures are rounded to ten.
    assert max(shares.values()) < 1.01


def test_what_is_withheld_has_no_figure_and_what_has_none_says_why(graph: CareerGraph) -> None:
    edges = [r for r in graph.relationships if isinstance(r, Employment)]
    assert len(edges) == 17_908 + 630 + 32_563
    for r in edges:
        assert (r.jobs is None) == ("jobs" in r.suppressed)
        assert (r.median_wage is None) == ("wages" in r.suppressed or r.wage_note is not None)
        assert r.jobs != 0
        assert set(r.suppressed) <= {"jobs", "wages"}
        assert r.wage_note in (None, "hourly only", "top-coded")
    assert {r.wage_note for r in edges} == {None, "hourly only", "top-coded"}


def test_relationships_name_their_row_in_the_file(official: Path, graph: CareerGraph) -> None:
    rows = lines(next(official.rglob(CELLS)))
    for r in [r for r in graph.relationships if isinstance(r, Employment)][::997]:
        name, _, number = str(r.locator).split("|")
        row = rows[int(number) - 1]
        assert name == CELLS
        assert r.start.endswith(row[3])
        code = r.end.split("/")[-1]
        assert row[0].startswith(code)
        assert row[6] == (str(r.jobs) if r.jobs else "-")


def test_government_is_an_industry_of_its_own(graph: CareerGraph) -> None:
    ends = Counter(r.end for r in graph.relationships if isinstance(r, EmployedIn))
    assert ends["oews/2025/999000"] == 630
    assert graph.nodes["oews/2025/999000"].labels == ("Industry", "Government")
    assert sum(graph.nodes[end].kind == "Subsector" for end in ends) == 84


def test_industries_that_are_not_covered_say_so(graph: CareerGraph) -> None:
    notes = {
        i: n.note for i, n in graph.nodes.items() if i.startswith("naics/2022/") and n.note and "OEWS" in n.note
    }
    uncovered = {i.split("/")[-1] for i, note in notes.items() if note == "OEWS does not cover this industry."}
    assert uncovered == {"111", "112", "114", "814"}
    assert {i.split("/")[-1] for i in notes} - uncovered == {"92", *(f"92{n}" for n in range(1, 9))}


def test_every_occupation_has_its_figures_or_a_note(graph: CareerGraph) -> None:
    occupations = [n for n in graph.nodes.values() if isinstance(n, Occupation)]
    without = [n for n in occupations if n.employment_2025 is None]
    assert len(occupations) - len(without) == 1103
    assert all(n.figures_note_2025 for n in without)
    notes = defaultdict(set)
    for n in without:
        if isinstance(n, DetailedOccupation):
            notes[n.figures_note_2025].add(n.code)
    assert sum(map(len, notes.values())) == 49
    assert len(notes["OEWS does not cover the military."]) == 19
    assert notes["OEWS gives no figures for it."] == {"11-1031", "45-3031"}
    assert sum(len(codes) for note, codes in notes.items() if note and "counts it within" in note) == 28
    assert notes["OEWS counts it within 13-1020."] == {"13-1021", "13-1022", "13-1023"}
    assert notes["OEWS counts it within 21-1018."] == {"21-1011", "21-1014"}


def test_a_group_of_one_occupation_leads_to_its_figures(graph: CareerGraph) -> None:
    group = graph.nodes["soc/2018/11-1010"]
    assert isinstance(group, Occupation)
    assert group.figures_note_2025 == "OEWS gives its figures at the one occupation in it, 11-1011."


def test_hourly_wages_alone_are_no_annual_wage(graph: CareerGraph) -> None:
    actors = graph.nodes["soc/2018/27-2011"]
    assert isinstance(actors, Occupation)
    assert (actors.median_wage_2025, actors.median_hourly_wage_2025) == (None, 29.05)
    assert actors.figures_note_2025 == "There are hourly wages only."
