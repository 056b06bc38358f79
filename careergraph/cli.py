"""The command line: which commands there are, and what becomes of errors.

What takes long to import is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from careergraph import (
    cli_align,
    cli_answers,
    cli_ask,
    cli_builds,
    cli_coverage,
    cli_dashboard,
    cli_diff,
    cli_explain,
    cli_export,
    cli_methods,
    cli_neo4j,
    cli_overlay,
    cli_serve,
    cli_sparql,
    cli_up,
    cli_validate,
)

app = typer.Typer(
    name="careergraph",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="The graph of the US National Career Clusters Framework: clusters, sub-clusters, industries, "
    "occupations, programs, and where each link comes from.\n\n"
    "Start with: `careergraph build`, then `careergraph tour`.",
    epilog="Exit codes: 0 fine, 1 failed, 2 wrong use or query, 3 nothing found, 4 no build yet, 5 time limit.",
)
COMMANDS = (
    cli_builds.build,
    cli_answers.tour,
    cli_answers.find,
    cli_answers.show,
    cli_align.resolve,
    cli_align.align,
    cli_overlay.overlay,
    cli_answers.query,
    cli_ask.ask,
    cli_sparql.sparql,
    cli_answers.shell,
    cli_answers.schema,
    cli_explain.explain,
    cli_methods.methods,
    cli_coverage.coverage,
    cli_diff.diff,
    cli_neo4j.load,
    cli_up.up,
    cli_dashboard.dashboard,
    cli_serve.serve,
    cli_export.export,
    cli_validate.validate,
    cli_builds.info,
    cli_builds.fetch,
    cli_builds.snapshot,
)
WITH_PARAMETERS = (cli_ask.ask, cli_sparql.sparql)
for command in COMMANDS:
    app.command(context_settings=cli_ask.SETTINGS if command in WITH_PARAMETERS else None)(command)


@app.callback()
def common(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="Where builds live (else CAREERGRAPH_HOME, else your data folder).")
    ] = None,
) -> None:
    """Options before the command count for every command."""
    from careergraph.settings import settings

    context.obj = settings(home)


def main() -> None:
    """Runs the command line; known errors become one message and an exit code."""
    try:
        app()
    except Exception as error:
        from careergraph.failures import exit_code

        code = exit_code(error)
        if code is None:
            raise
        typer.secho(f"careergraph: {error}", fg="red", err=True)
        sys.exit(code)
