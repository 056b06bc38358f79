"""What every figure is: a picture, a sentence, a table; and what its charts have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.looks import Look, sizes

Option = dict[str, Any]
Row = dict[str, str | int | float | None]
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """An ECharts option with its height in pixels, and what it shows: in a sentence, and as rows of a table."""

    option: Option
    height: int
    told: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG text, and what it shows: in a sentence, and as rows of a table."""

    svg: str
    told: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a figure, by the ids of its ends."""

    start: str
    end: str
    derived: bool


def base(look: Look) -> Option:
    """What every option begins with. Nothing moves by itself, so that nothing jumps."""
    return {
        "animation": False,
        "color": [look.accent],
        "textStyle": {"color": look.text, "fontSize": sizes().body},
        "tooltip": {
            "confine": True,
            "backgroundColor": look.surface,
            "borderColor": look.line,
            "textStyle": {"color": look.text, "fontSize": sizes().body},
            "extraCssText": "max-width: 320px; white-space: normal;",
        },
    }


def on_a_phone(option: Option) -> list[Option]:
    """The `media` of an option: what is different where the figure is narrow."""
    return [{"query": {"maxWidth": sizes().phone}, "option": option}]


def tip(*lines: str) -> Option:
    """A tooltip of its own for one item; ECharts takes it as HTML, in which braces are templates."""
    return {"formatter": "<br>".join(escape(line).replace("{", "&#123;") for line in lines)}


def key(look: Look) -> Option:
    """What the two styles of links mean, at the foot of a figure."""
    rich = {name: {"color": getattr(look, name), "fontWeight": "bold"} for name in ("published", "derived")}
    return {
        "text": "{published|━━} published     {derived|╍╍} derived",
        "left": "center",
        "bottom": 0,
        "textStyle": label(look, rich=rich, fontWeight="normal"),
    }


def label(look: Look, **more: Any) -> Option:
    """The style of a label on the page's own background."""
    return {"color": look.text, "fontSize": sizes().small, "lineHeight": sizes().small + 3, **more}


def clicked(option: Item, event: Item) -> str | Link | None:
    """What was chosen last in a chart: the id of a thing, a link, or None where nothing that has an id is.

    `event` is what `st.echarts_chart` returns; an event that does not fit the option is None, too.
    """
    for chosen in reversed(event.get("selection", {}).get("selected", [])):
        series = _at(option["series"], chosen["series_index"]) or {}
        for index in chosen["data_indices"]:
            item = _item(series, chosen["data_type"], index)
            if item and "source" in item:
                return Link(item["source"], item["target"], item["derived"])
            if item and not item.get("silent"):
                return str(item["id"])
    return None


def _item(series: Item, data_type: str, index: int) -> Item | None:
    if data_type == "edge":
        return _at(series.get("links", ()), index)
    items = series.get("data", ())
    # A tree map counts from its root, which the option does not have.
    return _at(list(preorder(items)), index - 1) if series.get("type") == "treemap" else _at(items, index)


def _at(items: Sequence[Item], index: int) -> Item | None:
    return items[index] if 0 <= index < len(items) else None


def preorder(items: Sequence[Item]) -> Iterator[Item]:
    """Every item of a tree, each before its children."""
    for item in items:
        yield item
        yield from preorder(item.get("children", ()))
