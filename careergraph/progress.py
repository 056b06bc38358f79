"""Steps of long work: a spinner on a terminal, plain lines elsewhere; both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that takes the name of each step as it begins."""
    if not sys.stderr.isatty():
        yield lambda step: print(step, file=sys.stderr, flush=True)
        return
    console = Console(stderr=True)
    began = time.monotonic()
    with console.status("Starting") as status:

        def step(name: str) -> None:
            console.print(f"[dim]{time.monotonic() - began:5.1f} s[/dim]  {name}")
            status.update(f"{name} …")

        yield step


@contextmanager
def downloads() -> Iterator[Callable[[str, int, int | None], None]]:
    """A function that takes file, bytes so far and bytes in all: a bar a file, elsewhere a line as each begins."""
    if not sys.stderr.isatty():
        begun: set[str] = set()

        def line(file: str, _got: int, total: int | None) -> None:
            if file not in begun:
                begun.add(file)
                print(f"{file}, {total:,} bytes" if total else file, file=sys.stderr, flush=True)

        yield line
        return
    columns = TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def bar(file: str, got: int, total: int | None) -> None:
            if file not in tasks:
                tasks[file] = bars.add_task(file, total=total)
            bars.update(tasks[file], completed=got, total=total)

        yield bar


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """A function that takes stage, number done, number in all: a bar a stage, elsewhere a line as each begins."""
    if not sys.stderr.isatty():
        begun: set[str] = set()

        def line(stage: str, _done: int, total: int) -> None:
            if stage not in begun:
                begun.add(stage)
                print(f"{stage}, {total:,}", file=sys.stderr, flush=True)

        yield line
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def bar(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield bar
