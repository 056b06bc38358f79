"""All sources in load order: official files or shipped tables to facts, and facts to the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from loaders import (
    bls_combined,
    cip,
    cip_concordance,
    cip_soc,
    crosswalk,
    framework,
    matrix,
    naics,
    naics_concordance,
    oews,
    onet,
    projections,
    soc,
    soc_concordance,
)
from loaders.details import Detail, merged
from loaders.errors import SourceError
from loaders.shipped import FACTS, Facts, Reading, read_facts, write_facts
from loaders.sources import SourceSpec
from loaders.tables import OfficialFiles
from ontology.graph import CareerGraph
from ontology.integrity import check_counts
from ontology.nodes import Node
from ontology.records import Record

Progress = Callable[[str], None]


class Loader(Protocol):
    """What every module of a source has."""

    SOURCE: SourceSpec

    def records(self, known: Mapping[str, Facts]) -> Iterator[Record | Detail]:
        """Records out of facts."""


class OfficialLoader(Loader, Protocol):
    """What a module has whose facts come out of official files."""

    def read(self, files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
        """Facts out of official files."""


# Curated tables are always the shipped ones; official ones are read in this order, each may look at those before.
CURATED: Mapping[str, Loader] = {"framework": framework, "bls_combined": bls_combined}
OFFICIAL: Mapping[str, OfficialLoader] = {
    "naics": naics,
    "soc": soc,
    "cip": cip,
    "cip_soc": cip_soc,
    "crosswalk": crosswalk,
    "oews": oews,
    "projections": projections,
    "matrix": matrix,
    "onet": onet,
    "soc_concordance": soc_concordance,
    "cip_concordance": cip_concordance,
    "naics_concordance": naics_concordance,
}
LOADERS: Mapping[str, Loader] = {**CURATED, **OFFICIAL}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The facts of all sources; counts and checksums of the official files where they were read."""

    facts: Mapping[str, Facts]
    counts: Mapping[str, Mapping[str, int]]
    checksums: Mapping[str, str]


def _quiet(_: str) -> None:
    pass


def load_shipped() -> Loaded:
    """The shipped tables of all sources."""
    return Loaded({name: read_facts(name) for name in LOADERS}, {}, {})


def load_official(folder: Path, progress: Progress = _quiet) -> Loaded:
    """The facts of the official files below `folder`. Raises SourceError at the first surprise."""
    if not folder.is_dir():
        raise SourceError("a folder that holds the official files", file=str(folder))
    facts: dict[str, Facts] = {name: read_facts(name) for name in CURATED}
    counts: dict[str, Mapping[str, int]] = {}
    checksums: dict[str, str] = {}
    for name, loader in OFFICIAL.items():
        progress(loader.SOURCE.title)
        files = OfficialFiles(folder, loader.SOURCE)
        reading = loader.read(files, facts)
        _check_counts(loader.SOURCE, reading)
        facts[name], counts[loader.SOURCE.name] = reading.tables, reading.counts
        checksums |= files.checksums()
    return Loaded(facts, counts, checksums)


def _check_counts(source: SourceSpec, reading: Reading) -> None:
    for what, expected in source.counts.items():
        if what not in reading.uncounted and reading.counts[what] != expected:
            names = ", ".join(spec.names[0] for spec in source.files.values())
            raise SourceError(
                f"{expected:,} {what}, as release {source.release} has", file=names, value=reading.counts[what]
            )


@dataclass(slots=True)
class Contribution:
    """How much of the graph a source makes: nodes, relationships, and nodes of others that it adds to."""

    nodes: int = 0
    relationships: int = 0
    details: int = 0

    def count(self, record: Record | Detail) -> None:
        """Counts one record more."""
        if isinstance(record, Detail):
            self.details += 1
        elif isinstance(record, Node):
            self.nodes += 1
        else:
            self.relationships += 1


def assemble(loaded: Loaded) -> tuple[CareerGraph, dict[str, Contribution]]:
    """The checked graph of all facts, and source name → what it contributes.

    Raises IntegrityError where a rule or an expected count is broken.
    """
    contributions = {loader.SOURCE.name: Contribution() for loader in LOADERS.values()}
    sources = [loader.SOURCE.node() for loader in LOADERS.values()]
    graph = CareerGraph.from_records(merged((*sources, *_records(loaded.facts, contributions))))
    found = graph.label_counts() | graph.type_counts()
    for loader in LOADERS.values():
        check_counts(found, loader.SOURCE.expect)
    return graph, contributions


def to_graph(loaded: Loaded) -> CareerGraph:
    """The checked graph of all facts; raises what assemble raises."""
    return assemble(loaded)[0]


def _records(facts: Mapping[str, Facts], contributions: Mapping[str, Contribution]) -> Iterator[Record | Detail]:
    for loader in LOADERS.values():
        contribution = contributions[loader.SOURCE.name]
        for record in loader.records(facts):
            contribution.count(record)
            yield record


def snapshot(folder: Path, target: Path = FACTS, progress: Progress = _quiet) -> list[Path]:
    """Writes the tables of all official files below `folder` as shipped tables; returns their paths."""
    loaded = load_official(folder, progress)
    to_graph(loaded)
    return [
        path
        for name, loader in OFFICIAL.items()
        for path in write_facts(name, loaded.facts[name], target, loader.SOURCE.compressed)
    ]
