"""Every label, type and property of the graph is explained."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS
from queries.dictionary import Dictionary, dictionary
from queries.store import StoreSchema


@pytest.fixture(scope="module")
def schema(derived_graph: CareerGraph) -> StoreSchema:
    """What any store that holds the shipped graph says of itself."""
    of_labels: dict[str, set[str]] = defaultdict(set)
    of_types: dict[str, set[str]] = defaultdict(set)
    for node in derived_graph.nodes.values():
        for label in node.labels:
            of_labels[label] |= set(node.properties())
    for relationship in derived_graph.relationships:
        of_types[relationship.type] |= set(relationship.properties())
    return StoreSchema(
        labels=derived_graph.label_counts(),
        relationship_types=derived_graph.type_counts(),
        label_properties={label: tuple(sorted(names)) for label, names in of_labels.items()},
        type_properties={kind: tuple(sorted(names)) for kind, names in of_types.items()},
    )


@pytest.fixture(scope="module")
def found(schema: StoreSchema) -> Dictionary:
    return dictionary(schema)


def test_every_label_and_type_is_counted_and_explained(found: Dictionary, derived_graph: CareerGraph) -> None:
    assert {entry.name: entry.count for entry in found.labels} == derived_graph.label_counts()
    assert {entry.name: entry.count for entry in found.relationship_types} == derived_graph.type_counts()
    for entry in (*found.labels, *found.relationship_types):
        assert entry.meaning.endswith("."), entry.name


def test_every_property_of_a_label_is_explained(found: Dictionary, schema: StoreSchema) -> None:
    for entry in found.labels:
        assert {p.name for p in entry.properties} == set(schema.label_properties[entry.name]), entry.name


def test_every_property_of_a_relationship_type_is_explained(found: Dictionary, schema: StoreSchema) -> None:
    for entry in found.relationship_types:
        assert {p.name for p in entry.properties} == set(schema.type_properties[entry.name]), entry.name


def test_every_property_says_what_it_means_and_what_its_absence_means(found: Dictionary) -> None:
    for entry in (*found.labels, *found.relationship_types):
        for property_ in entry.properties:
            assert property_.meaning, (entry.name, property_.name)
            assert property_.absent, (entry.name, property_.name)


def test_a_property_that_nothing_has_is_left_out(schema: StoreSchema) -> None:
    bare = StoreSchema({"Skill": 1}, {}, {"Skill": ("id",)}, {})
    [skill] = dictionary(bare).labels
    assert [p.name for p in skill.properties] == ["id"]
    assert "title" in schema.label_properties["Skill"]


def test_every_relationship_type_says_which_labels_it_joins(found: Dictionary, derived_graph: CareerGraph) -> None:
    joins = {entry.name: entry.joins for entry in found.relationship_types}
    for relationship in derived_graph.relationships:
        ends = joins[relationship.type]
        assert ends
        for node, labels in zip((relationship.start, relationship.end), ends, strict=True):
            assert set(derived_graph.nodes[node].labels) & set(labels), relationship


def test_a_label_means_what_its_class_says(found: Dictionary) -> None:
    meanings = {entry.name: entry.meaning for entry in found.labels}
    assert meanings["SubCluster"] == "One of the 72 sub-clusters of 2024."
    assert "retired" in meanings["Retired"]
    assert set(NODE_KINDS) <= set(meanings)


def test_the_dictionary_is_plain_json(found: Dictionary) -> None:
    plain = json.loads(json.dumps(found.to_plain()))
    assert {group: len(plain[group]) for group in plain} == {
        "labels": len(found.labels),
        "relationship_types": len(found.relationship_types),
    }


def test_what_careergraph_derives_is_told_from_what_is_published(found: Dictionary) -> None:
    derived = {entry.name for entry in (*found.labels, *found.relationship_types) if entry.derived}
    assert derived == {"Finding", *DERIVED_TYPES}
