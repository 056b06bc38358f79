"""OEWS in its publisher's own workbooks of 32 columns, one a level of industries: the next release can come so.

`**` is withheld, `*` no wage (what the table of all industries calls withheld), `#` above the highest figure that
BLS publishes; `ANNUAL` and `HOURLY` say that there is only such a wage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.errors import SourceError
from loaders.numbers import hourly, whole
from loaders.occupations import occupation_titles
from loaders.oews_cells import ALL_OCCUPATIONS, SOURCE, Cells, Group, with_rows
from loaders.shipped import Facts, joined
from loaders.tables import OfficialFiles, Row, unique

KEY = "workbooks"
INDUSTRY, OCCUPATION, JOBS, MEDIAN = "NAICS", "OCC_CODE", "TOT_EMP", "A_MEDIAN"
ANNUAL = {
    "mean_wage": "A_MEAN",
    "tenth_percentile": "A_PCT10",
    "twenty_fifth_percentile": "A_PCT25",
    "median_wage": MEDIAN,
    "seventy_fifth_percentile": "A_PCT75",
    "ninetieth_percentile": "A_PCT90",
}
HOURLY = {"mean_hourly_wage": "H_MEAN", "median_hourly_wage": "H_MEDIAN"}
LEVELS = {"cross-industry": 0, "sector": 2, "3-digit": 3, "4-digit": 4}
OCCUPATION_LEVELS = ("total", "major", "minor", "broad", "detailed")


def has_workbooks(files: OfficialFiles) -> bool:
    """Whether workbooks of this release are there. Raises SourceError where only others are."""
    if files.has(KEY):
        return True
    for name in SOURCE.file(KEY).names:
        for path in sorted(files.folder.rglob(re.sub(r"_M\d{4}_", "_M????_", name))):
            raise SourceError(
                f"the release {SOURCE.release}, that is {name}; for another one change `release`, the names of "
                "the files and the counts in oews.toml, and the year in the names of the figures in ontology/",
                file=path.name,
            )
    return False


def workbook_cells(files: OfficialFiles, known: Mapping[str, Facts]) -> Cells:
    """The cells of the workbooks. Raises SourceError at the first surprise."""
    rows, _ = unique(_once(files.rows(KEY)), (INDUSTRY, OCCUPATION), files.source.file(KEY).sheets[""])
    titles = occupation_titles(known, SOURCE.alt_titles)
    groups: dict[str, Group] = {}
    for row in rows:
        if row["I_GROUP"] not in LEVELS:
            row.wrong("I_GROUP", " or ".join(LEVELS))
        if row["O_GROUP"] not in OCCUPATION_LEVELS:
            row.wrong("O_GROUP", " or ".join(OCCUPATION_LEVELS))
        if row[OCCUPATION] != ALL_OCCUPATIONS:
            titles.check(row, OCCUPATION, "OCC_TITLE")
        if row[INDUSTRY] not in groups:
            groups[row[INDUSTRY]] = Group(row, (INDUSTRY, "NAICS_TITLE"), LEVELS[row["I_GROUP"]], row.file)
    facts = with_rows(rows, [_fact(row) for row in rows])
    return Cells(facts, list(groups.values()), {row[OCCUPATION]: row["O_GROUP"] == "detailed" for row in rows})


def _once(rows: Sequence[Row]) -> list[Row]:
    """Without the second row of broad occupations that BLS publishes as if they were detailed ones."""
    detailed = {(r[INDUSTRY], r[OCCUPATION]): r for r in rows if r["O_GROUP"] == "detailed"}
    kept = []
    for row in rows:
        twin = detailed.get((row[INDUSTRY], row[OCCUPATION]))
        if twin is None or row["O_GROUP"] != "broad":
            kept.append(row)
        elif twin[JOBS] != row[JOBS]:
            row.wrong(JOBS, f"{twin[JOBS]}, as in row {twin.number} for the same occupation")
    return kept


def _fact(row: Row) -> dict[str, str]:
    withheld = ["jobs withheld"] * (row[JOBS] == "**")
    return {
        "industry": row[INDUSTRY],
        "occupation": row[OCCUPATION],
        "jobs": "" if withheld else whole(row, JOBS),
        **{name: _figure(row, column) for name, column in (ANNUAL | HOURLY).items()},
        "notes": joined([*withheld, *_wage_notes(row)]),
    }


def _figure(row: Row, column: str) -> str:
    if row[column] in ("*", "#"):
        return row[column].strip("*")
    return hourly(row, column) if column in HOURLY.values() else whole(row, column)


def _wage_notes(row: Row) -> list[str]:
    flags = {column: row[column] for column in ("ANNUAL", "HOURLY")}
    for column, flag in flags.items():
        if flag not in ("", "TRUE"):
            row.wrong(column, "TRUE or nothing")
    absent = {row[column] == "*" for column in ANNUAL.values()}
    if len(absent) > 1:
        row.wrong(MEDIAN, "all annual wages, or none of them")
    if absent == {True}:
        return ["hourly only" if flags["HOURLY"] and row["H_MEDIAN"] != "*" else "wages withheld"]
    if (row["H_MEDIAN"] == "*") != bool(flags["ANNUAL"]):
        row.wrong("ANNUAL", "TRUE where there is only an annual wage, and nowhere else")
    return [*["top-coded"] * (row[MEDIAN] == "#"), *["annual only"] * bool(flags["ANNUAL"])]
