"""The command that checks RDF against the rules of the edition: validate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from ontology.rdf.validation import Checked, Report

SHOWN = 5
"""How many things a broken rule shows; JSON has all."""


def validate(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="RDF files instead of the current build.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check RDF against the rules of the edition (SHACL shapes): the current build, or files read as one.

    Formats go by ending: .ttl, .nt, .nq, .trig, .jsonld, .rdf, each with .gz, too. A file that is a part of an
    edition refers to the others: name them all. Which named graph a triple stands in is not looked at.
    Exit code 1 if a rule is broken.

    Example: `careergraph validate published.ttl metadata.ttl`
    """
    from careergraph.failures import FAILED, NOTHING_FOUND

    report = _report(context, files or [])
    if as_json:
        print_json(_plain(report))
    else:
        _print(report, f"{context.obj.base}id/")
    if report.broken:
        raise typer.Exit(FAILED)
    if len(report.idle) == len(report.checked):
        raise typer.Exit(NOTHING_FOUND)


def _report(context: typer.Context, files: list[Path]) -> Report:
    from careergraph.progress import counting
    from ontology.rdf.validation import UnreadableRdf, edition_files, read, validate

    with counting() as step:
        try:
            if files:
                return validate(read(files, step), step)
            with open_base(context) as base:
                return validate(read(edition_files(base.rdf), step), step)
        except UnreadableRdf as error:
            wrong(str(error), "FILE")


def _plain(report: Report) -> dict[str, object]:
    rules = [
        {
            "rule": one.shape.name,
            "message": one.shape.message,
            "description": one.shape.description,
            "path": one.shape.path,
            "things": one.things,
            "violations": [{"thing": found.focus, "value": found.value} for found in one.violations],
        }
        for one in report.checked
    ]
    return {
        "valid": not report.broken,
        "triples": report.triples,
        "rules": rules,
        "not checked": {"classes": report.strangers, "without class": report.nameless},
        "described nowhere": report.unknown,
    }


def _print(report: Report, ids: str) -> None:
    for one in report.broken:
        _print_broken(one, ids)
    told = f"{len(report.checked) - len(report.idle):,} rules on {report.triples:,} triples"
    if report.broken:
        places = sum(len(one.violations) for one in report.broken)
        typer.echo(f"Checked {told}. Broken: {len(report.broken):,}, in places: {places:,}.")
    elif len(report.idle) == len(report.checked):
        typer.echo("Nothing was checked: no rule is about anything here.")
    else:
        typer.echo(f"Valid: checked {told}, and none is broken.")
    for remark in _remarks(report):
        note(remark)


def _print_broken(broken: Checked, ids: str) -> None:
    from careergraph.rendering import console, grid

    shape, found = broken.shape, broken.violations
    typer.echo(f"{shape.name.removeprefix('shapes:')}  {len(found):,} of {broken.things:,}")
    typer.echo(f"  {shape.message}.")
    rows = [(_short(one.focus, ids), _short(one.value or "", ids)) for one in found[:SHOWN]]
    console().print(grid(("thing", shape.path or "value"), rows))
    if len(found) > SHOWN:
        typer.echo(f"  … and {len(found) - SHOWN:,} more; --json names all")
    typer.echo()


def _short(term: str, ids: str) -> str:
    return term[1:-1].removeprefix(ids) if term.startswith("<") else term


def _remarks(report: Report) -> list[str]:
    remarks = []
    if report.unknown:
        remarks.append(
            f"Values of which nothing is said here: {report.unknown:,}. "
            "If another file describes them, name it, too."
        )
    if 0 < len(report.idle) < len(report.checked):
        remarks.append(f"Rules that found nothing to look at: {len(report.idle):,}.")
    if report.strangers:
        named = ", ".join(f"{name} ({count:,})" for name, count in report.strangers.items())
        remarks.append(f"Not checked, as no rule knows their classes: {named}.")
    if report.nameless:
        remarks.append(f"Not checked, as they have no class: {report.nameless:,}.")
    return remarks
