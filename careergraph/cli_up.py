"""The command that runs all there is to see: up."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from careergraph.settings import Settings


def up(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The linked-data server's port; 0 takes a free one.")
    ] = 8000,
    dashboard_port: Annotated[
        int, typer.Option(min=0, max=65535, help="The dashboard's port; 0 takes a free one.")
    ] = 8501,
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for all of this machine.")
    ] = "127.0.0.1",
) -> None:
    """Build if there is no build yet, then run the dashboard and the linked-data server, until Ctrl-C.

    Example: `careergraph up`
    """
    from careergraph.together import Part, run
    from server.run import address, listen

    # Both ports are ours before a build is begun, and until the two can have them.
    with listen(host, port) as first, _listen(host, dashboard_port) as second:
        server, dashboard = address(first, ""), address(second, "")
        port, dashboard_port = first.getsockname()[1], second.getsockname()[1]
        _build_first(context.obj)
    home = f"--home={context.obj.home}"
    serve = [home, "serve", f"--host={host}", f"--port={port}", "--no-access-log"]
    show = [home, "dashboard", f"--host={host}", f"--port={dashboard_port}", f"--server={server}"]
    typer.echo("Opening the build")
    run(
        [
            Part("linked-data server", server, "/health", serve),
            Part("dashboard", dashboard, "/_stcore/health", show),
        ],
        lambda: typer.echo(f"Dashboard    {dashboard}\nLinked data  {server}\nCtrl-C stops both."),
    )
    typer.echo("Both have stopped.")


def _listen(host: str, port: int) -> socket.socket:
    """As the server listens. Raises CannotListen, which names the option for the dashboard's port."""
    from server.run import CannotListen, listen

    try:
        return listen(host, port)
    except CannotListen as error:
        raise CannotListen(str(error).replace("--port", "--dashboard-port")) from error


def _build_first(settings: Settings) -> None:
    from careergraph.builds import NoBuild, build, current_name
    from careergraph.progress import progress

    try:
        current_name(settings.home)
    except NoBuild:
        with progress() as step:
            build(settings.home, progress=step, base=settings.base)
