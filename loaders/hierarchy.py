"""What the three code systems have in common: checking codes, and the relationship to the code above."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from loaders.shipped import Fact
from loaders.tables import Row
from ontology.codes import BadCode, CodePlace
from ontology.relationships import Broader


def check_code(row: Row, column: str, place: Callable[[str], CodePlace], codes: Container[str]) -> None:
    """The row's code has the system's shape, and the code above it is one of `codes`. Raises SourceError."""
    try:
        parent = place(row[column]).parent
    except BadCode as error:
        row.wrong(column, f"a {error.system} code: {error.expected}")
    if parent is not None and parent not in codes:
        row.wrong(column, f"a row for the code above it, {parent}, too")


def broader(
    identifier: Callable[[str], str], fact: Fact, place: CodePlace, source: str, locator: str
) -> Iterator[Broader]:
    """The one relationship to the code above, or none at the top."""
    if place.parent is not None:
        yield Broader(start=identifier(fact["code"]), end=identifier(place.parent), source=source, locator=locator)
