"""SHA256SUMS and gzip: what sha256sum and gzip make of them."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from ontology.exports.checksums import write_checksums
from ontology.exports.packing import pack


def test_every_file_below_the_folder_is_listed_by_name(tmp_path: Path) -> None:
    (tmp_path / "nodes").mkdir()
    for name in ("nodes.csv", "nodes/B.csv", "nodes/A.csv", "datapackage.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert write_checksums(tmp_path) == tmp_path / "SHA256SUMS"
    names = ["datapackage.json", "nodes.csv", "nodes/A.csv", "nodes/B.csv"]
    lines = [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n" for name in names]
    assert (tmp_path / "SHA256SUMS").read_bytes().decode() == "".join(lines)


def test_sums_written_again_do_not_list_themselves(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    first = write_checksums(tmp_path).read_bytes()
    assert write_checksums(tmp_path).read_bytes() == first


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum on this system")
def test_sha256sum_agrees_and_finds_a_changed_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    write_checksums(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "a.csv").write_text("b", encoding="utf-8")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_packed_file_holds_the_same_and_takes_its_place(tmp_path: Path) -> None:
    plain = tmp_path / "a.graphml"
    plain.write_bytes(b"graph" * 500_000)
    packed = pack(plain)
    assert (packed.name, plain.exists()) == ("a.graphml.gz", False)
    assert gzip.decompress(packed.read_bytes()) == b"graph" * 500_000


def test_packing_is_the_same_whatever_the_name_and_the_time(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    (tmp_path / "b").write_bytes(b"same")
    first, second = pack(tmp_path / "a").read_bytes(), pack(tmp_path / "b").read_bytes()
    assert first == second
    assert (first[3], first[4:8]) == (0, bytes(4))  # no name, no time: RFC 1952
