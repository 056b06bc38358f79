"""What pairs of clusters share: as the crosswalk's rows have it, and without teaching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.figures.figure import Figure, Option, Row, base, label, on_a_phone, tip
from dashboard.looks import Look, between, ink, short_title, sizes
from ontology.derived import InterdisciplinaryWith

_CELL = 36
_SIDES = 160


@dataclass(frozen=True, slots=True)
class Shared:
    """How many occupations or programs two clusters share, with and without teaching; ids and titles of both."""

    first: str
    second: str
    counted: int
    corrected: int


def shared_programs(pair: InterdisciplinaryWith) -> Shared:
    """Programs that two clusters share."""
    return Shared(pair.start, pair.end, pair.shared_programs, pair.shared_programs_without_teaching)


def shared_occupations(pair: InterdisciplinaryWith) -> Shared:
    """Occupations that two clusters share."""
    return Shared(pair.start, pair.end, pair.shared_occupations, pair.shared_occupations_without_teaching)


def heat_map(pairs: Iterable[Shared], titles: dict[str, str], what: str, look: Look) -> Figure:
    """A square of clusters: above the diagonal what their rows have in common, below it the same without teaching.

    `titles` are those of the clusters, by id, in the order of the axes; `what` is programs or occupations.
    The two halves have a hue each, and one scale. A pair's id is that of both, with a blank between.
    """
    order = list(titles)
    every = sorted(pairs, key=lambda pair: (order.index(pair.first), order.index(pair.second)))
    most = max((pair.counted for pair in every), default=0) or 1
    names = [" ".join(short_title(cluster)) for cluster in order]
    cells = [cell for pair in every for cell in _cells(pair, order, titles, what, most, look)]
    option = base(look) | {
        "title": _key(look),
        "grid": {"left": 4, "right": 4, "top": 4, "bottom": 30, "containLabel": True},
        "xAxis": _axis(look, names, rotate=55, inverse=False),
        "yAxis": _axis(look, names, rotate=0, inverse=True),
        "series": [
            {
                "type": "heatmap",
                "data": cells,
                "label": {"show": True, "fontSize": sizes().small, "formatter": "{@[2]}"},
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 2}},
                "emphasis": {"itemStyle": {"borderColor": look.text, "borderWidth": 1}},
            }
        ],
        "media": on_a_phone(
            {
                "xAxis": {"axisLabel": {"rotate": 90, "width": 100}},
                "yAxis": {"axisLabel": {"width": 100}},
                "series": [{"label": {"show": False}}],
            }
        ),
    }
    told = (
        f"{what.capitalize()} that each of {len(every)} pairs of clusters shares: above the diagonal as the"
        f" crosswalk's rows have it, below it without teaching (derived). The most is {most:,}."
    )
    return Figure(option, _CELL * len(order) + _SIDES, told, [_row(pair, titles, what) for pair in every])


def _key(look: Look) -> Option:
    rich = {name: {"color": getattr(look, name)[1]} for name in ("counted", "corrected")}
    return {
        "text": "{counted|■} in the crosswalk's rows     {corrected|■} without teaching (derived)",
        "left": "center",
        "bottom": 0,
        "textStyle": label(look, rich=rich, fontWeight="normal"),
    }


def _axis(look: Look, names: Sequence[str], *, rotate: int, inverse: bool) -> Option:
    return {
        "type": "category",
        "data": names,
        "inverse": inverse,
        "axisLabel": label(look, rotate=rotate, interval=0, width=170, overflow="truncate"),
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "splitArea": {"show": False},
    }


def _cells(
    pair: Shared, order: list[str], titles: dict[str, str], what: str, most: int, look: Look
) -> list[Option]:
    """The pair's two cells: the one right of the diagonal first."""
    low, high = sorted((order.index(pair.first), order.index(pair.second)))
    name = f"{titles[pair.first]} and {titles[pair.second]}"
    return [
        _cell(pair, (high, low), pair.counted, most, look.counted)
        | {"tooltip": tip(name, f"{pair.counted:,} {what} in the crosswalk's rows")},
        _cell(pair, (low, high), pair.corrected, most, look.corrected)
        | {"tooltip": tip(name, f"{pair.corrected:,} {what} without teaching (derived)")},
    ]


def _cell(pair: Shared, at: tuple[int, int], value: int, most: int, scale: tuple[str, str]) -> Option:
    # By the square root, for a few pairs share hundreds and most share a handful.
    colour = between(scale, (value / most) ** 0.5)
    return {
        "id": f"{pair.first} {pair.second}",
        "value": [*at, value],
        "itemStyle": {"color": colour},
        "label": {"color": ink(colour)},
    }


def _row(pair: Shared, titles: dict[str, str], what: str) -> Row:
    return {
        "cluster": titles[pair.first],
        "other cluster": titles[pair.second],
        f"{what} in the crosswalk's rows": pair.counted,
        f"{what} without teaching (derived)": pair.corrected,
    }
