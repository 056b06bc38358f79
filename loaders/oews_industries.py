"""Which industries of OEWS are a NAICS code, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.oews_cells import SOURCE, Group
from loaders.shipped import Fact, Facts
from loaders.titles import TitleTable

_SECTOR = re.compile(r"(\d\d)(--\d\d)?", re.ASCII)
_AGGREGATE = re.compile(r"\d{4}A\d", re.ASCII)
# State, local and private schools and hospitals.
_OWNERSHIP = re.compile(r"6(11|22)\d\d[235]", re.ASCII)
_HEADING = re.compile(r"Sectors? [\d, and]+ - ", re.ASCII)


def industries(groups: Sequence[Group], known: Mapping[str, Facts]) -> list[Fact]:
    """Table `industries`: `naics` is the NAICS 2022 code that an industry equals, or empty; `kind` says why.

    Raises SourceError for a code that is neither, or a title that is not that of the NAICS code.
    """
    titles = TitleTable("NAICS 2022 code", known["naics"]["codes"], spellings=SOURCE.alt_titles)
    return [_industry(group, titles) for group in groups]


def _industry(group: Group, titles: TitleTable) -> Fact:
    kind, naics = _kind(group, titles.titles)
    if naics:
        titles.check_title(group.row, group.columns[1], _HEADING.sub("", group.title), naics)
    return {
        "code": group.code,
        "title": group.title,
        "level": str(group.level),
        "kind": kind,
        "naics": naics,
        "file": group.file,
    }


def _kind(group: Group, titles: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    if group.code in SOURCE.non_codes:
        return ("government" if group.code.startswith("99") else "total"), ""
    naics = _naics(group, titles)
    if naics:
        return "naics", naics
    if _AGGREGATE.fullmatch(group.code):
        return "aggregate", ""
    if _OWNERSHIP.fullmatch(group.code):
        return "ownership", ""
    return group.row.wrong(group.columns[0], "a NAICS 2022 code with zeros behind it, or a group of OEWS's own")


def _naics(group: Group, titles: Mapping[str, Sequence[str]]) -> str:
    """The NAICS code; with five digits where the sixth is a zero. Empty where there is none."""
    sector = _SECTOR.fullmatch(group.code)
    if sector:
        return next((code for code in titles if code[:2] == sector[1] and (len(code) == 2 or "-" in code)), "")
    lengths = (group.level,) if group.level < 5 else (5, 6)
    for length in lengths:
        if group.code[:length] in titles and not group.code[length:].strip("0"):
            return group.code[:length]
    return ""
