"""The page about a thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from starlette.requests import Request

from ontology import nodes as n
from ontology.graph import CareerGraph
from ontology.rdf.links import outward
from ontology.rdf.schemes import scheme_of
from ontology.relationships import InSubCluster, OfOccupation, ViaProgram
from queries.show import Thing
from queries.statements import Statements
from queries.thing import thing
from queries.told.facts import Fact, Figures, facts, figures
from queries.told.groups import FEW, Block, blocks
from queries.told.rows import rows
from queries.told.status import status
from queries.told.words import words
from server.pages.crumbs import crumbs
from server.pages.formats import forms
from server.pages.subject import subject_page
from server.pages.templates import render
from server.web.requests import served

__all__ = ["subject_page", "thing_page"]


def thing_page(request: Request, node_id: str) -> bytes:
    """The page of a node in UTF-8. Raises NothingFound."""
    statements = served(request).statements
    found, node = thing(statements, node_id), statements.nodes[node_id]
    told, counted = facts(found.node), figures(found.node)
    published, derived = (blocks(found.groups, statements, derived=which) for which in (False, True))
    return render(
        "thing.html",
        request,
        node=node,
        kind=words()["kinds"][node.kind],
        code=getattr(node, "code", ""),
        crumbs=crumbs(statements, node_id),
        status=status(statements, node),
        facts=told,
        figures=counted,
        figures_note=getattr(node, "figures_note_2025", None),
        published=published,
        rows=rows(found),
        derived=derived,
        states=_states(served(request).graph, node),
        publishers_pages=outward(node) if isinstance(node, n.Code) else [],
        sources=_sources(statements, found, told, counted, (*published, *derived)),
        explained=bool(found.groups),
        forms=forms(request, node_id),
        few=FEW,
    )


def _states(graph: CareerGraph, node: n.Node) -> list[tuple[str, int]]:
    """What a source states, by relationship type; nothing for anything else."""
    if not isinstance(node, n.Source):
        return []
    return Counter(r.type for r in graph.relationships if r.source == node.id).most_common()


def _sources(
    statements: Statements, found: Thing, told: Iterable[Fact], counted: Iterable[Figures], lines: Iterable[Block]
) -> list[n.Source]:
    """The sources of all that the page says, each once."""
    ids = [source.id for block in lines for source in block.sources]
    ids += _sources_of_itself(statements, found, [fact.label for fact in told], [one.period for one in counted])
    sources = (statements.nodes.get(source) for source in dict.fromkeys(ids))
    return [source for source in sources if isinstance(source, n.Source)]


def _sources_of_itself(
    statements: Statements, found: Thing, labels: Sequence[str], periods: Sequence[str]
) -> Iterator[str]:
    scheme = scheme_of(statements.nodes[found.node.id])
    if scheme:
        yield scheme.source
    if found.alignments:
        around = statements.around(found.node.id)
        yield next(r.source for r in around if isinstance(r, InSubCluster | OfOccupation | ViaProgram))
    for mark, source in words()["sources"].items():
        if any(mark in text for text in (*labels, *periods)):
            yield source
