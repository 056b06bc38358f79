"""Occupations as BLS's figures name them: SOC codes of all levels, and the combined ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.shipped import Facts
from loaders.titles import TitleTable
from ontology import identifiers


def occupation_ids(known: Mapping[str, Facts]) -> dict[str, str]:
    """Code → id of the occupation's node."""
    combined = {
        f["code"]: identifiers.combined_occupation(f["code"]) for f in known["bls_combined"]["occupations"]
    }
    return {fact["code"]: identifiers.soc(fact["code"]) for fact in known["soc"]["codes"]} | combined


def occupation_titles(
    known: Mapping[str, Facts], spellings: Mapping[str, Sequence[str]] | None = None, *, any_case: bool = False
) -> TitleTable:
    """The title table of all of them; `spellings` are those of one source alone."""
    tables = known["soc"]["codes"], known["bls_combined"]["occupations"]
    what = "SOC 2018 code or a combined one"
    return TitleTable(what, *tables, spellings=spellings, any_case=any_case)
