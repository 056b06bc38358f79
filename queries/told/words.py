"""The words of the pages: for kinds, relationships, properties and confidence; how figures are written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.records import Means
from queries.store import Value


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship type on pages: its headings in both directions, its place, its columns, a note on figures."""

    outgoing: str
    incoming: str
    place: int
    columns: Mapping[str, str]
    note: str
    folded: bool

    def heading(self, outgoing: bool) -> str:
        """What heads it in this direction."""
        return self.outgoing if outgoing else self.incoming


@cache
def relations() -> Mapping[str, Relation]:
    """Relationship type → its words, in the order of pages."""
    table = _table("queries.told", "relations.toml")
    return {
        name: Relation(
            row["out"], row["in"], place, row.get("columns", {}), row.get("note", ""), row.get("folded", False)
        )
        for place, (name, row) in enumerate(table.items())
    }


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """`kinds`, `schemes` and `properties` → name → words."""
    return _table("queries.told", "words.toml")


@cache
def methods() -> Mapping[str, str]:
    """Method → what it does, in a sentence."""
    return _table("ontology.rdf", "methods.toml")


def _table(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files(package) / name).read_text(encoding="utf-8"))


def figure(value: Value, means: Means | None = None) -> str:
    """A value in words: dollars, shares as percent, numbers with separators, yes and no, lists with semicolons."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    unit = means.unit if means else ""
    if unit == "0 to 1":
        return f"{value:.1%}"
    if unit.startswith("dollars"):
        return f"${value:,.2f}" if isinstance(value, float) else f"${value:,}"
    number = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return f"{number}%" if unit == "percent" else number
