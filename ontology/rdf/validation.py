"""Triples checked against our shapes: what breaks which rule, and what no rule looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyoxigraph as ox
from rdflib import SH

from ontology.rdf.shacl import Shape, shapes, shapes_graph
from ontology.rdf.shacl_text import PREFIXES

Step = Callable[[str, int, int], None]
"""Takes stage, number done, number in all."""

PACKED = {".gz": "gzip", ".zst": "zstd"}
REMOTE = "its context stands at an address, and nothing is fetched: write the context into the file"


class UnreadableRdf(ValueError):
    """A file does not hold the RDF that its ending promises."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a rule is broken: a thing and, where one value is at fault, that; as N-Triples writes them."""

    focus: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule, how many things it is about, and where it is broken, in order."""

    shape: Shape
    things: int
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class Report:
    """What was found.

    `strangers`: class → things that no rule knows by any of their classes; `nameless`: things without a class;
    `unknown`: IRIs that break a rule as values, and of which the triples say nothing.
    """

    triples: int
    checked: tuple[Checked, ...]
    strangers: Mapping[str, int]
    nameless: int
    unknown: int

    @cached_property
    def broken(self) -> tuple[Checked, ...]:
        """The rules that are broken."""
        return tuple(one for one in self.checked if one.violations)

    @cached_property
    def idle(self) -> tuple[Checked, ...]:
        """The rules that nothing in the triples falls under."""
        return tuple(one for one in self.checked if not one.things)


def edition_files(folder: Path) -> list[Path]:
    """The files of an edition that a build holds, one a named graph."""
    return sorted(folder.glob("*.nt.zst"))


def read(files: Iterable[Path], step: Step = lambda *_: None) -> ox.Store:
    """The triples of all files, whatever named graph they stand in.

    Formats go by ending; `.gz` and `.zst` are unpacked. Raises UnreadableRdf.
    """
    store, named = ox.Store(), list(files)
    for number, file in enumerate(named):
        step("Files read", number, len(named))
        _load(store, file)
    step("Files read", len(named), len(named))
    return store


def _load(store: ox.Store, file: Path) -> None:
    packing = PACKED.get(file.suffix.lower())
    plain = file.with_suffix("") if packing else file
    form = ox.RdfFormat.from_extension(plain.suffix.removeprefix(".").lower())
    if form is None:
        known = ".ttl, .nt, .nq, .trig, .jsonld, .rdf, or one of these with .gz"
        raise UnreadableRdf(file, f"its ending should say its format: {known}")
    try:
        with pa.input_stream(str(file), compression=packing) as source:
            if form.supports_datasets:
                quads = ox.parse(source, format=form)
                store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
            else:
                store.bulk_load(source, format=form)
    except FileNotFoundError:
        raise UnreadableRdf(file, "there is no such file") from None
    except OSError as error:
        raise UnreadableRdf(file, f"it cannot be unpacked: {error}" if packing else str(error)) from error
    except SyntaxError as error:
        remote = "remote contexts" in error.msg
        raise UnreadableRdf(file, REMOTE if remote else error.msg) from error


def validate(store: ox.Store, step: Step = lambda *_: None) -> Report:
    """The triples of a store's default graph, checked against all shapes."""
    rules, things, checked = shapes(), dict[str, int](), []
    for number, shape in enumerate(rules):
        step("Rules checked", number, len(rules))
        if shape.focus not in things:
            things[shape.focus] = _count(store, shape.focus)
        found = _violations(store, shape) if things[shape.focus] else ()
        checked.append(Checked(shape, things[shape.focus], found))
    step("Rules checked", len(rules), len(rules))
    strangers, nameless = _unchecked(store)
    return Report(len(store), tuple(checked), strangers, nameless, _unknown(store, checked))


def _query(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _count(store: ox.Store, focus: str) -> int:
    [row] = _query(store, f"SELECT (COUNT(DISTINCT ?this) AS ?things) WHERE {{ {focus} }}")
    return int(row["things"].value)


def _violations(store: ox.Store, shape: Shape) -> tuple[Violation, ...]:
    found = set()
    for query in shape.queries:
        rows = _query(store, query)
        has_value = "value" in {variable.value for variable in rows.variables}
        found |= {(str(row["this"]), str(row["value"]) if has_value and row["value"] else None) for row in rows}
    return tuple(Violation(*one) for one in sorted(found, key=lambda one: (one[0], one[1] or "")))


def _unchecked(store: ox.Store) -> tuple[dict[str, int], int]:
    """Class → things of it that no target class knows; and how many things have no class at all."""
    known = {str(target) for target in shapes_graph().objects(None, SH.targetClass)}
    classes: dict[str, set[str]] = {}
    for row in _query(store, "SELECT ?this ?class WHERE { ?this a ?class }"):
        classes.setdefault(str(row["this"]), set()).add(row["class"].value)
    strange = Counter(name for found in classes.values() if not found & known for name in found)
    [row] = _query(store, "SELECT (COUNT(DISTINCT ?this) AS ?things) WHERE { ?this ?property ?value }")
    return dict(sorted(strange.items())), int(row["things"].value) - len(classes)


def _unknown(store: ox.Store, checked: Iterable[Checked]) -> int:
    values = {violation.value for one in checked for violation in one.violations}
    iris = {value[1:-1] for value in values if value and value.startswith("<")}
    return sum(not any(store.quads_for_pattern(ox.NamedNode(iri), None, None)) for iri in iris)
