"""Bars: one figure of several things, and parts of several wholes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.figure import Figure, Option, Row, base, label, on_a_phone, tip
from dashboard.figures.numbers import absence, amount, counted, heading, when
from dashboard.looks import Look, sizes
from ontology.records import Means

_WIDE, _NARROW = 330, 150  # pixels for the titles


@dataclass(frozen=True, slots=True)
class Bar:
    """A thing and its figure, None where it is withheld; `code` stands before the title."""

    id: str
    title: str
    value: int | float | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a whole are covered."""

    id: str
    title: str
    covered: int
    whole: int


def bars(items: Sequence[Bar], means: Means, look: Look, *, derived: bool = False) -> Figure:
    """A bar for each thing, from the top, in the order given; what is withheld has words in its place."""
    found = [item for item in items if item.value is not None]
    colour = look.derived if derived else look.accent
    option = _frame([_name(item) for item in items], look) | {
        "series": [
            {
                "type": "bar",
                "data": [_bar(item, means, colour, look) for item in items],
                "barMaxWidth": 18,
                "label": label(look, show=True, position="right"),
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 2}},
            }
        ],
    }
    stated = "derived" if derived else "published"
    told = f"{heading(means)} ({stated}), of {counted(len(items), 'thing')}"
    if found:
        first = max(found, key=lambda item: item.value or 0)
        told += f"; most at {first.title}: {amount(first.value, means)}"
    rows = [_row(item, means, stated) for item in items]
    return Figure(option, _height(len(items)), f"{told}.", rows)


def _bar(item: Bar, means: Means, colour: str, look: Look) -> Option:
    told = amount(item.value, means)
    shown: Option = {"formatter": told}
    if item.value is None:
        shown |= {"color": look.muted}
    return {
        "id": item.id,
        "value": item.value or 0,
        "itemStyle": {"color": colour},
        "label": shown,
        "tooltip": tip(_name(item), told, when(means)),
    }


def _row(item: Bar, means: Means, stated: str) -> Row:
    return {
        "code": item.code,
        "title": item.title,
        heading(means): item.value,
        "withheld": absence(means) if item.value is None else "",
        "stated": stated,
    }


def coverage(parts: Sequence[Part], look: Look) -> Figure:
    """How much of each whole is covered: both parts as shares of it, the numbers as words."""
    option = _frame([part.title for part in parts], look) | {
        "series": [
            {
                "type": "bar",
                "stack": "whole",
                "data": [_share(part, part.covered if covered else part.whole - part.covered) for part in parts],
                "name": "covered" if covered else "not covered",
                "barMaxWidth": 18,
                "itemStyle": {"color": look.accent if covered else look.line},
                "label": label(look, show=not covered, position="right"),
                "selectedMode": "single",
            }
            for covered in (True, False)
        ],
    }
    for item, part in zip(option["series"][1]["data"], parts, strict=True):
        item["label"] = {"formatter": f"{part.covered:,} of {part.whole:,}"}
    told = "; ".join(f"{part.title}: {part.covered:,} of {part.whole:,}" for part in parts)
    rows: list[Row] = [{"title": p.title, "covered": p.covered, "of": p.whole} for p in parts]
    return Figure(option, _height(len(parts)), f"Covered: {told}.", rows)


def _share(part: Part, number: int) -> Option:
    return {
        "id": part.id,
        "value": round(100 * number / part.whole, 2) if part.whole else 0,
        "tooltip": tip(part.title, f"{part.covered:,} of {part.whole:,} covered"),
    }


def _name(item: Bar) -> str:
    return f"{item.code} {item.title}".strip()


def _height(number: int) -> int:
    return number * sizes().row + 3 * sizes().gap


def _frame(names: Sequence[str], look: Look) -> Option:
    """Titles at the left, bars to the right of them; figures stand at the bars, not along an axis."""
    return base(look) | {
        "grid": {"left": _WIDE, "right": 130, "top": 4, "bottom": 4, "outerBoundsMode": "none"},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": list(names),
            "axisLabel": label(look, width=_WIDE - 16, overflow="truncate", interval=0),
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": look.line}},
        },
        "media": on_a_phone(
            {"grid": {"left": _NARROW, "right": 96}, "yAxis": {"axisLabel": {"width": _NARROW - 12}}}
        ),
    }
