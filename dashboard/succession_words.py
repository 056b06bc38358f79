"""What became of a thing, or led to it, in sentences; plain text, for pages and for the transition sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dashboard.figures.numbers import counted
from dashboard.succession import Account, cluster_of, link_of, sure, words
from dashboard.succession_codes import listed
from ontology.nodes import CareerCluster, Framework, LegacyPathway
from queries.statements import Statement, Statements

FEW = 2
"""So few occupations of a pathway may mislead (docs/methods.md)."""
MOST = 4
"""Links that a sentence names; of more it tells the number."""


def found(statements: Statements, told: Account) -> str:
    """What the method finds, in a sentence."""
    if isinstance(told.node, LegacyPathway):
        return _of_pathway(statements, told)
    pathways, places = {one.start.id for one in told.likely}, {one.end.id for one in told.likely}
    go = "goes" if len(pathways) == 1 else "go"
    if isinstance(told.node, CareerCluster):
        every = counted(len(statements.parts(told.node.id)) - 1, "sub-cluster")
        return f"{counted(len(pathways), 'pathway')} of 2002 likely {go} on here, in {len(places)} of {every}."
    every = counted(len(_pathways(statements, told)), "pathway")
    return f"{len(pathways)} of {every} likely {go} on, in {counted(len(places), 'sub-cluster')} of 2024."


def _pathways(statements: Statements, told: Account) -> list[str]:
    return [each for each in statements.parts(told.node.id) if isinstance(statements.nodes[each], LegacyPathway)]


def _of_pathway(statements: Statements, told: Account) -> str:
    if not told.likely:
        reasons = " ".join(str(one.start.properties()["reason"]) for one in told.findings)
        return f"{told.node.title} has no likely successor. {reasons}".strip()
    successors = [
        f"{one.end.title} ({cluster_of(statements, one.end.id).title}; {sure(one)}, {link_of(one).confidence:.2f})"
        for one in told.likely
    ]
    return f"{told.node.title} likely goes on in {joined(successors)}."


def reported(statements: Statements, told: Account) -> str:
    """What the report says, in a sentence."""
    if not told.said:
        return "The report names nothing that became of it."
    if isinstance(told.node, Framework):
        return f"The report: {counted(len(told.said), 'link')} of clusters and of a few pathways."
    if isinstance(told.node, CareerCluster):
        return f"The report: {_changes(told.said, 'from')}."
    own = [one for one in told.said if one.start.id == told.node.id]
    if own or not isinstance(told.node, LegacyPathway):
        return f"The report: {_changes(own or told.said, 'into')}."
    cluster = cluster_of(statements, told.node.id).title
    return f"The report passes over this pathway. Its cluster, {cluster}: {_changes(told.said, 'into')}."


def _changes(told: Iterable[Statement], side: str) -> str:
    ends: dict[str, dict[str, None]] = defaultdict(dict)
    for one in told:
        end = one.end if side == "into" else one.start
        ends[str(one.relationship.properties()["change"])][end.title] = None
    return "; ".join(words()["changes"][change][side].format(joined(list(ends[change]))) for change in ends)


def agreement(told: Account) -> str:
    """Whether report and method agree, in a sentence; nothing where the method finds nothing."""
    agreed, against = ([one for one in told.likely if link_of(one).agrees is verdict] for verdict in (True, False))
    if not told.likely:
        return ""
    if not agreed and not against:
        return "The report does not say enough to compare it with the method."
    if not against:
        where = "" if len(agreed) == len(told.likely) else ", wherever the report names one"
        return f"Report and method agree on the cluster{where}."
    agree = f"agree on {len(agreed)} of {counted(len(told.likely), 'link')}" if agreed else "disagree"
    links = "; ".join(f"{one.start.title} → {one.end.title}" for one in against)
    named = links if len(against) <= MOST else counted(len(against), "link")
    return f"Report and method {agree}. The report names another cluster for {named}."


def checks(statements: Statements, told: Account) -> list[str]:
    """What a person has to check by hand, of a pathway or a cluster of 2002, before anything rests on it."""
    concerned: dict[str, list[str]] = defaultdict(list)
    for pathway in _pathways(statements, told):
        links = [link_of(one) for one in told.likely if one.start.id == pathway]
        reasons = {
            "homeless": not links,
            "against": any(link.agrees is False for link in links),
            "split": len(links) > 1,
            "by_words": any(not link.shared_occupations for link in links),
            "thin": len(listed(statements, pathway)) <= FEW,
        }
        for reason, holds in reasons.items():
            if holds:
                concerned[reason].append(statements.nodes[pathway].title)
    one = isinstance(told.node, LegacyPathway)
    return [
        text if one or reason == "programs" else f"{text}: {'; '.join(concerned[reason])}"
        for reason, text in words()["checks"].items()
        if reason in concerned or reason == "programs"
    ]


def joined(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
