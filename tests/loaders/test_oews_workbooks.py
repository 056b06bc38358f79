"""OEWS: the publisher's own workbooks give the same as the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
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
from ontology.relationships import EmployedInGroup, Employment

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_labour"
BROAD = {"13-1020", "13-2020", "29-2010", "31-1120", "39-7010", "47-4090", "51-2090"}
COMBINED = {"21-1018", "25-2052", "25-9045", "51-2028", "53-1047"}
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


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("naics", "soc", "bls_combined")}


@pytest.fixture(scope="module")
def tables(shipped: Loaded) -> Facts:
    return shipped.facts["oews"]


@pytest.fixture(scope="module")
def reading(known: Mapping[str, Facts]) -> Reading:
    return oews.read(OfficialFiles(FIXTURES, oews.SOURCE), known)


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
