"""The command that asks the RDF edition in SPARQL, and its named examples: sparql."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_ask import given_options
from careergraph.cli_common import Json, known_name, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from queries.sparql_catalog import Example
    from queries.sparql_results import SparqlAnswer


class SparqlFormat(StrEnum):
    """Formats of an answer: of rows, then of triples."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


ENDINGS = {
    **{".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml"},
    **{".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".rdf": "rdfxml"},
}
_NAME = re.compile(r"[\w-]+")


def sparql(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="EXAMPLE|QUERY|FILE",
            help="An example, a query, or a file *.rq; - reads standard input. Without it, all examples.",
        ),
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="Ask what publishers state: nothing derived, no figures.")
    ] = False,
    form: Annotated[
        SparqlFormat | None,
        typer.Option("--format", help="What to print or write; else by the name of the output."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Seconds before the query is ended.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows or triples of the answer.")] = None,
    tag: Annotated[str | None, typer.Option(help="List only examples for a counsellor, researcher, …")] = None,
    show: Annotated[bool, typer.Option("--show", help="Show the query as any tool takes it.")] = False,
    as_json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page docs/sparql.md.")] = False,
) -> None:
    """Ask the RDF edition in SPARQL; reading only. An example's parameters are options.

    Example: `careergraph sparql what-became-of-a-pathway --pathway "Legal Services"`
    """
    from careergraph.progress import progress
    from careergraph.sparql_page import page
    from ontology.rdf.edition import GRAPHS
    from queries.catalog import TAGS
    from queries.sparql_catalog import examples
    from queries.sparql_examples import filled, heading, portable
    from queries.sparql_store import CORE, SparqlStore

    if markdown:
        typer.echo(page(examples().values()), nl=False)
        return
    if what is None:
        wanted = known_name(tag, TAGS, "tag", "--tag") if tag else None
        _list([e for e in examples().values() if wanted is None or wanted in e.tags], as_json=as_json)
        return
    chosen = "json" if as_json else _chosen(form, output)
    with open_base(context) as base:
        example = _example(what)
        given = given_options(context.args, example.options if example else {}, "this query")
        text = filled(example, given, base.index, base.info.base) if example else _own(what)
        if show:
            typer.echo("\n".join([*(heading(example) if example else ()), portable(text, base.info.base)]))
            return
        graphs = CORE if published else GRAPHS
        with progress() as step, SparqlStore(base.rdf, base.info.base, graphs, step) as store:
            limits = context.obj
            answer = store.query(text, timeout=timeout or limits.timeout, limit=limit or limits.limit)
        _print(answer, chosen, output, base.info.base)
    note("\n".join([_summary(answer), *answer.remarks]))


def _chosen(form: SparqlFormat | None, output: Path | None) -> str:
    """The format that was asked for, or that the name of the output says."""
    if output is None or form:
        return form.value if form else "table"
    if output.suffix.lower() not in ENDINGS:
        wrong(f"what to write into {output}? Name it {', '.join(ENDINGS)}, or say --format", "--output")
    return ENDINGS[output.suffix.lower()]


def _example(what: str) -> Example | None:
    """The example that is meant; None for a query of the user's own."""
    from queries.sparql_catalog import examples

    if what == "-" or not _NAME.fullmatch(what):
        return None
    return examples()[known_name(what, list(examples()), "example", "EXAMPLE")]


def _own(what: str) -> str:
    if what.endswith((".rq", ".sparql")):
        if not Path(what).is_file():
            wrong(f"there is no file {what}", "FILE")
        return Path(what).read_text(encoding="utf-8")
    return sys.stdin.read() if what == "-" else what


def _list(found: list[Example], *, as_json: bool) -> None:
    from careergraph.rendering import console, grid

    if as_json:
        print_json([asdict(example) for example in found])
        return
    console().print(grid(("example", "asks", "for"), [(e.name, e.asks, ", ".join(e.tags)) for e in found]))
    note(
        "Ask one: careergraph sparql EXAMPLE; see its parameters and its query: careergraph sparql EXAMPLE --show"
    )


def _print(answer: SparqlAnswer, chosen: str, output: Path | None, base: str) -> None:
    from careergraph.rendering import console
    from careergraph.sparql_table import table
    from queries.sparql_output import formats, serialized
    from queries.sparql_results import Solutions, Triples, Truth

    if chosen == "table" and isinstance(answer, Solutions):
        console().print(table(answer, base))
        return
    if chosen == "table" and isinstance(answer, Truth):
        typer.echo("yes" if answer.value else "no")
        return
    if isinstance(answer, Triples):
        chosen = {"table": "turtle", "json": "jsonld"}.get(chosen, chosen)
    if chosen not in formats(answer):
        wrong(f"{chosen} cannot hold this answer; there are {', '.join(formats(answer))}", "--format")
    found = serialized(answer, chosen, base)
    if output is None:
        typer.echo(found.decode().replace("\r\n", "\n"), nl=False)
    else:
        output.write_bytes(found)


def _summary(answer: SparqlAnswer) -> str:
    from queries.sparql_results import Triples, Truth

    if isinstance(answer, Truth):
        return f"{answer.seconds:.2f} s"
    count, what = len(answer), "triple" if isinstance(answer, Triples) else "row"
    cut = "; there are more, --limit N shows them" if answer.truncated else ""
    return f"{count:,} {what}{'' if count == 1 else 's'}, {answer.seconds:.2f} s{cut}"
