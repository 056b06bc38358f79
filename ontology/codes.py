"""Codes of NAICS, SOC and CIP: their shape, their level, and the code above. Codes are text."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

NAICS_RANGES = {"31-33": ("31", "32", "33"), "44-45": ("44", "45"), "48-49": ("48", "49")}
_RANGE_OF = {part: whole for whole, parts in NAICS_RANGES.items() for part in parts}
# The 2018 SOC places these detailed occupations under a broad group that their digits do not show.
_BROAD_OF = dict.fromkeys(("29-1221", "29-1222", "29-1223", "29-1224", "29-1229"), "29-1210")

# Of the digits of all scripts, only 0 to 9.
_NAICS = re.compile(r"[1-9]\d{1,5}|31-33|44-45|48-49", re.ASCII)
_SOC = re.compile(r"[1-9]\d-\d{4}", re.ASCII)
_CIP = re.compile(r"\d{2}(\.\d{2}(\d{2})?)?", re.ASCII)


class BadCode(ValueError):
    """A text is not a code of the system it stands for."""

    def __init__(self, system: str, code: str) -> None:
        self.expected = SHAPES[system]
        super().__init__(f"{code!r} is not a {system} code; expected {self.expected}")
        self.system, self.code = system, code


SHAPES = {
    "NAICS": "2 to 6 digits, or 31-33, 44-45, 48-49",
    "SOC": "two digits, a hyphen, four digits, such as 15-1252",
    "CIP": "two, four or six digits with a point after the second, such as 01.0000",
}


@dataclass(frozen=True, slots=True)
class CodePlace:
    """A code's level (a node kind's name) and the code above it (None at the top)."""

    level: str
    parent: str | None


def naics_place(code: str) -> CodePlace:
    """Level and parent of a NAICS code: the last digit drops, 31–33 and the like share one sector."""
    if not _NAICS.fullmatch(code) or code in _RANGE_OF:
        raise BadCode("NAICS", code)
    if len(code) == 2 or code in NAICS_RANGES:
        return CodePlace("Sector", None)
    levels = {3: "Subsector", 4: "IndustryGroup", 5: "NaicsIndustry", 6: "NationalIndustry"}
    above = code[:-1]
    return CodePlace(levels[len(code)], _RANGE_OF.get(above, above))


def soc_place(code: str, known: Container[str]) -> CodePlace:
    """Level and parent of a SOC code; `known` holds the codes of the release (a few minors end in 00)."""
    if not _SOC.fullmatch(code):
        raise BadCode("SOC", code)
    if code.endswith("0000"):
        return CodePlace("MajorGroup", None)
    if code.endswith("00"):
        return CodePlace("MinorGroup", f"{code[:2]}-0000")
    if code.endswith("0"):
        narrow = f"{code[:5]}00"
        return CodePlace("BroadOccupation", narrow if narrow in known else f"{code[:4]}000")
    return CodePlace("DetailedOccupation", _BROAD_OF.get(code, f"{code[:-1]}0"))


def cip_place(code: str) -> CodePlace:
    """Level and parent of a CIP code: 7 → 5 → 2 characters."""
    if not _CIP.fullmatch(code):
        raise BadCode("CIP", code)
    levels = {
        2: CodePlace("ProgramFamily", None),
        5: CodePlace("ProgramSeries", code[:2]),
        7: CodePlace("InstructionalProgram", code[:5]),
    }
    return levels[len(code)]
