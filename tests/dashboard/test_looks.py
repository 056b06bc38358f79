"""The visual language: colours that everybody can tell apart and read, and shapes for every kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import pytest

from alignments.stepping_stones import EDUCATION
from dashboard.looks import (
    Look,
    Theme,
    between,
    contrast,
    css_variables,
    ink,
    kind_of,
    linear,
    look,
    short_title,
    streamlit_options,
)
from loaders import framework
from loaders.shipped import read_facts
from ontology.nodes import NODE_KINDS, CareerCluster

Triple = tuple[float, float, float]

THEMES: tuple[Theme, ...] = ("light", "dark")
# Of light, by G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009), severity 1.
SIGHTS: dict[str, Sequence[Triple]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# From light to OKLab (B. Ottosson, 2020).
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def applied(matrix: Sequence[Triple], vector: Sequence[float]) -> list[float]:
    return [sum(weight * part for weight, part in zip(row, vector, strict=True)) for row in matrix]


def oklab(colour: str, sight: str = "normal") -> list[float]:
    light = [linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    seen = [min(max(part, 0.0), 1.0) for part in applied(SIGHTS[sight], light)]
    return applied(TO_LAB, [math.cbrt(cone) for cone in applied(TO_CONES, seen)])


def nearest(colours: Sequence[str], sight: str) -> float:
    """The least difference of two of the colours; 0.02 is about what an eye just sees."""
    return min(math.dist(oklab(a, sight), oklab(b, sight)) for a, b in combinations(colours, 2))


def hue(colour: str) -> float:
    _, green_red, blue_yellow = oklab(colour)
    return math.degrees(math.atan2(blue_yellow, green_red)) % 360


@pytest.fixture(params=THEMES)
def shown(request: pytest.FixtureRequest) -> Look:
    theme: Theme = request.param
    return look(theme)


@pytest.fixture(scope="module")
def clusters() -> list[CareerCluster]:
    records = framework.records({"framework": read_facts("framework")})
    return [record for record in records if isinstance(record, CareerCluster)]


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_clusters_look_alike(shown: Look, sight: str) -> None:
    assert nearest(list(shown.clusters.values()), sight) > (0.12 if sight == "normal" else 0.07)


@pytest.mark.parametrize("sight", SIGHTS)
def test_levels_of_education_are_steps_from_the_background(shown: Look, sight: str) -> None:
    assert len(shown.education) == len(EDUCATION)
    assert nearest(shown.education, sight) > 0.035
    steps = [contrast(colour, shown.background) for colour in shown.education]
    assert steps == sorted(steps)


@pytest.mark.parametrize("sight", SIGHTS)
def test_published_and_derived_have_a_hue_each(shown: Look, sight: str) -> None:
    assert nearest([shown.published, shown.derived], sight) > 0.08
    assert nearest([shown.counted[1], shown.corrected[1]], sight) > 0.08


def test_marks_and_texts_stand_out_from_both_backgrounds(shown: Look) -> None:
    kinds = [kind.colour for kind in shown.kinds.values()]
    lines = [shown.accent, shown.published, shown.derived, shown.counted[1], shown.corrected[1]]
    marks = [*shown.clusters.values(), *kinds, *shown.education, *lines]
    for background in (shown.background, shown.surface):
        assert [mark for mark in marks if contrast(mark, background) < 3] == []
        assert [text for text in (shown.text, shown.muted, shown.accent) if contrast(text, background) < 4.5] == []


def test_text_can_be_read_on_every_cluster_and_every_step_of_a_scale(shown: Look) -> None:
    scales = [between(ends, step / 20) for ends in (shown.counted, shown.corrected) for step in range(21)]
    assert [area for area in (*shown.clusters.values(), *scales) if contrast(ink(area), area) < 4.5] == []


def test_cross_cutting_clusters_are_a_family(shown: Look, clusters: list[CareerCluster]) -> None:
    family = [hue(shown.cluster(cluster.id)) for cluster in clusters if cluster.cross_cutting]
    others = [hue(shown.cluster(cluster.id)) for cluster in clusters if not cluster.cross_cutting]
    assert max(family) - min(family) < 35
    assert all(min(family) - other > 15 or other - max(family) > 15 for other in others)


def test_every_cluster_has_a_colour_and_a_short_title(clusters: list[CareerCluster]) -> None:
    for theme in THEMES:
        assert set(look(theme).clusters) == {cluster.id for cluster in clusters}
    for cluster in clusters:
        words = set("".join(cluster.title.split()).replace(",", ""))
        assert 1 <= len(short_title(cluster.id)) <= 3
        assert set("".join(short_title(cluster.id)).replace(" ", "")) <= words


def test_every_kind_of_node_has_a_shape_of_its_own(shown: Look) -> None:
    shapes = [(kind.shape, kind.hollow) for kind in shown.kinds.values()]
    assert len(set(shapes)) == len(shapes)
    assert {kind_of(base.__name__ for base in kind.__mro__) for kind in NODE_KINDS.values()} == set(shown.kinds)


def test_what_is_no_kind_is_named() -> None:
    with pytest.raises(LookupError, match="Spaceship"):
        look("light").kind(["Spaceship"])


def test_style_sheets_and_streamlit_get_the_same_colours() -> None:
    options = streamlit_options()
    both = ", ".join(options[f"theme.{one}.backgroundColor"] for one in ("light", "dark"))
    assert f"--cg-background: light-dark({both});" in css_variables()
