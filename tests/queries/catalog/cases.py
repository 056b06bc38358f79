"""All questions of the catalogue with the parameters they are asked with, and how to recompute their answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

from queries.catalog import Question, Scalar, questions
from tests.queries.catalog import (
    breadth,
    codes,
    derived,
    derived_links,
    derived_pathways,
    derived_titles,
    employment,
    framework,
    lists,
    occupations,
    statements,
    wages,
)
from tests.queries.catalog.world import Row, World

GROUPS: tuple[ModuleType, ...] = (
    *(framework, codes, lists, statements),
    *(occupations, wages, employment, breadth),
    *(derived, derived_pathways, derived_titles, derived_links),
)
Case = tuple[str, dict[str, Scalar]]


def cases() -> list[Case]:
    """Each question with each set of parameters."""
    return [(name, given) for group in GROUPS for name, sets in group.CASES.items() for given in sets]


def expected(question: Question, values: dict[str, Scalar], world: World) -> list[Row]:
    """The rows that the question should have, without any engine."""
    for group in GROUPS:
        if question.name in group.CASES:
            function: Callable[..., list[Row]] = getattr(group, question.name.replace("-", "_"))
            return function(world, **{snake_case(name): value for name, value in values.items()})
    raise AssertionError(f"no expected answer: {question.name}")


def snake_case(name: str) -> str:
    """subCluster → sub_cluster."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def unasked() -> set[str]:
    """Questions that no group has."""
    return set(questions()) - {name for group in GROUPS for name in group.CASES}
