"""The cells of OEWS, industry × occupation: what both layouts have in common, and the table of all industries.

A figure is a number, `#` where it lies above the highest that BLS publishes, or empty; `notes` tell why: `jobs
withheld`, `wages withheld`, `hourly only`, `annual only`, and `top-coded` beside the `#` of a median.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.numbers import hourly, whole
from loaders.occupations import occupation_titles
from loaders.shipped import Fact, Facts, joined
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique

SOURCE = source_spec("oews")
NATIONAL, GOVERNMENT, ALL_OCCUPATIONS = "000000", "999000", "00-0000"
INDUSTRY, OCCUPATION = "industry_code", "occupation_code"
# Facts' columns of annual and hourly wages, in dollars, and those of the table.
ANNUAL = {
    "mean_wage": "a_mean",
    "tenth_percentile": "a_p10",
    "twenty_fifth_percentile": "a_p25",
    "median_wage": "a_median",
    "seventy_fifth_percentile": "a_p75",
    "ninetieth_percentile": "a_p90",
}
HOURLY = {"mean_hourly_wage": "h_mean", "median_hourly_wage": "h_median"}
WAGE_NOTES = {"8": "wages withheld", "4": "hourly only", "5": "top-coded"}
LEVELS = {"0": "total or major", "1": "minor", "2": "broad", "3": "published"}


@dataclass(frozen=True, slots=True)
class Group:
    """An industry as a file of OEWS names it, in two columns. `file` has its cells.

    `level` is its number of digits (5 stands for 6, too), 0 to 2 for totals and sectors.
    """

    row: Row
    columns: tuple[str, str]
    level: int
    file: str

    @property
    def code(self) -> str:
        """Its code in the file's own way."""
        return self.row[self.columns[0]]

    @property
    def title(self) -> str:
        """Its title as the file prints it."""
        return self.row[self.columns[1]]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in file order, industry by industry; the industries; whether an occupation is a published one."""

    facts: Sequence[Fact]
    groups: Sequence[Group]
    published: Mapping[str, bool]


def with_rows(rows: Sequence[Row], facts: Sequence[dict[str, str]]) -> list[Fact]:
    """The facts with `row`: the row's number, or nothing where it is the next one after the fact before."""
    before = None
    for row, fact in zip(rows, facts, strict=True):
        follows = before is not None and before.file == row.file and before.number + 1 == row.number
        fact["row"] = "" if follows else str(row.number)
        before = row
    return list(facts)


def table_cells(files: OfficialFiles, known: Mapping[str, Facts]) -> Cells:
    """The cells of the table of all industries. Raises SourceError at the first surprise."""
    groups = {row[INDUSTRY]: _group(row) for row in files.rows("industries")}
    levels = _occupation_levels(files, known)
    rows, _ = unique(files.rows("cells"), (INDUSTRY, OCCUPATION), SOURCE.files["cells"].sheets[""])
    for row in rows:
        _check(row, groups, levels)
    return Cells(
        facts=with_rows(rows, [_fact(row) for row in rows]),
        groups=list(groups.values()),
        published={code: level == "3" for code, (level, _) in levels.items()},
    )


def _group(row: Row) -> Group:
    if row["display_level"] not in ("0", "1", "2", "3", "4", "5"):
        row.wrong("display_level", "0 to 5")
    return Group(row, (INDUSTRY, "industry_name"), int(row["display_level"]), SOURCE.files["cells"].names[0])


def _occupation_levels(files: OfficialFiles, known: Mapping[str, Facts]) -> dict[str, tuple[str, str]]:
    """Code → level and name, out of the file that lists the occupations; it writes codes without a hyphen."""
    titles = occupation_titles(known, SOURCE.alt_titles)
    found = {}
    for row in files.rows("occupations"):
        plain, level, name = row["occupation_code"], row["display_level"], row["occupation_name"]
        code = f"{plain[:2]}-{plain[2:]}"
        if level not in LEVELS:
            row.wrong("display_level", "0 to 3")
        if code != ALL_OCCUPATIONS:
            titles.check(row, "occupation_code", "occupation_name", code=code)
        found[code] = level, name
    return found


def _check(row: Row, groups: Mapping[str, Group], levels: Mapping[str, tuple[str, str]]) -> None:
    group, occupation = groups.get(row[INDUSTRY]), levels.get(row[OCCUPATION])
    if group is None:
        row.wrong(INDUSTRY, f"an industry of {SOURCE.files['industries'].names[0]}")
    if occupation is None:
        row.wrong(OCCUPATION, f"an occupation of {SOURCE.files['occupations'].names[0]}")
    beside = {
        "industry_name": group.title,
        "industry_level": str(group.level),
        "occupation_level": occupation[0],
        "occupation_name": occupation[1],
    }
    for column, expected in beside.items():
        if row[column] != expected:
            row.wrong(column, f"{expected!r}, as in the file of industries or occupations")


def _fact(row: Row) -> dict[str, str]:
    notes = [*_jobs_notes(row), *_wage_notes(row)]
    figures = {name: _figure(row, column) for name, column in (ANNUAL | HOURLY).items()}
    if "top-coded" in notes:
        figures["median_wage"] = "#"
    return {
        "industry": row[INDUSTRY],
        "occupation": row[OCCUPATION],
        "jobs": "" if row["employment"] == "-" else whole(row, "employment"),
        **figures,
        "notes": joined(notes),
    }


def _figure(row: Row, column: str) -> str:
    if row[column] == "-":
        return ""
    return hourly(row, column) if column in HOURLY.values() else whole(row, column)


def _jobs_notes(row: Row) -> list[str]:
    note, absent = row["fn_emp"], row["employment"] == "-"
    if note != ("8" if absent else ""):
        row.wrong("fn_emp", f"{'8' if absent else 'nothing'} beside the employment {row['employment']!r}")
    return ["jobs withheld"] * absent


def _wage_notes(row: Row) -> list[str]:
    """Why there is no annual wage, or no hourly one; the note of the median goes for the mean, too."""
    note, missing = row["fn_a_median"], [column for column in ANNUAL.values() if row[column] == "-"]
    has_hourly = [row[column] != "-" for column in HOURLY.values()]
    if note:
        if note not in WAGE_NOTES:
            row.wrong("fn_a_median", "8 (withheld), 4 (hourly only), 5 (top-coded) or nothing")
        if len(missing) != len(ANNUAL) or any(has_hourly) != (note == "4"):
            row.wrong("fn_a_median", "this note only where there is no annual wage, and an hourly one only with 4")
        return [WAGE_NOTES[note]]
    # The note is that of the median; no column tells why a ninetieth percentile is missing.
    if missing not in ([], ["a_p90"]):
        row.wrong("fn_a_median", f"a note that says why there is no {missing[0]}")
    return [] if any(has_hourly) else ["annual only"]
