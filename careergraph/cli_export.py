"""The command that writes the current build out: export."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase


class ExportFormat(StrEnum):
    """Formats of an export."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    SSSOM = "sssom"
    SCHEMA_ORG = "schema-org"
    CSVW = "csvw"
    GRAPHML = "graphml"
    PARQUET = "parquet"
    XLSX = "xlsx"
    ALL = "all"
    NEO4J_CSV = "neo4j-csv"
    CHANGES = "changes"


def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write; all: all but the last two.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Write into this new folder.")],
    gzip: Annotated[
        bool, typer.Option("--gzip", help="Compress triples and texts (.gz); tables stay as they are.")
    ] = False,
    since: Annotated[
        Path | None, typer.Option("--since", metavar="BUILD", help="For changes: the folder of an earlier build.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the current build out: RDF, mapping sets, tables, a workbook; with checksums, always the same bytes.

    Triples are files (or named graphs) published, derived, labour, metadata; core is published and metadata.

    Example: `careergraph export --format turtle --output rdf --gzip`
    """
    from careergraph.exports import NotEmpty

    if (since is not None) != (form is ExportFormat.CHANGES):
        wrong("--format changes and --since go together", "--since")
    if form in (ExportFormat.NEO4J_CSV, ExportFormat.CHANGES) and gzip:
        wrong(f"{form} is not compressed", "--gzip")
    try:
        with open_base(context) as base:
            if form is ExportFormat.NEO4J_CSV:
                _neo4j_csv(base, output, context.obj.neo4j.database or "neo4j")
            elif since is not None:
                _changes(base, since, output, as_json=as_json)
            else:
                _files(base, form, output, gzip=gzip, as_json=as_json)
    except NotEmpty as error:
        wrong(str(error), "--output")


def _files(base: KnowledgeBase, form: ExportFormat, output: Path, *, gzip: bool, as_json: bool) -> None:
    from careergraph.exports import FORMATS, export
    from careergraph.progress import progress

    chosen = FORMATS if form is ExportFormat.ALL else (str(form),)
    with progress() as step:
        files = export(base, chosen, output, gzip=gzip, progress=step)
    if as_json:
        print_json({"folder": str(output), "build": base.info.build, "files": [asdict(file) for file in files]})
        return
    for file in files:
        typer.echo(f"{file.bytes:>13,}  {file.name}")
    note(f"{len(files)} files in {output}. Check them there with: sha256sum -c SHA256SUMS")


def _changes(base: KnowledgeBase, since: Path, output: Path, *, as_json: bool) -> None:
    from careergraph.exports import CHANGES, export_changes

    folder = since / "rdf" if (since / "rdf").is_dir() else since
    if not (folder / "published.nt.zst").is_file():
        wrong(
            f"{since} holds no RDF edition; name the folder of an earlier build (build --keep keeps them)",
            "--since",
        )
    found = export_changes(base, folder, output)
    if as_json:
        print_json({"file": str(output / CHANGES), "graphs": [asdict(change) for change in found]})
        return
    for change in found:
        typer.echo(f"{change.graph}: {change.added:,} triples added, {change.removed:,} removed")
    note(f"The RDF Patch is {output / CHANGES}.")


def _neo4j_csv(base: KnowledgeBase, output: Path, database: str) -> None:
    from careergraph.exports import new_folder
    from queries.neo4j_csv import write_csv

    with new_folder(output) as unfinished:
        command = write_csv(base.graph(), unfinished, database)
    note(f"On the server, stopped, in {output}:")
    typer.echo(command)
