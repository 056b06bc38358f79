"""The names that a query may use, what they mean, and who states what they name."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, Literal

from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS
from ontology.records import meanings
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.dictionary import Dictionary, SchemaEntry, dictionary, property_meanings
from queries.hints import hints
from queries.store import StoreSchema

Row = dict[str, Any]

_LABELS = {cls.__name__ for kind in NODE_KINDS.values() for cls in kind.__mro__} | {"Retired"}
_KNOWN = _LABELS | RELATIONSHIP_TYPES.keys()
_PROPERTIES = {
    name: means
    for record in (*NODE_KINDS.values(), *RELATIONSHIP_TYPES.values())
    for name, means in meanings(record).items()
}
_AFTER_POINT = re.compile(r"\b[A-Za-z_]\w*\.([A-Za-z]\w*)")


def schema(graph: CareerGraph) -> Dictionary:
    """The labels and relationship types of a graph with what they mean, and every property that each may have."""
    labels, types = graph.label_counts(), graph.type_counts()
    return dictionary(
        StoreSchema(
            labels,
            types,
            {label: tuple(property_meanings([label])) for label in labels},
            {name: tuple(meanings(RELATIONSHIP_TYPES[name])) for name in types},
        )
    )


def label_rows(found: Dictionary) -> list[Row]:
    """A row for each label."""
    return [_row(entry) for entry in found.labels]


def type_rows(found: Dictionary, *, derived: bool) -> list[Row]:
    """A row for each published relationship type, or for each derived one."""
    return [_row(entry) for entry in found.relationship_types if entry.derived == derived]


def _row(entry: SchemaEntry) -> Row:
    ends = [" or ".join(kinds) for kinds in entry.joins or ()]
    joins = {"from": ends[0], "to": ends[1]} if ends else {}
    properties = ", ".join(one.name for one in entry.properties)
    return {"name": entry.name, "number": entry.count, "meaning": entry.meaning, **joins, "properties": properties}


def types_in(text: str) -> tuple[list[str], list[str]]:
    """The relationship types that a query names: published ones, derived ones."""
    words = dict.fromkeys(re.findall(r"\b[A-Z_]+\b", text))
    known = [word for word in words if word in RELATIONSHIP_TYPES]
    return [name for name in known if name not in DERIVED_TYPES], [name for name in known if name in DERIVED_TYPES]


def origin(text: str) -> Literal["published", "derived", ""]:
    """What the rows of a query are: derived where any link that it names is; empty where it names none."""
    published, derived = types_in(text)
    return "derived" if derived else "published" if published else ""


def names_figures(text: str) -> bool:
    """Whether a query names a property that is a national figure."""
    return any(means.year for name in re.findall(r"\w+", text) if (means := _PROPERTIES.get(name)))


def remarks(text: str, empty: Collection[str]) -> list[str]:
    """A sentence for each name in a query that the graph does not have, with those near it.

    Looks at labels and types, and at properties that stand in the columns that came out `empty`.
    """
    unknown = [name for column in empty for name in _AFTER_POINT.findall(column) if name not in _PROPERTIES]
    return hints(text, _KNOWN) + [_unknown_property(name) for name in dict.fromkeys(unknown)]


def _unknown_property(name: str) -> str:
    near = get_close_matches(name, _PROPERTIES, 3, cutoff=0.6)
    return f"Nothing has a property {name}{'; near it: ' + ', '.join(near) if near else ''}."
