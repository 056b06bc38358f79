"""The one visual language: colours, shapes and sizes, read from looks.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ontology import identifiers

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in pixels: of small, body and title type, of gaps and rows; how wide a figure for a phone may be."""

    small: int
    body: int
    title: int
    gap: int
    row: int
    phone: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of node looks: `shape` is an ECharts symbol, of which only the rim is coloured where hollow."""

    title: str
    colour: str
    shape: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme, as #rrggbb.

    `clusters` go by id, `kinds` by label. `counted` and `corrected` are the ends of scales from least to most;
    `education` are eight steps from least to most.
    """

    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    published: str
    derived: str
    counted: tuple[str, str]
    corrected: tuple[str, str]
    education: tuple[str, ...]
    clusters: Mapping[str, str]
    kinds: Mapping[str, Kind]

    def cluster(self, cluster_id: str | None) -> str:
        """The colour of a cluster of 2024; of anything else the muted one."""
        return self.clusters.get(cluster_id or "", self.muted)

    def kind(self, labels: Iterable[str]) -> Kind:
        """How a node with these labels looks. Raises LookupError where none of them is a kind."""
        return self.kinds[kind_of(labels)]


@cache
def sizes() -> Sizes:
    """The scale of type and spacing."""
    return Sizes(**_table()["sizes"])


@cache
def look(theme: Theme) -> Look:
    """The colours of a theme."""
    table = _table()
    colours: dict[str, Any] = {name: tuple(c) if isinstance(c, list) else c for name, c in table[theme].items()}
    clusters = {identifiers.cluster(slug): row[theme] for slug, row in table["clusters"].items()}
    kinds = {
        label: Kind(row["title"], row[theme], _symbol(row["shape"]), row.get("hollow", False))
        for label, row in table["kinds"].items()
    }
    return Look(**colours, clusters=clusters, kinds=kinds)


def _symbol(shape: str) -> str:
    drawn: str | None = _table()["shapes"].get(shape)
    return f"path://{drawn}" if drawn else shape


def kind_of(labels: Iterable[str]) -> str:
    """The label among a node's that its looks go by. Raises LookupError where none of them is a kind."""
    has = set(labels)
    kinds: Mapping[str, Any] = _table()["kinds"]
    for label in kinds:
        if label in has:
            return label
    raise LookupError(f"looks.toml has no kind for the labels {sorted(has)}")


def short_title(cluster_id: str) -> tuple[str, ...]:
    """What a cluster of 2024 is called where there is little room, in one to three lines. Raises LookupError."""
    lines: list[str] = _table()["clusters"][cluster_id.rpartition("/")[2]]["lines"]
    return tuple(lines)


def css_variables() -> str:
    """The colours of both themes as CSS: `--cg-text`, `--cg-cluster-SLUG`, `…-ink` for text on it."""
    light, dark = (_named(look(theme)) for theme in THEMES)
    return "".join(f"--cg-{name}: light-dark({light[name]}, {dark[name]});\n" for name in light)


def _named(found: Look) -> dict[str, str]:
    named = {name: getattr(found, name) for name in ("background", "surface", "text", "muted", "line", "accent")}
    for cluster_id, colour in found.clusters.items():
        name = f"cluster-{cluster_id.rpartition('/')[2]}"
        named |= {name: colour, f"{name}-ink": ink(colour)}
    return named


@cache
def style() -> str:
    """The style of every page, as an HTML element: our colours, and what Streamlit's options cannot say."""
    rules = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return f"<style>\n:root {{\n{css_variables()}}}\n{rules}</style>"


def streamlit_options() -> dict[str, str]:
    """Streamlit's options of both themes: `theme.light.backgroundColor` → colour."""
    names = {
        "primaryColor": "accent",
        "backgroundColor": "background",
        "secondaryBackgroundColor": "surface",
        "textColor": "text",
        "linkColor": "accent",
        "borderColor": "line",
    }
    return {
        f"theme.{theme}.{option}": getattr(look(theme), name) for theme in THEMES for option, name in names.items()
    }


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A part of an sRGB colour, 0 to 1, as light."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))


def between(ends: tuple[str, str], share: float) -> str:
    """The colour at a share, 0 to 1, of the way between two."""
    parts = (
        round(int(ends[0][at : at + 2], 16) * (1 - share) + int(ends[1][at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)
