"""What tests of several rooms share: the shipped graph, a build of it, the official files; who runs what."""

from __future__ import annotations

import gc
import gzip
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from xdist.scheduler import LoadScopeScheduling

from careergraph.derivation import with_derived
from loaders.pipeline import LOADERS, Loaded, load_shipped, to_graph
from ontology.graph import CareerGraph
from ontology.rdf.edition import Edition, make_edition
from tests.browser.chromium import launched
from tests.built import Built, build_with, once
from tests.queries.catalog.world import World

ROOT = Path(__file__).parent.parent

settings.register_profile("careergraph", deadline=None, max_examples=50, derandomize="CI" in os.environ)
settings.load_profile("careergraph")

# Graphs of a million objects live as long as the tests; to look for garbage among them took a third of the time.
gc.set_threshold(100_000, 20, 5)

# What takes longest begins first, so that the workers of `pytest -n 2` end together.
LONGEST_FIRST = (
    "tests/neo4j",
    "tests/server",
    "tests/dashboard/browser",
    "tests/careergraph/test_kill.py",
    "tests/loaders/test_snapshot.py",
)


# Folders whose tests share a server.
SHARING = ("tests/neo4j", "tests/server", "tests/dashboard/browser")


def group(nodeid: str) -> str:
    """What one worker runs, one test after the other: a file, or all that shares a server."""
    path = nodeid.partition("::")[0]
    return next((shared for shared in SHARING if path.startswith(f"{shared}/")), path)


def rank(item: pytest.Item) -> int:
    name = group(item.nodeid)
    return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Hands out groups in the order of the tests; xdist's own `--dist loadgroup` does nothing under pytest 9."""
    config.option.loadscopereorder = False
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = group
    return scheduler


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
    """A build that all tests read and none changes."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    home = place / "home"
    return once(place / "built", lambda: build_with(script, home, environment(home)))


@pytest.fixture(scope="session")
def fewer_facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where to import loaders from that know the framework, occupations and industries: a quarter of a build."""
    loaders = tmp_path_factory.mktemp("fewer") / "loaders"
    shutil.copytree(ROOT / "loaders", loaders, ignore=shutil.ignore_patterns("__pycache__"))
    kept = {Path(name) for name in ("soc/codes.csv", "naics/codes.csv", "oews/industries.csv")}
    for table in (loaders / "facts").rglob("*.csv*"):
        if table.parent.name != "framework" and table.relative_to(loaders / "facts") not in kept:
            packed = table.suffix == ".gz"
            with gzip.open(table) if packed else table.open("rb") as file:
                header = file.readline()
            table.write_bytes(gzip.compress(header) if packed else header)
    for specification in loaders.glob("*.toml"):
        text = specification.read_text(encoding="utf-8")
        specification.write_text(text.partition("[expect]")[0], encoding="utf-8")
    return loaders.parent


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser. While it is there an event loop runs, so that tests of other modules could start none."""
    with launched() as found:
        yield found
