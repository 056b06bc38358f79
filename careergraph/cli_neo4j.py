"""The commands for Neo4j: load, export."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong


class ExportFormat(StrEnum):
    """Formats of an export."""

    NEO4J_CSV = "neo4j-csv"


def load(
    context: typer.Context,
    to: Annotated[str, typer.Option(metavar="URL", help="The server: bolt://host:7687, neo4j+s://host.")],
    as_json: Json = False,
) -> None:
    """Load the current build into a Neo4j 5 database; what another program wrote there is never touched.

    User, password, database and certificate: CAREERGRAPH_NEO4J_USER, _PASSWORD, _DATABASE, _CERTIFICATE.

    Example: `careergraph load --to bolt://localhost:7687`
    """
    from careergraph.progress import counting
    from queries.neo4j_load import load as put

    address = context.obj.neo4j.address(to)
    with open_base(context) as base, counting() as step:
        changes = put(address, base.graph(), step)
    if as_json:
        print_json(asdict(changes))
    elif not any(asdict(changes).values()):
        typer.echo(f"{address} holds this build already; nothing was changed.")
    else:
        made = f"{changes.nodes_created:,} nodes and {changes.relationships_created:,} relationships"
        gone = f"{changes.nodes_deleted:,} and {changes.relationships_deleted:,}"
        typer.echo(f"{address}: {made} loaded, {gone} of an earlier build removed.")
        note(f"Ask it: careergraph query --store {to} 'MATCH (c:CareerCluster) RETURN c.title'")


def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Write into this new folder.")],
) -> None:
    """Write the current build out, for other programs.

    Example: `careergraph export --format neo4j-csv --output neo4j-files`
    """
    from queries.neo4j_csv import write_csv

    assert form is ExportFormat.NEO4J_CSV
    if output.exists() and any(output.iterdir()):
        wrong(f"{output} is there and not empty; name a new folder", "--output")
    output.mkdir(parents=True, exist_ok=True)
    with open_base(context) as base:
        command = write_csv(base.graph(), output, context.obj.neo4j.database or "neo4j")
    note(f"On the server, stopped, in {output}:")
    typer.echo(command)
