"""What each property of our own that is a field of a record means, of what it is said, what values it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.namespace import OWL, QB, RDF, XSD

from ontology.rdf.fields import fields_of
from ontology.rdf.model import CELLS, ENGLISH
from ontology.rdf.own_terms import Term, property_types, said_by
from ontology.rdf.terms import CG, classes
from ontology.records import Means, Record, camel_case, meanings
from ontology.records import property_types as value_types

THINGS = frozenset({"evidence"})
"""Fields whose values are things."""

_DATATYPES = {str: XSD.string, tuple: XSD.string, int: XSD.integer, float: XSD.decimal, bool: XSD.boolean}

Records = list[type[Record]]


def own_fields() -> list[Term]:
    """Every property of our own that is a field, by name."""
    uses: dict[str, Records] = {}
    for record in (*classes().values(), *CELLS):
        for field in fields_of(record):
            if field.property in CG:
                uses.setdefault(field.name, []).append(record)
    return sorted((_field(name, _general(records)) for name, records in uses.items()), key=lambda term: term.name)


def _general(records: Records) -> Records:
    """Those that are no sub-class of another."""
    return [r for r in records if not any(issubclass(r, other) and r is not other for other in records)]


def _field(field: str, records: Records) -> Term:
    name = camel_case(field)
    said: dict[Means, Records] = {}
    for record in records:
        said.setdefault(meanings(record)[name], []).append(record)
    (unit,) = {means.unit for means in said if means.unit} or {""}
    thing = field in THINGS
    return Term(
        name=name,
        types=property_types(name, OWL.ObjectProperty if thing else OWL.DatatypeProperty),
        comments=tuple(f"{whose}{_sentence(means.meaning)}" for whose, means in _told(said)),
        notes=(*_notes(said), *_default(field, records), *_marks(records)),
        unit=unit,
        domain=tuple(dict.fromkeys(map(_class, records))),
        range=() if thing else (_datatype(field, records),),
    )


def _told(said: dict[Means, Records]) -> Iterator[tuple[str, Means]]:
    """Each meaning, and of which classes it holds where there are several."""
    for means, records in said.items():
        yield _whose(records) if len(said) > 1 else "", means


def _whose(records: Iterable[type[Record]]) -> str:
    names = dict.fromkeys("an observation" if record in CELLS else record.__name__ for record in records)
    return f"Of {' and '.join(names)}: "


def _notes(said: dict[Means, Records]) -> Iterator[str]:
    for whose, means in _told(said):
        if means.year:
            yield f"{whose}{_sentence(means.year)}"
        if means.absent:
            yield f"{whose}Absence means: {means.absent}."


def _default(field: str, records: Records) -> Iterator[str]:
    """What absence means where the edition leaves out the usual value."""
    defaults = {repr(found.default) for r in records for found in fields_of(r) if found.name == field}
    for usual in defaults & {"False", "0"}:
        yield f"Absence means: {usual.lower()}."


def _marks(records: Records) -> Iterator[str]:
    """Whether it is published or derived; apart for each class where that differs."""
    marks: dict[str, Records] = {}
    for record in records:
        marks.setdefault(said_by(record), []).append(record)
    for mark, of in marks.items():
        yield f"{_whose(of)}{mark}" if len(marks) > 1 else mark


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _class(record: type[Record]) -> URIRef:
    return QB.Observation if record in CELLS else CG[record.__name__]


def _datatype(field: str, records: Records) -> URIRef:
    if field in ENGLISH:
        return RDF.langString
    (kind,) = {value_types(record)[field] for record in records}
    return _DATATYPES[kind]
