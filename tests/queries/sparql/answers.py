"""All examples with what they are asked with, and how to recompute their answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import ModuleType

from ontology.graph import CareerGraph
from queries.catalog import Scalar
from queries.sparql_catalog import examples
from tests.queries.sparql import about_codes, about_derived, about_figures, about_framework, about_provenance

GROUPS: tuple[ModuleType, ...] = (about_framework, about_codes, about_figures, about_derived, about_provenance)
Cell = str | int | float | bool | None
Case = tuple[str, dict[str, Scalar]]


def cases() -> list[Case]:
    """Each example with its defaults, and with other values."""
    return [(name, given) for group in GROUPS for name, sets in group.CASES.items() for given in ({}, *sets)]


def expected(name: str, values: Mapping[str, Scalar], graph: CareerGraph) -> list[tuple[Cell, ...]] | bool:
    """The answer that the example should have, without any engine: ids for IRIs, plain values for literals."""
    group = next(group for group in GROUPS if name in group.CASES)
    function: Callable[..., list[tuple[Cell, ...]] | bool] = getattr(group, name.replace("-", "_"))
    return function(graph, **{re.sub(r"(?=[A-Z])", "_", key).lower(): value for key, value in values.items()})


def unasked() -> set[str]:
    """Examples that no group has."""
    return set(examples()) - {name for group in GROUPS for name in group.CASES}
