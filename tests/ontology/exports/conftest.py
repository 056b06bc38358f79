"""The shipped graph, written once in each format that a test asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ontology.graph import CareerGraph

Write = Callable[[CareerGraph, Path], list[Path]]
Exported = Callable[[Write], Path]


@pytest.fixture(scope="session")
def exported(derived_graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Writer → folder that holds the shipped graph with all that is derived, as that writer writes it."""

    @cache
    def folder(write: Write) -> Path:
        made = tmp_path_factory.mktemp(write.__name__)
        write(derived_graph, made)
        return made

    return folder
