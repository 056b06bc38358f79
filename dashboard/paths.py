"""Why two things are linked, as people read it: paths, and who states each of their steps."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.picture import Opening
from ontology.nodes import Node
from queries.explanation import Explanation
from queries.statements import Chain, Statement, far_end
from queries.thing import as_relationship
from queries.told.groups import sureness
from queries.told.names import name_of
from queries.told.places import place

EACH, MOST = 3, 12
"""Paths of one pattern, and paths in all, that are told."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A path: its titles, whether any step is derived, how sure the least sure one is, its steps as rows."""

    title: str
    derived: bool
    sure: str
    rows: list[Row]
    openings: tuple[Opening, ...]


def paths(found: Explanation) -> list[Told]:
    """The paths of an explanation: published ones first, short ones before long ones, none twice."""
    chains = [chain for reason in found.reasons for chain in reason.chains[:EACH]]
    once = {(chain.nodes, chain.steps): chain for chain in (*chains, *found.routes)}
    ordered = sorted(once.values(), key=lambda chain: (chain.derived, len(chain.statements)))
    return [_told(chain) for chain in ordered[:MOST]]


def _told(chain: Chain) -> Told:
    return Told(
        title=" → ".join(node.title for node in chain.nodes),
        derived=chain.derived,
        sure=_least(chain),
        rows=[_row(step) for step in chain.statements],
        openings=tuple(
            Opening(node.id, step.type, step.start == node, far_end(step.relationship, node.id))
            for node, step in zip(chain.nodes, chain.statements, strict=False)
        ),
    )


def _least(chain: Chain) -> str:
    """How sure the least sure derived step is, in words; empty where none is derived."""
    found = [sureness(as_relationship(step.relationship).properties) for step in chain.statements]
    told = sorted((one.asserted, one.confidence, one.words) for one in found if one)
    return told[0][2] if told else ""


def _row(step: Statement) -> Row:
    told = as_relationship(step.relationship).properties
    sure, where = sureness(told), place(told)
    return {
        "from id": step.start.id,
        "from": _titled(step.start),
        "link": step.type.lower().replace("_", " "),
        "to id": step.end.id,
        "to": _titled(step.end),
        "stated": "derived" if step.derived else "published",
        "how sure": f"{sure.words} ({sure.confidence:.2f})" if sure else "",
        "who says so": step.source.title,
        "where it stands": where.words if where else "",
        "rests on": "; ".join(map(_titled, step.evidence)),
    }


def _titled(node: Node) -> str:
    name = name_of(node)
    return f"{name.code} {name.title}".strip()
