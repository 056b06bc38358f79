"""The words and the style of the pages: complete, national where there are wages, readable in light and dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from loaders.pipeline import LOADERS
from ontology.nodes import NODE_KINDS
from ontology.rdf.schemes import schemes
from ontology.records import Means, meanings
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.dictionary import property_meanings
from queries.told.words import relations, words

STYLE = (files("server.pages") / "static" / "style.css").read_text(encoding="utf-8")
# Properties of published relationships that a page says as place, order or note, or in the cells of figures.
TOLD = {"source", "locator", "locators", "note", "position", "suppressed", "wageNote"}


def test_every_type_has_headings_in_both_directions() -> None:
    assert relations().keys() == RELATIONSHIP_TYPES.keys()
    heads = [relation.heading(out) for relation in relations().values() for out in (True, False)]
    alike = {relation.outgoing for relation in relations().values() if relation.outgoing == relation.incoming}
    assert alike == {relations()["INTERDISCIPLINARY_WITH"].outgoing}
    assert len(set(heads)) == len(heads) - 1


@pytest.mark.parametrize("name", RELATIONSHIP_TYPES)
def test_columns_are_properties_and_no_published_one_is_forgotten(name: str) -> None:
    own = meanings(RELATIONSHIP_TYPES[name]).keys()
    columns = relations()[name].columns.keys()
    assert columns <= own
    if "confidence" not in own:
        assert own - TOLD <= columns


@pytest.mark.parametrize("name", RELATIONSHIP_TYPES)
def test_whoever_counts_jobs_or_wages_says_that_they_are_national(name: str) -> None:
    told = meanings(RELATIONSHIP_TYPES[name])
    counts = any(re.search(r"jobs|wage", f"{key} {means.meaning}", re.IGNORECASE) for key, means in told.items())
    assert ("ational figures" in relations()[name].note) == counts
    assert counts == bool(re.search(r"20\d\d", relations()[name].note))


def test_every_kind_scheme_and_property_has_words() -> None:
    assert words()["kinds"].keys() == NODE_KINDS.keys()
    assert words()["schemes"].keys() == schemes().keys()
    known = {name for kind in NODE_KINDS for name, means in _meanings(kind).items() if not means.year}
    said = {"id", "title", "code", "note", "altTitles", "retired", "figuresNote2025"}
    assert words()["properties"].keys() == known - said


def _meanings(kind: str) -> dict[str, Means]:
    return property_meanings([cls.__name__ for cls in NODE_KINDS[kind].__mro__])


def test_every_figure_names_its_source() -> None:
    years = {means.year for kind in NODE_KINDS for means in property_meanings([kind]).values() if means.year}
    assert years
    for year in years:
        sources = [source for mark, source in words()["sources"].items() if mark in year]
        assert sources, year
        assert set(sources) <= {loader.SOURCE.id for loader in LOADERS.values()}


def test_style_is_small_and_asks_for_nothing() -> None:
    assert len(STYLE.encode()) < 12_000
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    for media in ("prefers-color-scheme: dark", "prefers-reduced-motion", "@media print", ":focus-visible"):
        assert media in STYLE


@pytest.mark.parametrize("look", [0, 1])
def test_text_can_be_read_in_light_and_in_dark(look: int) -> None:
    colours = _colours(look)
    for paper in ("paper", "soft", "amber-paper"):
        for ink in ("ink", "quiet", "link", "seen", "amber"):
            assert _contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def _colours(look: int) -> dict[str, str]:
    """Name → `#rrggbb`, of the light (0) or the dark (1) table of colours."""
    table = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[look]
    found = dict(re.findall(r"--([\w-]+): (#\w+)", table))
    return {
        name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:])
        for name, value in found.items()
    }


def _contrast(first: str, second: str) -> float:
    """WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
