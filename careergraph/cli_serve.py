"""The command that serves the current build over HTTP: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from careergraph.cli_common import place


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for all of this machine.")
    ] = "127.0.0.1",
    prefix: Annotated[str, typer.Option(help="Where a proxy puts the server: /graph, say.")] = "",
    proxies: Annotated[
        str, typer.Option(metavar="ADDRESSES", help="Proxies whose X-Forwarded headers count, with commas.")
    ] = "127.0.0.1,::1",
    data: Annotated[bool, typer.Option("--data/--no-data", help="Offer the whole build as files.")] = True,
    access_log: Annotated[
        bool, typer.Option("--access-log/--no-access-log", help="Log every request on standard error.")
    ] = True,
) -> None:
    """Serve the current build as linked data: pages, documents, SPARQL, Cypher, search, downloads.

    A new build takes over by itself. Ctrl-C stops the server.

    Example: `careergraph serve --port 8000`
    """
    from careergraph.serving import HomeBuilds
    from careergraph.stopping import stops_at_signals
    from server.run import address, listen, run
    from server.served import Limits
    from server.takeover import Current

    where = place(prefix)
    stops_at_signals()
    with listen(host, port) as listening:
        typer.echo("Opening the build")
        current = Current(HomeBuilds(context.obj, data=data))
        typer.echo(f"Serving at {address(listening, where)} (Ctrl-C stops it)")
        limits = Limits.within(context.obj.timeout, context.obj.limit)
        run(current, listening, prefix=where, limits=limits, access_log=access_log, proxies=proxies)
