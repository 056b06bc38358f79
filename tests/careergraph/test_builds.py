"""A build is whole, names what it is, and stays for its readers."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pytest

import careergraph
from alignments.provenance import OWN
from careergraph.builds import build, open_current
from careergraph.knowledge import KnowledgeBase
from careergraph.manifest import Manifest, read_manifest
from loaders.pipeline import LOADERS
from ontology import tables
from ontology.graph import CareerGraph

COUNT = "MATCH (n) RETURN count(n) AS nodes"


class Built(Protocol):
    home: Path
    out: str
    steps: list[str]


def entries(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "builds").iterdir())


def table_hashes(folder: Path) -> dict[str, str]:
    paths = sorted((folder / "graph").rglob("*.parquet"))
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_build_command_tells_its_steps_and_what_it_made(built: Built, base: KnowledgeBase) -> None:
    assert built.steps[0] == "Reading the shipped facts"
    assert built.steps[-1] == "Checking"
    assert f"{base.info.nodes:,} nodes" in built.out
    assert f"Build {base.info.build}" in built.out
    assert "SubCluster" in built.out


def test_the_manifest_counts_what_the_graph_counts(base: KnowledgeBase, derived_graph: CareerGraph) -> None:
    graph = derived_graph
    assert base.info.content_hash == graph.content_hash()
    assert (base.info.nodes, base.info.relationships) == (len(graph.nodes), len(graph.relationships))
    assert base.info.labels == graph.label_counts()
    assert base.info.relationship_types == graph.type_counts()
    assert base.query(COUNT).rows == [{"nodes": len(graph.nodes)}]


def test_the_tables_of_a_build_hold_the_graph(base: KnowledgeBase, derived_graph: CareerGraph) -> None:
    assert base.graph() == derived_graph


@pytest.mark.usefixtures("quick")
def test_a_build_can_leave_the_derived_part_out(tmp_path: Path) -> None:
    with_it = build(tmp_path)
    without = build(tmp_path, derived=False)
    assert (with_it.derived, without.derived) == (True, False)
    assert with_it.sources[-1].id == OWN.id
    assert with_it.sources[:-1] == without.sources
    assert OWN.citation.rstrip(".") in with_it.citation()
    with careergraph.open(tmp_path) as base:
        assert OWN.id not in base.graph().nodes


@pytest.mark.usefixtures("quick")
def test_earlier_builds_stay_where_they_are_to_be_kept(tmp_path: Path) -> None:
    first, second = build(tmp_path), build(tmp_path, keep=True)
    assert entries(tmp_path) == sorted([".lock", first.build, second.build, "current"])
    third = build(tmp_path)
    assert entries(tmp_path) == sorted([".lock", third.build, "current"])


def test_current_names_the_one_build_and_nothing_else_lies_about(built: Built, base: KnowledgeBase) -> None:
    assert (built.home / "builds" / "current").read_text() == f"{base.info.build}\n"
    assert entries(built.home) == sorted([".lock", base.info.build, "current"])
    assert sorted(path.name for path in (built.home / "builds" / base.info.build).iterdir()) == [
        *("graph", "lock", "manifest.json", "rdf", "search", "store"),
    ]


def test_the_same_input_gives_the_same_hash_and_the_same_bytes(
    base: KnowledgeBase, built: Built, derived_graph: CareerGraph, tmp_path: Path
) -> None:
    # The graph of these tests was made of the same facts by another process than that of the build.
    assert derived_graph.content_hash() == base.info.content_hash
    first = built.home / "builds" / base.info.build
    tables.write_parquet(derived_graph, tmp_path / "graph")
    assert len(table_hashes(first)) == len(list((first / "graph").rglob("*.*"))) > 40
    assert table_hashes(first) == table_hashes(tmp_path)


@pytest.mark.usefixtures("quick")
def test_a_reader_keeps_its_build_while_newer_ones_are_made(tmp_path: Path, framework: CareerGraph) -> None:
    first = build(tmp_path)
    with careergraph.open(tmp_path) as reader:
        second = build(tmp_path)
        third = build(tmp_path)
        assert reader.info.build == first.build
        assert len(reader.query("MATCH (s:SubCluster) RETURN s")) == 72
        assert reader.find("software solutions")[0].title == "Software Solutions"
        assert reader.graph() == framework.extended([OWN])
        assert entries(tmp_path) == sorted([".lock", first.build, third.build, "current"])
    assert second.build not in entries(tmp_path)
    fourth = build(tmp_path)
    assert entries(tmp_path) == sorted([".lock", fourth.build, "current"])
    with careergraph.open(tmp_path) as reader:
        assert reader.info.build == fourth.build


@pytest.mark.usefixtures("quick")
def test_two_readers_of_one_build_hold_it_until_the_last_one_leaves(tmp_path: Path) -> None:
    first = build(tmp_path)
    one, other = careergraph.open(tmp_path), careergraph.open(tmp_path)
    one.close()
    build(tmp_path)
    assert len(other.query("MATCH (c:CareerCluster) RETURN c")) == 14
    assert first.build in entries(tmp_path)
    other.close()
    build(tmp_path)
    assert first.build not in entries(tmp_path)


@pytest.mark.usefixtures("quick")
def test_a_reader_that_comes_while_a_new_build_is_named_gets_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    made: list[Manifest] = []

    def overtaken(path: Path) -> Manifest:
        if not made:
            made.append(build(tmp_path))
        return read_manifest(path)

    monkeypatch.setattr("careergraph.builds.read_manifest", overtaken)
    held = open_current(tmp_path)
    held.close()
    assert held.manifest.build == made[0].build


def test_the_manifest_is_plain_json_that_says_where_everything_comes_from(
    built: Built, base: KnowledgeBase
) -> None:
    raw = json.loads((built.home / "builds" / base.info.build / "manifest.json").read_text())
    assert raw["made_from"] == "shipped facts"
    assert len(raw["sources"]) == len(LOADERS) + 1
    for source in raw["sources"]:
        assert all(source[name] for name in ("title", "publisher", "release", "rights", "url", "citation")), source
    assert base.info.citation().count("Advance CTE") >= 1
    assert base.info.build in base.info.citation()


def test_the_tables_can_be_read_without_careergraph_having_been_opened(
    built: Built, derived_graph: CareerGraph
) -> None:
    name = (built.home / "builds" / "current").read_text().strip()
    assert (
        tables.read_parquet(built.home / "builds" / name / "graph").label_counts() == derived_graph.label_counts()
    )
