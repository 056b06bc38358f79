"""What one source adds to a node that another source makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.nodes import Node
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class Detail:
    """Field values for the node with this id."""

    id: str
    fields: Mapping[str, Any]


class DetailError(ValueError):
    """A detail does not fit: its node is not there, or the field has a value already."""

    def __init__(self, detail: Detail, why: str) -> None:
        super().__init__(f"{detail.id}: {', '.join(detail.fields)}: {why}")
        self.detail = detail


def merged(records: Iterable[Record | Detail]) -> Iterator[Record]:
    """The records with the details put into their nodes. Raises DetailError."""
    nodes: dict[str, Node] = {}
    details = []
    for record in records:
        if isinstance(record, Detail):
            details.append(record)
        elif isinstance(record, Node) and record.id not in nodes:
            nodes[record.id] = record
        else:
            yield record
    for detail in details:
        if detail.id not in nodes:
            raise DetailError(detail, "there is no such node")
        if any(getattr(nodes[detail.id], name) not in (None, ()) for name in detail.fields):
            raise DetailError(detail, "two sources give it a value")
        nodes[detail.id] = dataclasses.replace(nodes[detail.id], **detail.fields)
    yield from nodes.values()
