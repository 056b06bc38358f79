"""A record's fields as predicates and objects, by the tables of `ontology.rdf.model`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, get_type_hints

from rdflib import URIRef
from rdflib.namespace import PROV

from ontology import figures, identifiers
from ontology.derived import Derived
from ontology.nodes import Finding, Occupation
from ontology.rdf import iris as forms
from ontology.rdf.iris import Iris
from ontology.rdf.model import ENGLISH, STANDARD
from ontology.rdf.terms import CG
from ontology.records import Record, camel_case, once_a_class

FIGURES = frozenset(
    name
    for name, hint in get_type_hints(Occupation, include_extras=True).items()
    if any(hint == known for known in vars(figures).values())
)
"""Fields of an occupation that are labour figures."""

_APART = frozenset({"id", "start", "end", "source", "locator"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record class, the property that it is, and how a value of it is written."""

    name: str
    property: URIRef
    default: object
    write: Callable[[Any, Iris, str], str]


def method(name: str, iris: Iris) -> str:
    """A method of ours: `<{base}id/method/{name}>`"""
    return iris.thing(f"method/{identifiers.slug(name)}")


def agent(name: str, iris: Iris) -> str:
    """Who publishes: `<{base}id/agent/{slug}>`"""
    return iris.thing(f"agent/{identifiers.slug(name)}")


def rights(subject: str) -> str:
    """The rights statement of a source: `<{source}/rights>`"""
    return f"{subject[:-1]}/rights>"


@once_a_class
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """All fields that are written as triples of the record itself."""
    return tuple(_field(record, f.name, f.default) for f in dataclass_fields(record) if f.name not in _APART)


def _field(record: type[Record], name: str, default: object) -> Field:
    if name == "method" and issubclass(record, Derived | Finding):
        return Field(name, PROV.wasGeneratedBy, default, lambda value, iris, _: method(value, iris))
    return Field(name, STANDARD.get(name) or CG[camel_case(name)], default, _writer(name))


def _writer(name: str) -> Callable[[Any, Iris, str], str]:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if name in ENGLISH:
        return lambda value, _, __: forms.english(value)
    return lambda value, _, __: forms.literal(value)


_SPECIAL: dict[str, Callable[[Any, Iris, str], str]] = {
    "evidence": lambda value, iris, _: iris.thing(value),
    "derived_from": lambda value, iris, _: iris.thing(value),
    "publisher": lambda value, iris, _: agent(value, iris),
    "rights": lambda _, __, subject: rights(subject),
    "url": lambda value, _, __: forms.term(value),
    "issued": lambda value, _, __: forms.date(value),
}


def lines(record: Record, subject: str, iris: Iris, *, without: Collection[str] = ()) -> Iterator[str]:
    """One line of N-Triples a value of the record's fields; none for a default, which its absence says."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is None or value == field.default or field.name in without:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield f"{subject} <{field.property}> {field.write(one, iris, subject)} ."
