"""Occupations by growth and wage: what grows, what pays, how many openings, which education."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from alignments.stepping_stones import EDUCATION
from dashboard.figures.figure import Figure, Option, Row, base, label, on_a_phone
from dashboard.figures.numbers import absence, amount, counted, heading, of_occupations
from dashboard.looks import Look
from ontology.nodes import Occupation
from ontology.records import Means

_SMALLEST, _LARGEST, _LARGEST_ON_A_PHONE = 8.0, 46.0, 26.0  # diameters in pixels
_LEVELS = tuple(EDUCATION)
_UNKNOWN = "not assigned"
_HEIGHT = 640
_STEP = 25_000  # dollars a year, where the axis of wages begins


def scatter(occupations: Iterable[Occupation], look: Look) -> Figure:
    """Projected growth against median wage, the size by openings, the colour by entry education.

    National figures. An occupation whose growth or wage is withheld is not drawn: the table has it, with why.
    """
    every = sorted(occupations, key=lambda occupation: -(occupation.openings_2024_to_2034 or 0))
    drawn = [occupation for occupation in every if _is_drawn(occupation)]
    most = max((occupation.openings_2024_to_2034 or 0 for occupation in drawn), default=0)
    option = base(look) | {
        "grid": {"left": 8, "right": 250, "top": 44, "bottom": 36, "containLabel": True},
        "xAxis": _axis(look, "Change of jobs, percent, 2024 to 2034, national", "{value}%")
        | {"nameLocation": "middle", "nameGap": 30},
        "yAxis": _axis(look, "Median wage, dollars a year, May 2025, national", "${value}")
        | _doubling(look, [occupation.median_wage_2025 or 0 for occupation in drawn]),
        "visualMap": _legend(drawn, look),
        "series": [
            {
                "type": "scatter",
                "data": [_point(occupation, most, _LARGEST) for occupation in drawn],
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 3}},
                "itemStyle": {"borderColor": look.background, "borderWidth": 1, "opacity": 0.9},
                "tooltip": {"formatter": "{@[3]}<br>{@[4]}<br>{@[5]}<br>{@[6]}<br>{@[7]}"},
                "markLine": _no_change(look),
            }
        ],
        "media": on_a_phone(
            {
                "grid": {"right": 24, "bottom": 196},
                "visualMap": {"left": 0, "right": "auto", "top": "auto", "bottom": 0},
                "series": [{"data": [_point(occupation, most, _LARGEST_ON_A_PHONE) for occupation in drawn]}],
            }
        ),
    }
    return Figure(option, _HEIGHT, _told(len(drawn), len(every)), [_row(occupation) for occupation in every])


def _told(drawn: int, every: int) -> str:
    growth, wage = _means()
    told = (
        f"{counted(drawn, 'occupation')}, from left to right by: {heading(growth)}; upwards by: {heading(wage)}."
        " The larger the circle, the more openings a year; the colour is the entry education."
    )
    if every == drawn:
        return told
    return f"{told} {every - drawn} more, without one of these figures, stand only in the table."


def _means() -> tuple[Means, Means]:
    means = of_occupations()
    return means["employmentGrowth2024to2034"], means["medianWage2025"]


def _is_drawn(occupation: Occupation) -> bool:
    return occupation.employment_growth_2024_to_2034 is not None and occupation.median_wage_2025 is not None


def _axis(look: Look, name: str, ticks: str) -> Option:
    return {
        "type": "value",
        "scale": True,
        "name": name,
        "nameTextStyle": label(look),
        "axisLabel": label(look, formatter=ticks, hideOverlap=True),
        "axisLine": {"lineStyle": {"color": look.muted}},
        "splitLine": {"lineStyle": {"color": look.line}},
    }


def _doubling(look: Look, wages: Sequence[int]) -> Option:
    """An axis of $25,000, $50,000, $100,000 …: on an even one surgeons would press all others to the floor."""
    ticks = [_STEP]
    while ticks[0] > min(wages, default=_STEP) > 0:
        ticks.insert(0, ticks[0] // 2)
    while ticks[-1] < max(wages, default=_STEP):
        ticks.append(2 * ticks[-1])
    return {
        "type": "log",
        "logBase": 2,
        "min": ticks[0],
        "max": ticks[-1],
        "nameLocation": "end",
        "nameGap": 22,
        "nameTextStyle": label(look, align="left"),
        "axisLine": {"show": False, "onZero": False},
        "axisLabel": label(look, formatter="${value}", customValues=ticks),
        "axisTick": {"customValues": ticks},
    }


def _legend(drawn: Sequence[Occupation], look: Look) -> Option:
    """Levels of education in their order, and only those that occur."""
    found = {_level(occupation) for occupation in drawn}
    levels = [level for level in (*_LEVELS, _UNKNOWN) if level in found]
    colours = dict(zip((*_LEVELS, _UNKNOWN), (*look.education, look.muted), strict=True))
    return {
        "type": "piecewise",
        "dimension": 2,
        # ECharts draws categories from the bottom up.
        "categories": levels[::-1],
        "inRange": {"color": [colours[level] for level in levels[::-1]]},
        "outOfRange": {"opacity": 0},
        "right": 0,
        "top": "middle",
        "itemGap": 4,
        "itemSymbol": "circle",
        "align": "left",
        "textStyle": label(look),
    }


def _point(occupation: Occupation, most: int, largest: float) -> Option:
    """The wage, the growth and the level; then the lines of the tooltip."""
    means = of_occupations()
    growth, wage = occupation.employment_growth_2024_to_2034, occupation.median_wage_2025
    openings = occupation.openings_2024_to_2034
    lines = [
        occupation.title,
        f"{amount(growth, means['employmentGrowth2024to2034'])} jobs, 2024 to 2034",
        f"{amount(wage, means['medianWage2025'])}, May 2025",
        f"openings: {amount(openings, means['openings2024to2034'])}",
        _level(occupation),
    ]
    return {
        "id": occupation.id,
        "value": [growth, wage, _level(occupation), *lines],
        "symbolSize": _diameter(openings or 0, most, largest),
    }


def _diameter(openings: int, most: int, largest: float) -> float:
    """The area grows with the openings."""
    return round(max(_SMALLEST, largest * sqrt(openings / most)), 1) if most else _SMALLEST


def _level(occupation: Occupation) -> str:
    return occupation.entry_education_2024 or _UNKNOWN


def _no_change(look: Look) -> Option:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": look.muted, "type": "solid", "width": 1},
        "label": label(look, formatter="no change", color=look.muted),
        "data": [{"xAxis": 0}],
    }


def _row(occupation: Occupation) -> Row:
    means, (growth, wage) = of_occupations(), _means()
    missing = [
        f"{name}: {absence(told)}"
        for name, told, value in (
            ("growth", growth, occupation.employment_growth_2024_to_2034),
            ("median wage", wage, occupation.median_wage_2025),
        )
        if value is None
    ]
    return {
        "code": occupation.code,
        "occupation": occupation.title,
        heading(growth): occupation.employment_growth_2024_to_2034,
        heading(wage): occupation.median_wage_2025,
        heading(means["openings2024to2034"]): occupation.openings_2024_to_2034,
        heading(means["entryEducation2024"]): occupation.entry_education_2024,
        "withheld": "; ".join(missing),
    }
