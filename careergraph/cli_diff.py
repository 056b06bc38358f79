"""The command that compares two builds, or two releases of a source: diff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, known_name, note, print_json, wrong

if TYPE_CHECKING:
    from careergraph.sides import BuildSide, Release
    from queries.difference import Difference


def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="`current`, a build's id or its beginning, a folder.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, of the newer one.")],
    source: Annotated[
        str | None,
        typer.Option(help="Compare releases of this source: folders of official files, or `shipped`."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="Only this kind, relationship type, or table of a source."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Cut no list short.")] = False,
    as_json: Json = False,
) -> None:
    """What differs between two builds, or two releases of a source: added, removed, moved, retitled, changed.

    Earlier builds are there if they were kept: `careergraph build --keep`.

    Example: `careergraph diff 20260301 current`
    """
    if source is None:
        _builds((old, new), context.obj.home, kind or [], everything=everything, as_json=as_json)
    else:
        _releases((old, new), source, kind or [], everything=everything, as_json=as_json)


def _builds(named: tuple[str, str], home: Path, kinds: Sequence[str], *, everything: bool, as_json: bool) -> None:
    from careergraph.differences import print_difference
    from careergraph.rendering import console
    from careergraph.sides import held

    wanted = _kinds(kinds)
    folders = [_folder(side, home, parameter) for side, parameter in zip(named, ("OLD", "NEW"), strict=True)]
    with held(folders[0]) as old, held(folders[1]) as new:
        found = _compared(old, new)
    found = found.only(wanted) if wanted else found
    notes = _build_notes(old, new, wanted)
    if as_json:
        sides = {name: _about(side) for name, side in (("old", old), ("new", new))}
        print_json({**sides, "notes": notes, **found.to_plain()})
        return
    for name, side in (("OLD", old), ("NEW", new)):
        manifest = side.manifest
        typer.echo(f"{name}  {manifest.build}, made {manifest.made} from {manifest.made_from}")
    print_difference(console(), found, everything=everything)
    _end(notes, any_difference=bool(found))


def _folder(named: str, home: Path, parameter: str) -> Path:
    from careergraph.sides import NoSuchSide, build_folder

    try:
        return build_folder(named, home)
    except NoSuchSide as error:
        wrong(str(error), parameter)


def _kinds(asked: Sequence[str]) -> set[str]:
    """The kinds of nodes and types of relationships that are meant; a general label stands for its kinds."""
    from ontology.nodes import NODE_KINDS, Node
    from ontology.vocabulary import RELATIONSHIP_TYPES

    kinds: dict[str, set[str]] = {name: {name} for name in RELATIONSHIP_TYPES}
    for name, kind in NODE_KINDS.items():
        for label in (c.__name__ for c in kind.__mro__ if issubclass(c, Node) and c is not Node):
            kinds.setdefault(label, set()).add(name)
    named = [known_name(name, list(kinds), "kind or relationship type", "--kind") for name in asked]
    return {kind for name in named for kind in kinds[name]}


def _compared(old: BuildSide, new: BuildSide) -> Difference:
    from careergraph.progress import progress
    from queries.compare import compare
    from queries.difference import Difference

    if old.manifest.content_hash == new.manifest.content_hash:
        return Difference()
    with progress() as step:
        step(f"Reading {old.manifest.build}")
        before = old.graph()
        step(f"Reading {new.manifest.build}")
        after = new.graph()
        step("Comparing")
        return compare(before, after)


def _about(side: BuildSide) -> dict[str, object]:
    """What JSON says of a build."""
    plain = asdict(side.manifest)
    kept = ("build", "made", "made_from", "derived", "content_hash", "careergraph", "nodes", "relationships")
    return {name: plain[name] for name in kept} | {"folder": str(side.folder)}


def _build_notes(old: BuildSide, new: BuildSide, kinds: set[str]) -> list[str]:
    notes = []
    if old.folder == new.folder:
        notes.append("OLD and NEW are the same build.")
    elif old.manifest.content_hash == new.manifest.content_hash:
        notes.append("OLD and NEW are two builds of the same content.")
    if old.manifest.derived != new.manifest.derived:
        lacking = "NEW" if old.manifest.derived else "OLD"
        notes.append(f"{lacking} was made with --no-derived: it holds only what is published.")
    if kinds:
        notes.append(f"Only {', '.join(sorted(kinds))} {'was' if len(kinds) == 1 else 'were'} asked for.")
    return notes


def _end(notes: Sequence[str], *, any_difference: bool) -> None:
    if not any_difference:
        typer.echo("No difference.")
    for line in notes:
        note(line)


def _releases(
    named: tuple[str, str], asked: str, kinds: Sequence[str], *, everything: bool, as_json: bool
) -> None:
    from careergraph.differences import print_tables
    from careergraph.rendering import console
    from loaders.pipeline import OFFICIAL
    from queries.compare_tables import compare_tables

    names = {name: name for name in OFFICIAL} | {loader.SOURCE.name: name for name, loader in OFFICIAL.items()}
    source = known_name(asked, names, "source", "--source")
    spec = OFFICIAL[source].SOURCE
    old, new = _read(named, source)
    found = compare_tables(old.tables, new.tables)
    if kinds:
        tables = [table.table for table in found]
        wanted = {known_name(name, tables, "table", "--kind") for name in kinds}
        found = [table for table in found if table.table in wanted]
    counts = {what: [old.counts[what], new.counts[what]] for what in old.counts if what in new.counts}
    differing = {what: ends for what, ends in counts.items() if ends[0] != ends[1]}
    notes = _release_notes({"OLD": old, "NEW": new}, spec.release)
    if as_json:
        sides = {"old": old.named, "new": new.named, "notes": notes, "counts": differing}
        print_json({"source": spec.name, **sides, "tables": [table.to_plain() for table in found]})
        return
    typer.echo(f"{spec.title}\nOLD  {old.named}\nNEW  {new.named}\n")
    print_tables(console(), found, differing, everything=everything)
    _end(notes, any_difference=any(found))


def _read(named: tuple[str, str], source: str) -> tuple[Release, Release]:
    from careergraph.progress import progress
    from careergraph.sides import NoSuchSide, release

    found = []
    with progress() as step:
        for side, parameter in zip(named, ("OLD", "NEW"), strict=True):
            step(f"Reading {side}")
            try:
                found.append(release(side, source))
            except NoSuchSide as error:
                wrong(str(error), parameter)
    return found[0], found[1]


def _release_notes(sides: Mapping[str, Release], known: str) -> list[str]:
    notes = [
        f"{name} has other content than release {known}, which careergraph was checked against, in: "
        f"{', '.join(side.differing)}."
        for name, side in sides.items()
        if side.differing
    ]
    same = len({side.named for side in sides.values()}) == 1
    return [*(["OLD and NEW are the same release."] if same else []), *notes]
