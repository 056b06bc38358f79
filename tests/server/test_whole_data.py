"""All downloads: what is listed is there, and is what its checksum says.

They are made beside the server for a minute or more after its start. So this file comes late in the alphabet.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.namespace import VOID

from careergraph.manifest import read_manifest
from tests.built import Built

PATIENCE = 300.0


@pytest.fixture(scope="module")
def listed(http: httpx.Client) -> Mapping[str, Any]:
    """The list of files once all of them are made, which takes a minute after the first start."""
    end = time.monotonic() + PATIENCE
    while (told := http.get("/data/", headers={"Accept": "application/json"}).json())["state"] != "ready":
        assert told["state"] == "being made", told
        assert time.monotonic() < end, "the downloads are not made"
        time.sleep(0.5)
    assert isinstance(told, dict)
    return told


def test_every_file_is_what_the_list_says(http: httpx.Client, listed: Mapping[str, Any]) -> None:
    assert len(listed["files"]) > 150
    for file in listed["files"]:
        found = http.get(file["href"])
        assert found.status_code == 200, file
        assert (len(found.content), hashlib.sha256(found.content).hexdigest()) == (file["bytes"], file["sha256"])
        assert found.headers["etag"] == f'"{file["sha256"]}"'
        assert found.headers["content-type"].split(";")[0] == file["mediaType"]
        assert "content-encoding" not in found.headers


@pytest.mark.usefixtures("listed")
def test_every_file_that_the_edition_names_is_there(http: httpx.Client, built: Built) -> None:
    account = rdflib.Graph().parse(data=http.get("/.well-known/void").text, format="turtle")
    base = read_manifest(built.folder / "manifest.json").base
    dumps = {str(dump).removeprefix(base) for dump in account.objects(None, VOID.dataDump)}
    assert len(dumps) > 20
    assert {http.head(f"/{dump}").status_code for dump in dumps} == {200}


def test_the_checksums_of_all_files(http: httpx.Client, listed: Mapping[str, Any]) -> None:
    lines = http.get("/data/SHA256SUMS").text.splitlines()
    assert {tuple(line.split("  ", 1)) for line in lines} == {(f["sha256"], f["name"]) for f in listed["files"]}


def test_the_page_links_every_file(http: httpx.Client, listed: Mapping[str, Any]) -> None:
    page = http.get("/data/", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert all(f'href="{file["href"]}"' in page.text for file in listed["files"])
    assert http.get("/data").headers["location"] == "/data/"
