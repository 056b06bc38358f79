"""The command that explains: why two things are linked, or what one is linked to and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from queries.search import SearchIndex

QUOTES = 'careergraph explain "Legal Services" "Judicial Systems"'


def explain(
    context: typer.Context,
    asked: Annotated[
        list[str],
        typer.Argument(metavar="THING", help="A, or A and B: ids, codes or exact titles, a title in quotes."),
    ],
    everything: Annotated[bool, typer.Option("--all", help="Cut no list short.")] = False,
    as_json: Json = False,
) -> None:
    """Why A and B are linked, or what A is linked to and why: published and derived apart, with the evidence.

    Example: `careergraph explain "Legal Services" "Judicial Systems"`
    """
    from careergraph.explanations import NO_LINK, print_explanation
    from careergraph.rendering import console
    from queries.explain import Explainer

    with open_base(context) as base:
        ids = _meant(asked, base.index)
        if len(ids) == 2 and ids[0] == ids[1]:
            wrong(f"{asked[0]!r} and {asked[-1]!r} are the same thing, {ids[0]}", "THING")
        found = Explainer(base.graph()).explain(*ids)
    if as_json:
        print_json(found.to_plain())
    elif not found.empty:
        print_explanation(console(), found, everything=everything)
    if found.empty:
        note(NO_LINK)
        raise typer.Exit(3)


def _meant(words: Sequence[str], index: SearchIndex) -> list[str]:
    """Ids of A, or of A and B. Titles without quotes are understood where only one way to read them names things.

    Raises NothingFound or SeveralFound for the words as they stand.
    """
    from queries.show import NothingFound

    first, *others = _readings(words)
    try:
        return _ids(first, index)
    except LookupError as error:
        understood = [reading for reading in others if _names_things(reading, index)]
        if len(understood) == 1:
            note(f"Read as {' and '.join(map(repr, understood[0]))}. Titles of several words want quotes.")
            return _ids(understood[0], index)
        if others and isinstance(error, NothingFound):
            note(f"Titles of several words want quotes: {QUOTES}")
        raise


def _readings(words: Sequence[str]) -> list[list[str]]:
    """Lists of one title or two that the words may stand for, the likeliest first."""
    joined = [" ".join(words)]
    splits = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return [*splits, joined] if len(words) == 2 else [joined, *splits]


def _names_things(titles: Sequence[str], index: SearchIndex) -> bool:
    from queries.explain import meant

    try:
        return bool([meant(title, index) for title in titles])
    except LookupError:
        return False


def _ids(titles: Sequence[str], index: SearchIndex) -> list[str]:
    from queries.explain import meant

    ids = []
    for title in titles:
        found, others = meant(title, index)
        ids.append(found)
        if others:
            note(f"{title!r} is taken as {found}; it is also {', '.join(hit.id for hit in others)}.")
    return ids
