"""`datapackage.json`: the tables of a folder described as a Data Package, version 2 (datapackage.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ontology.exports import about
from ontology.exports.checksums import sha256
from ontology.exports.described import Column, Table
from ontology.graph import CareerGraph

_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number"}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

LIST_SEPARATOR = "\t"
"""Parts the items of a list in a CSV cell: a text of a record never holds a tab (`ontology.records`)."""


def write_datapackage(graph: CareerGraph, tables: Iterable[Table], folder: Path, ending: str, base: str) -> Path:
    """Describes the tables that `folder` holds as `<path>.<ending>`, `csv` or `parquet`.

    It names no licence for the whole: rights differ by source, and each source states its own.
    """
    described = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": about.NAME,
        "title": about.TITLE,
        "description": " ".join(about.NOTES),
        "version": about.edition(graph),
        "contentHash": graph.content_hash(),
        "iriPattern": about.iri_pattern(base),
        "citation": about.citation(graph),
        "contributors": [{"title": "the careergraph project", "roles": ["creator"]}],
        "sources": [
            {
                "title": source.title,
                "path": source.url,
                "version": source.release,
                "id": source.id,
                "publisher": source.publisher,
                "rights": source.rights,
                "citation": source.citation,
            }
            for source in about.sources(graph)
        ],
        "resources": [_resource(table, folder, ending) for table in tables],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return path


def _resource(table: Table, folder: Path, ending: str) -> dict[str, Any]:
    path = folder / f"{table.path}.{ending}"
    return {
        "name": _name(table.path),
        "type": "table",
        "path": f"{table.path}.{ending}",
        "title": table.title,
        "description": table.meaning,
        **({"origin": table.origin} if table.origin else {}),
        **({"statedBy": table.sources} if table.sources else {}),
        "format": ending,
        "mediatype": _MEDIA[ending],
        **({"encoding": "utf-8"} if ending == "csv" else {}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "schema": _schema(table, ending),
    }


def _name(path: str) -> str:
    return path.replace("/", ".").lower()


def _schema(table: Table, ending: str) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": _name(column.refers_to), "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, table, ending) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": ["id"]} if table.has_ids else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, table: Table, ending: str) -> dict[str, Any]:
    means = column.means
    said = {"description": means.meaning, "unit": means.unit, "year": means.year, "absent": means.absent}
    rules = {"required": column.required, "unique": table.has_ids and column.name == "id"}
    constraints = {name: True for name, holds in rules.items() if holds}
    return {
        "name": column.name,
        **_type(column, ending),
        **{name: text for name, text in said.items() if text},
        **({"constraints": constraints} if constraints else {}),
    }


def _type(column: Column, ending: str) -> dict[str, str]:
    if column.type is not tuple:
        return {"type": _TYPES[column.type]}
    if ending == "csv":
        return {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": "string"}
    return {"type": "array"}
