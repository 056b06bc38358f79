"""Rows that SPARQL gives as a table for people."""

from __future__ import annotations

import pyoxigraph as ox
from rich.table import Table

from careergraph.rendering import grid
from queries.sparql_results import Solutions, Term, python_value
from queries.sparql_text import ShortNames


def table(answer: Solutions, base: str) -> Table:
    """Rows as a table, IRIs by their short names, as a query may write them."""
    names = ShortNames(base)
    rows = [[_cell(term, names) for term in row] for row in answer.rows]
    columns = zip(answer.variables, zip(*answer.rows, strict=True), strict=False)
    numbers = [name for name, column in columns if all(_is_number(term) for term in column)]
    return grid(answer.variables, rows, numbers)


def _is_number(term: Term | None) -> bool:
    return term is None or type(python_value(term)) in (int, float)


def _cell(term: Term | None, names: ShortNames) -> str:
    match term:
        case None:
            return ""
        case ox.Literal():
            return term.value
        case ox.NamedNode():
            return names(term.value)
    return str(term)
