"""careergraph diff --source: two releases of a source."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.careergraph.diff_output import flat, groups

Ask = Callable[..., CompletedProcess[str]]
Releases = Callable[..., tuple[str, str]]
FIXTURES = Path(__file__).parent.parent / "fixtures"
CIP = "CIPCode2020.csv"


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Two folders of official files, the newer one with texts replaced in a file."""

    def made(file: str, *replaced: tuple[str, str]) -> tuple[str, str]:
        for name in ("old", "new"):
            shutil.copytree(FIXTURES, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        text = (tmp_path / "new" / file).read_text(encoding="utf-8")
        for before, after in replaced:
            assert before in text
            text = text.replace(before, after)
        (tmp_path / "new" / file).write_text(text, encoding="utf-8")
        return str(tmp_path / "old"), str(tmp_path / "new")

    return made


@pytest.fixture
def cip(releases: Releases) -> tuple[str, str]:
    """Programs, of which one was retitled, one dropped, one retired with a successor, and one is new."""
    plain = '="01",="{}","{}",no,"{}.","{}","",""\n'.format
    same, taxidermy = "No substantive changes", "Taxidermy/Taxidermist"
    retailing = "Agricultural/Farm Supplies Retailing and Wholesaling"
    return releases(
        CIP,
        (plain("01.0105", same, retailing, ""), plain("01.0105", same, "Farm Supplies", "")),
        (plain("01.0207", "New", "Irrigation Management Technology/Technician", ""), ""),
        (
            plain("01.0508", same, taxidermy, ""),
            plain("01.0508", "Moved from", taxidermy, "Moved from 01.0508 to 01.0599")
            + plain("01.0599", "Moved to", taxidermy, ""),
        ),
    )


def test_two_releases_of_a_code_system_tell_what_became_of_each_code(ask: Ask, cip: tuple[str, str]) -> None:
    done = ask("diff", *cip, "--source", "cip")
    assert done.returncode == 0, done.stderr
    found = groups(done.stdout)
    assert found["codes changed 2"] == [
        "01.0105; title: Agricultural/Farm Supplies Retailing and Wholesaling → Farm Supplies",
        "01.0508; retired: false → true; now 01.0599",
    ]
    assert [line.split(";")[0] for line in found["codes removed 1"]] == ["01.0207"]
    assert [line.split(";")[0] for line in found["codes added 1"]] == ["01.0599"]
    assert found["moves added 1"] == ["01.0508; successor: 01.0599; action: moved"]
    assert (
        f"NEW has other content than release 2020, which careergraph was checked against, in: {CIP}" in done.stderr
    )


def test_json_holds_all_rows_that_differ_with_counts(ask: Ask, cip: tuple[str, str]) -> None:
    told = json.loads(ask("diff", *cip, "--source", "cip-2020", "--json").stdout)
    assert (told["source"], told["old"]) == ("cip-2020", cip[0])
    codes, moves = told["tables"]
    assert codes["counts"] == {"added": 1, "removed": 1, "moved": 0, "retitled": 1, "retired": 1, "changed": 0}
    assert codes["changed"][1]["goesOnAs"] == "01.0599"
    assert (codes["key"], codes["rowsAfter"]) == (["code"], codes["rowsBefore"])
    assert moves["added"][0]["row"] == {"code": "01.0508", "successor": "01.0599", "action": "moved"}
    before, after = told["counts"]["retired: moved"]
    assert after == before + 1


def test_a_release_may_count_otherwise_than_the_shipped_one(ask: Ask) -> None:
    done = ask("diff", "shipped", str(FIXTURES), "--source", "cip", "--kind", "codes")
    assert done.returncode == 0, done.stderr
    found = groups(done.stdout)
    (removed,) = (lines for heading, lines in found.items() if heading.startswith("codes removed"))
    assert len(removed) == 21
    assert removed[-1].endswith("more; --all shows them")
    assert not [heading for heading in found if heading.startswith("moves")]


def test_rows_of_a_table_without_a_key_come_and_go(ask: Ask, releases: Releases) -> None:
    name = "2022_NAICS_Index_File.csv"
    first = (FIXTURES / name).read_text(encoding="utf-8").splitlines()[1]
    done = ask("diff", *releases(name, (f"{first}\n", "")), "--source", "NAICS")
    assert [
        len(lines) for heading, lines in groups(done.stdout).items() if heading == "index_terms removed 1"
    ] == [1]


def test_a_surprise_in_a_release_names_its_folder(ask: Ask, releases: Releases) -> None:
    old, new = releases(CIP, ('"01.0105"', '"1.0105"'))
    refused = ask("diff", old, new, "--source", "cip")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{new}: {CIP}, row 6, column 'CIPCode': found '1.0105'" in refused.stderr


def test_a_folder_without_the_files_of_the_source_is_refused(ask: Ask, tmp_path: Path) -> None:
    refused = ask("diff", "shipped", str(tmp_path), "--source", "cip")
    assert refused.returncode == 1
    assert f"expected one file {CIP} below {tmp_path}" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("shipped", "nowhere", "--source", "cip"), "Invalid value for NEW: there is no folder nowhere"),
        (("current", "shipped", "--source", "cip"), "folders of official files, or shipped"),
        (("shipped", "shipped", "--source", "cipp"), "there is no source 'cipp'; near it: cip"),
        (("shipped", "shipped", "--source", "cip", "--kind", "code"), "there is no table 'code'; near it: codes"),
    ],
)
def test_wrong_use_with_a_source_is_refused(ask: Ask, arguments: tuple[str, ...], why: str) -> None:
    refused = ask("diff", *arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert why in flat(refused.stderr)


def test_a_release_does_not_differ_from_itself(ask: Ask) -> None:
    done = ask("diff", "shipped", "shipped", "--source", "onet")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No difference.")
    assert "OLD and NEW are the same release." in done.stderr


def test_the_shipped_facts_do_not_differ_from_the_official_files(ask: Ask, official: Path) -> None:
    for source in ("cip", "cip_soc", "crosswalk", "projections"):
        done = ask("diff", "shipped", str(official), "--source", source)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "No difference."
        assert "other content" not in done.stderr
