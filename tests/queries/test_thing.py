"""One thing out of the graph in memory is what the store gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS
from queries.arcadedb_store import ArcadeDBStore
from queries.show import NothingFound, Related, Thing, show
from queries.statements import Statements
from queries.thing import thing
from tests.built import Built

# What has parallel relationships, things without codes, figures, lists, many rows of the crosswalk.
TELLING = (
    "framework/2024",
    "framework/2024/cluster/digital-technology",
    "framework/2024/sub-cluster/unmanned-vehicle-technology",
    "framework/2024/sub-cluster/web-cloud",
    "framework/2002/pathway/legal-services",
    "soc/2018/15-1252",
    "soc/2018/27-2011",
    "cip/2020/11",
    "cip/2020/11.0701",
    "naics/2022/541",
    "bls-combined/21-1018",
)


@pytest.fixture(scope="module")
def store(built: Built) -> Iterator[ArcadeDBStore]:
    with ArcadeDBStore.open(built.folder / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def statements(derived_graph: CareerGraph) -> Statements:
    return Statements(derived_graph)


def without_ids(found: Thing) -> Thing:
    """The thing without the ids that the store has for its relationships."""
    return replace(
        found, groups=tuple(replace(g, related=tuple(map(_without_id, g.related))) for g in found.groups)
    )


def _without_id(related: Related) -> Related:
    return replace(related, relationship=replace(related.relationship, id=""))


def test_a_thing_of_every_kind_is_what_the_store_gives(store: ArcadeDBStore, statements: Statements) -> None:
    last = {node.kind: node.id for node in statements.nodes.values()}
    assert last.keys() == NODE_KINDS.keys()
    for node_id in (*last.values(), *TELLING):
        assert thing(statements, node_id) == without_ids(show(store, node_id)), node_id


def test_an_unknown_id_is_named(statements: Statements) -> None:
    with pytest.raises(NothingFound, match="soc/2018/99-9999"):
        thing(statements, "soc/2018/99-9999")
