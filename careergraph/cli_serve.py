"""The command that serves the current build over HTTP: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from careergraph.cli_common import note


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for all of this machine.")
    ] = "127.0.0.1",
    prefix: Annotated[str, typer.Option(help="Where a proxy puts the server: /graph, say.")] = "",
) -> None:
    """Serve the current build as linked data: pages, documents, SPARQL, Cypher, search, downloads.

    Example: `careergraph serve --port 8000`
    """
    from careergraph.progress import progress
    from careergraph.serving import HomeBuilds
    from server.run import run
    from server.takeover import Current

    with progress() as step:
        step("Opening the build")
        current = Current(HomeBuilds(context.obj))
    run(current, host, port, prefix, told=note)
