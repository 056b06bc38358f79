from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

from ontology import derived, nodes, relationships
from ontology.derived import DERIVED_TYPES
from ontology.nodes import (
    NODE_KINDS,
    CareerCluster,
    DetailedOccupation,
    Node,
    ProgramSeries,
    Sector,
    Skill,
    Source,
)
from ontology.records import Record, WrongValue, camel_case, meanings, property_names, property_types
from ontology.relationships import PUBLISHED_TYPES, HasSubCluster, SeeksSkill
from ontology.vocabulary import RELATIONSHIP_TYPES

RECORDS: list[type[Record]] = [*NODE_KINDS.values(), *RELATIONSHIP_TYPES.values()]
CLUSTER = CareerCluster(id="cluster/a", title="A", caption="About A", cross_cutting=False)
SECTOR = Sector(id="naics/2022/11", title="Farming", code="11")
DEVELOPERS = DetailedOccupation(id="soc/2018/15-1252", title="Software Developers", code="15-1252")
SEEKS = SeeksSkill(start="cluster/a", end="skill/b", source="source/c", position=1, kind="software", printed="B")


def named(record: type[Record]) -> str:
    return record.__name__


@pytest.mark.parametrize(
    ("record", "field", "value", "expected"),
    [
        (SECTOR, "code", 11, "str"),
        (SECTOR, "code", 11.0, "str"),
        (SECTOR, "code", None, "str"),
        (SECTOR, "title", "", "a text, or nothing at all"),
        (SECTOR, "note", "", "a text, or nothing at all"),
        (SECTOR, "title", "Farming ", "a text without stray spaces"),
        (SECTOR, "title", " Farming", "a text without stray spaces"),
        (SECTOR, "title", "Crop  farming", "a text without stray spaces"),
        (SECTOR, "title", "Crop\nfarming", "a text without stray spaces"),
        (SECTOR, "title", "Crop\u00a0farming", "a text without stray spaces"),
        (SECTOR, "code", "11 ", "a text without stray spaces"),
        (SECTOR, "alt_titles", ["Farms"], "tuple"),
        (SECTOR, "alt_titles", "Farms", "tuple"),
        (SECTOR, "alt_titles", None, "tuple"),
        (SECTOR, "retired", 0, "bool"),
        (CLUSTER, "cross_cutting", "false", "bool"),
        (SEEKS, "position", "1", "int"),
        (SEEKS, "position", True, "int"),
        (SEEKS, "source", None, "str"),
        (DEVELOPERS, "employment_2025", 1_693_800.0, "int"),
        (DEVELOPERS, "employment_2025", "1693800", "int"),
        (DEVELOPERS, "median_hourly_wage_2025", 64, "float"),
        (DEVELOPERS, "median_hourly_wage_2025", "63.98", "float"),
    ],
)
def test_a_record_refuses_a_value_that_its_field_does_not_allow(
    record: Record, field: str, value: object, expected: str
) -> None:
    change: dict[str, Any] = {field: value}
    with pytest.raises(WrongValue) as caught:
        dataclasses.replace(record, **change)
    assert str(caught.value).endswith(f": {field} is {value!r}; expected {expected}")
    assert str(caught.value).startswith(f"{type(record).__name__}(")
    assert (caught.value.field, caught.value.value, caught.value.expected) == (field, value, expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", "a text, or nothing at all"), ("Farms ", "a text without stray spaces"), (11, "str"), (None, "str")],
)
def test_a_record_refuses_such_a_value_in_a_list_too(value: object, expected: str) -> None:
    change: dict[str, Any] = {"index_terms": ("Hay", value)}
    with pytest.raises(WrongValue) as caught:
        dataclasses.replace(SECTOR, **change)
    assert (caught.value.field, caught.value.value, caught.value.expected) == ("index_terms", value, expected)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SECTOR.title = "Fishing"  # type: ignore[misc]


def test_labels_go_from_the_general_to_the_special() -> None:
    assert SECTOR.labels == ("Industry", "Sector")
    assert CLUSTER.labels == ("CareerCluster",)
    series = ProgramSeries(id="cip/2020/19.00", title="Work", code="19.00", retired=True)
    assert series.labels == ("Program", "ProgramSeries", "Retired")
    assert (series.kind, SECTOR.kind) == ("ProgramSeries", "Sector")


def test_a_relationship_type_is_its_name_in_upper_case() -> None:
    stated = HasSubCluster(start="cluster/a", end="sub-cluster/b", source="source/c")
    assert (stated.type, SEEKS.type) == ("HAS_SUB_CLUSTER", "SEEKS_SKILL")


def test_properties_leave_out_what_is_absent_and_the_ends() -> None:
    assert SECTOR.properties() == {"id": "naics/2022/11", "title": "Farming", "code": "11", "retired": False}
    assert SEEKS.properties() == {"source": "source/c", "position": 1, "kind": "software", "printed": "B"}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", "title"),
        ("alt_titles", "altTitles"),
        ("interdisciplinary_published", "interdisciplinaryPublished"),
        ("median_wage_2025", "medianWage2025"),
        ("openings_2024_to_2034", "openings2024to2034"),
        ("moved_to", "movedTo"),
    ],
)
def test_a_property_name_is_its_field_in_camel_case(field: str, expected: str) -> None:
    assert camel_case(field) == expected


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_property_says_what_it_means(record: type[Record]) -> None:
    properties = set(property_names(record).values()) - {"start", "end"}
    said = meanings(record)
    assert properties == set(said)
    for name, means in said.items():
        assert means.meaning.strip() == means.meaning != "", name


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_property_has_a_type_of_the_property_graph(record: type[Record]) -> None:
    assert set(property_types(record)) == set(property_names(record))
    assert set(property_types(record).values()) <= {str, bool, int, float, tuple}


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_every_kind_and_type_says_what_it_is(record: type[Record]) -> None:
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}(")


def test_every_relationship_type_says_what_it_joins() -> None:
    for name, relation in RELATIONSHIP_TYPES.items():
        assert relation.START, name
        assert relation.END, name
        assert all(issubclass(kind, Node) for kind in (*relation.START, *relation.END))


@pytest.mark.parametrize(
    ("module", "listed"),
    [(nodes, NODE_KINDS), (relationships, PUBLISHED_TYPES), (derived, DERIVED_TYPES)],
)
def test_no_kind_or_type_is_forgotten_in_the_list_of_them(
    module: ModuleType, listed: Mapping[str, type[Record]]
) -> None:
    defined = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__]
    leaves = {c for c in defined if not any(c in other.__mro__[1:] for other in defined)}
    assert leaves == set(listed.values())


def test_a_record_needs_its_fields_by_name() -> None:
    with pytest.raises(TypeError):
        Skill("skill/a", "A")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Source(id="source/a", title="A")  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(WrongValue, match="a finite number"):
        nodes.DetailedOccupation(id="soc/2018/15-1252", title="x", code="15-1252", self_employed_2024=value)
