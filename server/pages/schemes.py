"""The pages of the concept schemes: all of them, one, and a branch of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from ontology import nodes as n
from ontology.graph import CareerGraph
from ontology.rdf.schemes import Scheme, scheme_of, schemes
from queries.statements import Statements
from queries.told.hierarchy import parts, wholes
from queries.told.names import Name, name_of
from queries.told.words import words
from server.documents.near import near_misses
from server.pages.crumbs import crumbs
from server.pages.templates import render
from server.web.problems import Problem
from server.web.requests import href, served

_WHOLE = 300
"""Concepts that a scheme may have and still stand on one page with all its levels."""


@dataclass(frozen=True, slots=True)
class Known:
    """A scheme that the build has: its short name, its concepts, and how many of them each level has."""

    scheme: Scheme
    name: str
    concepts: tuple[n.Node, ...]
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept, what is directly below it, and how much is below it in all."""

    name: Name
    branches: tuple[Branch, ...]
    below: int


def schemes_page(request: Request) -> bytes:
    """The page of all schemes in UTF-8."""
    return render("schemes.html", request, known=_known(served(request).graph).values())


def scheme_page(request: Request, asked: str) -> bytes:
    """The page in UTF-8 of a scheme by its id, or of one of its concepts with all that is below it.

    Raises Problem, 404.
    """
    held = served(request)
    known = _known(held.graph)
    if found := known.get(asked):
        tops = (node.id for node in found.concepts if not wholes(held.statements, node.id))
        branches = _sorted(_branch(held.statements, top) for top in tops)
        return render("scheme.html", request, known=found, branches=branches, whole=len(found.concepts) <= _WHOLE)
    node = held.graph.nodes.get(asked)
    scheme = scheme_of(node) if node else None
    if node is None or scheme is None:
        raise _unknown(request, asked)
    return render(
        "branch.html",
        request,
        known=known[scheme.id],
        branch=_branch(held.statements, node.id),
        crumbs=crumbs(held.statements, node.id),
        kind=words()["kinds"][node.kind],
    )


def _known(graph: CareerGraph) -> dict[str, Known]:
    """Id → scheme, of those that have concepts, in the order of their table."""
    concepts: dict[str, list[n.Node]] = {}
    for node in graph.nodes.values():
        if scheme := scheme_of(node):
            concepts.setdefault(scheme.id, []).append(node)
    return {name: _with(schemes()[name], concepts[name]) for name in schemes() if name in concepts}


def _with(scheme: Scheme, concepts: list[n.Node]) -> Known:
    kinds = Counter(node.kind for node in concepts)
    levels = tuple((level.title, kinds[level.kind]) for level in scheme.levels)
    return Known(scheme, words()["schemes"][scheme.id], tuple(concepts), levels)


def _branch(statements: Statements, node_id: str) -> Branch:
    below = _sorted(_branch(statements, part) for part in parts(statements, node_id))
    return Branch(name_of(statements.nodes[node_id]), below, sum(1 + branch.below for branch in below))


def _sorted(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    return tuple(sorted(branches, key=lambda branch: (branch.name.code, branch.name.title.casefold())))


def _unknown(request: Request, asked: str) -> Problem:
    near = [
        {"id": scheme.id, "title": scheme.title, "href": href(request, f"/scheme/{scheme.id}")}
        for scheme in schemes().values()
        if scheme.id.startswith(asked.partition("/")[0])
    ]
    said = f"There is no scheme, and nothing in one, with the id {asked[:200]!r}; /schemes lists all."
    return Problem(404, said, near=near or near_misses(request, asked))
