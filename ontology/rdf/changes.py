"""The change file between two editions: an RDF Patch, which turns the one into the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from rdflib.namespace import DCAT

from ontology.rdf.edition import GRAPHS, read_lines

LinesOf = Callable[[str], Iterable[str]]
"""Name of a named graph → its lines of N-Triples, sorted, none twice; asked again, it gives them again."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in a named graph: triples that come and go, and the subjects that they are about."""

    graph: str
    added: int
    removed: int
    subjects: int


class NotComparable(ValueError):
    """No change file leads from the one edition to the other."""


class NoVersion(NotComparable):
    """An edition does not say which one it is."""

    def __init__(self, which: str) -> None:
        super().__init__(f"the {which} edition names no version in its metadata; an earlier careergraph made it")
        self.which = which


class OtherBase(NotComparable):
    """The IRIs of two editions begin differently, so that they have nothing in common."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"the old edition's IRIs begin with {old}, the new one's with {new}; give them one base")
        self.old, self.new = old, new


def stored(folder: Path) -> LinesOf:
    """The lines of the edition that write_edition wrote into a folder, read while they are asked for."""
    return partial(read_lines, folder)


def write_changes(old: LinesOf, new: LinesOf, out: TextIO) -> list[Change]:
    """Writes the RDF Patch from the old edition to the new one; gives what it changes, graph by graph.

    Same editions, same text. Raises NoVersion, OtherBase, or FileNotFoundError.
    """
    before, after = _version(old, "old"), _version(new, "new")
    base, old_base = (version.rsplit("edition/", 1)[0] for version in (after, before))
    if base != old_base:
        raise OtherBase(old_base, base)
    out.write(f"H id <{after}> .\nH prev <{before}> .\nTX .\n")
    found = [_write_graph(name, old(name), new(name), base, out) for name in GRAPHS]
    out.write("TC .\n")
    return found


def _version(lines_of: LinesOf, which: str) -> str:
    said = f" <{DCAT}hasCurrentVersion> <"
    for line in lines_of("metadata"):
        if said in line:
            return line.split(said)[1].removesuffix("> .")
    raise NoVersion(which)


def _write_graph(name: str, old: Iterable[str], new: Iterable[str], base: str, out: TextIO) -> Change:
    counts, subjects, subject = {"A": 0, "D": 0}, 0, ""
    for mark, line in _differences(iter(old), iter(new)):
        out.write(f"{mark} {line[:-1]}<{base}graph/{name}> .\n")
        counts[mark] += 1
        if not line.startswith(f"{subject} "):
            subjects, subject = subjects + 1, line[: line.index(" ")]
    return Change(name, added=counts["A"], removed=counts["D"], subjects=subjects)


def _differences(old: Iterator[str], new: Iterator[str]) -> Iterator[tuple[str, str]]:
    """D and each line that goes, A and each that comes, in the lines' order."""
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if before == after:
            before, after = next(old, None), next(new, None)
        elif before is not None and (after is None or before < after):
            yield "D", before
            before = next(old, None)
        elif after is not None:
            yield "A", after
            after = next(new, None)
