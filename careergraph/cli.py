"""The command line: one command a function. What takes long to import is imported by the command that needs it."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase
    from loaders.fetch_files import Fetched

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

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class Format(StrEnum):
    """Formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    XLSX = "xlsx"


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


@app.command()
def build(
    context: typer.Context,
    official: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Read official files below DIR, not the shipped facts."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a build: read all sources, check them, load the store, name the build current.

    Example: `careergraph build`
    """
    from careergraph.builds import build as make
    from careergraph.progress import progress
    from careergraph.rendering import console
    from careergraph.summaries import print_summary

    with progress() as step:
        manifest = make(context.obj.home, official, step)
    if as_json:
        from dataclasses import asdict

        _print_json(asdict(manifest))
    else:
        print_summary(console(), manifest)


@app.command()
def query(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="CYPHER", help="The query; - reads standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=TEXT", help="A parameter; NAME:=JSON for numbers, lists, true."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="What to print or write.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Seconds before the query is ended.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows of the answer.")] = None,
) -> None:
    """Ask in Cypher; reading only.

    Example: `careergraph query 'MATCH (o:Occupation {code: $code}) RETURN o.title' --param code=15-1252`
    """
    from careergraph.formats import write
    from careergraph.rendering import answer_table, console

    cypher, parameters = _query_text(text, file), _parameters(param or [])
    if form in (Format.PARQUET, Format.XLSX) and output is None:
        raise typer.BadParameter(f"--format {form.value} needs --output FILE", param_hint="--format")
    with _open(context) as base:
        answer = base.query(cypher, parameters, timeout=timeout, limit=limit)
        if form is not Format.TABLE:
            write(answer, form.value, output, base.info)
        elif output is None:
            console().print(answer_table(answer))
        else:
            raise typer.BadParameter("--output needs a --format other than table", param_hint="--output")
        hints = [] if len(answer) else base.hints(cypher)
    rows = len(answer)
    cut = "; there are more, --limit N shows them" if answer.truncated else ""
    _note("\n".join([f"{rows:,} row{'' if rows == 1 else 's'}, {answer.result.seconds:.2f} s{cut}", *hints]))


def _query_text(text: str | None, file: Path | None) -> str:
    if file is not None and text is not None:
        raise typer.BadParameter("give the query as text or as a file, not both", param_hint="CYPHER")
    if file is not None:
        return file.read_text(encoding="utf-8")
    if text not in (None, "-"):
        return str(text)
    if text is None and sys.stdin.isatty():
        raise typer.BadParameter(
            "no query; for example: careergraph query 'MATCH (c:CareerCluster) RETURN c.title'",
            param_hint="CYPHER",
        )
    return sys.stdin.read()


def _parameters(given: list[str]) -> dict[str, Any]:
    """`name=text` stays text, so that 11.0701 is a code; `name:=json` is read as JSON."""
    found: dict[str, Any] = {}
    for text in given:
        name, joint, value = text.partition("=")
        if not joint or not name.strip(":"):
            raise typer.BadParameter(f"{text!r} is not NAME=TEXT or NAME:=JSON", param_hint="--param")
        try:
            found[name.removesuffix(":")] = json.loads(value) if name.endswith(":") else value
        except json.JSONDecodeError as error:
            raise typer.BadParameter(f"{value!r} is not JSON: {error}", param_hint="--param") from error
    return found


@app.command()
def shell(context: typer.Context) -> None:
    """Ask in Cypher again and again, with history and completion.

    Example: `careergraph shell`, then `MATCH (s:SubCluster) RETURN s.title;`
    """
    from careergraph.shell import run

    with _open(context) as base:
        run(base, context.obj.home / "history")


@app.command()
def schema(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(help="Labels or relationship types to show in full.")] = None,
    as_json: Json = False,
) -> None:
    """Labels, relationship types and properties: meaning, unit, year, what absence means.

    Example: `careergraph schema DetailedOccupation COVERS_PROGRAM`
    """
    from careergraph.rendering import console, print_dictionary

    with _open(context) as base:
        found = base.schema()
    known = [entry.name for entry in (*found.labels, *found.relationship_types)]
    wanted = [_known_name(given, known) for given in name or []]
    if as_json:
        plain = found.to_plain()
        if wanted:
            plain = {group: [entry for entry in plain[group] if entry["name"] in wanted] for group in plain}
        _print_json(plain)
    else:
        print_dictionary(console(), found, wanted)


def _known_name(given: str, known: list[str]) -> str:
    """The label or type that is meant, whatever its case."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    if given.lower() in by_lower:
        return by_lower[given.lower()]
    near = [by_lower[name] for name in get_close_matches(given.lower(), by_lower, 3)]
    hint = f"; near it: {', '.join(near)}" if near else "; careergraph schema lists them"
    raise typer.BadParameter(f"there is no label or relationship type {given!r}{hint}", param_hint="NAME")


@app.command()
def info(context: typer.Context, as_json: Json = False) -> None:
    """What the current build holds: counts, sources, releases, rights, how to cite it.

    Example: `careergraph info --json`
    """
    from dataclasses import asdict

    from careergraph.builds import open_current
    from careergraph.rendering import console
    from careergraph.summaries import print_info

    held = open_current(context.obj.home)
    held.close()
    if as_json:
        _print_json(asdict(held.manifest) | {"citation": held.manifest.citation(), "folder": str(held.folder)})
    else:
        print_info(console(), held.manifest, held.folder)


@app.command()
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
    from dataclasses import asdict

    from careergraph.rendering import console, hits_table

    asked = " ".join(text)
    with _open(context) as base:
        kinds = [_known_name(name, list(base.info.labels)) for name in kind] if kind else None
        hits = base.find(asked, kinds=kinds, limit=limit)
    if as_json:
        _print_json([asdict(hit) for hit in hits])
    elif hits:
        console().print(hits_table(hits))
        _note("All about one of them: careergraph show ID")
    else:
        _note(f"Nothing found for {asked!r}. Try fewer words, or a code such as 15-1252.")
    if not hits:
        raise typer.Exit(3)


@app.command()
def show(
    context: typer.Context,
    asked: Annotated[list[str], typer.Argument(metavar="ID|CODE", help="An id, a code, or an exact title.")],
    everything: Annotated[bool, typer.Option("--all", help="Cut no list short.")] = False,
    as_json: Json = False,
) -> None:
    """One thing with all its relations and the rows that state them.

    Example: `careergraph show 15-1252`
    """
    from careergraph.rendering import console, print_thing

    with _open(context) as base:
        thing = base.show(" ".join(asked))
    if as_json:
        _print_json(thing.to_plain())
    else:
        print_thing(console(), thing, everything=everything)


@app.command()
def fetch(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Sources to fetch, such as naics; else all.")
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Fetch into DIR, not into official/ where builds live."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.001, help="Seconds to wait for an answer, and for each further piece.")
    ] = 30,
    as_json: Json = False,
) -> None:
    """Fetch official files from their publishers. No other command goes online.

    Example: `careergraph fetch naics`
    """
    from careergraph.progress import downloads
    from loaders.fetch import fetch as download
    from loaders.fetch_errors import FetchFailed
    from loaders.pipeline import OFFICIAL

    names = {name: name for name in OFFICIAL} | {loader.SOURCE.name: name for name, loader in OFFICIAL.items()}
    wanted = dict.fromkeys(_known_source(given, names) for given in sources or OFFICIAL)
    folder = (target or context.obj.home / "official").expanduser().absolute()
    try:
        with downloads() as step:
            done = download([OFFICIAL[name].SOURCE for name in wanted], folder, progress=step, timeout=timeout)
    except FetchFailed as failed:
        _print_fetched(failed.fetched, as_json)
        raise
    _print_fetched(done, as_json)
    _note(f"Build from them: careergraph build --from {shlex.quote(str(folder))}")


