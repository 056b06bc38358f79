"""One build of the shipped facts for all tests here, and two ways to run the command line."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import careergraph
from alignments.provenance import OWN
from careergraph import builds
from careergraph.cli import main
from careergraph.knowledge import KnowledgeBase
from loaders.pipeline import LOADERS, Contribution
from ontology.graph import CareerGraph
from ontology.nodes import Code

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """A home with one build, what the console script said when it made it, and when each step began."""

    home: Path
    out: str
    steps: list[str]
    began: list[float]
    seconds: float


@pytest.fixture(scope="session")
def script() -> str:
    """The console script of the environment that runs the tests."""
    found = shutil.which("careergraph", path=str(Path(sys.executable).parent))
    assert found, "careergraph is not installed beside this Python"
    return found


@pytest.fixture(scope="session")
def environment() -> Callable[[Path], dict[str, str]]:
    """Makes the environment of a console script whose home is this folder, as a plain pipe sees it."""
    coloured = ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS")
    kept = {name: value for name, value in os.environ.items() if name not in coloured}
    return lambda home: {**kept, "CAREERGRAPH_HOME": str(home), "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def built(
    script: str, environment: Callable[[Path], dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Built:
    home = tmp_path_factory.mktemp("home")
    pipe, start = subprocess.PIPE, time.monotonic()
    steps, began = [], []
    with subprocess.Popen(
        [script, "build"], env=environment(home), stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stderr
        assert process.stdout
        for line in process.stderr:
            steps.append(line.strip())
            began.append(time.monotonic() - start)
        out = process.stdout.read()
    assert process.returncode == 0, steps
    return Built(home, out, steps, began, time.monotonic() - start)


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


@pytest.fixture
def ask(built: Built, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CompletedProcess[str]]:
    """Runs the same entry point inside this process, which spares the start of Java."""

    def asked(
        *arguments: str, stdin: str = "", home: Path = built.home, settings: Mapping[str, str] | None = None
    ) -> CompletedProcess[str]:
        out, err, code = io.StringIO(), io.StringIO(), 0
        for name, value in {"CAREERGRAPH_HOME": str(home), "COLUMNS": "200", **(settings or {})}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["careergraph", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        return CompletedProcess(arguments, code, ANSI.sub("", out.getvalue()), ANSI.sub("", err.getvalue()))

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


@pytest.fixture
def quick(framework: CareerGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds hold only the framework, and take a second."""
    contributions = {loader.SOURCE.name: Contribution() for loader in LOADERS.values()}
    monkeypatch.setattr(builds, "assemble", lambda _: (framework, contributions))
    monkeypatch.setattr(builds, "with_derived", lambda graph, _: graph.extended([OWN]))
