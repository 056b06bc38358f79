"""Ids to IRIs and back, and literals in the form of N-Triples."""

from __future__ import annotations

import re
from decimal import Decimal

from rdflib.namespace import XSD

from ontology.records import Value

BASE = "https://w3id.org/careergraph/"
"""Where the data live, unless the settings say otherwise. Not registered yet."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_DATES = (
    (re.compile(r"\d{4}"), XSD.gYear),
    (re.compile(r"\d{4}-\d{2}"), XSD.gYearMonth),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD.date),
)


class BadBase(ValueError):
    """A base IRI that no IRI can be made of."""

    def __init__(self, base: str) -> None:
        super().__init__(f"{base!r} cannot be the base of IRIs: it should look like {BASE}, with its last slash")
        self.base = base


def checked_base(base: str) -> str:
    """The base itself. Raises BadBase where it is no http address that ends in a slash."""
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", base):
        raise BadBase(base)
    return base


class Iris:
    """Makes the IRIs of one base, as N-Triples writes them."""

    def __init__(self, base: str = BASE) -> None:
        self.base = checked_base(base)

    def thing(self, node_id: str) -> str:
        """`<{base}id/{id}>`"""
        return f"<{self.base}id/{node_id}>"

    def graph(self, name: str) -> str:
        """`<{base}graph/{name}>`: a named graph."""
        return f"<{self.base}graph/{name}>"

    def id_of(self, iri: str) -> str:
        """The id that an IRI (without brackets) ends in. Raises ValueError for an IRI of another place."""
        start = f"{self.base}id/"
        if not iri.startswith(start):
            raise ValueError(f"{iri} is no thing of {self.base}")
        return iri.removeprefix(start)


def term(iri: str) -> str:
    """`<iri>`"""
    return f"<{iri}>"


def text(value: str) -> str:
    """A plain literal."""
    return f'"{value.translate(_ESCAPES)}"'


def english(value: str) -> str:
    """A literal in English."""
    return f'"{value.translate(_ESCAPES)}"@en'


def date(value: str) -> str:
    """A year, a month or a day, typed as what it is; any other text as plain literal."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(value):
            return f'"{value}"^^<{datatype}>'
    return text(value)


def literal(value: Value) -> str:
    """A text, whole number, decimal or truth value. Decimals are exact and never in exponents."""
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD.boolean}>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD.integer}>'
    if isinstance(value, float):
        return f'"{Decimal(repr(value)):f}"^^<{XSD.decimal}>'
    assert isinstance(value, str)
    return text(value)
