"""The edition read back: triples to the graph that they were made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import FOAF, QB, RDF, RDFS, SKOS

from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import NODE_KINDS, Node
from ontology.rdf.fields import Field, fields_of
from ontology.rdf.iris import Iris
from ontology.rdf.model import CELLS, HIERARCHY, ROLES, STATEMENTS
from ontology.rdf.terms import CG, XKOS, predicate
from ontology.records import Record, Value, property_types
from ontology.relationships import HasCluster, Relationship

Object = ox.NamedNode | ox.Literal
Said = Mapping[str, list[Object]]
Things = Mapping[str, Said]


class Unreadable(ValueError):
    """Triples that do not make a graph."""

    def __init__(self, subject: str, why: str) -> None:
        super().__init__(f"{subject}: {why}")
        self.subject = subject


def read_graph(triples: Iterable[ox.Triple | ox.Quad], base: str = BASE) -> CareerGraph:
    """The graph that the triples of all named graphs say. Raises Unreadable or an IntegrityError."""
    reader = _Reader(_by_subject(triples), Iris(base))
    return CareerGraph.from_records(reader.records())


def _by_subject(triples: Iterable[ox.Triple | ox.Quad]) -> Things:
    found: dict[str, dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        found[triple.subject.value][triple.predicate.value].append(triple.object)
    return found


class _Reader:
    """Turns what is said of each subject into records."""

    def __init__(self, things: Things, iris: Iris) -> None:
        self._things, self._iris = things, iris
        self._kinds = {str(CG[name]): kind for name, kind in NODE_KINDS.items()}
        self._statements = {str(CG[relation.__name__]): relation for relation in STATEMENTS}
        self._data_sets = {f"dataset/{name}": relation for relation, name in CELLS.items()}
        self._nodes: dict[str, type[Node]] = {}

    def records(self) -> Iterator[Record]:
        """Nodes first: a hierarchy is known by the kinds of its ends."""
        for subject, said in self._things.items():
            for kind in self._types(said, self._kinds):
                self._nodes[subject] = kind
                yield self._record(kind, subject, said, id=self._iris.id_of(subject))
        for subject, said in self._things.items():
            for relation in self._types(said, self._statements):
                yield self._statement(relation, subject, said)
            yield from self._hierarchy(subject, said)
            yield from self._roles(subject, said)
            if str(QB.dataSet) in said:
                yield self._cell(subject, said)

    def _types(self, said: Said, known: Mapping[str, Any]) -> list[Any]:
        return [known[o.value] for o in said.get(str(RDF.type), ()) if o.value in known]

    def _record(self, cls: type[Record], subject: str, said: Said, **given: Value | None) -> Record:
        values: dict[str, Any] = dict(given)
        for field in fields_of(cls):
            kind = property_types(cls)[field.name]
            if kind is tuple or str(field.property) in said:
                values[field.name] = self._value(field, kind, subject, said.get(str(field.property), []))
        if missing := sorted(_needed(cls) - set(values)):
            raise Unreadable(subject, f"nothing says its {missing[0]}")
        return cls(**values)

    def _value(self, field: Field, kind: type, subject: str, found: list[Object]) -> Value:
        read = self._special.get(field.name, _PLAIN.get(kind, _text))
        values = [read(one) for one in found]
        if kind is tuple:
            return tuple(str(value) for value in values)
        if len(values) > 1:
            raise Unreadable(subject, f"its {field.name} is said {len(values)} times")
        return values[0]

    @property
    def _special(self) -> Mapping[str, Callable[[Object], Value]]:
        return {
            "evidence": self._id,
            "derived_from": self._id,
            "publisher": lambda agent: self._one(agent.value, FOAF.name),
            "rights": lambda statement: self._one(statement.value, RDFS.label),
            "method": self._method,
        }

    def _method(self, found: Object) -> str:
        return found.value if isinstance(found, ox.Literal) else self._one(found.value, SKOS.prefLabel)

    def _id(self, found: Object) -> str:
        return self._iris.id_of(found.value)

    def _one(self, subject: str, term: str) -> str:
        """The one thing or text that is said of a subject. Raises Unreadable for none or several."""
        found = self._things.get(subject, {}).get(str(term), [])
        if len(found) != 1:
            raise Unreadable(subject, f"it should have one {term}, it has {len(found)}")
        return found[0].value

    def _end(self, subject: str, term: str) -> str:
        return self._iris.id_of(self._one(subject, term))

    def _stated(self, subject: str, *, file_of: str | None = None) -> dict[str, Value | None]:
        """`source` and `locator` as a carrier says them; a cell's source and file stand on its data set."""
        place = file_of or subject
        parts = [self._first(place, CG.file), self._first(place, CG.sheet), self._first(subject, CG.row)]
        return {
            "source": self._end(place, CG.statedBy),
            "locator": "|".join(parts) if any(parts) else None,
        }

    def _first(self, subject: str, term: str) -> str:
        found = self._things.get(subject, {}).get(str(term))
        return found[0].value if found else ""

    def _statement(self, relation: type[Relationship], subject: str, said: Said) -> Record:
        start, end = (XKOS.sourceConcept, XKOS.targetConcept)
        if str(RDF.subject) in said:
            start, end = (RDF.subject, RDF.object)
        ends = {"start": self._end(subject, start), "end": self._end(subject, end)}
        return self._record(relation, subject, said, **ends, **self._stated(subject))

    def _hierarchy(self, subject: str, said: Said) -> Iterator[Record]:
        kind = self._nodes.get(subject)
        relation = next((r for r in HIERARCHY if kind and issubclass(kind, _lower(r))), None)
        if relation is None or str(CG.statedBy) not in said:
            return
        above = self._end(subject, SKOS.topConceptOf if relation is HasCluster else SKOS.broader)
        start, end = above, self._iris.id_of(subject)
        if not HIERARCHY[relation]:
            start, end = end, start
        yield relation(start=start, end=end, **self._stated(subject))  # type: ignore[arg-type]

    def _roles(self, subject: str, said: Said) -> Iterator[Record]:
        for relation in ROLES:
            for end in said.get(str(predicate(relation)), ()):
                ends = {"start": self._iris.id_of(subject), "end": self._id(end)}
                yield relation(**ends, **self._stated(subject))  # type: ignore[arg-type]

    def _cell(self, subject: str, said: Said) -> Record:
        data_set = self._one(subject, QB.dataSet)
        relation = self._data_sets[self._iris.id_of(data_set)]
        ends = {"start": self._end(subject, CG.occupation), "end": self._end(subject, CG.industry)}
        return self._record(relation, subject, said, **ends, **self._stated(subject, file_of=data_set))


def _lower(relation: type[Relationship]) -> tuple[type[Node], ...]:
    return relation.END if HIERARCHY[relation] else relation.START


def _needed(cls: type[Record]) -> set[str]:
    return {f.name for f in dataclass_fields(cls) if f.default is MISSING}


def _text(found: Object) -> str:
    return found.value


_PLAIN: Mapping[type, Callable[[Object], Value]] = {
    int: lambda found: int(found.value),
    float: lambda found: float(found.value),
    bool: lambda found: found.value in ("true", "1"),
}
