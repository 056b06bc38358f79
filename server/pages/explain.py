"""The page that says why two things are linked, or what one is linked to and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from starlette.requests import Request

from ontology.derived import Derived
from ontology.nodes import LegacyCluster, Node
from ontology.records import meanings
from ontology.relationships import SucceededBy
from queries.explanation import Compared, Explanation, Reason
from queries.show import Related
from queries.statements import Chain, Statement, Step
from queries.thing import as_node, as_relationship
from queries.told.groups import FEW, Sureness, cell, sureness
from queries.told.names import Name, name_of
from queries.told.places import place
from queries.told.rows import rows_of_explanation
from queries.told.words import relations, words
from server.pages.templates import render

MOST = 100
"""Chains of a reason that a page has at all; the others are in the JSON."""


class Hop(NamedTuple):
    """A step of a chain: over which type, in which direction, to what; its figures, place and certainty."""

    type: str
    outgoing: bool
    name: Name
    figures: str
    place: str
    sureness: Sureness | None
    rests_on: list[Name]


@dataclass(frozen=True, slots=True)
class Told:
    """A reason: what it is called, its types, how many chains it has, and those that the page has."""

    heading: str
    types: Sequence[Step]
    notes: list[str]
    count: int
    chains: list[list[Hop]]


class Likely(NamedTuple):
    """Where the method says that a pathway goes on, and how sure it is."""

    name: Name
    sureness: Sureness | None


class Beside(NamedTuple):
    """What the report and the method say of one cluster."""

    cluster: Name
    report: list[tuple[Name, str]]
    method: list[Likely]
    verdict: str


class Section(NamedTuple):
    """What is published, or what is derived: reasons, and the shortest routes of several steps."""

    derived: bool
    reasons: list[Told]
    routes: list[list[Hop]]


def explain_page(request: Request, explanation: Explanation) -> bytes:
    """The page in UTF-8: what is published, what is derived, both compared for a pathway, the sources."""
    ends = (explanation.a, explanation.b) if explanation.b else (explanation.a,)
    return render(
        "explain.html",
        request,
        ends=[(name_of(node), words()["kinds"][node.kind]) for node in ends],
        empty=explanation.empty,
        sections=[_section(explanation, derived=derived) for derived in (False, True)],
        rows=rows_of_explanation(explanation),
        findings=[(name_of(found.end), found.start.properties()) for found in explanation.findings],
        compared=[_beside(compared) for compared in explanation.compared],
        sources=explanation.sources,
        few=FEW,
    )


def _section(explanation: Explanation, *, derived: bool) -> Section:
    reasons = [_told(reason) for reason in explanation.reasons if reason.derived == derived]
    routes = [route for route in explanation.routes if route.derived == derived and len(route.statements) > 1]
    return Section(derived, reasons, [_hops(route) for route in routes])


def _told(reason: Reason) -> Told:
    known = relations()
    notes = dict.fromkeys(known[kind].note for kind, _ in reason.pattern)
    return Told(
        heading=" · ".join(known[kind].heading(outgoing) for kind, outgoing in reason.pattern),
        types=reason.pattern,
        notes=[note for note in notes if note],
        count=len(reason.chains),
        chains=[_hops(chain) for chain in reason.chains[:MOST]],
    )


def _hops(chain: Chain) -> list[Hop]:
    steps = zip(chain.steps, chain.statements, chain.nodes[1:], strict=True)
    return [_hop(step, statement, node) for step, statement, node in steps]


def _hop(step: Step, statement: Statement, node: Node) -> Hop:
    related = Related(as_node(node), as_relationship(statement.relationship))
    told, known = related.relationship.properties, meanings(type(statement.relationship))
    headed = {heading: cell(name, related, known) for name, heading in relations()[step[0]].columns.items()}
    where = place(told)
    return Hop(
        type=step[0],
        outgoing=step[1],
        name=name_of(node),
        figures="; ".join(f"{heading}: {value}" for heading, value in headed.items() if value),
        place=where.words if where else "",
        sureness=sureness(told),
        rests_on=[name_of(node) for node in statement.evidence],
    )


def _beside(compared: Compared) -> Beside:
    report = [(name_of(said.end), _change(said)) for said in compared.published]
    method = [
        Likely(name_of(said.end), sureness(as_relationship(said.relationship).properties))
        for said in compared.derived
    ]
    return Beside(name_of(compared.cluster), report, method, _verdict(compared))


def _change(said: Statement) -> str:
    assert isinstance(said.relationship, SucceededBy)
    return f"{said.relationship.change}{' (of its cluster)' if isinstance(said.start, LegacyCluster) else ''}"


def _verdict(compared: Compared) -> str:
    if compared.agrees is not None:
        return "they agree" if compared.agrees else "they disagree: the report sends it elsewhere"
    links = [statement.relationship for statement in compared.derived]
    if any(isinstance(link, Derived) and link.asserted for link in links):
        return "the report does not say"
    return "the method asserts none here" if compared.published else ""
