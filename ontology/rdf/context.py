"""The JSON-LD context: a plain name for every term of the edition, and how its values are written.

It stands in each file, so that a file is read rightly with no network and wherever it lies, and it is published as
`context.jsonld` for documents of others. Its `@base`, which makes ids of IRIs, counts only where it stands in the
file itself (JSON-LD 1.1, 4.1.3); whoever refers to the published one writes whole IRIs, or a base of their own.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from ontology.identifiers import BASE
from ontology.nodes import NODE_KINDS
from ontology.rdf.fields import fields_of
from ontology.rdf.model import CELLS, ENGLISH, ROLES, STATEMENTS, lower_first
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.terms import CG, classes
from ontology.records import property_types

Definition = Mapping[str, str]
"""An entry of the context: `@id` always; `@type`, `@language` and `@container` where they apply."""

_KINDS: Mapping[str, Definition] = {
    "text": {},
    "english": {"@language": "en"},
    "thing": {"@type": "@id"},
    "term": {"@type": "@vocab"},
}
"""What a property's values are; any other kind is a datatype."""

_DATATYPES = {str: "text", tuple: "text", bool: "xsd:boolean", int: "xsd:integer", float: "xsd:decimal"}


def context(base: str = BASE) -> dict[str, object]:
    """The context: base, prefixes of the vocabularies, and the terms."""
    terms = {name: entry if len(entry) > 1 else entry["@id"] for name, entry in definitions().items()}
    return {"@base": f"{base}id/", "id": "@id", "type": "@type", **VOCABULARIES, **terms}


def context_document(base: str = BASE) -> str:
    """The text of `context.jsonld`: one line a term."""
    entries = (f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in context(base).items())
    return '{"@context": {\n' + ",\n".join(entries) + "\n}}\n"


@cache
def definitions() -> Mapping[str, Definition]:
    """Term → its entry in the context, by name: what its vocabulary calls it, without prefix."""
    found = {
        iri.partition(":")[2]: _definition(iri, kind, many) for iri, kind, many in (*_of_records(), *_of_table())
    }
    return dict(sorted(found.items()))


def _definition(iri: str, kind: str, many: bool) -> Definition:
    container = {"@container": "@set"} if many else {}
    return {"@id": iri, **_KINDS.get(kind, {"@type": kind}), **container}


def _of_records() -> Iterator[tuple[str, str, bool]]:
    """Each class and property of ours, what its values are, and whether there may be many."""
    for name in classes():
        yield f"cg:{name}", "text", False
    for relation in (*STATEMENTS, *ROLES):
        yield f"cg:{lower_first(relation.__name__)}", "thing", relation in STATEMENTS
    for record in (*NODE_KINDS.values(), *STATEMENTS, *CELLS):
        for field in fields_of(record):
            if field.property.startswith(str(CG)):
                kind = property_types(record)[field.name]
                written = "english" if field.name in ENGLISH else _DATATYPES[kind]
                yield f"cg:{field.property.removeprefix(str(CG))}", written, kind is tuple


def _of_table() -> Iterator[tuple[str, str, bool]]:
    """The same of the terms in context.toml."""
    table = tomllib.loads((files("ontology.rdf") / "context.toml").read_text(encoding="utf-8"))
    for iri in table["classes"]:
        yield iri, "text", False
    for amount in ("one", "many"):
        for kind, iris in table[amount].items():
            for iri in iris:
                yield iri, kind, amount == "many"
