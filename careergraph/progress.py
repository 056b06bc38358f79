"""Steps of long work: a spinner on a terminal, plain lines elsewhere; both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console


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
