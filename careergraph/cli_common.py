"""What all commands share: the settings, opening the current build, printing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase

_PREFIX = re.compile(r"(/\w[\w.~-]*)*", re.ASCII)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


Store = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Ask a Neo4j server that holds this build: bolt://host:7687."),
]


def base_at(context: typer.Context, store: str | None) -> KnowledgeBase:
    """The current build, answering out of a Neo4j server where one is named."""
    from careergraph.builds import open_current
    from careergraph.knowledge import KnowledgeBase

    address = context.obj.neo4j.address(store) if store else None
    return KnowledgeBase(open_current(context.obj.home), context.obj, address)


def open_base(context: typer.Context) -> KnowledgeBase:
    """The current build of the home that was chosen."""
    return base_at(context, None)


def print_json(found: object) -> None:
    """JSON on standard output."""
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    """A remark beside the answer, which a pipe does not get."""
    typer.echo(text, err=True)


def wrong(message: str, parameter: str) -> NoReturn:
    """Ends with the exit code of wrong use, naming the parameter."""
    raise typer.BadParameter(message, param_hint=parameter)


def place(prefix: str) -> str:
    """Where a proxy puts us, with a slash before and none behind; empty for its root. Ends where it is no path."""
    found = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
    if not _PREFIX.fullmatch(found):
        wrong(f"{prefix!r} is no path; name one such as /graph", "--prefix")
    return found


def known_name(given: str, names: Mapping[str, str] | Iterable[str], what: str, parameter: str) -> str:
    """The name that is meant, whatever its case and joints; a mapping gives what names stand for."""
    meant = names if isinstance(names, Mapping) else {name: name for name in names}
    by_form = {_form(name): found for name, found in meant.items()}
    if _form(given) in by_form:
        return by_form[_form(given)]
    near = dict.fromkeys(by_form[form] for form in get_close_matches(_form(given), by_form, 3))
    hint = f"near it: {', '.join(near)}" if near else f"there are {', '.join(dict.fromkeys(meant.values()))}"
    wrong(f"there is no {what} {given!r}; {hint}", parameter)


def _form(name: str) -> str:
    return name.lower().replace("_", "-")
