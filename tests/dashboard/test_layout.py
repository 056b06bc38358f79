"""Where nodes stand: what stands stays, nothing overlaps."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.layout import GAP, Point, frame, positions

NAMES = st.integers(0, 40).map(str)
EDGES = st.lists(st.tuples(NAMES, NAMES), max_size=80)
NODES = st.lists(NAMES, unique=True, max_size=30)


def closest(places: dict[str, Point]) -> float:
    return min((math.dist(a, b) for a, b in combinations(places.values(), 2)), default=math.inf)


@given(NODES, EDGES)
def test_every_node_has_a_place_of_its_own(nodes: list[str], edges: list[tuple[str, str]]) -> None:
    places = positions(nodes, edges)
    assert list(places) == nodes
    assert all(math.isfinite(at) for place in places.values() for at in place)
    assert closest(places) >= GAP


@given(NODES, NODES, EDGES, EDGES)
def test_old_nodes_do_not_move_when_new_ones_come(
    old: list[str], new: list[str], edges: list[tuple[str, str]], more: list[tuple[str, str]]
) -> None:
    before = positions(old, edges)
    every = list(dict.fromkeys([*old, *new]))
    after = positions(every, edges + more, before)
    assert {node: after[node] for node in old} == before
    assert set(after) == set(every)
    assert closest(after) >= GAP


@given(st.dictionaries(NAMES, st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=1, max_size=20))
def test_new_nodes_keep_away_from_wherever_old_ones_stood(kept: dict[str, Point]) -> None:
    places = positions([*kept, "new", "newer"], [(next(iter(kept)), "new"), ("new", "newer")], kept)
    for new in ("new", "newer"):
        assert all(math.dist(places[new], place) >= GAP for node, place in places.items() if node != new)


def test_a_new_node_stands_near_what_it_hangs_from() -> None:
    ring = [str(number) for number in range(20)]
    before = positions(ring, list(pairwise(ring)))
    after = positions([*ring, "new"], [("7", "new")], before)
    assert math.dist(after["new"], after["7"]) < 4 * GAP


def test_the_same_network_stands_alike_and_a_forgotten_node_is_left_out() -> None:
    nodes, edges = ["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "gone"), ("a", "a")]
    assert positions(nodes, edges) == positions(nodes, edges)
    assert positions(["a"], edges, {"a": (1.0, 2.0), "gone": (0.0, 0.0)}) == {"a": (1.0, 2.0)}


def test_five_hundred_nodes_on_one_hub_find_room() -> None:
    nodes = [str(number) for number in range(500)]
    assert closest(positions(nodes, [("0", node) for node in nodes[1:]])) >= GAP


@given(st.lists(st.tuples(st.floats(-5e3, 5e3), st.floats(-5e3, 5e3)), max_size=20))
def test_the_frame_holds_all_and_does_not_shrink_when_nodes_come(places: list[Point]) -> None:
    half = frame(places)
    assert all(abs(x) < half and abs(y) < half for x, y in places)
    assert frame(places[:-1]) <= half
    assert half <= max([6.5 * GAP, *(1.4 * (abs(at) + GAP) for place in places for at in place)])
