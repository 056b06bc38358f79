"""Stepping stones: from an occupation to similar ones that pay more."""

from __future__ import annotations

from collections.abc import Sequence

from alignments.stepping_stones import EDUCATION, SteppingStone
from dashboard.figures.figure import Figure, Option, Row, base, label, on_a_phone, tip
from dashboard.figures.numbers import amount, counted, of_occupations
from dashboard.looks import Look
from ontology.nodes import Occupation

_ROW = 72
_AT = {"wide": (190, 360), "phone": (92, 190)}  # pixels left and right of the lines, for the titles


def stones(start: Occupation, found: Sequence[SteppingStone], look: Look) -> Figure:
    """The occupation on the left, its stepping stones on the right, the best paid above.

    All of it is derived. A line is the thicker the more similar the two are, a colour is an entry education, and a
    diamond has no cluster in common with the start. Figures are national.
    """
    order = sorted(found, key=lambda stone: -stone.wage)
    middle = (len(order) - 1) / 2
    option = base(look) | {
        "grid": {"left": _AT["wide"][0], "right": _AT["wide"][1], "top": 36, "bottom": 36},
        "xAxis": {"type": "value", "show": False, "min": 0, "max": 1},
        "yAxis": {"type": "value", "show": False, "inverse": True, "min": 0, "max": max(len(order) - 1, 1)},
        "series": [
            {
                "type": "graph",
                "coordinateSystem": "cartesian2d",
                "data": [
                    _start(start, order, max(middle, 0), look),
                    *(_stone(stone, number, look) for number, stone in enumerate(order)),
                ],
                "links": [_link(start, stone, look) for stone in order],
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 7,
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 3}},
                "label": label(look, show=True, position="right", width=_AT["wide"][1] - 24, overflow="break"),
            }
        ],
        "media": on_a_phone(
            {
                "grid": {"left": _AT["phone"][0], "right": _AT["phone"][1]},
                "series": [{"label": {"width": _AT["phone"][1] - 20}}],
            }
        ),
    }
    told = f"{start.title}: {counted(len(order), 'stepping stone')} (derived)"
    if order:
        told += f"; the best paid is {order[0].similar.occupation.title}, {_gain(order[0])}"
    return Figure(option, _ROW * max(len(order), 3) + 20, f"{told}. National figures.", [_row(s) for s in order])


def _start(start: Occupation, order: Sequence[SteppingStone], at: float, look: Look) -> Option:
    wage = _wage(order[0].wage_now) if order else ""
    return {
        "id": start.id,
        "value": [0, at],
        "symbol": "circle",
        "symbolSize": 20,
        "itemStyle": {"color": look.accent},
        "label": {"formatter": f"{start.title}\n{wage}", "position": "left", "width": _AT["phone"][0] - 16},
        "tooltip": tip(start.title, wage),
    }


def _stone(stone: SteppingStone, number: int, look: Look) -> Option:
    occupation = stone.similar.occupation
    colour = look.education[list(EDUCATION).index(stone.education)]
    return {
        "id": occupation.id,
        "value": [1, number],
        "symbol": "diamond" if stone.similar.across else "circle",
        "symbolSize": 18 if stone.similar.across else 15,
        "itemStyle": {"color": colour, "borderColor": look.muted, "borderWidth": 1},
        "label": {"formatter": f"{occupation.title}\n{_gain(stone)}\n{stone.education}{_more(stone)}"},
        "tooltip": tip(
            occupation.title,
            f"{_wage(stone.wage)}, {_gain(stone)}",
            f"{stone.education}: {_study(stone)}",
            "no cluster in common" if stone.similar.across else "a cluster in common",
            f"similarity {stone.similar.score:.2f} (derived)",
        ),
    }


def _link(start: Occupation, stone: SteppingStone, look: Look) -> Option:
    width = 1 + 2 * stone.similar.score
    return {
        "source": start.id,
        "target": stone.similar.occupation.id,
        "derived": True,
        "lineStyle": {"color": look.derived, "type": "dashed", "width": round(width, 1), "opacity": 0.8},
    }


def _wage(dollars: int) -> str:
    return f"{amount(dollars, of_occupations()['medianWage2025'])}, May 2025"


def _gain(stone: SteppingStone) -> str:
    return f"+${stone.wage_gain:,} a year"


def _study(stone: SteppingStone) -> str:
    return f"about {counted(stone.more_study, 'year')} more" if stone.more_study else "no more study"


def _more(stone: SteppingStone) -> str:
    return f", {_study(stone)}" if stone.more_study else ""


def _row(stone: SteppingStone) -> Row:
    return {
        "code": stone.similar.occupation.code,
        "occupation": stone.similar.occupation.title,
        "median wage, dollars a year, national, May 2025": stone.wage,
        "gain, dollars a year": stone.wage_gain,
        "entry education": stone.education,
        "years of further study, about": stone.more_study,
        "similarity, 0 to 1 (derived)": stone.similar.score,
        "a cluster in common": "no" if stone.similar.across else "yes",
    }
