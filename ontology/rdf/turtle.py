"""Turtle and TriG: prefixes from one table, one thing a paragraph, several objects one a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from ontology.rdf.prefixes import Names, prefixes
from ontology.rdf.triples import Lines, Said, by_subject
from ontology.rdf.written import rdf, xsd

_BARE = {
    xsd.boolean: re.compile(r'"(true|false)"'),
    # Of longer ones without quotes rdflib makes 1E-7, which is no decimal.
    xsd.decimal: re.compile(r'"([+-]?[0-9]+\.[0-9]{1,6})"'),
    xsd.integer: re.compile(r'"([+-]?[0-9]+)"'),
}
"""Datatypes whose literals Turtle knows without quotes, where they look like this."""

_KNOWN = 1 << 16


def turtle(lines: Lines, base: str) -> Iterator[str]:
    """The paragraphs of a Turtle file."""
    term = _terms(base)
    yield _head(base)
    for subject, said in by_subject(lines):
        yield _paragraph(subject, said, term)


def trig(graphs: Mapping[str, Lines], base: str) -> Iterator[str]:
    """The paragraphs of a TriG file: IRI of a named graph → its triples."""
    term = _terms(base)
    yield _head(base)
    for iri, lines in graphs.items():
        yield f"\n<{iri}> {{\n"
        for subject, said in by_subject(lines):
            yield _paragraph(subject, said, term)
        yield "}\n"


def _head(base: str) -> str:
    known = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes(base).items())
    return f"@base <{base}id/> .\n{known}"


def _paragraph(subject: str, said: Said, term: Callable[[str], str]) -> str:
    parts = []
    if types := said.pop(rdf.type, None):
        parts.append(f"a {', '.join(map(term, types))}")
    # Only IRIs and typed literals end in `>`; the other literals are what they are in N-Triples.
    for predicate, objects in said.items():
        if len(objects) == 1:
            (one,) = objects
            parts.append(f"{term(predicate)} {term(one) if one[-1] == '>' else one}")
        else:
            several = [term(one) if one[-1] == ">" else one for one in objects]
            parts.append(f"{term(predicate)}\n        " + ",\n        ".join(several))
    return f"\n{term(subject)} " + " ;\n    ".join(parts) + " .\n"


def _terms(base: str) -> Callable[[str], str]:
    """What makes Turtle of an IRI or a typed literal, and remembers the most frequent."""
    names = Names(base)

    @lru_cache(_KNOWN)
    def written(term: str) -> str:
        if term.startswith("<"):
            return names.short(term)
        value, datatype = term.rsplit("^^", 1)
        bare = _BARE[datatype].fullmatch(value) if datatype in _BARE else None
        return bare[1] if bare else f"{value}^^{names.short(datatype)}"

    return written
