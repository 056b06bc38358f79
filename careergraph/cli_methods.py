"""The command that tells what careergraph derives: methods."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from careergraph.cli_common import Json, known_name, note, open_base, print_json


def methods(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="METHOD", help="A method, to see all that it found.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What careergraph derives: the methods, how much each asserts, and all that one of them found.

    Example: `careergraph methods prediction`
    """
    from alignments.derive import METHODS, records_of
    from careergraph.rendering import console, grid

    chosen = known_name(name, [m.name for m in METHODS], "method", "METHOD") if name else None
    with open_base(context) as base:
        graph, derived = base.graph(), base.info.derived
    rows = [_counts(method.name, method.question, records_of(graph, method)) for method in METHODS]
    if not derived:
        note("This build was made without derived relationships. Make one with them: careergraph build")
        raise typer.Exit(3)
    if as_json:
        print_json([row for row in rows if chosen in (None, row["method"])])
    elif chosen:
        (method,) = [m for m in METHODS if m.name == chosen]
        typer.echo(method.summary(graph, records_of(graph, method)).rstrip())
    else:
        numbers = ("asserted", "reported only", "findings")
        cells = [(*list(row.values())[:2], *(f"{row[n.replace(' ', '_')]:,}" for n in numbers)) for row in rows]
        console().print(grid(("method", "question", *numbers), cells, numbers))
        note("All that one found: careergraph methods METHOD. Rules and limits: docs/methods.md")


def _counts(name: str, question: str, records: list[Any]) -> dict[str, Any]:
    from ontology.derived import Concerns, Derived

    links = [r for r in records if isinstance(r, Derived) and not isinstance(r, Concerns)]
    asserted = sum(link.asserted for link in links)
    return {
        "method": name,
        "question": question,
        "asserted": asserted,
        "reported_only": len(links) - asserted,
        "findings": sum(isinstance(r, Concerns) for r in records),
    }
