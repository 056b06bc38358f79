"""The commands that ask the graph: query, shell, find, show, schema, tour."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from careergraph.cli_common import Json, Store, base_at, known_name, note, open_base, print_json, wrong


class Format(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    XLSX = "xlsx"


def query(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="CYPHER", help="The query; - reads standard input.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", exists=True, dir_okay=False, help="Read the query from a file.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=TEXT", help="A parameter; NAME:=JSON for numbers, lists, true."
        ),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to print or write; else by the name of the output.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Seconds before the query is ended.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows of the answer.")] = None,
    store: Store = None,
) -> None:
    """Ask in Cypher; reading only.

    Example: `careergraph query 'MATCH (o:Occupation {code: $code}) RETURN o.title' --param code=15-1252`
    """
    from careergraph.formats import write
    from careergraph.rendering import answer_table, console

    cypher, parameters = _query_text(text, file), _parameters(param or [])
    chosen = chosen_format(form, output)
    with base_at(context, store) as base:
        answer = base.query(cypher, parameters, timeout=timeout, limit=limit)
        if chosen is Format.TABLE:
            console().print(answer_table(answer))
        else:
            write(answer, chosen.value, output, base.info)
        hints = [] if len(answer) else base.hints(cypher)
    rows = len(answer)
    cut = "; there are more, --limit N shows them" if answer.truncated else ""
    note("\n".join([f"{rows:,} row{'' if rows == 1 else 's'}, {answer.result.seconds:.2f} s{cut}", *hints]))


def chosen_format(form: Format | None, output: Path | None) -> Format:
    """The format that was asked for, or that the name of the output says."""
    if output is None:
        if form in (Format.PARQUET, Format.XLSX):
            wrong(f"--format {form.value} needs --output FILE", "--format")
        return form or Format.TABLE
    ending = output.suffix.removeprefix(".").lower()
    chosen = form.value if form else ending
    if chosen not in [f.value for f in Format] or chosen == Format.TABLE:
        names = ", ".join(f.value for f in Format if f is not Format.TABLE)
        wrong(f"what to write into {output}? Name it *.csv or the like, or say --format ({names})", "--output")
    return Format(chosen)


def _query_text(text: str | None, file: Path | None) -> str:
    if file is not None and text is not None:
        wrong("give the query as text or as a file, not both", "CYPHER")
    if file is not None:
        return file.read_text(encoding="utf-8")
    if text not in (None, "-"):
        return str(text)
    if text is None and sys.stdin.isatty():
        wrong("no query; for example: careergraph query 'MATCH (c:CareerCluster) RETURN c.title'", "CYPHER")
    return sys.stdin.read()


def _parameters(given: list[str]) -> dict[str, Any]:
    """`name=text` stays text, so that 11.0701 is a code; `name:=json` is read as JSON."""
    found: dict[str, Any] = {}
    for text in given:
        name, joint, value = text.partition("=")
        if not joint or not name.strip(":"):
            wrong(f"{text!r} is not NAME=TEXT or NAME:=JSON", "--param")
        try:
            found[name.removesuffix(":")] = json.loads(value) if name.endswith(":") else value
        except json.JSONDecodeError as error:
            wrong(f"{value!r} is not JSON: {error}", "--param")
    return found


def shell(context: typer.Context) -> None:
    """Ask in Cypher again and again, with history and completion.

    Example: `careergraph shell`, then `MATCH (s:SubCluster) RETURN s.title;`
    """
    from careergraph.shell import run

    with open_base(context) as base:
        run(base, context.obj.home / "history")


def schema(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(help="Labels or relationship types to show in full.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page docs/cypher.md.")] = False,
    ontology: Annotated[
        bool, typer.Option("--ontology", help="Print the ontology in Turtle; with --markdown, docs/ontology.md.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Labels, relationship types and properties: meaning, unit, year, what absence means.

    Example: `careergraph schema DetailedOccupation COVERS_PROGRAM`
    """
    from careergraph.rendering import console, print_dictionary

    if (markdown or ontology) and (name or as_json):
        wrong("that holds all of them, and is no JSON", "--ontology" if ontology else "--markdown")
    if ontology:
        _ontology(context, markdown=markdown)
        return
    with open_base(context) as base:
        found = base.schema()
        if markdown:
            from careergraph.cypher_page import page

            typer.echo(page(found, base.graph()), nl=False)
            return
    known = [entry.name for entry in (*found.labels, *found.relationship_types)]
    wanted = [known_name(given, known, "label or relationship type", "NAME") for given in name or []]
    if as_json:
        plain = found.to_plain()
        if wanted:
            plain = {group: [entry for entry in plain[group] if entry["name"] in wanted] for group in plain}
        print_json(plain)
    else:
        print_dictionary(console(), found, wanted)


def _ontology(context: typer.Context, *, markdown: bool) -> None:
    from careergraph.ontology_page import page
    from ontology.rdf.changes import stored
    from ontology.rdf.ontology_file import turtle

    if not markdown:
        typer.echo(turtle(), nl=False)
        return
    with open_base(context) as base:
        typer.echo(page(stored(base.rdf), base.info.base), nl=False)


def find(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="A code, title, job title, old or other name.")],
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", help="Only this kind, such as DetailedOccupation.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most hits.")] = 20,
    as_json: Json = False,
) -> None:
    """Find anything by code, title, job title or old name; slips are forgiven.

    Example: `careergraph find sofware develper`
    """
    from careergraph.rendering import console, hits_table

    asked = " ".join(text)
    with open_base(context) as base:
        labels = [label for label in base.info.labels if label != "Retired"]
        kinds = [known_name(name, labels, "kind", "--kind") for name in kind] if kind else None
        hits = base.find(asked, kinds=kinds, limit=limit)
    if as_json:
        print_json([asdict(hit) for hit in hits])
    elif hits:
        console().print(hits_table(hits))
        note("All about one of them: careergraph show ID")
    else:
        note(f"Nothing found for {asked!r}. Try fewer words, or a code such as 15-1252.")
    if not hits:
        raise typer.Exit(3)


def show(
    context: typer.Context,
    asked: Annotated[list[str], typer.Argument(metavar="ID|CODE", help="An id, a code, or an exact title.")],
    everything: Annotated[bool, typer.Option("--all", help="Cut no list short.")] = False,
    as_json: Json = False,
) -> None:
    """One thing with all its relations and the rows that state them.

    Example: `careergraph show 15-1252`
    """
    from careergraph.rendering import console
    from careergraph.things import print_thing

    with open_base(context) as base:
        thing = base.show(" ".join(asked))
    if as_json:
        print_json(thing.to_plain())
    else:
        print_thing(console(), thing, everything=everything)


def tour(context: typer.Context) -> None:
    """Three real questions with their answers, and what to try next.

    Example: `careergraph tour`
    """
    from careergraph.rendering import console
    from careergraph.tour import run

    with open_base(context) as base:
        run(console(), base)
