"""The wheel of clusters: eleven inside, the cross-cutting ones around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import cos, pi, sin

from dashboard.figures.figure import Drawing
from dashboard.figures.numbers import counted
from dashboard.looks import Look, ink, short_title
from ontology.nodes import CareerCluster

# Radii, sizes and angles in a box of 400 by 400, whose middle is 0, 0; angles in degrees from the top, clockwise.
_INNER = (64.0, 171.0)
_OUTER = (175.0, 199.0)
_GAP = 1.0
_TYPE = 11.5
_LEADING = 13.5
_RIM = 12.0  # from the rim of a sector to the middle of its outermost line
_SPARE = 30.0  # a browser drops what is longer than its path
_STYLE = """\
.sector { cursor: pointer; outline: none; }
.sector .area { fill: var(--area); }
.sector text { fill: var(--ink); font-size: 11.5px; pointer-events: none; }
text { font-family: var(--st-font, "Source Sans", "Segoe UI", Roboto, sans-serif); font-weight: 600; }
.sector:hover .area { opacity: 0.85; }
.sector:focus-visible .area { stroke: var(--cg-text, currentColor); stroke-width: 3; }
.middle { fill: var(--cg-text, currentColor); font-size: 14px; }"""


def wheel(clusters: Sequence[CareerCluster], look: Look) -> Drawing:
    """The clusters as sectors of a wheel, each a link that says its id in `data-id`; no script is in it.

    Colours are CSS variables (`looks.css_variables`), with those of `look` where none is set.
    """
    inside = [cluster for cluster in clusters if not cluster.cross_cutting]
    around = [cluster for cluster in clusters if cluster.cross_cutting]
    told = (
        f"{counted(len(inside), 'career cluster')} in a wheel, and around them"
        f" {counted(len(around), 'cross-cutting cluster')}: {', '.join(cluster.title for cluster in around)}."
    )
    lines = [
        f'<svg viewBox="-200 -200 400 400" role="group" aria-label="{escape(told)}"'
        ' xmlns="http://www.w3.org/2000/svg">',
        f"<style>\n{_STYLE}\n</style>",
        *_ring(inside, _INNER, look),
        *_ring(around, _OUTER, look),
        f'<text class="middle" text-anchor="middle" aria-hidden="true"><tspan x="0" y="-4">{len(clusters)} career'
        '</tspan><tspan x="0" dy="17">clusters</tspan></text>',
        "</svg>",
    ]
    rows = [
        {"cluster": cluster.title, "place": "around" if cluster.cross_cutting else "inside", "id": cluster.id}
        for cluster in (*inside, *around)
    ]
    return Drawing("\n".join(lines) + "\n", told, [dict(row) for row in rows])


def _ring(clusters: Sequence[CareerCluster], radii: tuple[float, float], look: Look) -> Iterator[str]:
    width = 360 / max(len(clusters), 1)
    for number, cluster in enumerate(clusters):
        yield from _sector(cluster, number * width, width, radii, look)


def _sector(
    cluster: CareerCluster, middle: float, width: float, radii: tuple[float, float], look: Look
) -> Iterator[str]:
    slug, colour = cluster.id.rpartition("/")[2], look.cluster(cluster.id)
    area = f"var(--cg-cluster-{slug}, {colour})"
    text = f"var(--cg-cluster-{slug}-ink, {ink(colour)})"
    yield (
        f'<g class="sector" role="link" tabindex="0" data-id="{escape(cluster.id)}"'
        f' aria-label="{escape(_name(cluster))}" style="--area: {area}; --ink: {text}">'
    )
    yield f"<title>{escape(cluster.title)}</title>"
    yield f'<path class="area" d="{_area(middle - width / 2, middle + width / 2, *radii)}"/>'
    yield from _lines(slug, short_title(cluster.id), middle, width, radii[1] - _RIM)
    yield "</g>"


def _name(cluster: CareerCluster) -> str:
    """What a screen reader says: the title; before it what stands in the sector, where that is another."""
    short = " ".join(short_title(cluster.id))
    return cluster.title if f" {short} " in f" {cluster.title} " else f"{short}: {cluster.title}"


def _lines(slug: str, lines: Sequence[str], middle: float, width: float, outermost: float) -> Iterator[str]:
    """Lines of text along the sector, the right way up in both halves of the wheel."""
    below = 90 < middle % 360 < 270
    turn = -1 if below else 1
    half = turn * (width / 2 + _SPARE)
    for number, line in enumerate(lines):
        inwards = len(lines) - 1 - number if below else number
        at = outermost - inwards * _LEADING - 0.35 * _TYPE * turn
        arc = f"M{_point(middle - half, at)}A{at:.2f} {at:.2f} 0 0 {0 if below else 1} {_point(middle + half, at)}"
        yield f'<path id="line-{slug}-{number}" d="{arc}" fill="none"/>'
        yield (
            f'<text text-anchor="middle" aria-hidden="true"><textPath href="#line-{slug}-{number}"'
            f' startOffset="50%">{escape(line)}</textPath></text>'
        )


def _area(start: float, end: float, inner: float, outer: float) -> str:
    """The outline of a sector, a little apart from its neighbours."""
    near, far = _GAP / inner * 90 / pi, _GAP / outer * 90 / pi
    big = int(end - start > 180)
    return (
        f"M{_point(start + far, outer)}A{outer} {outer} 0 {big} 1 {_point(end - far, outer)}"
        f"L{_point(end - near, inner)}A{inner} {inner} 0 {big} 0 {_point(start + near, inner)}Z"
    )


def _point(angle: float, radius: float) -> str:
    x, y = radius * sin(angle * pi / 180), -radius * cos(angle * pi / 180)
    # Adding zero turns -0.0 into 0.0.
    return f"{round(x, 2) + 0:.2f} {round(y, 2) + 0:.2f}"
