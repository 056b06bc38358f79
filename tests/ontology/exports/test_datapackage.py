"""datapackage.json: a Data Package whose every resource is there, as large and as typed as it says."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from ontology.exports.csvw import write_csvw
from ontology.exports.parquet import write_parquet
from ontology.graph import CareerGraph
from tests.ontology.exports.little import LITTLE

Write = Callable[[CareerGraph, Path], list[Path]]
BOTH = pytest.mark.parametrize("write", [write_csvw, write_parquet])


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def resource(folder: Path, name: str) -> dict[str, Any]:
    [found] = [one for one in package(folder)["resources"] if one["name"] == name]
    assert isinstance(found, dict)
    return found


@BOTH
def test_every_table_is_there_with_the_size_and_hash_that_are_stated(write: Write, tmp_path: Path) -> None:
    written = {path for path in write(LITTLE, tmp_path) if path.suffix in (".csv", ".parquet")}
    resources = package(tmp_path)["resources"]
    assert {tmp_path / one["path"] for one in resources} == written
    for one in resources:
        content = (tmp_path / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


@BOTH
def test_fields_are_the_columns_in_order(write: Write, tmp_path: Path) -> None:
    write(LITTLE, tmp_path)
    for one in package(tmp_path)["resources"]:
        assert [field["name"] for field in one["schema"]["fields"]] == columns(tmp_path / one["path"])


def columns(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        names: list[str] = pyarrow.parquet.read_schema(path).names
        return names
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_the_schema_of_a_table_of_nodes(tmp_path: Path) -> None:
    write_csvw(LITTLE, tmp_path)
    schema = resource(tmp_path, "nodes.detailedoccupation")["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["id"]
    assert schema["missingValues"] == [""]
    assert fields["id"]["constraints"] == {"required": True, "unique": True}
    assert fields["code"] == {
        "name": "code",
        "type": "string",
        "description": "The code as its publisher writes it; text, never a number",
        "constraints": {"required": True},
    }
    assert fields["alternateTitles"]["type"] == "list"
    assert (fields["alternateTitles"]["delimiter"], fields["alternateTitles"]["itemType"]) == ("\t", "string")
    assert (fields["employment2025"]["type"], fields["employment2025"]["unit"]) == ("integer", "jobs")
    assert (fields["retired"]["type"], fields["medianHourlyWage2025"]["type"]) == ("boolean", "number")


def test_lists_of_a_parquet_file_are_arrays(tmp_path: Path) -> None:
    write_parquet(LITTLE, tmp_path)
    fields = {f["name"]: f for f in resource(tmp_path, "nodes.subcluster")["schema"]["fields"]}
    assert fields["altTitles"]["type"] == "array"
    assert "delimiter" not in fields["altTitles"]


def test_foreign_keys_name_resources_of_the_package(tmp_path: Path) -> None:
    write_csvw(LITTLE, tmp_path)
    names = {one["name"] for one in package(tmp_path)["resources"]}
    keys = [key for one in package(tmp_path)["resources"] for key in one["schema"].get("foreignKeys", ())]
    assert {key["reference"]["resource"] for key in keys} <= names
    assert resource(tmp_path, "relationships.has_sub_cluster")["schema"]["foreignKeys"] == [
        {"fields": ["start"], "reference": {"resource": "nodes.careercluster", "fields": ["id"]}},
        {"fields": ["end"], "reference": {"resource": "nodes.subcluster", "fields": ["id"]}},
        {"fields": ["source"], "reference": {"resource": "nodes.source", "fields": ["id"]}},
    ]


def test_each_source_states_its_own_rights_and_no_licence_covers_all(tmp_path: Path) -> None:
    write_csvw(LITTLE, tmp_path)
    found = package(tmp_path)
    assert "licenses" not in found
    rights = {source["id"]: source["rights"] for source in found["sources"]}
    assert rights["source/crosswalk"] == "All rights reserved"
    assert rights["source/careergraph"] == "MIT"
    assert "national figures" in found["description"]
    assert found["contentHash"] == LITTLE.content_hash()


def test_a_derived_table_says_so_and_names_what_it_rests_on(tmp_path: Path) -> None:
    write_csvw(LITTLE, tmp_path)
    derived = resource(tmp_path, "derived.likely_succeeded_by")
    assert derived["origin"] == "derived"
    assert derived["statedBy"] == ["source/careergraph", "source/crosswalk", "source/soc"]
    assert resource(tmp_path, "relationships.covers_occupation")["origin"] == "published"
    assert "origin" not in resource(tmp_path, "nodes")
