"""The graph as Parquet files, whose columns say what they mean, and `datapackage.json`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from ontology.exports import about
from ontology.exports.datapackage import write_datapackage
from ontology.exports.described import Column, Table, described
from ontology.graph import CareerGraph
from ontology.identifiers import BASE


def write_parquet(graph: CareerGraph, folder: Path, base: str = BASE) -> list[Path]:
    """Writes one file a table below `folder`, and `datapackage.json`; gives all, in order. Same graph, same bytes.

    Meaning, unit, year and what absence means stand in the metadata of each column.
    """
    import pyarrow.parquet

    tables, written = described(graph), []
    whole = {
        "edition": about.edition(graph),
        "citation": about.citation(graph),
        "iriPattern": about.iri_pattern(base),
    }
    for table in tables:
        path = folder / f"{table.path}.parquet"
        path.parent.mkdir(exist_ok=True)
        pyarrow.parquet.write_table(_annotated(table, whole), path, compression="zstd")
        written.append(path)
    return [*written, write_datapackage(graph, tables, folder, "parquet", base)]


def _annotated(table: Table, whole: dict[str, str]) -> Any:
    import pyarrow as pa

    fields = [table.rows.schema.field(c.name).with_metadata(_said(c)) for c in table.columns]
    metadata = {"title": table.title, "description": table.meaning, "origin": table.origin, **whole}
    return table.rows.cast(pa.schema(fields, metadata=metadata))


def _said(column: Column) -> dict[str, str]:
    return {name: text for name, text in asdict(column.means).items() if text}
