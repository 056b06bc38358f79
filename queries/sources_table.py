"""What a table for people says of where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Credited(Protocol):
    """What is told of a source."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def publisher(self) -> str:
        """Who published it."""

    @property
    def release(self) -> str:
        """Which release was read."""

    @property
    def rights(self) -> str:
        """What may be done with it."""

    @property
    def url(self) -> str:
        """Where its publisher offers it."""


def sources_table(build: str, citation: str, sources: Iterable[Credited]) -> list[list[str]]:
    """Build, citation, and each source with its release and rights, as rows of texts."""
    head = [["Build", build], ["How to cite", citation], []]
    names = ["Source", "Publisher", "Release", "Rights", "Address"]
    return [*head, names, *([s.title, s.publisher, s.release, s.rights, s.url] for s in sources)]
