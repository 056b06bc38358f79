"""Sorted lines of N-Triples: merged, and gathered by subject."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

Lines = Iterable[str]
"""Lines of N-Triples without their line ends, sorted, none twice, as an `Edition` has them."""

Said = dict[str, list[str]]
"""What is said of a subject: predicate → objects, all of them terms of N-Triples."""


class NotATriple(ValueError):
    """A line that is no triple."""

    def __init__(self, line: str) -> None:
        super().__init__(f"{line!r} is no triple; expected `<subject> <predicate> object .`")
        self.line = line


def merged(graphs: Iterable[Lines]) -> Iterator[str]:
    """The triples of several graphs as those of one: sorted, none twice."""
    before = ""
    for line in heapq.merge(*graphs):
        if line != before:
            yield line
        before = line


def by_subject(lines: Lines) -> Iterator[tuple[str, Said]]:
    """Each subject, and what is said of it. Raises NotATriple."""
    subject, said = "", Said()
    for line in lines:
        try:
            start, predicate, rest = line.split(" ", 2)
        except ValueError:
            raise NotATriple(line) from None
        if start != subject:
            if said:
                yield subject, said
            subject, said = start, Said()
        # The rest is the object and ` .`
        if predicate in said:
            said[predicate].append(rest[:-2])
        else:
            said[predicate] = [rest[:-2]]
    if said:
        yield subject, said
