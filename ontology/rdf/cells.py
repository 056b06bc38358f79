"""Employment by industry as a data cube: one observation a cell, two data sets that do not mix."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import QB

from ontology.graph import CareerGraph
from ontology.rdf import iris as forms
from ontology.rdf.fields import lines
from ontology.rdf.iris import Iris
from ontology.rdf.model import CELLS
from ontology.rdf.statements import NotWritable
from ontology.rdf.terms import CG
from ontology.rdf.written import cg, prov, qb, rdf, skos
from ontology.relationships import Employment

TITLES = {
    "employed-in": "Jobs and wages by occupation and subsector or government, national, May 2025: they add up",
    "employed-in-group": "Jobs and wages by occupation and industry group, national, May 2025: they do not add up",
}


def cell_id(cell: Employment) -> str:
    """Id of an observation: its occupation and its industry."""
    return f"employment/{cell.start}/{cell.end}"


def cell_lines(graph: CareerGraph, iris: Iris) -> Iterator[str]:
    """All cells. The data set carries source, file and sheet; a cell adds its row.

    Raises NotWritable for a cell with a note, of another file than its data set, or that stands twice.
    """
    for relation, name in CELLS.items():
        found = graph.of_type(relation)
        if not found:
            continue
        data_set, place = iris.thing(f"dataset/{name}"), _place(found[0])
        yield from _data_set_lines(data_set, name, found[0].source, place, iris)
        seen: set[tuple[str, str]] = set()
        for cell in found:
            if cell.note or _place(cell) != place or cell.source != found[0].source:
                raise NotWritable(cell, "the cells of a data set should share one file, and bear no note")
            if (cell.start, cell.end) in seen:
                raise NotWritable(cell, "a data set holds one cell for an occupation and an industry")
            seen.add((cell.start, cell.end))
            yield from _observation(cell, data_set, iris)
    if graph.of_type(next(iter(CELLS))) or graph.of_type(list(CELLS)[1]):
        yield from _structure(iris)


def _place(cell: Employment) -> tuple[str, ...] | None:
    return tuple(cell.locator.split("|")[:2]) if cell.locator is not None else None


def _data_set_lines(
    subject: str, name: str, source: str, place: tuple[str, ...] | None, iris: Iris
) -> Iterator[str]:
    yield f"{subject} {rdf.type} {qb.DataSet} ."
    yield f"{subject} {skos.prefLabel} {forms.english(TITLES[name])} ."
    yield f"{subject} {qb.structure} {iris.thing('dataset/structure')} ."
    yield f"{subject} {prov.wasDerivedFrom} {iris.thing(source)} ."
    yield f"{subject} {cg.statedBy} {iris.thing(source)} ."
    for term, part in zip((cg.file, cg.sheet), place or (), strict=False):
        if part:
            yield f"{subject} {term} {forms.text(part)} ."


def _observation(cell: Employment, data_set: str, iris: Iris) -> Iterator[str]:
    subject = iris.thing(cell_id(cell))
    yield f"{subject} {rdf.type} {qb.Observation} ."
    yield f"{subject} {qb.dataSet} {data_set} ."
    yield f"{subject} {cg.occupation} {iris.thing(cell.start)} ."
    yield f"{subject} {cg.industry} {iris.thing(cell.end)} ."
    if cell.locator is not None and (row := cell.locator.split("|")[2]):
        yield f"{subject} {cg.row} {forms.text(row)} ."
    yield from lines(cell, subject, iris)


def _structure(iris: Iris) -> Iterator[str]:
    subject = iris.thing("dataset/structure")
    yield f"{subject} {rdf.type} {qb.DataStructureDefinition} ."
    parts = {
        QB.dimension: (CG.occupation, CG.industry),
        QB.measure: (CG.jobs, CG.meanWage, CG.medianWage),
        QB.attribute: (CG.suppressed, CG.wageNote, CG.row),
    }
    for role, terms in parts.items():
        for term in terms:
            component = iris.thing(f"dataset/structure/{term.fragment}")
            yield f"{subject} {qb.component} {component} ."
            yield f"{component} {rdf.type} {qb.ComponentSpecification} ."
            yield f"{component} <{role}> <{term}> ."
