"""Two ways to run the command line on the build of the shipped facts, and builds that take a second."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import careergraph
from alignments.provenance import OWN
from careergraph import builds
from careergraph.knowledge import KnowledgeBase
from loaders.pipeline import LOADERS, Contribution
from ontology import tables
from ontology.graph import CareerGraph
from ontology.nodes import Code
from tests.built import Built
from tests.command import in_process


@pytest.fixture(scope="session")
def run(
    built: Built, script: str, environment: Callable[[Path], dict[str, str]]
) -> Callable[..., CompletedProcess[str]]:
    """Runs the console script as a process of its own: `run("query", "-", stdin="RETURN 1")`."""

    def started(*arguments: str, stdin: str = "", home: Path = built.home) -> CompletedProcess[str]:
        command = [script, *arguments]
        return subprocess.run(
            command, env=environment(home), input=stdin, capture_output=True, text=True, timeout=120, check=False
        )

    return started


@pytest.fixture(scope="session")
def read_once(built: Built) -> Callable[[Path], CareerGraph]:
    """Reads the tables of a graph; those of the shared build only once, since no command changes a graph."""
    read = tables.read_parquet
    kept = cache(read)
    return lambda folder: (kept if folder.is_relative_to(built.home) else read)(folder)


@pytest.fixture
def ask(
    built: Built, read_once: Callable[[Path], CareerGraph], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., CompletedProcess[str]]:
    """Runs the same entry point inside this process, which spares the start of Java and the reading of tables."""
    monkeypatch.setattr(tables, "read_parquet", read_once)

    def asked(
        *arguments: str, stdin: str = "", home: Path = built.home, settings: Mapping[str, str] | None = None
    ) -> CompletedProcess[str]:
        given = {"CAREERGRAPH_HOME": str(home), **(settings or {})}
        return in_process(monkeypatch, *arguments, settings=given, stdin=stdin)

    return asked


@pytest.fixture(scope="session")
def base(built: Built) -> Iterator[KnowledgeBase]:
    with careergraph.open(built.home) as opened:
        yield opened


@pytest.fixture(scope="session")
def framework(graph: CareerGraph) -> CareerGraph:
    """The shipped graph without codes and what hangs on them: a tenth of it, that still keeps every rule."""
    nodes = {key: node for key, node in graph.nodes.items() if not isinstance(node, Code)}
    nodes = {key: node for key, node in nodes.items() if node.kind != "Alignment"}
    ends = [r for r in graph.relationships if r.start in nodes and r.end in nodes]
    return CareerGraph(nodes.values(), ends)


def _hold_only(framework: CareerGraph, patch: pytest.MonkeyPatch) -> None:
    contributions = {loader.SOURCE.name: Contribution() for loader in LOADERS.values()}
    patch.setattr(builds, "assemble", lambda _: (framework, contributions))
    patch.setattr(builds, "with_derived", lambda graph, _: graph.extended([OWN]))


@pytest.fixture
def quick(framework: CareerGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds hold only the framework, and take a second."""
    _hold_only(framework, monkeypatch)


@pytest.fixture(scope="session")
def quick_home(framework: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a build that holds only the framework; a test that changes it copies it first."""
    home = tmp_path_factory.mktemp("quick")
    with pytest.MonkeyPatch.context() as patch:
        _hold_only(framework, patch)
        builds.build(home)
    return home
