"""The command that fills a Neo4j server: load."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json


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
