"""What a query would do, read from its plan and its text: reading the graph passes, all else is refused.

Neo4j's own READ mode refuses writes, but lets a query read files and addresses (LOAD CSV), see and end what others
run (SHOW and TERMINATE TRANSACTIONS), and call procedures and functions that do more than read the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from queries.store import FeatureRefused, WriteRefused

_PREFIX = re.compile(r"((?:\s|//[^\n]*\n|/\*.*?\*/)*)\b(EXPLAIN|PROFILE)\b", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
_LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:\w+\.)+\w+(?=\()")

_SHOWN = {"ShowIndexes", "ShowConstraints", "ShowFunctions", "ShowProcedures"}
_ADMINISTERS = re.compile(r"Show|Terminate|Transaction|AdministrationCommand")
_FAMILIES = ("date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector.similarity")
_PROCEDURES = {
    "db.index.fulltext.querynodes",
    "db.index.fulltext.queryrelationships",
    "db.labels",
    "db.propertykeys",
    "db.relationshiptypes",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
    "db.schema.visualization",
}


def prefix(cypher: str) -> tuple[str, str]:
    """Return `EXPLAIN`, `PROFILE` or nothing, and the query without it, whose places stay what they were."""
    found = _PREFIX.match(cypher)
    if found is None:
        return "", cypher
    return found[2].upper(), found[1] + " " * len(found[2]) + cypher[found.end() :]


def refuse_by_text(cypher: str) -> None:
    """Raise FeatureRefused for LOAD CSV, and for calls that are not allowed, in a query or its plan.

    Allowed are Neo4j's own functions, and procedures that only read the graph.
    """
    bare = _QUOTED.sub(" ", cypher)
    if _LOAD_CSV.search(bare):
        raise FeatureRefused("LOAD CSV")
    for name in _CALLED.findall(bare):
        if not _is_allowed(name.lower()):
            raise FeatureRefused(f"{name}()")


def refuse_by_plan(query: str, kind: str, plan: Mapping[str, Any], database: str) -> None:
    """Raise WriteRefused or FeatureRefused for a plan of that kind (r, rw, w or s) that does more than read.

    An expression that the planner keeps whole shows in the details of its operator, and is read there as text.
    """
    operators = list(_operators(plan))
    if any(name.startswith("LoadCSV") for name, _, _ in operators):
        raise FeatureRefused("LOAD CSV")
    for _, _, details in operators:
        refuse_by_text(details)
    if kind != "r" or any(_ADMINISTERS.match(name) and name not in _SHOWN for name, _, _ in operators):
        raise WriteRefused(query)
    elsewhere = {place for _, place, _ in operators if place.lower() not in ("", database.lower())}
    if elsewhere:
        raise FeatureRefused(f"Reading the database {', '.join(sorted(elsewhere))}")


def _is_allowed(name: str) -> bool:
    return name in _PROCEDURES or name.rpartition(".")[0] in _FAMILIES


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Name, database and details of each operator of a plan."""
    name, _, place = str(plan["operatorType"]).partition("@")
    yield name, place, str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)
