"""Queries that the engine would answer wrongly without a word, and calls that it takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from queries.arcadedb_columns import PROCEDURES, clauses
from queries.arcadedb_jvm import java_class
from queries.store import QueryFailed

_CALL = re.compile(r"\b([A-Za-z_]\w*(?:\.\w+)+)\s*\(")
_STAR_AND_MORE = re.compile(r"\bRETURN\s+(?:DISTINCT\s+)?\*\s*,", re.IGNORECASE)


def refuse_unsound(tree: Any, cypher: str) -> None:
    """Raise QueryFailed for a shape of query whose answer would be wrong, and say how to write it instead."""
    for part in _parts(tree):
        returned = part.getReturnClause()
        if returned is not None and returned.isReturnAll() and _STAR_AND_MORE.search(cypher):
            raise QueryFailed("The store would drop what follows the star in RETURN *: name every column.")
        if any(_counts_in_a_map(item.getExpression()) for item in _items(part)):
            raise QueryFailed(
                "The store would miscount here: move the aggregate in the map into a WITH before it."
            )


def unknown_names(tree: Any, cypher: str) -> list[str]:
    """Return the functions and procedures like `a.b()` that a reading query calls and the engine does not have.

    The engine takes a call that it does not know for a write.
    """
    if tree.hasCreate() or tree.hasMerge() or tree.hasDelete() or tree.hasSet() or tree.hasRemove():
        return []
    return [name for name in _CALL.findall(cypher) if not _is_known(name.lower().removeprefix("apoc."))]


def _is_known(name: str) -> bool:
    functions = java_class("com.arcadedb.function.CypherFunctionRegistry")
    return bool(functions.hasFunction(name) or java_class(PROCEDURES).hasProcedure(name))


def _parts(tree: Any) -> Iterator[Any]:
    kind = tree.getClass().getSimpleName()
    if kind in ("UnionStatement", "ConditionalStatement"):
        for query in tree.getQueries() if kind == "UnionStatement" else tree.getAllBranches():
            yield from _parts(query)
        return
    yield tree
    for clause_kind, clause in clauses(tree):
        if clause_kind == "SUBQUERY":
            yield from _parts(clause.getInnerStatement())


def _items(part: Any) -> Iterator[Any]:
    returned = part.getReturnClause()
    yield from (returned.getReturnItems() if returned is not None else ())
    for clause in part.getWithClauses():
        yield from clause.getItems()


def _counts_in_a_map(expression: Any) -> bool:
    if expression is None or str(expression.getClass().getSimpleName()) != "MapProjectionExpression":
        return False
    inner = [element.getExpression() for element in expression.getElements()]
    return any(found is not None and (found.isAggregation() or found.containsAggregation()) for found in inner)
