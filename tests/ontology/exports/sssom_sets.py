"""Writes mapping sets and reads them back, as plainly as a consumer might who has no SSSOM library."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ontology.exports.sssom import write_sssom
from ontology.graph import CareerGraph
from ontology.identifiers import BASE

Row = dict[str, str]
Sets = Mapping[str, Path]


def written(graph: CareerGraph, folder: Path, base: str = BASE) -> Sets:
    folder.mkdir(exist_ok=True)
    return {path.name.removesuffix(".sssom.tsv"): path for path in write_sssom(graph, folder, base)}


def header(path: Path) -> Row:
    """The slots of the set that hold one text."""
    lines = [line[1:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    found = dict(line.split(": ", 1) for line in lines if not line.startswith(" ") and ": " in line)
    return {slot: json.loads(text) if text.startswith('"') else text for slot, text in found.items()}


@cache
def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def node_id(curie: str) -> str:
    """`soc-2018:15-1252` → `soc/2018/15-1252`"""
    prefix, name = curie.split(":")
    system, _, year = prefix.rpartition("-")
    return f"{system}/{year}/{name}" if year.isdigit() else f"{prefix}/{name}"


def ends(row: Row) -> tuple[str, str]:
    return node_id(row["subject_id"]), node_id(row["object_id"])
