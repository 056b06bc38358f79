"""A code system as areas within areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.figure import Figure, Option, Row, base, label, tip
from dashboard.figures.numbers import counted
from dashboard.looks import Kind, Look, between, ink
from ontology.graph import CareerGraph
from ontology.nodes import Code
from ontology.relationships import Broader

_HEIGHT = 560
_SHADES = (0.1, 0.3, 0.5, 0.65, 0.8)  # how far the colour of a level is on its way to the background


@dataclass(frozen=True, slots=True)
class Branch:
    """A code and the finer ones in it."""

    id: str
    code: str
    title: str
    children: tuple[Branch, ...] = ()

    @property
    def finest(self) -> int:
        """How many codes without finer ones are in it; itself, if it has none."""
        return sum(child.finest for child in self.children) or 1


def branches(graph: CareerGraph, kind: type[Code]) -> tuple[Branch, ...]:
    """The codes in force of `Industry`, `Occupation` or `Program`, as BROADER joins them, in their order."""
    codes = {node.id: node for node in graph.of_kind(kind) if not node.retired}
    finer: dict[str, list[Code]] = defaultdict(list)
    top = dict(codes)
    for broader in graph.of_type(Broader):
        if broader.start in codes and broader.end in codes:
            finer[broader.end].append(codes[broader.start])
            top.pop(broader.start, None)
    return tuple(_branch(code, finer) for code in sorted(top.values(), key=lambda code: code.code))


def _branch(code: Code, finer: Mapping[str, Sequence[Code]]) -> Branch:
    children = sorted(finer.get(code.id, ()), key=lambda child: child.code)
    return Branch(code.id, code.code, code.title, tuple(_branch(child, finer) for child in children))


def code_tree(top: Sequence[Branch], kind: str, look: Look) -> Figure:
    """An area for each code, as large as the number of finest codes in it; a level deeper is a shade paler.

    `kind` is the label whose colour the codes take. One level is shown; a click goes a level deeper.
    """
    data = [_item(branch, 0, look.kinds[kind], look) for branch in top]
    option = base(look) | {"series": [_series(look) | {"data": data}]}
    rows = [row for branch in top for row in _rows(branch, "")]
    told = f"{counted(len(rows), 'code')} in {counted(len(top), 'group')}; the more fine codes, the larger."
    return Figure(option, _HEIGHT, told, rows)


def _series(look: Look) -> Option:
    return {
        "type": "treemap",
        "name": "all codes",
        "selectedMode": "single",
        "leafDepth": 1,
        "roam": False,
        "nodeClick": "zoomToNode",
        "top": 0,
        "left": 0,
        "right": 0,
        "bottom": 32,
        "breadcrumb": {"bottom": 0, "itemStyle": {"color": look.surface, "textStyle": label(look)}},
        "label": label(look, overflow="break"),
        "itemStyle": {"borderColor": look.background, "borderWidth": 1, "gapWidth": 1},
    }


def _item(branch: Branch, depth: int, kind: Kind, look: Look) -> Option:
    area = between((kind.colour, look.background), _SHADES[min(depth, len(_SHADES) - 1)])
    item: Option = {
        "id": branch.id,
        "name": f"{branch.code} {branch.title}",
        "value": branch.finest,
        "itemStyle": {"color": area},
        "label": {"color": ink(area)},
        "tooltip": tip(f"{branch.code} {branch.title}", counted(branch.finest, "finest code")),
    }
    if branch.children:
        item["children"] = [_item(child, depth + 1, kind, look) for child in branch.children]
    return item


def _rows(branch: Branch, broader: str) -> Iterator[Row]:
    yield {"code": branch.code, "title": branch.title, "broader": broader, "finest codes": branch.finest}
    for child in branch.children:
        yield from _rows(child, branch.code)
