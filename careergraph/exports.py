"""What an export writes: every format, its files, their checksums; nothing is left half done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.exports import csvw, graphml, parquet, schema_org, sssom, xlsx
from ontology.exports.checksums import sha256, write_checksums
from ontology.exports.packing import pack
from ontology.graph import CareerGraph
from ontology.rdf import formats
from ontology.rdf.catalog import data_sets, files_of
from ontology.rdf.changes import Change, stored, write_changes
from ontology.rdf.context import context_document
from ontology.rdf.edition import read_lines
from ontology.rdf.metadata import description_lines
from ontology.rdf.ontology_file import turtle as ontology_turtle

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase

Progress = Callable[[str], None]
WriteTables = Callable[[CareerGraph, Path, str], list[Path]]

RDF = tuple(formats.FORMATS)
"""Formats of triples: the edition as the build holds it."""

TABLES: Mapping[str, WriteTables] = {
    "sssom": sssom.write_sssom,
    "schema-org": schema_org.write_schema_org,
    "csvw": csvw.write_csvw,
    "graphml": graphml.write_graphml,
    "parquet": parquet.write_parquet,
    "xlsx": xlsx.write_xlsx,
}
"""Formats that are made of the graph, name → what writes them."""

FORMATS = (*RDF, *TABLES)
CHANGES = "changes.rdfp"
COMPRESSIBLE = {*RDF, "sssom", "schema-org", "graphml"}
"""The others are compressed themselves, or have a file that names their files with their checksums."""


class NotEmpty(ValueError):
    """An export may not mix with what is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is there and not empty; name a new folder")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of an export: its path below the folder, its size, its SHA-256."""

    name: str
    bytes: int
    sha256: str


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which becomes `folder` only when all went well. Raises NotEmpty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        yield unfinished
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def export(
    base: KnowledgeBase, chosen: tuple[str, ...], folder: Path, *, gzip: bool, progress: Progress
) -> list[Exported]:
    """Writes the build in the chosen formats and `SHA256SUMS` into a new folder; gives its files.

    Triples lie in it directly, any other format in a folder of its name where there are several. Same graph, same
    bytes. Raises NotEmpty.
    """
    graph = base.graph() if set(chosen) & set(TABLES) else None
    with new_folder(folder) as unfinished:
        for name in chosen:
            progress(f"Writing {name}")
            if name in RDF:
                written = _write_triples(base, name, unfinished)
            else:
                assert graph is not None
                place = unfinished / name if len(chosen) > 1 else unfinished
                place.mkdir(exist_ok=True)
                written = TABLES[name](graph, place, base.info.base)
            if gzip and name in COMPRESSIBLE:
                for path in written:
                    pack(path)
        if set(chosen) & set(RDF):
            _write_beside(base, unfinished)
        progress("Adding checksums")
        write_checksums(unfinished)
        return [
            Exported(path.relative_to(unfinished).as_posix(), path.stat().st_size, sha256(path))
            for path in _files(unfinished)
        ]


def export_changes(base: KnowledgeBase, since: Path, folder: Path) -> list[Change]:
    """Writes the RDF Patch from the edition in `since` to that of the build; gives what changes in each graph."""
    with new_folder(folder) as unfinished:
        with (unfinished / CHANGES).open("w", encoding="utf-8", newline="\n") as out:
            found = write_changes(stored(since), stored(base.rdf), out)
        write_checksums(unfinished)
    return found


def _write_triples(base: KnowledgeBase, name: str, folder: Path) -> list[Path]:
    written = []
    for found in data_sets().values():
        if file := files_of(found).get(name):
            written.append(folder / file.removesuffix(".gz"))
            graphs = {graph: read_lines(base.rdf, graph) for graph in found.parts or (found.name,)}
            with written[-1].open("wb") as out:
                formats.write(graphs, name, out, base.info.base)
    return written


def _write_beside(base: KnowledgeBase, folder: Path) -> None:
    """What goes with triples of any format: the ontology, the JSON-LD context, the catalogue (VoID, DCAT)."""
    (folder / "ontology.ttl").write_text(ontology_turtle(), encoding="utf-8", newline="\n")
    (folder / "context.jsonld").write_text(context_document(base.info.base), encoding="utf-8", newline="\n")
    with (folder / "void.ttl").open("wb") as out:
        lines = description_lines(read_lines(base.rdf, "metadata"), base.info.base)
        formats.write({"metadata": lines}, "turtle", out, base.info.base)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
