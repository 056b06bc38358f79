"""The commands that make builds and look after their sources: build, info, fetch, snapshot."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, known_name, note, print_json

if TYPE_CHECKING:
    from loaders.fetch_files import Fetched


def build(
    context: typer.Context,
    official: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Read official files below DIR, not the shipped facts."),
    ] = None,
    no_derived: Annotated[
        bool, typer.Option("--no-derived", help="Only what is published, nothing that careergraph derives.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep earlier builds, for `careergraph diff`.")] = False,
    as_json: Json = False,
) -> None:
    """Make a build: read all sources, check them, derive, load the store, name the build current.

    Example: `careergraph build`
    """
    from careergraph.builds import build as make
    from careergraph.progress import progress
    from careergraph.rendering import console
    from careergraph.summaries import print_summary

    with progress() as step:
        manifest = make(context.obj.home, official, step, base=context.obj.base, derived=not no_derived, keep=keep)
    if as_json:
        print_json(asdict(manifest))
    else:
        print_summary(console(), manifest)


def info(context: typer.Context, as_json: Json = False) -> None:
    """What the current build holds: counts, sources, releases, rights, how to cite it.

    Example: `careergraph info --json`
    """
    from careergraph.builds import open_current
    from careergraph.rendering import console
    from careergraph.summaries import print_info

    held = open_current(context.obj.home)
    held.close()
    if as_json:
        print_json(asdict(held.manifest) | {"citation": held.manifest.citation(), "folder": str(held.folder)})
    else:
        print_info(console(), held.manifest, held.folder)


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
    wanted = dict.fromkeys(known_name(given, names, "source", "SOURCE") for given in sources or OFFICIAL)
    folder = (target or context.obj.home / "official").expanduser().absolute()
    try:
        with downloads() as step:
            done = download([OFFICIAL[name].SOURCE for name in wanted], folder, progress=step, timeout=timeout)
    except FetchFailed as failed:
        _print_fetched(failed.fetched, as_json)
        raise
    _print_fetched(done, as_json)
    note(f"Build from them: careergraph build --from {shlex.quote(str(folder))}")


def _print_fetched(fetched: Sequence[Fetched], as_json: bool) -> None:
    if as_json:
        print_json([asdict(file) | {"path": str(file.path), "note": file.note or None} for file in fetched])
        return
    for file in fetched:
        typer.echo(f"{file.status:<13}  {file.path}")
    for file in fetched:
        if file.note:
            note(file.note)


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
        print_json([str(path) for path in paths])
    else:
        for path in paths:
            typer.echo(f"{path}  {path.stat().st_size:,} bytes")
