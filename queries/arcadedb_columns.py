"""What the engine's own syntax tree says of a query: above all its columns, which an answer without rows lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from queries.arcadedb_jvm import java_class

PROCEDURES = "com.arcadedb.query.opencypher.procedures.CypherProcedureRegistry"
_PREFIX = re.compile(r"^((?:\s|//[^\n]*\n|/\*.*?\*/)*)(EXPLAIN|PROFILE)\b", re.IGNORECASE | re.DOTALL)


def statement(database: Any, cypher: str) -> Any:
    """Return the syntax tree of a query that the engine has accepted."""
    return database.getCypherStatementCache().getParsed(_PREFIX.sub(r"\1", cypher, count=1)).statement()


def columns(tree: Any, first_row: dict[str, Any] | None) -> tuple[str, ...]:
    """Return the names in RETURN order; the first row, where there is one, has the last word on which they are."""
    named = tuple(_named(tree))
    return named if first_row is None or set(named) == set(first_row) else tuple(first_row)


def clauses(tree: Any) -> list[tuple[str, Any]]:
    """Return the clauses of a query in order, each with its kind; of a UNION, those of its first part."""
    if tree.getClass().getSimpleName() == "UnionStatement":
        tree = tree.getFirstQuery()
    return [(str(entry.getType()), entry.getClause()) for entry in tree.getClausesInOrder()]


def _named(tree: Any) -> Iterator[str]:
    returned = tree.getReturnClause()
    if returned is not None:
        for item in returned.getReturnItems():
            yield from _scope(tree) if item.isStar() else [str(item.getOutputName())]
        return
    last = clauses(tree)[-1:]
    if last and last[0][0] == "CALL":
        yield from _yielded(last[0][1])


def _scope(tree: Any) -> list[str]:
    """The variables that `*` stands for, in order of appearance; the engine itself lists them only with a row."""
    names: dict[str, None] = {}
    for kind, clause in clauses(tree):
        if kind == "WITH" and not any(item.isStar() for item in clause.getItems()):
            names = {}
        names.update(dict.fromkeys(_introduced(kind, clause)))
    return list(names)


def _introduced(kind: str, clause: Any) -> Iterator[str]:
    if kind == "MATCH":
        yield from _matched(clause)
    elif kind == "WITH":
        yield from (str(item.getOutputName()) for item in clause.getItems() if not item.isStar())
    elif kind in ("UNWIND", "LOAD_CSV"):
        yield str(clause.getVariable())
    elif kind == "CALL":
        yield from _yielded(clause)
    elif kind == "SUBQUERY":
        yield from _named(clause.getInnerStatement())


def _matched(clause: Any) -> Iterator[str]:
    for pattern in clause.getPathPatterns() or ():
        parts = [*pattern.getNodes(), *pattern.getRelationships()]
        found = [pattern.getPathVariable(), *(part.getVariable() for part in parts)]
        yield from (str(name) for name in found if name is not None and not str(name).startswith(" "))


def _yielded(call: Any) -> Iterator[str]:
    if call.hasYield() and not call.isYieldAll():
        yield from (str(item.getOutputName()) for item in call.getYieldItems())
        return
    procedure = java_class(PROCEDURES).get(str(call.getProcedureName()).removeprefix("apoc."))
    yield from (str(field) for field in (procedure.getYieldFields() if procedure is not None else ()))
