"""Employment Projections 2024–34: jobs, growth, openings, wages and what entry takes, by occupation, national."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.details import Detail
from loaders.errors import SourceError
from loaders.numbers import jobs_of_thousands, percent, whole
from loaders.occupations import occupation_ids, occupation_titles
from loaders.shipped import Fact, Facts, Reading
from loaders.sources import SheetSpec, source_spec
from loaders.tables import OfficialFiles, Row, unique

SOURCE = source_spec("projections")
PROJECTIONS, SEPARATIONS = "Table 1.2", "Table 1.10"
TITLE, CODE = "2024 National Employment Matrix title", "2024 National Employment Matrix code"
TYPE, TYPES = "Occupation type", ("Line item", "Summary")
JOBS_2024, JOBS_2034, OPENINGS = (
    "Employment, 2024",
    "Employment, 2034",
    "Occupational openings, 2024–34 annual average",
)
CHANGE, GROWTH = "Employment change, numeric, 2024–34", "Employment change, percent, 2024–34"
SELF_EMPLOYED, WAGE = "Percent self employed, 2024", "Median annual wage, dollars, 2024[1]"
EDUCATION, EXPERIENCE, TRAINING = (
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
)
ABSENT = "—"
_AT_LEAST = re.compile(r">=\$(\d{1,3}(?:,\d{3})*)", re.ASCII)


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Table `occupations`. Raises SourceError at the first surprise, such as where the two sheets disagree."""
    rows, footnotes = _rows(files, PROJECTIONS, known)
    others, more_footnotes = _rows(files, SEPARATIONS, known)
    _compare(rows, others, files)
    facts = [_fact(row) for row in rows if row[CODE] not in SOURCE.non_codes]
    return Reading(
        {"occupations": facts},
        {
            "rows": len(rows),
            "line items": sum(row[TYPE] == "Line item" for row in rows),
            "summaries": sum(row[TYPE] == "Summary" for row in rows),
            "rows skipped: the total": len(rows) - len(facts),
            "rows skipped: footnotes": footnotes + more_footnotes,
            "occupations": len(facts),
            "occupations with a wage that is a lower bound": sum(
                f["wage_is_lower_bound"] == "true" for f in facts
            ),
            "jobs in 2024, over the line items": _total(rows, JOBS_2024),
            "jobs in 2034, over the line items": _total(rows, JOBS_2034),
        },
    )


def _rows(files: OfficialFiles, sheet: str, known: Mapping[str, Facts]) -> tuple[list[Row], int]:
    """The rows of occupations, with their own titles, and how many footnotes stand below them."""
    found = files.rows("occupations", sheet)
    rows, _ = unique([row for row in found if not _is_footnote(row)], (CODE,), _spec(sheet))
    titles = occupation_titles(known, any_case=True)
    for row in rows:
        if row[CODE] not in SOURCE.non_codes:
            titles.check(row, CODE, TITLE)
        if row[TYPE] not in TYPES:
            row.wrong(TYPE, " or ".join(TYPES))
    return rows, len(found) - len(rows)


def _spec(sheet: str) -> SheetSpec:
    return SOURCE.files["occupations"].sheets[sheet]


def _is_footnote(row: Row) -> bool:
    return [column for column in row.cells if row[column]] == [TITLE]


def _compare(rows: Sequence[Row], others: Sequence[Row], files: OfficialFiles) -> None:
    """Both sheets have the same occupations with the same jobs and openings. Raises SourceError."""
    expected = {row[CODE]: row for row in rows}
    for other in others:
        for column in (TYPE, JOBS_2024, JOBS_2034, CHANGE, GROWTH, OPENINGS):
            if other[CODE] not in expected or other[column] != expected[other[CODE]][column]:
                other.wrong(column, f"for {other[CODE]} what the sheet {PROJECTIONS!r} says")
    if missing := sorted(set(expected) - {other[CODE] for other in others}):
        raise SourceError(
            f"a row for each occupation of the sheet {PROJECTIONS!r}; {missing[0]} is missing",
            file=files.path("occupations").name,
            sheet=SEPARATIONS,
        )


def _fact(row: Row) -> Fact:
    wage, is_lower_bound = _wage(row)
    return {
        "code": row[CODE],
        "type": row[TYPE],
        "jobs_2024": jobs_of_thousands(row, JOBS_2024),
        "jobs_2034": jobs_of_thousands(row, JOBS_2034),
        "change": jobs_of_thousands(row, CHANGE, negative=True),
        "growth": percent(row, GROWTH),
        "openings": jobs_of_thousands(row, OPENINGS),
        "self_employed": "" if row[SELF_EMPLOYED] == ABSENT else percent(row, SELF_EMPLOYED),
        "median_wage": wage,
        "wage_is_lower_bound": is_lower_bound,
        "education": _assigned(row, EDUCATION),
        "experience": _assigned(row, EXPERIENCE),
        "training": _assigned(row, TRAINING),
        "row": str(row.number),
    }


def _wage(row: Row) -> tuple[str, str]:
    """Dollars a year, and whether it is at least that much; both empty where there is no wage."""
    if row[WAGE] == ABSENT:
        return "", ""
    bound = _AT_LEAST.fullmatch(row[WAGE])
    return (bound[1].replace(",", ""), "true") if bound else (whole(row, WAGE), "false")


def _assigned(row: Row, column: str) -> str:
    """What the projections assign to a line item; nothing to a summary."""
    if (row[column] == ABSENT) != (row[TYPE] == "Summary") or not row[column]:
        row.wrong(column, f"a category beside a line item, {ABSENT} beside a summary")
    return "" if row[column] == ABSENT else row[column]


def _total(rows: Sequence[Row], column: str) -> int:
    return sum(int(jobs_of_thousands(row, column)) for row in rows if row[TYPE] == "Line item")


def records(known: Mapping[str, Facts]) -> Iterator[Detail]:
    """The projections' figures of each occupation."""
    occupations = occupation_ids(known)
    for fact in known["projections"]["occupations"]:
        yield Detail(occupations[fact["code"]], _figures(fact))


def _figures(fact: Fact) -> dict[str, object]:
    self_employed, wage = fact["self_employed"], fact["median_wage"]
    return {
        "employment_2024": int(fact["jobs_2024"]),
        "employment_2034": int(fact["jobs_2034"]),
        "employment_change_2024_to_2034": int(fact["change"]),
        "employment_growth_2024_to_2034": float(fact["growth"]),
        "openings_2024_to_2034": int(fact["openings"]),
        "self_employed_2024": float(self_employed) if self_employed else None,
        "median_wage_2024": int(wage) if wage else None,
        "median_wage_2024_is_lower_bound": fact["wage_is_lower_bound"] == "true" if wage else None,
        "entry_education_2024": fact["education"] or None,
        "work_experience_2024": fact["experience"] or None,
        "training_2024": fact["training"] or None,
    }
