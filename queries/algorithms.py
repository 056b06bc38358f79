"""The network of related occupations: its communities, and its bridges between clusters.

Answers to questions, stored nowhere, and statements of ours, not of any publisher. Each function is pure: the same
published graph gives the same answer, whatever the order of its rows. What is drawn at random has fixed seeds.

The network is O*NET's: which occupations are related. O*NET lists at most 20 for each, and need not list back; a
listing of rank r weighs 21 - r, and two occupations that list each other have the sum. It says what is alike in
work and knowledge, not who moves where. Occupations without any listing are in no network: those of the military,
and many that are "all other".
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import networkx as nx

from alignments import occupations
from alignments.measures import effective_number, jaccard, rounded, shares
from alignments.stepping_stones import LONGEST_LIST
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, DetailedOccupation
from ontology.relationships import RelatedTo

RUNS = 10
SHUFFLES = 100
Split = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class TypicalCluster:
    """A cluster that has a greater share of a community than of the whole network.

    `occupations`: how many of the community it has, one in several clusters split evenly; `share` of the
    community, 0 to 1; `lift`: that share over the cluster's share of the network, above 1.
    """

    cluster: CareerCluster
    occupations: float
    share: float
    lift: float


@dataclass(frozen=True, slots=True)
class Community:
    """Occupations that are more related to each other than to the rest, those with most links inside first.

    `clusters`: the typical ones, first the one that has most beyond its share of the network. `stability`, 0 to 1:
    the mean Jaccard with the most alike community of each other run; a low one hangs on the order of the search.
    """

    number: int
    occupations: tuple[DetailedOccupation, ...]
    clusters: tuple[TypicalCluster, ...]
    stability: float


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities, largest first, and how good they are.

    `modularity`: share of the weight that lies inside, less what chance would give; below 1. `match` with the
    published clusters: normalised mutual information, from 0 (neither tells of the other) to 1 (the same);
    `match_by_chance`: its mean over shuffles of the occupations, the communities keeping their sizes.
    """

    communities: tuple[Community, ...]
    modularity: float
    match: float
    match_by_chance: float


@dataclass(frozen=True, slots=True)
class Bridge:
    """An occupation whose related occupations lie in many clusters.

    `participation`, 0 to 1: how likely two draws from its links, by weight, lead to different places. A link to an
    occupation with which it shares a cluster stays at home, which is one place; any other leads to the clusters of
    that occupation, in equal parts. `at_home` and the shares of `reached`, greatest first, add up to 1.
    """

    occupation: DetailedOccupation
    participation: float
    links: int
    at_home: float
    clusters: tuple[CareerCluster, ...]
    reached: tuple[tuple[CareerCluster, float], ...]


def related_network(graph: CareerGraph) -> nx.Graph[str]:
    """O*NET's related occupations as an undirected network of ids; `weight` is a whole number, 1 to 40."""
    weights: Counter[tuple[str, str]] = Counter()
    for related in graph.of_type(RelatedTo):
        one, other = sorted((related.start, related.end))
        weights[one, other] += LONGEST_LIST + 1 - related.rank
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted({end for pair in weights for end in pair}))
    network.add_weighted_edges_from((*pair, weights[pair]) for pair in sorted(weights))
    return network


def communities(graph: CareerGraph) -> Communities:
    """Groups of occupations that are more related to each other than to the rest, and how they match clusters.

    Louvain's method (Blondel et al., 2008) on `related_network`. It finds a good partition, not the best: of ten
    runs, with seeds 0 to 9, the one of highest modularity is taken. Every occupation of the network is in one
    community; where fields shade into one another a border is arbitrary, and `stability` shows it. A community is
    no cluster, nor proof that a cluster is wrong: clusters go by industry too, communities by work and knowledge.
    """
    network = related_network(graph)
    if not network:
        return Communities((), 0.0, 0.0, 0.0)
    # Weights are whole numbers: their sums over sets are exact in any order.
    runs = [nx.community.louvain_communities(network, weight="weight", seed=seed) for seed in range(RUNS)]
    qualities = [nx.community.modularity(network, run, weight="weight") for run in runs]
    best = qualities.index(max(qualities))
    found = sorted(runs[best], key=lambda members: (-len(members), min(members)))
    others = [run for number, run in enumerate(runs) if number != best]
    split = _split(graph, network)
    match, by_chance = _matches(found, split)
    made = (_community(graph, network, split, n, members, others) for n, members in enumerate(found, start=1))
    return Communities(tuple(made), rounded(qualities[best]), rounded(match), rounded(by_chance))


def bridges(graph: CareerGraph, *, limit: int | None = None) -> tuple[Bridge, ...]:
    """Occupations by how evenly their links lead to many clusters: highest `participation` first, then by id.

    The participation coefficient (Guimerà and Amaral, 2005) of `related_network`, between the published clusters,
    crosswalk rows of groups holding for their parts. 0 where all links stay at home; ten places alike make 0.9. An
    occupation in several clusters is no bridge for that alone: these are its home. It compares kinds of work, not
    wages or education, and does not say that anybody moves. Occupations in no cluster are left out.
    """
    network = related_network(graph)
    split = _split(graph, network)
    found = (_bridge(graph, network, split, one) for one in split)
    return tuple(sorted(found, key=lambda bridge: (-bridge.participation, bridge.occupation.id))[:limit])