def _known_source(given: str, names: Mapping[str, str]) -> str:
    """The module of the source that is meant, by its own name or the module's."""
    from difflib import get_close_matches

    asked = given.lower().replace("_", "-")
    by_lower = {name.lower().replace("_", "-"): module for name, module in names.items()}
    if asked in by_lower:
        return by_lower[asked]
    near = sorted({by_lower[name] for name in get_close_matches(asked, by_lower, 3)})
    hint = f"near it: {', '.join(near)}" if near else f"there are {', '.join(dict.fromkeys(names.values()))}"
    raise typer.BadParameter(f"there is no source {given!r}; {hint}", param_hint="SOURCE")


def _print_fetched(fetched: Sequence[Fetched], as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        _print_json([asdict(file) | {"path": str(file.path), "note": file.note or None} for file in fetched])
        return
    for file in fetched:
        typer.echo(f"{file.status:<13}  {file.path}")
    for file in fetched:
        if file.note:
            _note(file.note)


@app.command()
def snapshot(
    official: Annotated[Path, typer.Option("--from", metavar="DIR", help="Folder that holds the official files.")],
    target: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Write below DIR, not over the shipped facts.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the shipped facts anew, out of official files. For those who maintain careergraph.

    Example: `careergraph snapshot --from ~/official-files`
    """
    from careergraph.progress import progress
    from loaders.pipeline import snapshot as write_snapshot
    from loaders.shipped import FACTS

    with progress() as step:
        paths = write_snapshot(official, target or FACTS, step)
    if as_json:
        _print_json([str(path) for path in paths])
    else:
        for path in paths:
            typer.echo(f"{path}  {path.stat().st_size:,} bytes")


@app.command()
def tour(context: typer.Context) -> None:
    """Three real questions with their answers, and what to try next.

    Example: `careergraph tour`
    """
    from careergraph.rendering import console
    from careergraph.tour import run

    with _open(context) as base:
        run(console(), base)


def _open(context: typer.Context) -> KnowledgeBase:
    from careergraph.builds import open_current
    from careergraph.knowledge import KnowledgeBase

    return KnowledgeBase(open_current(context.obj.home), context.obj)


def _print_json(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _note(text: str) -> None:
    """A remark beside the answer, which a pipe does not get."""
    typer.echo(text, err=True)


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
