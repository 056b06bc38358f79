"""Nodes as resources: concepts of their schemes, and what is no concept (sources, rows, findings)."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ontology.nodes import Code, Finding, Node, Occupation, Source
from ontology.rdf import iris as forms
from ontology.rdf.fields import FIGURES, lines
from ontology.rdf.iris import Iris
from ontology.rdf.links import outward
from ontology.rdf.schemes import scheme_of
from ontology.rdf.written import cg, prov, rdf, rdfs, skos


def node_lines(node: Node, iris: Iris, narrower: Container[str]) -> Iterator[str]:
    """What a node itself says, its labour figures aside; `narrower` holds the ids that stand under another."""
    subject = iris.thing(node.id)
    for label in node.labels:
        yield f"{subject} {rdf.type} {cg[label]} ."
    if isinstance(node, Source | Finding):
        yield f"{subject} {rdf.type} {prov.Entity} ."
    yield from lines(node, subject, iris, without=FIGURES)
    scheme = scheme_of(node)
    if scheme is None:
        return
    yield f"{subject} {rdf.type} {skos.Concept} ."
    yield f"{subject} {skos.inScheme} {iris.thing(scheme.id)} ."
    if node.id not in narrower:
        yield f"{subject} {skos.topConceptOf} {iris.thing(scheme.id)} ."
        yield f"{iris.thing(scheme.id)} {skos.hasTopConcept} {subject} ."
    if not hasattr(node, "code"):
        yield f"{subject} {skos.notation} {forms.text(node.id.rsplit('/', 1)[1])} ."
    if isinstance(node, Code):
        for page in outward(node):
            yield f"{subject} {rdfs.seeAlso} <{page}> ."


def figure_lines(occupation: Occupation, iris: Iris) -> Iterator[str]:
    """The national labour figures of an occupation."""
    names = {f for f in occupation.__dataclass_fields__ if f not in FIGURES}
    yield from lines(occupation, iris.thing(occupation.id), iris, without=names)
