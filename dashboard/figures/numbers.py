"""Figures in words: with their unit, their year and their sign; what is withheld is a word, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ontology.nodes import Occupation
from ontology.records import Means, meanings

Number = int | float


@cache
def of_occupations() -> Mapping[str, Means]:
    """Property name → what it means, of an occupation's figures."""
    return meanings(Occupation)


def amount(value: Number | None, means: Means) -> str:
    """A figure with its unit: `1,692,100 jobs`, `$133,080 a year`, `+4.5%`; why it is absent where it is."""
    if value is None:
        return absence(means)
    signed = "+" if means.meaning.startswith("Change") else ""
    if means.unit.startswith("dollars"):
        pence = ".2f" if isinstance(value, float) else ""
        return f"${value:,{pence}}{means.unit.removeprefix('dollars')}"
    if means.unit == "percent":
        return f"{value:{signed}.1f}%"
    if means.unit == "0 to 1":
        return f"{100 * value:.1f}%"
    return f"{value:{signed},} {means.unit}".rstrip()


def absence(means: Means) -> str:
    """Why a figure is not there, in a few words."""
    return means.absent.partition(":")[0] or "not stated"


def heading(means: Means) -> str:
    """What a column or an axis shows: `Median annual wage, dollars a year, national, May 2025 (OEWS)`."""
    unit = "" if means.unit in means.meaning.lower() else means.unit
    return ", ".join(part for part in (means.meaning, unit, when(means)) if part)


def when(means: Means) -> str:
    """The year or period of a figure; jobs and wages are national, which not every meaning says again."""
    national = means.unit.startswith(("jobs", "dollars")) and "national" not in means.year
    return f"national, {means.year}" if national and means.year else means.year


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 link`, `1,012 industries`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
