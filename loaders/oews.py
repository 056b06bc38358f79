"""OEWS: jobs and wages by industry and occupation, national, of one release. What is withheld is never zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from loaders.oews_cells import ALL_OCCUPATIONS, GOVERNMENT, NATIONAL, SOURCE, Cells, table_cells
from loaders.oews_industries import industries
from loaders.oews_records import records
from loaders.oews_workbooks import has_workbooks, workbook_cells
from loaders.shipped import Fact, Facts, Reading, many
from loaders.tables import OfficialFiles

__all__ = ["SOURCE", "read", "records"]

# The workbooks have fewer levels of industries and more of occupations than the table, but these figures alike.
OF_BOTH_LAYOUTS = frozenset(
    {
        "published occupations",
        "published occupations in a subsector",
        "published occupations in an industry group",
        "published occupations in government",
        "jobs, of all occupations",
        "jobs, over the published occupations",
        "jobs, over subsectors and government",
    }
)


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Tables `cells`, `industries` and `occupations`, out of the table of all industries, or of the workbooks.

    Raises SourceError at the first surprise.
    """
    from_workbooks = not files.has("cells") and has_workbooks(files)
    cells = workbook_cells(files, known) if from_workbooks else table_cells(files, known)
    tables: Facts = {
        "cells": cells.facts,
        "industries": industries(cells.groups, known),
        "occupations": _occupations(cells),
    }
    uncounted = frozenset(SOURCE.counts) - OF_BOTH_LAYOUTS if from_workbooks else frozenset()
    return Reading(tables, {k: v for k, v in _counts(tables).items() if k not in uncounted}, uncounted)


def _occupations(cells: Cells) -> list[Fact]:
    """The occupations with national figures; the published ones are those that add up to all jobs."""
    codes = [fact["occupation"] for fact in cells.facts if fact["industry"] == NATIONAL]
    return [{"code": code, "published": str(cells.published[code]).lower()} for code in codes]


def _counts(tables: Facts) -> dict[str, int]:
    published = {fact["code"] for fact in tables["occupations"] if fact["published"] == "true"}
    of_industry = {fact["code"]: fact for fact in tables["industries"]}
    kinds = Counter(fact["kind"] for fact in of_industry.values())
    notes = Counter(note for fact in tables["cells"] for note in many(fact["notes"]))
    parts: dict[str, list[Fact]] = {"3": [], "4": [], GOVERNMENT: [], NATIONAL: []}
    for cell in tables["cells"]:
        industry = of_industry[cell["industry"]]
        part = industry["level"] if industry["kind"] == "naics" else industry["code"]
        if cell["occupation"] in published and part in parts:
            parts[part].append(cell)
    everything = [c for c in tables["cells"] if (c["industry"], c["occupation"]) == (NATIONAL, ALL_OCCUPATIONS)]
    return {
        "cells": len(tables["cells"]),
        "industries": len(of_industry),
        "industries that are a NAICS code": kinds["naics"],
        "industries skipped: aggregates": kinds["aggregate"],
        "industries skipped: by ownership": kinds["ownership"],
        "industries skipped: totals": kinds["total"],
        "industries skipped: government, but for 999000": kinds["government"] - 1,
        "cells whose jobs are withheld": notes["jobs withheld"],
        "cells whose wages are withheld": notes["wages withheld"],
        "cells with hourly wages only": notes["hourly only"],
        "cells with a top-coded wage": notes["top-coded"],
        "occupations with national figures": len(tables["occupations"]) - len(everything),
        "published occupations": len(parts[NATIONAL]),
        "published occupations in a subsector": len(parts["3"]),
        "published occupations in an industry group": len(parts["4"]),
        "published occupations in government": len(parts[GOVERNMENT]),
        "jobs, of all occupations": _jobs(everything),
        "jobs, over the published occupations": _jobs(parts[NATIONAL]),
        "jobs, over subsectors and government": _jobs([*parts["3"], *parts[GOVERNMENT]]),
    }


def _jobs(cells: Sequence[Fact]) -> int:
    return sum(int(cell["jobs"]) for cell in cells if cell["jobs"])
