"""What tests of several rooms share: the shipped graph, and the official files where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from careergraph.derivation import with_derived
from loaders.pipeline import LOADERS, Loaded, load_shipped, to_graph
from ontology.graph import CareerGraph
from ontology.rdf.edition import Edition, make_edition
from tests.queries.catalog.world import World

ROOT = Path(__file__).parent.parent

settings.register_profile("careergraph", deadline=None, max_examples=50, derandomize="CI" in os.environ)
settings.load_profile("careergraph")


@pytest.fixture(scope="session")
def shipped() -> Loaded:
    return load_shipped()


@pytest.fixture(scope="session")
def graph(shipped: Loaded) -> CareerGraph:
    return to_graph(shipped)


@pytest.fixture(scope="session")
def derived_graph(graph: CareerGraph, shipped: Loaded) -> CareerGraph:
    """The shipped graph with all that careergraph derives."""
    return with_derived(graph, shipped)


@pytest.fixture(scope="session")
def edition(derived_graph: CareerGraph) -> Edition:
    """The RDF edition of the shipped graph with all that careergraph derives."""
    return make_edition(derived_graph)


@pytest.fixture(scope="session")
def world(shipped: Loaded, derived_graph: CareerGraph) -> World:
    """What the expected answers of the catalogue are recomputed from."""
    return World(shipped.facts, {name: loader.SOURCE for name, loader in LOADERS.items()}, derived_graph)


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of official files; without it a test is skipped, but fails where CI runs."""
    folder = Path(os.environ.get("CAREERGRAPH_OFFICIAL") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        why = f"the official files are not in {folder}; name their folder in CAREERGRAPH_OFFICIAL"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return folder
