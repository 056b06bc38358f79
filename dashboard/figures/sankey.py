"""A Sankey diagram of what became of the framework of 2002."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.figures.figure import Figure, Option, Row, base, key, label, on_a_phone, tip
from dashboard.figures.numbers import counted
from dashboard.figures.succession import Flow, Flows, Stop
from dashboard.looks import Look, between, sizes

_STRENGTH = {"strong": 0.8, "some": 0.5, "weak": 0.25, None: 0.35}
_PUBLISHED = 0.75


def sankey(data: Flows, look: Look) -> Figure:
    """2002 on the left, 2024 on the right; a width is a number of links.

    Published links are plain. Derived ones have another hue and a dashed rim, and are faint where evidence is.
    """
    titles = {stop.id: stop.title for stop in (*data.before, *data.after)}
    number = max(len(data.before), len(data.after), 3)
    option = base(look) | {
        "title": key(look),
        "series": [
            {
                "type": "sankey",
                "data": [_node(stop, 0, look) for stop in data.before]
                + [_node(stop, 1, look) for stop in data.after],
                "links": [_link(flow, titles, look) for flow in data.flows],
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 2}},
                "draggable": False,
                "layoutIterations": 32,
                "nodeGap": sizes().gap,
                "nodeWidth": 14,
                "top": 4,
                "bottom": 36,
                "label": label(look, overflow="break"),
                **_sides(look, phone=False),
                "emphasis": {"focus": "adjacency"},
            }
        ],
        "media": on_a_phone({"series": [_sides(look, phone=True)]}),
    }
    height = number * (sizes().row + sizes().gap) + 40
    return Figure(option, height, _told(data), [_row(flow, titles) for flow in data.flows])


def _sides(look: Look, *, phone: bool) -> Option:
    """Where the labels stand: beside the columns, or between them where the figure is narrow."""
    at = ("right", "left") if phone else ("left", "right")
    width = 140 if phone else 210
    paper = {"backgroundColor": f"{look.background}b0", "padding": [1, 3]} if phone else {}
    return {
        "left": 2 if phone else width + 20,
        "right": 2 if phone else width + 20,
        "levels": [
            {"depth": depth, "label": {"position": position, "width": width, **paper}}
            for depth, position in enumerate(at)
        ],
    }


def _node(stop: Stop, depth: int, look: Look) -> Option:
    colour = look.cluster(stop.cluster)
    return {
        "id": stop.id,
        "depth": depth,
        "itemStyle": {"color": colour, "borderColor": colour},
        "label": {"formatter": stop.title},
        "tooltip": tip(stop.title, "2024" if depth else "2002"),
    }


def _link(flow: Flow, titles: Mapping[str, str], look: Look) -> Option:
    colour, strength = (look.derived, _STRENGTH[flow.word]) if flow.derived else (look.published, _PUBLISHED)
    rim = {"borderColor": look.derived, "borderType": "dashed", "borderWidth": 1} if flow.derived else {}
    style = {
        # A pale colour rather than a see-through one, so that the rim of a faint link can still be seen.
        "color": between((look.background, colour), strength),
        "opacity": 0.8,
        "curveness": 0.5,
        **rim,
    }
    lines = [f"{titles[flow.start]} → {titles[flow.end]}", f"{_stated(flow)}: {_strength(flow)}", flow.note]
    return {
        "source": flow.start,
        "target": flow.end,
        "value": flow.links,
        "derived": flow.derived,
        "lineStyle": style,
        "tooltip": tip(*filter(None, lines)),
    }


def _stated(flow: Flow) -> str:
    return "derived" if flow.derived else "published"


def _strength(flow: Flow) -> str:
    if flow.word is None:
        return counted(flow.links, "link")
    return f"{flow.word} evidence ({flow.confidence:.2f})"


def _told(data: Flows) -> str:
    published = sum(flow.links for flow in data.flows if not flow.derived)
    derived = sum(flow.links for flow in data.flows if flow.derived)
    return (
        f"{counted(len(data.before), 'thing')} of 2002 on the left, {len(data.after)} of 2024 on the right:"
        f" {counted(published, 'published link')} and {counted(derived, 'derived one')} between them."
        " A width is a number of links."
    )


def _row(flow: Flow, titles: Mapping[str, str]) -> Row:
    return {
        "2002": titles[flow.start],
        "2024": titles[flow.end],
        "stated": _stated(flow),
        "links": flow.links,
        "evidence": f"{flow.word} evidence" if flow.word else "",
        "confidence": flow.confidence,
        "note": flow.note,
    }
