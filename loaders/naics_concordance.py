"""The concordance of NAICS 2017 with NAICS 2022: what a national industry of 2017 has become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.concordances import change_counts, former_codes
from loaders.hierarchy import check_code
from loaders.shipped import Fact, Facts, Reading
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row
from ontology import identifiers
from ontology.codes import CodePlace, naics_place
from ontology.nodes import FormerIndustry
from ontology.records import Record

SOURCE = source_spec("naics_concordance")
OLD, NEW = "NAICS_2017_Code", "NAICS_2022_Code"


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Table `pairs`. Raises SourceError for a code of 2022 that NAICS lacks."""
    today = {fact["code"] for fact in known["naics"]["codes"] if len(fact["code"]) == 6}
    rows = files.rows("concordance")
    first: dict[tuple[str, str], Row] = {}
    kept = [row for row in rows if not _is_no_code(row)]
    for row in kept:
        check_code(row, OLD, _place, ())
        if row[NEW] not in today:
            row.wrong(NEW, "a NAICS 2022 code of 6 digits")
        first.setdefault((row[OLD], row[NEW]), row)
    facts: list[Fact] = [{"old": old, "new": new, "row": str(row.number)} for (old, new), row in first.items()]
    return Reading(
        {"pairs": facts},
        {
            "rows": len(rows),
            "rows skipped: no NAICS codes": len(rows) - len(kept),
            "rows skipped: they differ in editions before 2017 only": len(kept) - len(facts),
            **change_counts(facts),
            "industries of today": len({fact["new"] for fact in facts}),
        },
    )


def _is_no_code(row: Row) -> bool:
    if row[OLD] in SOURCE.non_codes and row[NEW] != row[OLD]:
        row.wrong(NEW, f"{row[OLD]}, which is no NAICS code")
    return row[OLD] in SOURCE.non_codes


def _place(code: str) -> CodePlace:
    """The shape of a code of 2017, whose groups are not at hand."""
    return CodePlace(naics_place(code).level, None)


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Former industries, and REPLACED_BY."""
    yield from former_codes(known["naics_concordance"]["pairs"], SOURCE, "", _former, identifiers.naics)


def _former(code: str) -> FormerIndustry:
    title = f"NAICS 2017 industry {code}"
    return FormerIndustry(id=identifiers.naics_2017(code), title=title, code=code, edition="2017")
