"""Builds: made under an id of their own, checked, and only then named current.

`builds/<id>/` holds `graph/` (Parquet tables), `store/` (Cypher store), `search` (index), `rdf/` (RDF edition)
and `manifest.json`; `builds/current` names the live build. A reader holds a shared lock on its build; one that
nobody reads is removed after the next one. What an interrupted build leaves behind starts with a point, and goes.
"""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import portalocker

from careergraph.derivation import own_source, with_derived
from careergraph.manifest import Manifest, make_manifest, read_manifest, write_manifest
from loaders.pipeline import assemble, load_official, load_shipped
from ontology import tables
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.rdf.edition import named_graphs, write_edition
from queries.arcadedb_store import ArcadeDBStore
from queries.search import SearchIndex, build_index, entries

Progress = Callable[[str], None]


class BuildError(Exception):
    """A build cannot be made or opened; its text is fit to show."""


class NoBuild(BuildError):
    """There is no build yet."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"There is no build in {home}. Make one with: careergraph build")
        self.home = home


class DamagedBuild(BuildError):
    """A build's parts are missing or do not belong together."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"The build in {folder} cannot be used: {why}. Make a new one with: careergraph build")
        self.folder = folder


class ClosedBuild(BuildError):
    """A build was given back before this call."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The build in {folder} is closed.")
        self.folder = folder


class BuildUnderWay(BuildError):
    """Another process is building in the same place."""

    def __init__(self, home: Path) -> None:
        instead = "Wait for it, or name another place: careergraph --home DIR build"
        super().__init__(f"Another build is under way in {home}. {instead}")
        self.home = home


@dataclass(frozen=True, slots=True)
class Build:
    """A build that is being read. Its folder stays until `close`."""

    folder: Path
    manifest: Manifest
    lease: IO[str]

    @property
    def store(self) -> Path:
        """Folder of the Cypher store."""
        return self.folder / "store"

    @property
    def search(self) -> Path:
        """File of the search index."""
        return self.folder / "search"

    @property
    def rdf(self) -> Path:
        """Folder of the RDF edition."""
        return self.folder / "rdf"

    def graph(self) -> CareerGraph:
        """The whole graph, out of the Parquet tables."""
        with _without_collector():
            return tables.read_parquet(self.folder / "graph")

    def close(self) -> None:
        """Give the build back."""
        self.lease.close()


def build(
    home: Path,
    official: Path | None = None,
    progress: Progress = lambda _: None,
    *,
    base: str = BASE,
    derived: bool = True,
    keep: bool = False,
) -> Manifest:
    """Makes a build of the shipped facts, or of the official files below `official`, and names it current.

    The IRIs of its RDF edition begin with `base`. Without `derived` it holds only what is published; with `keep`
    no build of before is removed.
    Gives its manifest. Raises BuildUnderWay, SourceError, IntegrityError or StoreError; the build of before stays.
    """
    began = time.monotonic()
    builds = home / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    with _alone(builds, home), _without_collector():
        _remove_litter(builds)
        progress("Reading official files" if official else "Reading the shipped facts")
        loaded = load_official(official, progress) if official else load_shipped()
        graph, contributions = assemble(loaded)
        if derived:
            progress("Deriving what nobody publishes")
            graph = with_derived(graph, loaded)
        own = own_source(graph) if derived else None
        made = datetime.now(UTC)
        name = f"{made:%Y%m%dT%H%M%S%f}-{graph.content_hash()[:12]}"
        unfinished = builds / f".{name}"
        try:
            triples = _write(unfinished, graph, base, progress)
            manifest = make_manifest(
                name,
                graph,
                contributions,
                loaded,
                own,
                base=base,
                triples=triples,
                made=made,
                official=official,
                began=began,
            )
            write_manifest(manifest, unfinished / "manifest.json")
            unfinished.replace(builds / name)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        _name_current(builds, name)
        if not keep:
            _remove_unused(builds, name)
    return manifest


def open_current(home: Path) -> Build:
    """The live build, held until it is closed. Raises NoBuild or DamagedBuild."""
    builds = home / "builds"
    for _ in range(10):
        name = _current(builds, home)
        with suppress(FileNotFoundError):
            held = _open(builds / name)
            # Only a build that is current after it was locked is safe from its successor's tidying.
            if _current(builds, home) == name:
                return held
            held.close()
    raise DamagedBuild(builds / name, "its folder or its manifest is missing")


def current_name(home: Path) -> str:
    """Id of the live build. Raises NoBuild."""
    return _current(home / "builds", home)


def _current(builds: Path, home: Path) -> str:
    try:
        return (builds / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBuild(home) from None


def _open(folder: Path) -> Build:
    lease = (folder / "lock").open("r", encoding="utf-8")
    try:
        portalocker.lock(lease, portalocker.LockFlags.SHARED)
        manifest = read_manifest(folder / "manifest.json")
    except FileNotFoundError:
        lease.close()
        raise
    except ValueError as error:
        lease.close()
        raise DamagedBuild(folder, str(error)) from error
    return Build(folder, manifest, lease)


@contextmanager
def _alone(builds: Path, home: Path) -> Iterator[None]:
    flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
    with (builds / ".lock").open("a", encoding="utf-8") as handle:
        try:
            portalocker.lock(handle, flags)
        except portalocker.LockException:
            raise BuildUnderWay(home) from None
        yield


@contextmanager
def _without_collector() -> Iterator[None]:
    # The records hold no cycles, and looking through them for some costs a tenth of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write(folder: Path, graph: CareerGraph, base: str, progress: Progress) -> dict[str, int]:
    folder.mkdir()
    (folder / "lock").touch()
    progress(f"Writing {len(graph.nodes):,} nodes and {len(graph.relationships):,} relationships as tables")
    tables.write_parquet(graph, folder / "graph")
    progress("Making the search index and the RDF edition")
    with ThreadPoolExecutor(1) as pool:
        # Beside the store, which is made in Java while Python has time for the others.
        index = pool.submit(build_index, folder / "search", entries(graph))
        triples = pool.submit(lambda: write_edition(named_graphs(graph, base), folder / "rdf"))
        progress("Loading the Cypher store")
        ArcadeDBStore.create(folder / "store", graph)
        index.result()
        triples.result()
    progress("Checking")
    _check(folder, graph)
    return triples.result()


def _check(folder: Path, graph: CareerGraph) -> None:
    with ArcadeDBStore.open(folder / "store") as store:
        counts = store.schema()
        if store.content_hash != graph.content_hash():
            raise DamagedBuild(folder, "the store holds another graph than the tables")
    if dict(counts.labels) != graph.label_counts() or dict(counts.relationship_types) != graph.type_counts():
        raise DamagedBuild(folder, "the store does not count what the graph counts")
    with SearchIndex.open(folder / "search") as index:
        if not index.find(next(iter(graph.nodes))):
            raise DamagedBuild(folder, "the search index does not find the first node")


def _name_current(builds: Path, name: str) -> None:
    unfinished = builds / ".current"
    unfinished.write_text(f"{name}\n", encoding="utf-8")
    unfinished.replace(builds / "current")


def _remove_litter(builds: Path) -> None:
    """Folders of builds that were interrupted; the lock says that none is under way."""
    for folder in builds.glob(".*"):
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _remove_unused(builds: Path, current: str) -> None:
    for folder in builds.iterdir():
        if folder.is_dir() and folder.name != current and not folder.name.startswith(".") and _unused(folder):
            with suppress(OSError):
                shutil.rmtree(folder.replace(builds / f".{folder.name}"))


def _unused(folder: Path) -> bool:
    flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
    with suppress(FileNotFoundError), (folder / "lock").open("a", encoding="utf-8") as handle:
        try:
            portalocker.lock(handle, flags)
        except portalocker.LockException:
            return False
    return True
