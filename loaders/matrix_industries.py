"""The industries of the National Employment Matrix, and which NAICS codes each of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.shipped import Fact, Facts, joined
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from ontology.codes import NAICS_RANGES

SOURCE = source_spec("matrix")
SHEET = "Tabelle1"
CODE, TITLE = "2022 National Employment Matrix code", "2022 National Employment Matrix title"
TYPE, NAICS = "Industry type", "2022 NAICS code"
LINE_ITEM = "Line item"
OWNERSHIP = {"2": "state", "3": "local", "5": "private"}
_OWNED = re.compile(r"6(11|22)\d\d[235]", re.ASCII)
# As in 113300 · 31-33 · 113100-3200 · 3255,6 · 444000, 449000, 456000-9000.
_PART = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)


def industries(files: OfficialFiles, known: Mapping[str, Facts]) -> list[Fact]:
    """Table `industries`: `naics` lists the NAICS 2022 codes that an industry is, or is a part of by `ownership`.

    Raises SourceError at the first surprise.
    """
    rows, _ = unique(files.rows("industries", SHEET), (CODE,), SOURCE.files["industries"].sheets[SHEET])
    codes = [fact["code"] for fact in known["naics"]["codes"]]
    return [_industry(row, codes) for row in rows]


def _industry(row: Row, codes: Sequence[str]) -> Fact:
    if row[TYPE] not in (LINE_ITEM, "Summary"):
        row.wrong(TYPE, f"{LINE_ITEM} or Summary")
    owned = _OWNED.fullmatch(row[CODE]) and row[CODE] not in codes
    return {
        "code": row[CODE],
        "title": row[TITLE],
        "type": row[TYPE],
        "naics": joined(_naics(row, codes)),
        "ownership": OWNERSHIP[row[CODE][-1]] if owned else "",
        "row": str(row.number),
    }


def _naics(row: Row, codes: Sequence[str]) -> list[str]:
    """The NAICS codes of the cell; a part shorter than the first one begins with the same digits."""
    if row[NAICS] == "—":
        return []
    if row[NAICS] in NAICS_RANGES:
        return [row[NAICS]]
    found: list[str] = []
    first = ""
    for part in row[NAICS].split(","):
        ends = _PART.fullmatch(part.strip())
        if ends is None:
            row.wrong(NAICS, "NAICS 2022 codes, their ranges, or —")
        low = _whole(ends[1], first or ends[1])
        high = _whole(ends[2] or "", low)
        first = first or low
        within = _between(_short(low, codes), _short(high, codes), codes)
        if not within:
            row.wrong(NAICS, f"NAICS 2022 codes; {part.strip()} is none")
        found += within
    return found


def _whole(part: str, first: str) -> str:
    return first[: len(first) - len(part)] + part


def _short(code: str, codes: Sequence[str]) -> str:
    """The shortest NAICS code that is this one without zeros at its end; the code itself where there is none."""
    plain = code.rstrip("0")
    return next((code[:n] for n in range(max(len(plain), 2), len(code)) if code[:n] in codes), code)


def _between(low: str, high: str, codes: Sequence[str]) -> list[str]:
    return [code for code in codes if len(code) == len(low) == len(high) and low <= code <= high]
