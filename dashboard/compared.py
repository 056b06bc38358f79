"""Which clusters, sub-clusters or occupations are compared: what an address asks for, and what is near them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import occupations
from dashboard.data import node, opened
from ontology.derived import InterdisciplinaryWith
from ontology.nodes import CareerCluster, Node, SubCluster
from ontology.relationships import HasSubCluster, RelatedTo
from queries.show import NothingFound, SeveralFound, resolve
from queries.statements import far_end
from queries.told.names import name_of

MOST, LOOKED_AT, LONGEST = 3, 6, 80
CLUSTERS, SUB_CLUSTERS, OCCUPATIONS = "Clusters", "Sub-clusters", "Occupations"
KINDS: Mapping[str, tuple[type[Node], ...]] = {
    CLUSTERS: (CareerCluster,),
    SUB_CLUSTERS: (SubCluster,),
    OCCUPATIONS: occupations.KINDS,
}
EXAMPLES = {
    CLUSTERS: ("framework/2024/cluster/digital-technology", "framework/2024/cluster/marketing-sales"),
    SUB_CLUSTERS: ("framework/2024/sub-cluster/software-solutions", "framework/2024/sub-cluster/web-cloud"),
    OCCUPATIONS: ("soc/2018/29-1141", "soc/2018/29-2061", "soc/2018/29-1292"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Ids of what is compared, of one kind; and in words what was asked for and is left out."""

    kind: str
    ids: Sequence[str]
    problems: Sequence[str]


def title(node_id: str) -> str:
    """The code, if it has one, and the title of a thing. Raises KeyError."""
    name = name_of(node(node_id))
    return f"{name.code} {name.title}".strip()


def options(kind: str) -> list[str]:
    """Ids of all that may be compared."""
    graph = opened().graph
    if kind == OCCUPATIONS:
        return [one.id for one in occupations.occupations(graph)]
    return [one.id for one in sorted(graph.of_kind(KINDS[kind][0]), key=lambda one: one.title)]


def compared(asked: str, kind: str = "") -> Compared:
    """What a text asks for: ids, codes or titles with commas between them; where there are none, the kind."""
    names = [name.strip() for name in asked.split(",") if name.strip()]
    ids: list[str] = []
    problems: list[str] = []
    for name in names[:LOOKED_AT]:
        found, problem = _resolved(name)
        problem = problem or _misfit(found, ids)
        if problem:
            problems.append(problem)
        else:
            ids.append(found)
    if len(names) > LOOKED_AT:
        problems.append(f"{len(names):,} things were asked for; only the first were looked at.")
    first = _kind(ids[0]) if ids else kind if kind in KINDS else CLUSTERS
    return Compared(first, ids, problems)


def _kind(node_id: str) -> str:
    """The kind among KINDS, or nothing."""
    return next((name for name, kinds in KINDS.items() if isinstance(node(node_id), kinds)), "")


def _resolved(name: str) -> tuple[str, str]:
    """The id of what has this id, code or title; else why there is none."""
    if name in opened().graph.nodes:
        return name, ""
    told = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
    kinds = {kind.__name__ for group in KINDS.values() for kind in group}
    try:
        return resolve(name[:200], opened().index, kinds), ""
    except NothingFound:
        return "", f"No cluster, sub-cluster or occupation is called “{told}”."
    except SeveralFound as error:
        return "", f"“{told}” names several things: {', '.join(title(hit.id) for hit in error.hits)}."


def _misfit(node_id: str, ids: Sequence[str]) -> str:
    """Why a thing cannot be compared with what is there; nothing where it can."""
    kind = _kind(node_id)
    if not kind:
        return f"{title(node_id)} is no cluster, sub-cluster or occupation."
    if node_id in ids:
        return f"{title(node_id)} was asked for twice."
    if ids and kind != _kind(ids[0]):
        return f"Only things of one kind are compared: {title(node_id)} is left out."
    return f"At most three are compared: {title(node_id)} is left out." if len(ids) == MOST else ""


def neighbours(node_id: str, most: int = 6) -> list[str]:
    """Ids of what one may want to compare a thing with: those that share most, siblings, related ones."""
    around = opened().statements.around(node_id)
    if isinstance(node(node_id), CareerCluster):
        pairs = [one for one in around if isinstance(one, InterdisciplinaryWith)]
        pairs.sort(key=lambda one: -one.shared_occupations_without_teaching)
        found = [far_end(one, node_id) for one in pairs]
    elif isinstance(node(node_id), SubCluster):
        clusters = [one.start for one in around if isinstance(one, HasSubCluster)]
        inside = [one for each in clusters for one in opened().statements.around(each)]
        found = [one.end for one in inside if isinstance(one, HasSubCluster) and one.end != node_id]
    else:
        listed = [one for one in around if isinstance(one, RelatedTo) and one.start == node_id]
        found = [one.end for one in sorted(listed, key=lambda one: one.rank)]
    return found[:most]
