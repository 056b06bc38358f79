"""What became of a thing, or led to it, in sentences; plain text, for pages and for the transition sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dashboard.figures.numbers import counted
from dashboard.succession import Account, cluster_of, link_of, listed, sure, words
from ontology.nodes import CareerCluster, LegacyPathway
from queries.statements import Statement, Statements

FEW = 2
"""So few occupations of a pathway can mislead (docs/methods.md)."""


def found(statements: Statements, told: Account) -> str:
    """What the method finds, in a sentence."""
    if isinstance(told.node, LegacyPathway):
        return _of_pathway(statements, told)
    pathways, places = {one.start.id for one in told.likely}, {one.end.id for one in told.likely}
    if isinstance(told.node, CareerCluster):
        all_places = len(statements.parts(told.node.id)) - 1
        return (
            f"{counted(len(pathways), 'pathway')} of 2002 likely {_go(pathways)} on here, in {len(places)} of"
            f" {counted(all_places, 'sub-cluster')}."
        )
    every = [part for part in statements.parts(told.node.id) if isinstance(statements.nodes[part], LegacyPathway)]
    return (
        f"{len(pathways)} of {counted(len(every), 'pathway')} likely {_go(pathways)} on, in"
        f" {counted(len(places), 'sub-cluster')} of 2024."
    )


def _go(things: Sequence[str] | set[str]) -> str:
    return "goes" if len(things) == 1 else "go"


def _of_pathway(statements: Statements, told: Account) -> str:
    if not told.likely:
        reasons = " ".join(str(one.start.properties()["reason"]) for one in told.findings)
        return f"{told.node.title} has no likely successor. {reasons}".strip()
    successors = [
        f"{one.end.title} in {cluster_of(statements, one.end.id).title} ({sure(one)}, {link_of(one).confidence:.2f})"
        for one in told.likely
    ]
    return f"{told.node.title} likely goes on in {joined(successors)}."


def reported(statements: Statements, told: Account) -> str:
    """What the report says, in a sentence."""
    if not told.said:
        return "The report names nothing that became of it."
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
    verdicts = {verdict: _ends(told, verdict) for verdict in (True, False, None)}
    agreed, against = verdicts[True], verdicts[False]
    if not told.likely:
        return ""
    if not agreed and not against:
        return "The report does not say enough to compare."
    if not against:
        return "Report and method agree on the cluster, wherever the report names one."
    names = joined(against)
    if not agreed:
        return f"Report and method disagree: the report names another cluster than that of {names}."
    return f"Report and method agree in part: of {names}, the report names another cluster."


def _ends(told: Account, verdict: bool | None) -> list[str]:
    return list(dict.fromkeys(one.end.title for one in told.likely if link_of(one).agrees is verdict))


def checks(statements: Statements, told: Account) -> list[str]:
    """What a person has to check by hand before anything rests on it."""
    pathways = [each for each in statements.parts(told.node.id) if isinstance(statements.nodes[each], LegacyPathway)]
    sends = {pathway: [one for one in told.likely if one.start.id == pathway] for pathway in pathways}
    title = {pathway: statements.nodes[pathway].title for pathway in pathways}
    homeless = [title[p] for p in pathways if not sends[p]]
    split = [title[p] for p in pathways if len(sends[p]) > 1]
    against = [title[p] for p in pathways if any(link_of(one).agrees is False for one in sends[p])]
    by_words = [title[p] for p in pathways if any(not link_of(one).shared_occupations for one in sends[p])]
    thin = [title[p] for p in pathways if len(listed(statements, p)) <= FEW]
    asked = (
        (homeless, "No likely successor; find one by its courses: {}."),
        (against, "Report and method name different clusters; decide which fits your courses: {}."),
        (split, "More than one successor; sort courses and programs among them: {}."),
        (by_words, "A successor by words of the titles alone; compare the courses: {}."),
        (thin, f"O*NET lists at most {FEW} occupations, so they may mislead: {{}}."),
    )
    programs = "Compare the programs with your own list: nothing published lists the programs of a pathway of 2002."
    return [text.format(joined(names)) for names, text in asked if names] + [programs]


def joined(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
