"""What a build says of itself: `manifest.json`."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from loaders.pipeline import LOADERS, Contribution, Loaded
from loaders.sources import SourceSpec
from ontology.graph import CareerGraph

FORMAT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One source of a build: its nodes, its relationships, its additions to nodes of others (`details`).

    `files` maps a name to the SHA-256 of the release that the counts were taken from. Where official files were
    read, `differing` names those with other content, and `counts` is what was asserted.
    """

    id: str
    title: str
    publisher: str
    release: str
    rights: str
    url: str
    citation: str
    note: str | None
    nodes: int
    relationships: int
    details: int
    files: Mapping[str, str]
    differing: list[str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a build is, when (UTC) and from what it was made, what it counts. `seconds` is wall-clock time.

    `derived` says whether it holds what careergraph derives; then the last source is careergraph's own. `base` is
    where the IRIs of its RDF edition begin, `triples` how many each named graph of that has.
    """

    format: int
    build: str
    made: str
    made_from: str
    derived: bool
    content_hash: str
    careergraph: str
    store: str
    base: str
    triples: Mapping[str, int]
    seconds: float
    nodes: int
    relationships: int
    labels: Mapping[str, int]
    relationship_types: Mapping[str, int]
    sources: list[SourceEntry]

    def citation(self) -> str:
        """How to cite the build."""
        sources = "; ".join(source.citation.rstrip(".") for source in self.sources)
        what = f"careergraph {self.careergraph}: a graph of the National Career Clusters Framework"
        return f"{what}. Build {self.build}. Sources: {sources}."


def make_manifest(
    name: str,
    graph: CareerGraph,
    contributions: Mapping[str, Contribution],
    loaded: Loaded,
    own: SourceEntry | None,
    *,
    base: str,
    triples: Mapping[str, int],
    made: datetime,
    official: Path | None,
    began: float,
) -> Manifest:
    """The manifest of a build that began at `began` on the monotonic clock; `own` stands for its derived part."""
    published = [_source(loader.SOURCE, contributions[loader.SOURCE.name], loaded) for loader in LOADERS.values()]
    return Manifest(
        format=FORMAT,
        build=name,
        made=made.isoformat(timespec="seconds"),
        made_from=f"official files in {official}" if official else "shipped facts",
        derived=own is not None,
        content_hash=graph.content_hash(),
        careergraph=version("careergraph"),
        store=f"ArcadeDB {version('arcadedb-embedded')}",
        base=base,
        triples=triples,
        seconds=round(time.monotonic() - began, 1),
        nodes=len(graph.nodes),
        relationships=len(graph.relationships),
        labels=graph.label_counts(),
        relationship_types=graph.type_counts(),
        sources=[*published, *([own] if own else [])],
    )


def _source(source: SourceSpec, contribution: Contribution, loaded: Loaded) -> SourceEntry:
    files = {spec.names[0]: spec.sha256 for spec in source.files.values()}
    return SourceEntry(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        release=source.release,
        rights=source.rights,
        url=source.url,
        citation=source.citation,
        note=source.note,
        nodes=contribution.nodes,
        relationships=contribution.relationships,
        details=contribution.details,
        files=files,
        differing=[name for name, checksum in files.items() if loaded.checksums.get(name, checksum) != checksum],
        counts=loaded.counts.get(source.name, {}),
    )


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Writes it as JSON."""
    path.write_text(json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_manifest(path: Path) -> Manifest:
    """What write_manifest wrote. Raises FileNotFoundError, or ValueError for another program's or version's."""
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if raw.get("format") != FORMAT:
        raise ValueError(f"{path.name} has format {raw.get('format')}, this careergraph reads {FORMAT}")
    try:
        return Manifest(**(raw | {"sources": [SourceEntry(**source) for source in raw["sources"]]}))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name} does not hold what this careergraph writes ({error})") from error
