"""The command that says what is missing or in conflict."""

from __future__ import annotations

from typing import Annotated

import typer

from careergraph.cli_common import Json, known_name, note, open_base, print_json, wrong


def coverage(
    context: typer.Context,
    kind: Annotated[list[str] | None, typer.Argument(help="Kinds to list in full.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page docs/coverage.md.")] = False,
    as_json: Json = False,
) -> None:
    """What is missing or in conflict: codes without alignments, sources that disagree, what no method answers.

    Example: `careergraph coverage programs-moved`
    """
    from alignments.coverage import coverage as gaps_of
    from alignments.coverage import has_derived_part
    from careergraph.coverage_pages import NO_DERIVED, overview, page, print_list, to_plain
    from careergraph.rendering import console

    if markdown and (kind or as_json):
        wrong("the page holds all kinds, and is no JSON", "--markdown")
    with open_base(context) as base:
        graph, build = base.graph(), base.info.build
    derived, gaps = has_derived_part(graph), gaps_of(graph)
    if markdown:
        typer.echo(page(gaps, derived=derived), nl=False)
        return
    if not derived:
        note(NO_DERIVED)
    wanted = [known_name(given, [gap.kind for gap in gaps], "kind", "KIND") for given in kind or []]
    chosen = [gap for gap in gaps if gap.kind in wanted or not wanted]
    if as_json:
        print_json({"build": build, "derived": derived, "gaps": [to_plain(gap) for gap in chosen]})
    elif wanted:
        for gap in chosen:
            print_list(console(), gap)
    else:
        console().print(overview(gaps))
        note("One of them in full: careergraph coverage KIND")
