"""Where the nodes of a network stand. What stands stays: only new nodes are placed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Points = npt.NDArray[np.float64]

GAP = 40.0
"""No new node stands closer than this to any other."""
_IDEAL = 2.5 * GAP  # how long an edge would like to be
_STEPS = 40
_GRAVITY = 1.5
_GOLDEN = 2.399963229728653  # the angle of a sunflower's seeds, in radians
_FRAME = 6.5 * GAP


def positions(
    nodes: Sequence[str], edges: Iterable[tuple[str, str]], kept: Mapping[str, Point] | None = None
) -> dict[str, Point]:
    """Where each node stands; those of `kept` where they stood, the others near what they hang from.

    The same input gives the same places. Edges whose ends are not among the nodes are passed over.
    """
    old = {node: place for node, place in (kept or {}).items() if node in set(nodes)}
    near = _neighbours(nodes, edges)
    order = [*old, *_new(nodes, near, old)]
    if len(order) == len(old):
        return {node: old[node] for node in nodes}
    number = {node: at for at, node in enumerate(order)}
    pairs = [(number[a], number[b]) for a in order for b in near[a] if number[a] < number[b]]
    points = _relaxed(_first_guess(order, near, old), len(old), pairs)
    points = _apart(points, len(old))
    found = {node: (float(x), float(y)) for node, (x, y) in zip(order, points, strict=True)}
    return {node: old.get(node, found[node]) for node in nodes}


def frame(places: Iterable[Point]) -> float:
    """Half the side of the square around 0, 0 that a network is drawn in.

    It grows in steps, so that most expansions leave the scale as it is.
    """
    half = _FRAME
    need = max((max(abs(x), abs(y)) for x, y in places), default=0.0) + GAP
    while half < need:
        half *= 1.4
    return half


def _neighbours(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    known = set(nodes)
    near: dict[str, dict[str, None]] = {node: {} for node in nodes}
    for start, end in edges:
        if start in known and end in known and start != end:
            near[start][end] = near[end][start] = None
    return {node: list(others) for node, others in near.items()}


def _new(nodes: Sequence[str], near: Mapping[str, Sequence[str]], old: Mapping[str, Point]) -> Iterator[str]:
    """The new nodes, the nearest to old ones first; without any, from the node with most neighbours on."""
    seen, waiting = set(old), deque(old)
    roots = iter(sorted(nodes, key=lambda node: -len(near[node])))
    while len(seen) < len(nodes) or waiting:
        if not waiting:
            root = next(node for node in roots if node not in seen)
            seen.add(root)
            waiting.append(root)
            yield root
        for other in near[waiting.popleft()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def _first_guess(order: Sequence[str], near: Mapping[str, Sequence[str]], old: Mapping[str, Point]) -> Points:
    """Each new node beside the first neighbour that has a place, like seeds around the middle of a sunflower."""
    places: dict[str, Point] = dict(old)
    hanging: dict[str, int] = defaultdict(int)
    for node in order[len(old) :]:
        anchor = next((other for other in near[node] if other in places), "")
        x, y = places.get(anchor, (0.0, 0.0))
        hanging[anchor] += 1
        dx, dy = _seed(hanging[anchor]) if anchor or places else (0.0, 0.0)
        places[node] = (x + dx, y + dy)
    return np.array([places[node] for node in order])


def _seed(number: int) -> Point:
    far = GAP * sqrt(number)
    return far * float(np.cos(number * _GOLDEN)), far * float(np.sin(number * _GOLDEN))


def _relaxed(points: Points, fixed: int, pairs: Sequence[tuple[int, int]]) -> Points:
    """After Fruchterman and Reingold: nodes push each other away, edges pull; the first `fixed` do not move."""
    starts, ends = np.array(pairs or [(0, 0)]).T
    for step in range(_STEPS):
        weight = _IDEAL**2 / (_squares(points[fixed:], points) + 1.0)
        push = points[fixed:] * weight.sum(axis=1, keepdims=True) - weight @ points
        along = points[ends] - points[starts]
        pull = along * (np.linalg.norm(along, axis=1) / _IDEAL)[:, None]
        force = np.zeros_like(points)
        np.add.at(force, starts, pull)
        np.add.at(force, ends, -pull)
        # A pull to the middle keeps parts that nothing joins in sight.
        moved = push + force[fixed:] - points[fixed:] * _GRAVITY
        length = np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9
        points[fixed:] += moved / length * np.minimum(length, GAP * (1 - step / _STEPS) + 1.0)
    return points


def _squares(some: Points, every: Points) -> Points:
    """The squares of the distances from some points to all."""
    found: Points = np.square(some).sum(axis=1)[:, None] + np.square(every).sum(axis=1) - 2 * some @ every.T
    return np.maximum(found, 0.0)


def _apart(points: Points, fixed: int) -> Points:
    """Moves each new node that stands too close to an earlier one to the nearest free seed around it."""
    numbers = np.arange(6 * len(points) + 12)
    seeds = (0.6 * (GAP + 1) * np.sqrt(numbers))[:, None] * np.stack(
        [np.cos(numbers * _GOLDEN), np.sin(numbers * _GOLDEN)], axis=1
    )
    for at in range(fixed, len(points)):
        for first in range(0, len(seeds), 64):
            candidates = points[at] + seeds[first : first + 64]
            free = np.flatnonzero((_squares(candidates, points[:at]) >= (GAP + 1) ** 2).all(axis=1))
            if len(free):
                points[at] = np.round(candidates[free[0]], 1)
                break
    return points
