"""The BLS concordance of SOC 2010 with SOC 2018: what a code of 2010 has become."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping

from loaders.concordances import change_counts, former_codes
from loaders.hierarchy import check_code
from loaders.shipped import Fact, Facts, Reading
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import TitleTable
from ontology import identifiers
from ontology.codes import CodePlace, soc_place
from ontology.nodes import FormerOccupation
from ontology.records import Record

SOURCE = source_spec("soc_concordance")
SHEET = "Sorted by 2010"
OLD, OLD_TITLE, NEW, NEW_TITLE = "2010 SOC Code", "2010 SOC Title", "2018 SOC Code", "2018 SOC Title"
# BLS marks titles of occupations that were split or joined.
_MARK = re.compile(r" \(##?\)$")


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Table `pairs`. Raises SourceError for a code of 2018 that SOC lacks, or one of 2010 with two titles."""
    occupations = TitleTable("SOC 2018 code", known["soc"]["codes"])
    spec = SOURCE.files["concordance"].sheets[SHEET]
    rows, _ = unique(files.rows("concordance", SHEET), (OLD, NEW), spec)
    titles: dict[str, str] = {}
    facts: list[Fact] = []
    for marked in rows:
        row = _unmarked(marked)
        check_code(row, OLD, _place, ())
        title = titles.setdefault(row[OLD], row[OLD_TITLE])
        if not row[OLD_TITLE] or title != row[OLD_TITLE]:
            row.wrong(OLD_TITLE, f"{title!r}, the title of {row[OLD]} before" if title else "a title")
        new = occupations.check(row, NEW, NEW_TITLE)
        facts.append({"old": row[OLD], "new": new, "old_title": title, "row": str(row.number)})
    today = {"occupations of today": len({fact["new"] for fact in facts})}
    return Reading({"pairs": facts}, change_counts(facts) | today)


def _unmarked(row: Row) -> Row:
    cells = {column: tuple(_MARK.sub("", cell) for cell in found) for column, found in row.cells.items()}
    return dataclasses.replace(row, cells=cells)


def _place(code: str) -> CodePlace:
    """The shape of a code of 2010, whose groups are not at hand."""
    return CodePlace(soc_place(code, ()).level, None)


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Former occupations, and REPLACED_BY."""
    pairs = known["soc_concordance"]["pairs"]
    titles = {pair["old"]: pair["old_title"] for pair in pairs}

    def former(code: str) -> FormerOccupation:
        return FormerOccupation(id=identifiers.soc_2010(code), title=titles[code], code=code, edition="2010")

    yield from former_codes(pairs, SOURCE, SHEET, former, identifiers.soc)