def _split(graph: CareerGraph, network: nx.Graph[str]) -> Split:
    """Occupation of the network → its clusters with equal parts of 1; those in no cluster are left out."""
    clusters = occupations.clusters(graph)
    placed = [one for one in network if clusters.get(one)]
    return {one: {cluster: 1 / len(clusters[one]) for cluster in sorted(clusters[one])} for one in placed}


def _added(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Key → sum, by key; the same parts in another order give the same."""
    found: dict[str, list[float]] = defaultdict(list)
    for part in parts:
        for key, amount in part.items():
            found[key].append(amount)
    return {key: math.fsum(found[key]) for key in sorted(found)}


def _community(
    graph: CareerGraph,
    network: nx.Graph[str],
    split: Split,
    number: int,
    members: set[str],
    others: Sequence[Sequence[set[str]]],
) -> Community:
    inside = dict(network.subgraph(members).degree(weight="weight"))
    agreement = [max(jaccard(members, other) for other in run) for run in others]
    return Community(
        number=number,
        occupations=tuple(_occupation(graph, one) for one in sorted(members, key=lambda one: (-inside[one], one))),
        clusters=_typical(graph, split, members),
        stability=rounded(math.fsum(agreement) / len(agreement)),
    )


def _typical(graph: CareerGraph, split: Split, members: set[str]) -> tuple[TypicalCluster, ...]:
    here = _added(split[one] for one in members if one in split)
    share, usual = shares(here), shares(_added(split.values()))
    # Rounded, so that a cluster with exactly its share is not typical by a last digit.
    beyond = {cluster: rounded(share[cluster] - usual[cluster]) for cluster in here}
    return tuple(
        TypicalCluster(
            cluster=_cluster(graph, cluster),
            occupations=rounded(here[cluster]),
            share=rounded(share[cluster]),
            lift=rounded(share[cluster] / usual[cluster]),
        )
        for cluster in sorted(beyond, key=lambda one: (-beyond[one], one))
        if beyond[cluster] > 0
    )


def _matches(found: Sequence[set[str]], split: Split) -> tuple[float, float]:
    """How communities and clusters match as they are, and the mean of it over shuffles, each 0 to 1."""
    number_of = {member: number for number, members in enumerate(found) for member in members}
    numbers, clusters = [number_of[one] for one in split], list(split.values())
    match, random = _match(numbers, clusters), Random(0)
    by_chance = []
    for _ in range(SHUFFLES):
        random.shuffle(numbers)
        by_chance.append(_match(numbers, clusters))
    return match, math.fsum(by_chance) / SHUFFLES


def _match(numbers: Sequence[int], clusters: Sequence[Mapping[str, float]]) -> float:
    """Normalised mutual information; an occupation in several clusters counts in each with its part."""
    joint: Counter[tuple[int, str]] = Counter()
    for number, parts in zip(numbers, clusters, strict=True):
        for cluster, part in parts.items():
            joint[number, cluster] += part / len(numbers)  # type: ignore[assignment]
    of_number = _added({str(number): amount} for (number, _), amount in joint.items())
    of_cluster = _added({cluster: amount} for (_, cluster), amount in joint.items())
    apart = _entropy(of_number) + _entropy(of_cluster)
    return max(2 * (apart - _entropy(joint)) / apart, 0.0) if apart > 0 else 0.0


def _entropy(amounts: Mapping[str, float] | Mapping[tuple[int, str], float]) -> float:
    return -math.fsum(amount * math.log(amount) for amount in amounts.values())


def _bridge(graph: CareerGraph, network: nx.Graph[str], split: Split, one: str) -> Bridge:
    home, places = "", []
    for other, link in network[one].items():
        if other in split:
            led_to = {home: 1.0} if split[one].keys() & split[other].keys() else split[other]
            places.append({place: part * link["weight"] for place, part in led_to.items()})
    reached = shares(_added(places))
    return Bridge(
        occupation=_occupation(graph, one),
        participation=rounded(1 - 1 / effective_number(reached.values())) if reached else 0.0,
        links=len(places),
        at_home=rounded(reached.pop(home, 0.0)),
        clusters=tuple(_cluster(graph, cluster) for cluster in split[one]),
        reached=tuple(
            (_cluster(graph, place), rounded(reached[place]))
            for place in sorted(reached, key=lambda place: (-reached[place], place))
        ),
    )


def _occupation(graph: CareerGraph, occupation_id: str) -> DetailedOccupation:
    node = graph.nodes[occupation_id]
    assert isinstance(node, DetailedOccupation)
    return node


def _cluster(graph: CareerGraph, cluster_id: str) -> CareerCluster:
    node = graph.nodes[cluster_id]
    assert isinstance(node, CareerCluster)
    return node
