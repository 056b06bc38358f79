"""National Employment Matrix 2022–32: jobs by industry and occupation. A table for methods, not for the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from loaders.errors import SourceError
from loaders.matrix_industries import LINE_ITEM, SOURCE, industries
from loaders.numbers import jobs_of_thousands
from loaders.occupations import occupation_titles
from loaders.shipped import Fact, Facts, Reading
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import TitleTable
from ontology.records import Record

__all__ = ["SOURCE", "read", "records"]

CODE, TITLE, TYPE = "Occupation Code", "Occupation Title", "Occupation Type"
JOBS_2022, JOBS_2032 = "2022 Employment", "Projected 2032 Employment"
ALL_OCCUPATIONS = "00-0000"
_FILE = re.compile(r"National Employment Matrix_IND_(.+)\.csv")


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Tables `industries` and `employment`. Raises SourceError at the first surprise."""
    kinds = industries(files, known)
    by_industry = _by_industry(files, kinds)
    titles = occupation_titles(known, any_case=True)
    for rows in by_industry.values():
        _check(rows, titles)
    everything = [row for rows in by_industry.values() for row in rows]
    totals = [_jobs(rows[0]) for rows in by_industry.values()]
    facts = [_fact(code, row) for code, rows in by_industry.items() for row in rows if row[TYPE] == "Line Item"]
    return Reading(
        {"industries": _with_totals(kinds, by_industry), "employment": facts},
        {
            "industries": len(kinds),
            "industries that are line items": sum(fact["type"] == LINE_ITEM for fact in kinds),
            "files": len(by_industry),
            "rows": len(everything),
            "rows skipped: summaries": len(everything) - len(facts),
            "line items": len(facts),
            "jobs in 2022, over the industries": _sum(totals, "jobs_2022"),
            "jobs in 2032, over the industries": _sum(totals, "jobs_2032"),
            "jobs in 2022, over the line items": _sum(facts, "jobs_2022"),
            "jobs in 2032, over the line items": _sum(facts, "jobs_2032"),
        },
    )


def _by_industry(files: OfficialFiles, kinds: Sequence[Fact]) -> dict[str, list[Row]]:
    """Industry → rows of its file. Raises SourceError where a line item has no file, or a file no line item."""
    expected = {f["code"] for f in kinds if f["type"] == LINE_ITEM and f["code"] not in SOURCE.non_codes}
    found: dict[str, list[Row]] = {}
    for row in files.rows("employment"):
        code = _FILE.sub(r"\1", row.file)
        if code not in expected:
            raise SourceError(f"an industry that {SOURCE.files['industries'].names[0]} has", file=row.file)
        found.setdefault(code, []).append(row)
    if missing := sorted(expected - set(found)):
        name = SOURCE.files["employment"].names[0].replace("*", missing[0])
        raise SourceError(
            f"this file, too, for each line item of {SOURCE.files['industries'].names[0]}", file=name
        )
    return found


def _check(rows: Sequence[Row], titles: TitleTable) -> None:
    """Each occupation once, known, with its own title, and their total."""
    for row in unique(rows, (CODE,), SOURCE.files["employment"].sheets[""])[0]:
        if row[CODE] != ALL_OCCUPATIONS:
            titles.check(row, CODE, TITLE)
        if row[TYPE] not in ("Line Item", "Summary"):
            row.wrong(TYPE, "Line Item or Summary")
    if rows[0][CODE] != ALL_OCCUPATIONS:
        rows[0].wrong(CODE, f"{ALL_OCCUPATIONS}, the total, first")


def _fact(industry: str, row: Row) -> Fact:
    return {"industry": industry, "occupation": row[CODE], **_jobs(row)}


def _jobs(row: Row) -> dict[str, str]:
    return {"jobs_2022": jobs_of_thousands(row, JOBS_2022), "jobs_2032": jobs_of_thousands(row, JOBS_2032)}


def _with_totals(kinds: Sequence[Fact], by_industry: Mapping[str, Sequence[Row]]) -> list[Fact]:
    """The industries with all their jobs, which are more than those of the line items; nothing without a file."""
    none = {"jobs_2022": "", "jobs_2032": ""}
    return [
        {**fact, **(_jobs(by_industry[fact["code"]][0]) if fact["code"] in by_industry else none)}
        for fact in kinds
    ]


def _sum(facts: Sequence[Fact], column: str) -> int:
    return sum(int(fact[column]) for fact in facts)


def records(known: Mapping[str, Facts]) -> Iterator[Record]:  # noqa: ARG001
    """None: the graph has figures of one release by industry, those of OEWS."""
    return iter(())
