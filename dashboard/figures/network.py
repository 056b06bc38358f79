"""A network of nodes and relationships, drawn where `dashboard.layout` puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.figure import Figure, Option, Row, base, key, label, on_a_phone, tip
from dashboard.figures.numbers import counted
from dashboard.layout import Point, frame
from dashboard.looks import Kind, Look, kind_of
from ontology.derived import DERIVED_TYPES
from queries.store import Node, Relationship

_HEIGHT = 640
_PHONE = 340  # pixels that the square of the network has there
_LONGEST = 26  # characters of a title beside its node
_MOST = 120  # nodes whose titles are tried
_LETTER, _LINE, _BELOW, _MARK = 5.5, 14, 19, 9  # pixels: width of a letter, height of a title and how far it is
# below the middle of its node, half the size of a node
_FEW = 12  # relationships of the chosen node that may all have their types written on them


def network(
    nodes: Sequence[Node],
    relationships: Sequence[Relationship],
    places: Mapping[str, Point],
    look: Look,
    chosen: str | None = None,
) -> Figure:
    """The nodes where `places` has them, with a legend of their kinds that filters.

    Published relationships are plain lines, derived ones dashed and of another hue. Types are written only at the
    relationships of the chosen node; those whose ends are not among the nodes are left out.
    """
    known = {node.id: node for node in nodes}
    ties = [tie for tie in relationships if tie.start in known and tie.end in known]
    kinds = list(dict.fromkeys(kind_of(node.labels) for node in nodes))
    near = {end for tie in ties if chosen in (tie.start, tie.end) for end in (tie.start, tie.end)}
    first = sorted(nodes, key=lambda node: (node.id != chosen, node.id not in near))
    labels = _labels(first, places)
    option = base(look) | {
        "title": key(look),
        "legend": {
            "top": 0,
            "type": "scroll",
            "data": [{"name": look.kinds[kind].title, "icon": look.kinds[kind].shape} for kind in kinds],
            "itemWidth": 14,
            "textStyle": label(look),
            "pageTextStyle": label(look),
        },
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "top": 40,
                "bottom": 28,
                "left": 8,
                "right": 8,
                "roam": True,
                "preserveAspect": "contain",
                "nodeScaleRatio": 0,
                "categories": [_category(look.kinds[kind], look) for kind in kinds],
                "data": [
                    *(_node(node, places[node.id], kinds, look, chosen, labels[node.id]) for node in nodes),
                    *_corners(places),
                ],
                "links": [_link(tie, known, look, chosen, len(near) <= _FEW) for tie in ties],
                "selectedMode": "single",
                "select": {"itemStyle": {"borderColor": look.text, "borderWidth": 3}},
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 6,
                "label": label(look, show=True, position="bottom", **_paper(look)),
                "emphasis": {"label": {"show": True}},
            }
        ],
        "media": on_a_phone({"series": [{"label": {"show": False}}]}),
    }
    return Figure(option, _HEIGHT, _told(nodes, ties), [_row(tie, known) for tie in ties])


def _category(kind: Kind, look: Look) -> Option:
    return {"name": kind.title, "symbol": kind.shape, "itemStyle": _style(kind, look)}


def _style(kind: Kind, look: Look) -> Option:
    if kind.hollow:
        return {"color": look.background, "borderColor": kind.colour, "borderWidth": 3}
    return {"color": kind.colour}


def _labels(nodes: Sequence[Node], places: Mapping[str, Point]) -> dict[str, Option]:
    """Titles beside the nodes: those that find room on a phone always, others where there is more, or never."""
    wide, narrow = (_named(nodes, places, pixels) for pixels in (_HEIGHT - 68, _PHONE))
    return {
        node.id: {"formatter": _short(_title(node))}
        | ({"show": True} if node.id in narrow else {} if node.id in wide else {"show": False})
        for node in nodes
    }


def _named(nodes: Sequence[Node], places: Mapping[str, Point], pixels: int) -> set[str]:
    """Ids of the nodes whose titles find room in a square of so many pixels, the first nodes first."""
    scale = pixels / (2 * frame(places.values()))
    marks = [(scale * places[node.id][0], scale * places[node.id][1]) for node in nodes]
    titles: list[tuple[float, float, float]] = []
    found = set()
    for node, (x, y) in zip(nodes[:_MOST], marks, strict=False):
        half, row = _LETTER * len(_short(_title(node))) / 2, y + _BELOW
        on_mark = any(abs(x - mark) < half + _MARK and abs(row - at) < _MARK + _LINE / 2 for mark, at in marks)
        on_title = any(abs(x - middle) < half + wide and abs(row - at) < _LINE for middle, at, wide in titles)
        # The first is the chosen node, which is always named.
        if not titles or not (on_mark or on_title):
            titles.append((x, row, half))
            found.add(node.id)
    return found


def _node(
    node: Node, place: Point, kinds: Sequence[str], look: Look, chosen: str | None, written: Option
) -> Option:
    label_of_kind = kind_of(node.labels)
    kind, is_chosen, title = look.kinds[label_of_kind], node.id == chosen, _title(node)
    ring = {"borderColor": look.text, "borderWidth": 3} if is_chosen else {}
    code = str(node.properties.get("code", ""))
    return {
        "id": node.id,
        "category": kinds.index(label_of_kind),
        "x": place[0],
        "y": place[1],
        "symbol": kind.shape,
        "symbolSize": 26 if is_chosen else 18,
        "itemStyle": _style(kind, look) | ring,
        "label": written,
        "tooltip": tip(f"{code} {title}".strip(), kind.title),
    }


def _paper(look: Look) -> Option:
    """What keeps a label readable over lines: the background, half see-through."""
    return {"backgroundColor": f"{look.background}b0", "padding": [0, 2]}


def _title(node: Node) -> str:
    return str(node.properties.get("title", node.id))


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _corners(places: Mapping[str, Point]) -> list[Option]:
    """Two nodes that nobody sees: ECharts scales a network to what it holds, and these hold the frame in place."""
    half = frame(places.values())
    return [
        {"id": f"corner {sign}", "x": sign * half, "y": sign * half, "symbol": "none", "silent": True}
        for sign in (-1, 1)
    ]


def _link(tie: Relationship, known: Mapping[str, Node], look: Look, chosen: str | None, are_few: bool) -> Option:
    derived, near = tie.type in DERIVED_TYPES, chosen in (tie.start, tie.end)
    # Many lines to one node would be a blot.
    clear = chosen is None or (near and are_few)
    return {
        "source": tie.start,
        "target": tie.end,
        "derived": derived,
        "lineStyle": {
            "color": look.derived if derived else look.published,
            "type": "dashed" if derived else "solid",
            "width": 2 if near and are_few else 1.2,
            "opacity": 0.9 if clear else 0.65,
            "curveness": 0.12 if derived else 0,
        },
        "label": label(look, show=near and are_few, formatter=_words(tie.type), color=look.muted),
        "tooltip": tip(
            f"{_title(known[tie.start])} → {_title(known[tie.end])}",
            f"{_words(tie.type)} ({_stated(derived)})",
        ),
    }


def _words(relationship_type: str) -> str:
    return relationship_type.lower().replace("_", " ")


def _stated(derived: bool) -> str:
    return "derived" if derived else "published"


def _told(nodes: Sequence[Node], ties: Sequence[Relationship]) -> str:
    derived = sum(tie.type in DERIVED_TYPES for tie in ties)
    return (
        f"A network of {counted(len(nodes), 'node')}, {len(ties) - derived:,} published and {derived:,} derived"
        " relationships between them."
    )


def _row(tie: Relationship, known: Mapping[str, Node]) -> Row:
    return {
        "from": _title(known[tie.start]),
        "relationship": _words(tie.type),
        "to": _title(known[tie.end]),
        "stated": _stated(tie.type in DERIVED_TYPES),
    }
