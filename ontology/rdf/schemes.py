"""The concept schemes, their levels, and which of them a concept belongs to; as the table says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rdflib.namespace import DCAT, SKOS

from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.identifiers import FRAMEWORK_2024
from ontology.nodes import CareerCluster, Framework, Node
from ontology.rdf import iris as forms
from ontology.rdf.fields import rights
from ontology.rdf.iris import Iris
from ontology.rdf.written import dcterms, owl, rdf, skos, xkos, xsd


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a scheme: the kind of its concepts, its title, the pattern of its codes (or none), its depth."""

    kind: str
    title: str
    pattern: str
    depth: int

    @property
    def name(self) -> str:
        """Tail of its IRI."""
        return f"level/{self.depth}"


@dataclass(frozen=True)
class Scheme:
    """A framework, a code system or a list: concepts whose ids start with its id."""

    id: str
    title: str
    issued: str
    source: str
    levels: tuple[Level, ...]
    supersedes: str | None = None

    @cached_property
    def slug(self) -> str:
        """`soc-2018`, of soc/2018."""
        return identifiers.slug(self.id)

    def level_of(self, node: Node) -> Level:
        """The level of one of its concepts."""
        return next(level for level in self.levels if level.kind == node.kind)


@cache
def schemes() -> Mapping[str, Scheme]:
    """Id → scheme, as schemes.toml has them."""
    table = tomllib.loads((files("ontology.rdf") / "schemes.toml").read_text(encoding="utf-8"))
    return {name: _scheme(name, entry) for name, entry in table.items()}


def _scheme(name: str, entry: dict[str, object]) -> Scheme:
    rows = entry.pop("levels")
    assert isinstance(rows, list)
    levels = tuple(Level(kind, title, pattern, depth) for depth, (kind, title, pattern) in enumerate(rows, 1))
    return Scheme(id=name, levels=levels, **entry)  # type: ignore[arg-type]


@cache
def _by_kind() -> Mapping[str, Scheme]:
    return {level.kind: scheme for scheme in schemes().values() for level in scheme.levels}


def scheme_of(node: Node) -> Scheme | None:
    """The scheme that a node is a concept of; None for what is no concept (a source, a row, a finding)."""
    return _by_kind().get(node.kind)


def lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    """Every scheme that has concepts in the graph, with its levels and their members."""
    members: dict[str, list[Node]] = {}
    for node in graph.nodes.values():
        if scheme := scheme_of(node):
            members.setdefault(scheme.id, []).append(node)
    for name, nodes in members.items():
        scheme = schemes()[name]
        yield from _scheme_lines(scheme, graph, iris)
        yield from _level_lines(scheme, nodes, iris)
    yield from _cross_cutting(graph.of_kind(CareerCluster), iris)
    former = {s.supersedes for s in schemes().values()} & set(members)
    for name in sorted(n for n in former if n):
        yield f'{iris.thing(name)} {owl.deprecated} "true"^^{xsd.boolean} .'


def _scheme_lines(scheme: Scheme, graph: CareerGraph, iris: Iris) -> Iterator[str]:
    subject = iris.thing(scheme.id)
    for kind in (SKOS.ConceptScheme, DCAT.Dataset):
        yield f"{subject} {rdf.type} <{kind}> ."
    known = graph.nodes.get(scheme.id)
    if not isinstance(known, Framework):
        yield f"{subject} {skos.prefLabel} {forms.english(scheme.title)} ."
        yield f"{subject} {dcterms.issued} {forms.date(scheme.issued)} ."
    yield f"{subject} {dcterms.title} {forms.english(known.title if known else scheme.title)} ."
    yield f"{subject} {skos.notation} {forms.text(scheme.slug)} ."
    yield f'{subject} {xkos.numberOfLevels} "{len(scheme.levels)}"^^{xsd.positiveInteger} .'
    if scheme.source in graph.nodes:
        source = iris.thing(scheme.source)
        yield f"{subject} {dcterms.source} {source} ."
        yield f"{subject} {dcterms.rights} {rights(source)} ."
    if scheme.supersedes:
        yield f"{subject} {xkos.supersedes} {iris.thing(scheme.supersedes)} ."


def _level_lines(scheme: Scheme, nodes: Iterable[Node], iris: Iris) -> Iterator[str]:
    subject = iris.thing(scheme.id)
    # A list of named cells: the edition holds no blank node, so that the same graph gives the same bytes.
    cells = [iris.thing(f"{scheme.id}/levels/{level.depth}") for level in scheme.levels]
    yield f"{subject} {xkos.levels} {cells[0]} ."
    for level, cell, rest in zip(scheme.levels, cells, [*cells[1:], rdf.nil], strict=True):
        thing = iris.thing(f"{scheme.id}/{level.name}")
        yield f"{cell} {rdf.first} {thing} ."
        yield f"{cell} {rdf.rest} {rest} ."
        yield f"{thing} {rdf.type} {xkos.ClassificationLevel} ."
        yield f"{thing} {rdf.type} {skos.Collection} ."
        yield f"{thing} {skos.prefLabel} {forms.english(level.title)} ."
        yield f'{thing} {xkos.depth} "{level.depth}"^^{xsd.positiveInteger} .'
        if level.pattern:
            yield f"{thing} {xkos.notationPattern} {forms.text(level.pattern)} ."
    for node in nodes:
        level = scheme.level_of(node)
        yield f"{iris.thing(f'{scheme.id}/{level.name}')} {skos.member} {iris.thing(node.id)} ."


def _cross_cutting(clusters: Iterable[CareerCluster], iris: Iris) -> Iterator[str]:
    members = [c for c in clusters if c.cross_cutting]
    if members:
        subject = iris.thing(f"{FRAMEWORK_2024}/cross-cutting")
        yield f"{subject} {rdf.type} {skos.Collection} ."
        yield f"{subject} {skos.prefLabel} {forms.english('Cross-cutting clusters')} ."
        for cluster in members:
            yield f"{subject} {skos.member} {iris.thing(cluster.id)} ."
