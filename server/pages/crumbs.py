"""The way down to a thing, as the head of its page shows it."""

from __future__ import annotations

from typing import NamedTuple

from ontology.rdf.schemes import scheme_of, schemes
from queries.statements import Statements
from queries.told.hierarchy import wholes
from queries.told.names import name_of
from queries.told.words import words


class Crumb(NamedTuple):
    """A step of the way down to a thing: a path of ours, and its words."""

    path: str
    words: str


def crumbs(statements: Statements, node_id: str) -> list[Crumb]:
    """The way down to a thing: its scheme, by its short name, then what it is part of, from the top."""
    scheme = scheme_of(statements.nodes[node_id]) or schemes().get(node_id)
    names = [name_of(statements.nodes[above]) for above in wholes(statements, node_id)]
    found = [Crumb(f"/doc/{name.id}", f"{name.code} {name.title}".strip()) for name in names[::-1]]
    return [Crumb(f"/scheme/{scheme.id}", words()["schemes"][scheme.id]), *found] if scheme else found
