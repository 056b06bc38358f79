"""Answers of the Python API: rows, Arrow, pandas, polars, networkx."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.store import Node, Path, Relationship, Result, Value, plain

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_EXACT_IN_FLOAT = 2**53


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: rows as dicts by column name. `truncated` says that the row limit cut it."""

    result: Result

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, also where there are no rows."""
        return self.result.columns

    @property
    def rows(self) -> list[dict[str, Value]]:
        """All rows; values are plain Python ones, or Node, Relationship, Path."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.result.rows]

    @property
    def truncated(self) -> bool:
        """Whether there were more rows than the limit."""
        return self.result.truncated

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.result.rows)

    def to_arrow(self) -> pa.Table:
        """An Arrow table; nodes, relationships, paths and maps become JSON texts. Codes stay text."""
        import pyarrow as pa

        columns = [[row[index] for row in self.result.rows] for index in range(len(self.columns))]
        return pa.Table.from_arrays(
            [pa.array(_cells(column)) for column in columns], names=_distinct(self.columns)
        )

    def to_pandas(self) -> pd.DataFrame:
        """A pandas data frame with nullable columns: a missing number turns no other one into a float."""
        import pandas as pd
        import pyarrow as pa

        nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): pd.StringDtype()}
        frame = self.to_arrow().to_pandas(types_mapper=nullable.get)
        assert isinstance(frame, pd.DataFrame)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """A polars data frame."""
        import polars as pl

        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The nodes, relationships and paths of the answer as one network, each of them once."""
        import networkx as nx

        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for row in self.result.rows:
            for value in row:
                _add(network, value)
        return network


def _add(network: nx.MultiDiGraph[str], value: Value) -> None:
    if isinstance(value, Node):
        network.add_node(value.id, labels=value.labels, **value.properties)
    elif isinstance(value, Relationship):
        network.add_edge(value.start, value.end, key=value.id, type=value.type, **value.properties)
    elif isinstance(value, Path):
        _add(network, [*value.nodes, *value.relationships])
    elif isinstance(value, dict):
        _add(network, list(value.values()))
    elif isinstance(value, list):
        for item in value:
            _add(network, item)


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names without repeats, as data frames want them."""
    return [name if names.index(name) == index else f"{name} ({index + 1})" for index, name in enumerate(names)]


def _cells(column: Sequence[Value]) -> Sequence[object]:
    """A column that Arrow can type: all numbers, all texts, all lists of texts; anything else as text."""
    kinds = {type(value) for value in column if value is not None}
    if len(kinds) <= 1 and kinds <= {bool, int, float, str}:
        return column
    if kinds == {int, float} and all(abs(v) <= _EXACT_IN_FLOAT for v in column if isinstance(v, int)):
        return column
    if kinds == {list} and all(isinstance(i, str) for value in column if isinstance(value, list) for i in value):
        return column
    return [None if value is None else as_text(value) for value in column]


def as_text(value: Value) -> str:
    """One cell as text: texts and dates as they are, all else as JSON."""
    found = plain(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
