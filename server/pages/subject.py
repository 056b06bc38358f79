"""The page of a thing of the edition that is no node: a statement, a data set, a method, a level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD
from starlette.requests import Request

from ontology.rdf.schemes import schemes
from ontology.rdf.terms import CG, XKOS
from queries.evidence import evidence
from queries.told.groups import FEW
from server.pages.cells import Cell, TermCells
from server.pages.formats import forms
from server.pages.templates import render
from server.web.requests import href, served

MOST = 400
"""Values of a property that a page has at all; the others are in the other forms."""

_TRIPLE = re.compile(
    r'<(?P<subject>[^>]*)> <(?P<predicate>[^>]*)> (?:<(?P<iri>[^>]*)>|"(?P<text>.*)"(?P<rest>[^"]*)) \.'
)
_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
_NAMES = [str(term) for term in (SKOS.prefLabel, DCTERMS.title, RDFS.label, FOAF.name)]
_ENDS = (
    (XKOS.sourceConcept, XKOS.targetConcept),
    (RDF.subject, RDF.object),
    (CG.occupation, CG.industry),
)
_HEADINGS = {
    "published": "What publishers state",
    "derived": "What careergraph derives; no publisher states it",
    "labour": "National figures of jobs and wages",
    "metadata": "What the edition says of itself",
}


class Triple(NamedTuple):
    """A triple: its object as SPARQL's results in JSON have it."""

    subject: str
    predicate: str
    value: Mapping[str, Any]


class Said(NamedTuple):
    """A property of the thing: its name, and its values; `beyond` are left to the other forms."""

    property: Cell
    values: Sequence[Cell]
    beyond: int


def subject_page(request: Request, node_id: str, lines: Mapping[str, list[str]]) -> bytes:
    """The page in UTF-8; `lines` are those of N-Triples by named graph, as `queries.description` finds them."""
    base = served(request).about.base
    iri = f"{base}id/{node_id}"
    triples = {graph: [_triple(line) for line in found] for graph, found in lines.items()}
    everything = [triple for found in triples.values() for triple in found]
    names = _names(everything)
    cell = TermCells(base, partial(href, request))
    own = {graph: [one for one in found if one.subject == iri] for graph, found in triples.items()}
    return render(
        "subject.html",
        request,
        iri=iri,
        node_id=node_id,
        title=names.get(iri) or _joined([one for found in own.values() for one in found], names) or node_id,
        kinds=[cell(one.value) for found in own.values() for one in found if one.predicate == str(RDF.type)],
        graphs=[(graph, _HEADINGS[graph], _said(found, names, cell)) for graph, found in own.items() if found],
        is_scheme=node_id in schemes(),
        forms=forms(request, node_id),
        few=FEW,
    )


def _triple(line: str) -> Triple:
    match = _TRIPLE.fullmatch(line)
    assert match, line
    if match["iri"] is not None:
        return Triple(match["subject"], match["predicate"], {"type": "uri", "value": match["iri"]})
    text = re.sub(r'\\[nrt"\\]', lambda escape: _ESCAPES[escape[0]], match["text"])
    datatype = match["rest"].removeprefix("^^<").rstrip(">") if match["rest"].startswith("^^") else str(XSD.string)
    return Triple(match["subject"], match["predicate"], {"type": "literal", "value": text, "datatype": datatype})


def _names(triples: Iterable[Triple]) -> dict[str, str]:
    """IRI → what it is called, behind its code where it has one."""
    found = {t.subject: t.value["value"] for t in triples if t.predicate in _NAMES}
    codes = {t.subject: t.value["value"] for t in triples if t.predicate == str(SKOS.notation)}
    coded = (iri for iri in found.keys() & codes.keys() if codes[iri][:1].isdigit())
    return found | {iri: f"{codes[iri]} {found[iri]}" for iri in coded}


def _joined(own: Iterable[Triple], names: Mapping[str, str]) -> str:
    """The things that a statement or an observation joins, as its title; nothing for anything else."""
    values = {one.predicate: one.value["value"] for one in own}
    for first, second in _ENDS:
        if str(first) in values and str(second) in values:
            return " → ".join(names.get(iri, iri) for iri in (values[str(first)], values[str(second)]))
    return ""


def _said(own: Iterable[Triple], names: Mapping[str, str], cell: TermCells) -> list[Said]:
    told, by_property = list(own), dict[str, list[Cell]]()
    method = next((one.value["value"] for one in told if one.predicate == str(PROV.wasGeneratedBy)), "")
    for one in told:
        found = _value(one, names, cell)
        if one.predicate == str(CG.confidence):
            found = Cell(f"{found.text}, {evidence(method.rpartition('/')[2], float(found.text))} evidence")
        by_property.setdefault(one.predicate, []).append(found)
    return [
        Said(cell({"type": "uri", "value": predicate}), values[:MOST], max(len(values) - MOST, 0))
        for predicate, values in by_property.items()
    ]


def _value(one: Triple, names: Mapping[str, str], cell: TermCells) -> Cell:
    found = cell(one.value)
    return Cell(names.get(one.value["value"], found.text), found.href) if one.value["type"] == "uri" else found
