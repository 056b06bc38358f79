"""What became of a thing of 2002, or led to one of 2024: what the report says and what a method finds, as rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ontology.derived import Concerns, LikelySucceededBy
from ontology.nodes import CareerCluster, LegacyCluster, LegacyPathway, Node
from ontology.relationships import SucceededBy
from queries.evidence import evidence
from queries.explanation import Compared
from queries.statements import Statement, Statements
from queries.told.places import place

Rows = list[dict[str, Any]]
OPENS = {"then": "thenId", "now": "nowId"}
"""Which columns of the rows name things, and which hold their ids."""

_NEW = "added"
_VERDICTS = {True: "agrees", False: "disagrees", None: "silent"}


@cache
def words() -> Mapping[str, Any]:
    """The words for succession, as succession.toml has them."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Account:
    """What is said of a thing's succession and of that of its parts.

    `said` by the report: of a pathway that it passes over, what it says of the pathway's cluster. `likely` by the
    method, the surest first; `weak` are links that it does not stand by, `findings` say why it asserts none.
    """

    node: Node
    said: tuple[Statement, ...]
    likely: tuple[Statement, ...]
    weak: tuple[Statement, ...]
    findings: tuple[Statement, ...]

    @property
    def links(self) -> tuple[Statement, ...]:
        """All links of the method."""
        return self.likely + self.weak


def account(statements: Statements, node_id: str) -> Account:
    """The account of a cluster, a pathway or a whole framework. Raises KeyError."""
    node = statements.nodes[node_id]
    told = list(_around(statements, statements.parts(node_id)))
    said = [one for one in told if isinstance(one.relationship, SucceededBy)]
    if not said and isinstance(node, LegacyPathway):
        said = [one for above in statements.wholes(node_id) for one in _of_whole(statements, above)]
    links = sorted((one for one in told if isinstance(one.relationship, LikelySucceededBy)), key=_surest_first)
    return Account(
        node,
        tuple(said),
        tuple(one for one in links if link_of(one).asserted),
        tuple(one for one in links if not link_of(one).asserted),
        tuple(one for one in told if isinstance(one.relationship, Concerns)),
    )


def between(statements: Statements, start: str, end: str) -> Account:
    """What is said of the way from one thing to another, or from its parts to the other's. Raises KeyError."""
    whole, inside = account(statements, start), statements.parts(end)
    said, likely, weak = (
        tuple(one for one in told if one.end.id in inside) for told in (whole.said, whole.likely, whole.weak)
    )
    return Account(whole.node, said, likely, weak, ())


def link_of(told: Statement) -> LikelySucceededBy:
    """The relationship of a link of the method."""
    assert isinstance(told.relationship, LikelySucceededBy)
    return told.relationship


def sure(told: Statement) -> str:
    """How sure a link of the method is: `strong evidence`."""
    link = link_of(told)
    return f"{evidence(link.method, link.confidence, asserted=link.asserted)} evidence"


def _around(statements: Statements, node_ids: Iterable[str]) -> Iterable[Statement]:
    """Every statement around these things, once."""
    found = {id(one): one for node_id in node_ids for one in statements.around(node_id)}
    kinds = (SucceededBy, LikelySucceededBy, Concerns)
    return (statements.statement(one) for one in found.values() if isinstance(one, kinds))


def _of_whole(statements: Statements, node_id: str) -> Iterable[Statement]:
    # What is new in 2024 is no successor of a pathway.
    told = _around(statements, [node_id])
    return (one for one in told if isinstance(one.relationship, SucceededBy) and one.relationship.change != _NEW)


def _surest_first(told: Statement) -> tuple[float, str, str]:
    return -link_of(told).confidence, told.start.title, told.end.title


def cluster_of(statements: Statements, node_id: str) -> Node:
    """The cluster that a pathway or sub-cluster is part of; a cluster itself."""
    wholes = (statements.nodes[whole] for whole in statements.wholes(node_id))
    return next(whole for whole in wholes if isinstance(whole, CareerCluster | LegacyCluster))


def said_rows(told: Iterable[Statement]) -> Rows:
    """Rows of what the report says: from what to what, what changed, in which section."""
    return [
        {
            "thenId": one.start.id,
            "then": one.start.title,
            "change": one.relationship.properties()["change"],
            "nowId": one.end.id,
            "now": one.end.title,
            "section": where(one),
            "note": one.relationship.note or "",
        }
        for one in told
    ]


def where(told: Statement) -> str:
    """Where a publisher says so: document and section."""
    found = place({"locator": told.relationship.locator})
    return found.words if found else ""


def likely_rows(statements: Statements, told: Iterable[Statement]) -> Rows:
    """Rows of what the method finds: from what to what, how sure, on what figures, whether the report agrees."""
    return [_likely_row(statements, one) for one in told]


def _likely_row(statements: Statements, told: Statement) -> dict[str, Any]:
    link = link_of(told)
    return {
        "thenId": told.start.id,
        "then": told.start.title,
        "nowId": told.end.id,
        "now": told.end.title,
        "cluster": cluster_of(statements, told.end.id).title,
        "howSure": sure(told),
        "confidence": link.confidence,
        "sharedOccupations": link.shared_occupations,
        "shareOfOccupations": link.share_of_occupations,
        "shareOfJobs": link.share_of_jobs,
        "restsOn": words()["rests_on"][link.method],
        "theReport": words()["report"][_VERDICTS[link.agrees]],
        "asserted": "yes" if link.asserted else "no",
    }


def compared_rows(compared: Iterable[Compared]) -> Rows:
    """A row for each cluster of 2024: what the report says, what the method finds there, whether they agree."""
    return [
        {
            "clusterId": each.cluster.id,
            "cluster": each.cluster.title,
            "reportSays": [
                f"{one.start.title}: {one.relationship.properties()['change']}" for one in each.published
            ],
            "methodFinds": [
                f"{one.end.title} ({sure(one)}, {link_of(one).confidence:.2f})" for one in each.derived
            ],
            "agree": {True: "yes", False: "no", None: "cannot be compared"}[each.agrees],
        }
        for each in compared
    ]
