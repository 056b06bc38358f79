"""The edition of the shipped graph in a folder, and a store that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology.identifiers import BASE
from ontology.rdf.edition import Edition, write_edition
from queries.sparql_store import SparqlStore


@pytest.fixture(scope="session")
def edition_folder(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition") / "rdf"
    write_edition(edition.graphs.items(), folder)
    return folder


@pytest.fixture(scope="session")
def store(edition_folder: Path) -> Iterator[SparqlStore]:
    with SparqlStore(edition_folder, BASE) as opened:
        yield opened
