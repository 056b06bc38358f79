"""The graph as CSV on the Web (W3C, Metadata Vocabulary for Tabular Data): CSV files and `csv-metadata.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ontology.exports import about
from ontology.exports.csvw_terms import column_terms, virtual_columns
from ontology.exports.datapackage import LIST_SEPARATOR, write_datapackage
from ontology.exports.described import Column, Table, described
from ontology.graph import CareerGraph
from ontology.identifiers import BASE

_DATATYPES = {str: "string", bool: "boolean", int: "integer", float: "double", tuple: "string"}


def write_csvw(graph: CareerGraph, folder: Path, base: str = BASE) -> list[Path]:
    """Writes the CSV files below `folder`, `csv-metadata.json` and `datapackage.json`; gives all, in order.

    Same graph, same bytes. Texts stand in quotes, absent cells are empty, the items of a list are parted by a tab,
    which no text holds. The IRIs that the metadata make of ids begin with `base`.
    """
    tables = described(graph)
    written = [_write_csv(table, folder) for table in tables]
    metadata = folder / "csv-metadata.json"
    text = json.dumps(_table_group(graph, tables, base), indent=2, ensure_ascii=False) + "\n"
    metadata.write_text(text, encoding="utf-8", newline="\n")
    return [*written, metadata, write_datapackage(graph, tables, folder, "csv", base)]


def _write_csv(table: Table, folder: Path) -> Path:
    import pyarrow as pa
    import pyarrow.csv

    path, rows = folder / _url(table.path), table.rows
    path.parent.mkdir(exist_ok=True)
    for index, column in enumerate(table.columns):
        if column.type is tuple:
            cells = [LIST_SEPARATOR.join(items) or None for items in rows[column.name].to_pylist()]
            rows = rows.set_column(index, column.name, pa.array(cells, pa.string()))
    pyarrow.csv.write_csv(rows, path)
    return path


def _url(path: str) -> str:
    return f"{path}.csv"


def _table_group(graph: CareerGraph, tables: Iterable[Table], base: str) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": about.TITLE,
        "dc:description": " ".join(about.NOTES),
        "dc:identifier": about.edition(graph),
        "dc:bibliographicCitation": about.citation(graph),
        "dc:source": [
            {
                "@id": f"{base}id/{source.id}",
                "dc:title": source.title,
                "dc:publisher": source.publisher,
                "dc:rights": source.rights,
                "dc:bibliographicCitation": source.citation,
                "schema:version": source.release,
                "schema:url": {"@id": source.url},
            }
            for source in about.sources(graph)
        ],
        "null": "",
        "tables": [_table(table, base) for table in tables],
    }


def _table(table: Table, base: str) -> dict[str, Any]:
    keys = [
        {"columnReference": c.name, "reference": {"resource": _url(c.refers_to), "columnReference": "id"}}
        for c in table.columns
        if c.refers_to
    ]
    return {
        "url": _url(table.path),
        "dc:title": table.title,
        "dc:description": table.meaning,
        **({"dc:type": table.origin} if table.origin else {}),
        **({"dc:source": [{"@id": f"{base}id/{name}"} for name in table.sources]} if table.sources else {}),
        **({"suppressOutput": True} if table.record is None else {}),
        "tableSchema": {
            "columns": [*(_column(c, table, base) for c in table.columns), *virtual_columns(table, base)],
            **({"aboutUrl": f"{base}id/{{+id}}", "primaryKey": "id"} if table.has_ids else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column, table: Table, base: str) -> dict[str, Any]:
    means = column.means
    absent = means.absent and f"Absent: {means.absent}"
    said = {
        "dc:description": means.meaning,
        "schema:unitText": means.unit,
        "dc:temporal": means.year,
        "rdfs:comment": absent,
    }
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": _DATATYPES[column.type],
        **({"separator": LIST_SEPARATOR} if column.type is tuple else {}),
        **({"required": True} if column.required else {}),
        **column_terms(column, table, base),
        **{name: text for name, text in said.items() if text},
    }
