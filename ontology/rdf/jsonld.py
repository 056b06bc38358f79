"""JSON-LD: one object a thing, one line a property, with the context in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ontology.rdf.context import Definition, context_document, definitions
from ontology.rdf.prefixes import VOCABULARIES, Names
from ontology.rdf.triples import Lines, Said, by_subject
from ontology.rdf.written import rdf, xsd

_CONTROL = re.compile(r"[\x00-\x1f]")
_WHOLE_NUMBER = re.compile(r'"(0|-?[1-9][0-9]{0,14})"')
_NATIVE = {
    xsd.boolean: re.compile(r'"(true|false)"'),
    xsd.integer: _WHOLE_NUMBER,
    xsd.positiveInteger: _WHOLE_NUMBER,
}
"""Datatypes that JSON has a form of its own for; whole numbers as far as every reader has them exactly. Decimals
stay texts: in JSON-LD, a number with a point would become a double."""

_KNOWN = 1 << 16


def json_ld(graphs: Mapping[str, Lines], base: str) -> Iterator[str]:
    """The parts of a JSON-LD file: IRI of a named graph → its triples; a single graph is the default graph."""
    writer = _Writer(base)
    yield context_document(base).removesuffix("}}\n") + '},\n"@graph": ['
    if len(graphs) == 1:
        yield from writer.nodes(*graphs.values())
    else:
        for number, (iri, lines) in enumerate(graphs.items()):
            yield f'{"," if number else ""}\n{{"id": {json.dumps(iri)}, "@graph": ['
            yield from writer.nodes(lines)
            yield "]}"
    yield "\n]}\n"


@dataclass(frozen=True, slots=True)
class _Property:
    """A property in the words of the context. `kind`: `@id`, `@vocab`, a datatype; nothing where it is a text."""

    name: str
    kind: str = ""
    language: str = ""
    many: bool = True


class _Writer:
    """Writes objects in the words of the context."""

    def __init__(self, base: str) -> None:
        self._names = Names(base)
        self._properties = {
            f"<{_whole(entry['@id'])}>": _property(name, entry) for name, entry in definitions().items()
        }
        self._id = lru_cache(_KNOWN)(self._new_id)

    def nodes(self, lines: Lines) -> Iterator[str]:
        """One object a subject, with commas between them."""
        comma = ""
        for subject, said in by_subject(lines):
            yield f'{comma}\n{{"id": {self._id(subject)}{self._said(said)}}}'
            comma = ","

    def _said(self, said: Said) -> str:
        parts = []
        if types := said.pop(rdf.type, None):
            parts.append(f',\n "type": [{", ".join(map(self._term, types))}]')
        for predicate, objects in said.items():
            known = self._properties.get(predicate) or _Property(_prefixed(predicate))
            values = [self._value(term, known) for term in objects]
            single = len(values) == 1 and not known.many
            parts.append(f',\n "{known.name}": {values[0] if single else _list(values)}')
        return "".join(parts)

    def _value(self, term: str, known: _Property) -> str:
        if term.startswith("<"):
            return self._link(term, known)
        return _typed(term, known) if term.endswith(">") else _text(term, known)

    def _link(self, term: str, known: _Property) -> str:
        if known.kind == "@vocab":
            return self._term(term)
        return self._id(term) if known.kind == "@id" else f'{{"@id": {self._id(term)}}}'

    def _term(self, term: str) -> str:
        return json.dumps(self._properties[term].name if term in self._properties else _prefixed(term))

    def _new_id(self, term: str) -> str:
        return json.dumps(self._names.id_of(term[1:-1]), ensure_ascii=False)


def _property(name: str, entry: Definition) -> _Property:
    kind = entry.get("@type", "")
    written = f"<{_whole(kind)}>" if ":" in kind else kind
    return _Property(name, written, entry.get("@language", ""), "@container" in entry)


def _typed(term: str, known: _Property) -> str:
    value, datatype = term.rsplit("^^", 1)
    if known.kind != datatype:
        return f'{{"@type": "{_prefixed(datatype)}", "@value": {_string(value)}}}'
    native = _NATIVE[datatype].fullmatch(value) if datatype in _NATIVE else None
    return native[1] if native else _string(value)


def _text(term: str, known: _Property) -> str:
    cut = term.rindex('"') + 1
    value, language = _string(term[:cut]), term[cut + 1 :]
    if known.language == language and not known.kind:
        return value
    return f'{{"@language": "{language}", "@value": {value}}}' if language else f'{{"@value": {value}}}'


def _string(term: str) -> str:
    """A string of N-Triples as JSON: both escape alike, but N-Triples allows control characters as they are."""
    return term if term.isprintable() else _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", term)


def _list(values: list[str]) -> str:
    return f"[{', '.join(values)}]" if len(values) < 3 else "[\n  " + ",\n  ".join(values) + "]"


def _prefixed(term: str) -> str:
    """The name with its prefix of a term that the context does not name; without a prefix, its IRI."""
    iri = term[1:-1]
    found = (f"{name}:{iri.removeprefix(space)}" for name, space in VOCABULARIES.items() if iri.startswith(space))
    return next(found, iri)


def _whole(name: str) -> str:
    """The IRI of `skos:prefLabel`."""
    prefix, _, tail = name.partition(":")
    return VOCABULARIES[prefix] + tail
