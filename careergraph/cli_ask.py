"""The command that asks the questions of the catalogue: ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_answers import Format, chosen_format
from careergraph.cli_common import Json, Store, base_at, known_name, note, print_json, wrong

if TYPE_CHECKING:
    from careergraph.answers import Answer
    from queries.catalog import Question

# Options that are none of the command's own are parameters of the question.
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}


def ask(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question of the catalogue; without it, all.")
    ] = None,
    tag: Annotated[
        str | None,
        typer.Option(help="List only those for a counsellor, researcher, …"),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Show its parameters and its Cypher.")] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to print or write; else by the name of the output.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    store: Store = None,
    as_json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print all as a page: docs/questions.md.")] = False,
) -> None:
    """Ask a question of the catalogue; its parameters are options, and take titles, codes or ids.

    Example: `careergraph ask occupations-of-a-sub-cluster --sub-cluster "Web & Cloud"`
    """
    from careergraph.question_pages import page
    from queries.catalog import TAGS, questions

    if markdown:
        typer.echo(page(questions().values()))
        return
    if name is None:
        wanted = known_name(tag, TAGS, "tag", "--tag") if tag else None
        _list([q for q in questions().values() if wanted is None or wanted in q.tags], as_json=as_json)
        return
    question = questions()[known_name(name, list(questions()), "question", "QUESTION")]
    if show:
        _show(question, as_json=as_json)
        return
    given = given_options(context.args, {p.option: p.name for p in question.parameters}, question.name)
    chosen = Format.JSON if as_json else chosen_format(form, output)
    with base_at(context, store) as base:
        answer = base.ask(question.name, **given)
        _print(answer, chosen, output, base.info)
    rows = len(answer)
    note(f"{rows:,} row{'' if rows == 1 else 's'}, {answer.result.seconds:.2f} s. {question.asks}")


def _print(answer: Answer, chosen: Format, output: Path | None, info: object) -> None:
    from careergraph.formats import write
    from careergraph.manifest import Manifest
    from careergraph.rendering import answer_table, console

    assert isinstance(info, Manifest)
    if chosen is Format.TABLE:
        console().print(answer_table(answer))
    else:
        write(answer, chosen.value, output, info)


def _list(found: list[Question], *, as_json: bool) -> None:
    from careergraph.rendering import console, grid

    if as_json:
        print_json([asdict(question) for question in found])
        return
    console().print(grid(("question", "asks", "for"), [(q.name, q.asks, ", ".join(q.tags)) for q in found]))
    note("One of them: careergraph ask QUESTION; its parameters and its Cypher: careergraph ask QUESTION --show")


def _show(question: Question, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(question))
        return
    typer.echo(f"{question.asks}\n{question.description}".strip())
    typer.echo(f"for: {', '.join(question.tags)}\n")
    for p in question.parameters:
        what = f"a {p.type}: its id, code or title" if p.is_node else p.type
        typer.echo(f"--{p.option} ({what}), else {p.default}")
    typer.echo(f"\n{question.cypher}")


def given_options(words: list[str], options: Mapping[str, str], what: str) -> dict[str, str]:
    """Parameter name → text, out of `--sub-cluster TEXT` or `--sub-cluster=TEXT`; `what` has these `options`."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        option, joint, value = word.removeprefix("--").partition("=")
        if not word.startswith("--"):
            wrong(f"{word!r} belongs to no option; titles of several words want quotes", "QUESTION")
        if not options:
            wrong(f"{what} takes no parameter", word)
        name = known_name(option, options, "parameter", f"--{option}")
        if not joint and not rest:
            wrong("it needs a value", f"--{option}")
        given[name] = value if joint else rest.pop(0)
    return given
