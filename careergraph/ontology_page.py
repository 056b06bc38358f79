"""The page on the terms of our own, docs/ontology.md: out of careergraph.ttl, with examples out of a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SDO, SKOS

from careergraph.cypher_networks import table
from ontology.rdf.changes import LinesOf
from ontology.rdf.edition import GRAPHS
from ontology.rdf.ontology_file import curie
from ontology.rdf.own_terms import CARRIER, DERIVED, PUBLISHED
from ontology.rdf.prefixes import Names
from ontology.rdf.terms import CG
from ontology.rdf.written import rdf

HEAD = """\
# The ontology

`careergraph schema --ontology --markdown` writes this page out of a build and out of the ontology itself, which
`careergraph schema --ontology` prints: `careergraph.ttl`, in OWL and RDFS. It holds only terms that no standard
vocabulary has; [rdf.md](rdf.md) tells which standard terms stand beside them. Their namespace is
`https://w3id.org/careergraph/ontology#`, here `cg:`, wherever the data are served from.

No store need infer: what a term is a kind of is written out in the edition. One class under *of* or *gives* is an
`rdfs:domain` or `rdfs:range`, true of every use; several are `schema:domainIncludes` or `schema:rangeIncludes`,
from which nothing follows. Jobs and wages are national figures.

Each term has one example. `soc:15-1252` is `{base}id/soc/2018/15-1252`, and so with the other prefixes, as the
Turtle files declare them; `<…>` is relative to `{base}id/`. Long texts are cut short.
"""
CLASS = ("class", "meaning", "kind of", "example")
PROPERTY = ("property", "meaning", "unit", "of", "gives", "kind of", "example")
KINDS = (
    "Classes of things",
    "Classes of statements",
    "Links",
    "Figures, texts and marks",
    "Sources and observations",
)
FAMILIAR = "15-1252"
"""An example that names this occupation is preferred."""

Said = dict[str, list[str]]
"""What is said of a term: IRI of the predicate → IRIs or texts."""

Examples = Mapping[str, str]


def page(lines_of: LinesOf, base: str) -> str:
    """The page in Markdown, given the lines of an edition and its base; the same edition gives the same page."""
    return "\n".join([HEAD, *_sections(_terms(), _examples(lines_of, base))]).rstrip() + "\n"


def _terms() -> dict[str, Said]:
    """Each term of the ontology, and what it says of it."""
    found: dict[str, Said] = {}
    text = files("ontology.rdf").joinpath("careergraph.ttl").read_bytes()
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        said = found.setdefault(triple.subject.value, {})
        said.setdefault(triple.predicate.value, []).append(triple.object.value)
    return {iri: said for iri, said in sorted(found.items()) if iri.startswith(str(CG))}


def _examples(lines_of: LinesOf, base: str) -> dict[str, str]:
    """Term → a triple of the edition that uses it, as the page shows it."""
    found: dict[str, str] = {}
    for name in GRAPHS:
        for line in lines_of(name):
            _, predicate, rest = line.split(" ", 2)
            term = rest[:-2] if predicate == rdf.type else predicate
            if term not in found or (FAMILIAR in line and FAMILIAR not in found[term]):
                found[term] = line
    names = Names(base)
    return {term[1:-1]: _example(line, names) for term, line in found.items()}


def _example(line: str, names: Names) -> str:
    subject, predicate, rest = line.split(" ", 2)
    if predicate == rdf.type:
        return f"`{_name(subject, names)}`"
    value = rest[:-2]
    shown = _name(value, names) if value.startswith("<") else value.removesuffix("@en")
    shown = shown.rsplit("^^", 1)[0].strip('"')
    return f"`{_name(subject, names)}` → `{shown if len(shown) <= 70 else shown[:67] + '…'}`"


def _name(term: str, names: Names) -> str:
    return names.prefixed(term[1:-1]) or f"<{names.id_of(term[1:-1])}>"


def _sections(terms: Mapping[str, Said], examples: Examples) -> Iterator[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for iri, said in terms.items():
        groups.setdefault((_kind(said), _stated(said)), []).append(iri)
    for (kind, stated), found in sorted(groups.items(), key=_order):
        yield from (f"## {kind}, {stated}" if stated else f"## {kind}", "")
        is_class = "Class" in kind
        row = _class_row if is_class else _property_row
        yield from table(CLASS if is_class else PROPERTY, [row(iri, terms[iri], examples) for iri in found])
        yield ""


def _order(group: tuple[tuple[str, str], list[str]]) -> tuple[int, bool, str]:
    (kind, stated), _ = group
    return KINDS.index(kind), stated != "published", stated


def _kind(said: Said) -> str:
    if str(OWL.Class) in said[str(RDF.type)]:
        return KINDS[1] if _of(said, RDFS.seeAlso) else KINDS[0]
    if _of(said, RDFS.subPropertyOf, RDFS.seeAlso):
        return KINDS[2]
    return KINDS[3] if _stated(said) else KINDS[4]


def _stated(said: Said) -> str:
    notes = _of(said, SKOS.scopeNote)
    if not notes or DERIVED in notes:
        return "derived" if notes else ""
    return "published and derived" if any(DERIVED in note for note in notes) else "published"


def _of(said: Said, *predicates: URIRef) -> list[str]:
    return [value for predicate in predicates for value in said.get(str(predicate), ())]


def _class_row(iri: str, said: Said, examples: Examples) -> tuple[str, ...]:
    return f"`{curie(iri)}`", _meaning(said), _short(said, RDFS.subClassOf), examples.get(iri, "")


def _property_row(iri: str, said: Said, examples: Examples) -> tuple[str, ...]:
    return (
        f"`{curie(iri)}`",
        _meaning(said),
        ", ".join(_of(said, SDO.unitText)),
        _short(said, RDFS.domain, SDO.domainIncludes),
        _short(said, RDFS.range, SDO.rangeIncludes),
        _short(said, RDFS.subPropertyOf),
        examples.get(iri, ""),
    )


def _meaning(said: Said) -> str:
    """Comments and notes, but for what the heading says."""
    notes = [note for note in _of(said, SKOS.scopeNote) if note not in (PUBLISHED, DERIVED, CARRIER)]
    return " ".join([*_of(said, RDFS.comment), *notes])


def _short(said: Said, *predicates: URIRef) -> str:
    return ", ".join(f"`{curie(iri)}`" for iri in _of(said, *predicates))
