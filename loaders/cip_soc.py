"""The NCES–BLS crosswalk: which program prepares for which occupation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.shipped import Facts, Reading
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import TitleTable
from ontology import identifiers
from ontology.records import Record
from ontology.relationships import PreparesFor

SOURCE = source_spec("cip_soc")
SHEET, OTHER_WAY = "CIP-SOC", "SOC-CIP"
CIP, SOC = "CIP2020Code", "SOC2018Code"


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Table `pairs`. Raises SourceError for an unknown code or a title that is not the code's."""
    rows = _checked(files, SHEET, known)
    pairs = [row for row in rows if not _placeholders(row)]
    real = {(row[CIP], row[SOC]) for row in pairs}
    back = [row for row in _checked(files, OTHER_WAY, known) if not _placeholders(row)]
    for row in back:
        if (row[CIP], row[SOC]) not in real:
            row.wrong(CIP, f"a pair that the sheet {SHEET} has, too")
    return Reading(
        {"pairs": [{"cip": row[CIP], "soc": row[SOC], "row": str(row.number)} for row in pairs]},
        {
            "pairs": len(pairs),
            "programs, with or without an occupation": len({row[CIP] for row in rows} - set(SOURCE.non_codes)),
            "rows skipped: program without occupation": sum(_placeholders(row) == {SOC} for row in rows),
            "rows skipped: occupation without program": sum(_placeholders(row) == {CIP} for row in rows),
            "pairs that the sheet SOC-CIP omits": len(pairs) - len(back),
        },
    )


def _checked(files: OfficialFiles, sheet: str, known: Mapping[str, Facts]) -> list[Row]:
    programs = TitleTable("CIP 2020 code", known["cip"]["codes"])
    occupations = TitleTable("SOC 2018 code", known["soc"]["codes"])
    rows, _ = unique(files.rows("crosswalk", sheet), (CIP, SOC), SOURCE.files["crosswalk"].sheets[sheet])
    for row in rows:
        if CIP not in _placeholders(row):
            programs.check(row, CIP, "CIP2020Title")
        if SOC not in _placeholders(row):
            occupations.check(row, SOC, "SOC2018Title")
    return rows


def _placeholders(row: Row) -> set[str]:
    return {column for column in (CIP, SOC) if row[column] in SOURCE.non_codes}


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """PREPARES_FOR."""
    for fact in known["cip_soc"]["pairs"]:
        yield PreparesFor(
            start=identifiers.cip(fact["cip"]),
            end=identifiers.soc(fact["soc"]),
            source=SOURCE.id,
            locator=SOURCE.locator("crosswalk", SHEET, fact["row"]),
        )
