"""The command that shows the current build in a browser: dashboard."""

from __future__ import annotations

from typing import Annotated

import typer

from careergraph.cli_common import place


def dashboard(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8501,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for all of this machine.")
    ] = "127.0.0.1",
    prefix: Annotated[str, typer.Option(help="Where a proxy puts the dashboard: /careers, say.")] = "",
    server: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where `careergraph serve` answers; pages link to it.")
    ] = "",
) -> None:
    """Show the current build in a browser: clusters, then and now, codes, figures, the graph, Cypher.

    Nothing is sent anywhere, and what you upload stays in your session. Ctrl-C stops it.

    Example: `careergraph dashboard --port 8501`
    """
    from careergraph.showing import open_for_dashboard
    from careergraph.stopping import stops_at_signals
    from dashboard.run import run
    from server.run import address, listen

    where = place(prefix)
    stops_at_signals()
    # Streamlit makes a socket of its own; this one finds a port, and says what is wrong with one, before that.
    with listen(host, port) as listening:
        shown, port = address(listening, where), listening.getsockname()[1]
    typer.echo("Opening the build")
    with open_for_dashboard(context.obj, server) as build:
        run(build, host, port, where, lambda: typer.echo(f"Showing at {shown} (Ctrl-C stops it)"))
