"""Small graphs with the interface of the real one, and a store that holds each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import Property


@dataclass(frozen=True)
class FakeNode:
    id: str
    labels: tuple[str, ...]
    rest: Mapping[str, Property]

    def properties(self) -> dict[str, Property]:
        return {"id": self.id, "title": f"Title of {self.id}", **self.rest}


@dataclass(frozen=True)
class FakeRelationship:
    type: str
    start: str
    end: str
    rest: Mapping[str, Property]

    def properties(self) -> dict[str, Property]:
        return {"source": "source/test", **self.rest}


@dataclass(frozen=True)
class FakeGraph:
    nodes: dict[str, FakeNode]
    relationships: list[FakeRelationship]

    def content_hash(self) -> str:
        return f"hash-{len(self.nodes)}-{len(self.relationships)}"


def _nodes(labels: tuple[str, ...], prefix: str, count: int) -> list[FakeNode]:
    return [FakeNode(f"{prefix}/{i}", labels, {"code": f"{i:04d}"}) for i in range(count)]


def _small_graph() -> FakeGraph:
    """Fifty-odd nodes with one, two and three labels, and two EMPLOYED_IN between the same two nodes."""
    figures: dict[str, Property] = {
        "code": "15-1252",
        "altTitles": ("Coder", "Über-Programmer"),
        "medianWage2025": 130_000,
        "share": 3.0,
        "crossCutting": True,
    }
    nodes = [
        FakeNode("soc/2018/15-1252", ("Occupation", "DetailedOccupation"), figures),
        FakeNode("skill/python", ("Skill",), {}),
        *_nodes(("Occupation", "DetailedOccupation"), "occupation", 20),
        *_nodes(("Occupation", "MajorGroup"), "major", 3),
        *_nodes(("Program", "InstructionalProgram"), "program", 15),
        *_nodes(("Program", "InstructionalProgram", "Retired"), "retired", 5),
        *_nodes(("Program", "ProgramFamily"), "family", 4),
        *_nodes(("Framework",), "framework", 2),
    ]
    relationships = [
        FakeRelationship("EMPLOYED_IN", "occupation/1", "framework/0", {"jobs": 10, "locator": "a|b|1"}),
        FakeRelationship("EMPLOYED_IN", "occupation/1", "framework/0", {"jobs": 20, "locator": "a|b|2"}),
        FakeRelationship("PREPARES_FOR", "program/1", "occupation/1", {}),
        FakeRelationship("PREPARES_FOR", "program/2", "occupation/1", {}),
        FakeRelationship("PREPARES_FOR", "retired/2", "occupation/2", {"evidence": ("occupation/2", "program/2")}),
        FakeRelationship("RELATED_TO", "occupation/3", "occupation/3", {"rank": 1}),
    ]
    return FakeGraph({node.id: node for node in nodes}, relationships)


def _large_graph() -> FakeGraph:
    """Three thousand nodes, enough for a query over three of them to run for days."""
    nodes = {node.id: node for node in _nodes(("Occupation", "DetailedOccupation"), "many", 3000)}
    ids = list(nodes)
    pairs = [(ids[i], ids[(i * 7 + step) % len(ids)]) for i in range(len(ids)) for step in (1, 2, 3)]
    return FakeGraph(nodes, [FakeRelationship("RELATED_TO", start, end, {}) for start, end in pairs])


@pytest.fixture(scope="session")
def small_graph() -> FakeGraph:
    return _small_graph()


@pytest.fixture(scope="session")
def flawed_graphs() -> dict[str, FakeGraph]:
    """Graphs that no store can hold, by their flaw."""
    node, twin = FakeNode("a", ("Skill",), {}), FakeNode("b", ("Skill",), {"id": "a"})
    return {
        "dangling": FakeGraph({"a": node}, [FakeRelationship("RELATED_TO", "a", "gone", {})]),
        "duplicate": FakeGraph({"a": node, "b": twin}, []),
        "shared": FakeGraph({"a": node}, [FakeRelationship("Skill", "a", "a", {})]),
    }


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory, small_graph: FakeGraph) -> Path:
    folder = tmp_path_factory.mktemp("small") / "store"
    ArcadeDBStore.create(folder, small_graph)
    return folder


@pytest.fixture(scope="session")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "store"
    ArcadeDBStore.create(folder, _large_graph())
    return folder


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Iterator[ArcadeDBStore]:
    with ArcadeDBStore.open(small_folder) as store:
        yield store


@pytest.fixture(scope="session")
def large(large_folder: Path) -> Iterator[ArcadeDBStore]:
    with ArcadeDBStore.open(large_folder) as store:
        yield store


@pytest.fixture(scope="session")
def start() -> Callable[..., subprocess.Popen[str]]:
    """Start a Python of its own that opens the store in a folder and goes on as told."""

    def started(folder: Path, body: str, cwd: Path | None = None) -> subprocess.Popen[str]:
        lines = [
            "import sys, time",
            "from pathlib import Path",
            "from queries.arcadedb_store import ArcadeDBStore",
            f"store = ArcadeDBStore.open(Path({str(folder)!r}))",
            body,
        ]
        command = [sys.executable, "-c", "\n".join(lines)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environment, cwd=cwd, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    return started


@pytest.fixture(scope="session")
def resident_megabytes() -> Callable[[], int]:
    """Tell how much memory this process holds."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("resident memory is read from /proc")
    return lambda: int(status.read_text().split("VmRSS:")[1].split()[0]) // 1024
