"""What fetching says when it fails, and what it keeps then."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders import fetch_http
from loaders.fetch import fetch
from loaders.fetch_errors import (
    CutOff,
    FetchError,
    FetchFailed,
    Gone,
    Moved,
    NoAddress,
    RedirectLoop,
    Refused,
    TooLarge,
    TooSlow,
    Unavailable,
    Unreachable,
    WrongContent,
)
from loaders.sources import SourceSpec
from tests.loaders.publisher import (
    BOOK,
    PAGE,
    TABLE,
    Answer,
    Failure,
    Get,
    Site,
    below,
    short,
    source,
)

pytestmark = pytest.mark.usefixtures("quick_and_direct")


def test_cut_off_again_and_again(failure: Failure, site: Site, tmp_path: Path) -> None:
    error, message = failure(Answer(cut=50_000), Answer(cut=0))
    assert isinstance(error, CutOff)
    assert message == (
        f"codes.xlsx: the download broke off 4 times, at last after 50,000 of {len(BOOK):,} bytes; what came is "
        "kept in FOLDER/codes-2022/codes.xlsx.part; run careergraph fetch again"
    )
    assert len(site.requests) == 4
    assert below(tmp_path)["codes-2022/codes.xlsx.part"] == BOOK[:50_000]


def test_a_length_that_is_too_long(failure: Failure) -> None:
    error, message = failure(Answer(length=len(BOOK) + 1, ranges=False))
    assert isinstance(error, CutOff)
    assert f"after {len(BOOK):,} of {len(BOOK) + 1:,} bytes" in message


def test_a_length_that_is_too_short(failure: Failure, tmp_path: Path) -> None:
    error, message = failure(Answer(length=len(BOOK) - 1))
    assert isinstance(error, WrongContent)
    assert message.startswith("codes.xlsx: SITE/codes gave a cut off or damaged one, not an .xlsx workbook;")
    assert below(tmp_path) == {}


def test_a_redirect_to_another_site_is_not(failure: Failure, site: Site, tmp_path: Path) -> None:
    elsewhere = site.address.replace("127.0.0.1", "localhost")
    error, message = failure(Answer(b"", status=302, headers={"Location": f"{elsewhere}/codes"}))
    assert isinstance(error, Moved)
    assert message == (
        f"codes.xlsx: SITE/codes has moved to {elsewhere}/codes, another site; if that is right, download it by "
        "hand into FOLDER/codes-2022"
    )
    assert len(site.requests) == 1
    assert below(tmp_path) == {}


def test_a_redirect_without_end(failure: Failure, site: Site) -> None:
    error, message = failure(Answer(b"", status=302, headers={"Location": "/codes"}))
    assert isinstance(error, RedirectLoop)
    assert message == (
        "codes.xlsx: SITE/codes leads from one address to the next without end, at last to SITE/codes; find the "
        "file from https://publisher.gov/codes"
    )
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    ("status", "kind", "message"),
    [
        (
            404,
            Gone,
            "codes.xlsx: it is no longer at SITE/codes (HTTP 404); look at https://publisher.gov/codes for where "
            "it went, then put the file into FOLDER/codes-2022 by hand",
        ),
        (
            403,
            Refused,
            "codes.xlsx: 127.0.0.1 refuses this program (HTTP 403), as some publishers refuse all programs; open "
            "SITE/codes in a browser and put the file into FOLDER/codes-2022 by hand",
        ),
        (
            503,
            Unavailable,
            "codes.xlsx: SITE/codes answers HTTP 503 instead of the file; run careergraph fetch again later, or "
            "look at https://publisher.gov/codes",
        ),
    ],
)
def test_a_status_that_is_no_success(
    status: int, kind: type[FetchError], message: str, failure: Failure, tmp_path: Path
) -> None:
    error, said = failure(Answer(PAGE, status=status))
    assert type(error) is kind
    assert said == message
    assert (error.file, error.status) == ("codes.xlsx", status)
    assert error.address.endswith("/codes")
    assert below(tmp_path) == {}


@pytest.mark.parametrize(("status", "kind"), [(410, Gone), (429, Refused), (401, Refused), (204, Unavailable)])
def test_statuses_like_them(status: int, kind: type[FetchError], failure: Failure) -> None:
    assert type(failure(Answer(b"", status=status))[0]) is kind


@pytest.mark.parametrize(
    ("name", "body", "found"),
    [
        ("codes.xlsx", PAGE, "a web page, not an .xlsx workbook"),
        ("codes.csv", b"\xef\xbb\xbf\n" + PAGE, "a web page, not a CSV file"),
        ("codes.csv", b"<HTML><head><title>Codes</title>", "a web page, not a CSV file"),
        ("codes.csv", b"<!doctype html><title>Codes</title>", "a web page, not a CSV file"),
        ("codes.csv", b"", "nothing, not a CSV file"),
        ("codes.csv", b"\x50\x4b\x03\x04\0\0", "something that is not text, not a CSV file"),
        ("codes.xlsx", TABLE, "something else, not an .xlsx workbook"),
        ("codes.xlsx", BOOK[:-5000], "a cut off or damaged one, not an .xlsx workbook"),
        ("codes.xlsx", BOOK[:9000] + b"!" + BOOK[9001:], "a cut off or damaged one, not an .xlsx workbook"),
    ],
)
def test_wrong_content(name: str, body: bytes, found: str, failure: Failure, tmp_path: Path) -> None:
    error, message = failure(Answer(body), name=name)
    assert isinstance(error, WrongContent)
    assert message == (
        f"{name}: SITE/codes gave {found}; nothing was kept; look at https://publisher.gov/codes for where the "
        "file went, then put it into FOLDER/codes-2022 by hand"
    )
    assert below(tmp_path) == {}


@pytest.mark.parametrize("answer", [Answer(endless=True), Answer(length=10**12)], ids=["endless", "announced"])
def test_more_than_any_file_has(
    answer: Answer, failure: Failure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_http, "LIMIT", 1_000_000)
    error, message = failure(answer)
    assert isinstance(error, TooLarge)
    assert message == (
        "codes.xlsx: SITE/codes sends more than 1,000,000 bytes, so it cannot be the file; nothing was kept; look "
        "at https://publisher.gov/codes"
    )
    assert below(tmp_path) == {}


def test_a_server_that_says_nothing_more(failure: Failure, get: Get) -> None:
    error, message = failure(Answer(hang_after=50_000), timeout=0.2)
    assert isinstance(error, TooSlow)
    assert message == (
        "codes.xlsx: 127.0.0.1 sent nothing for 0.2 s; what came is kept in FOLDER/codes-2022/codes.xlsx.part; "
        "run careergraph fetch again later"
    )
    assert get(Answer()).status == "resumed"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/codes"
        with pytest.raises(FetchFailed) as caught:
            fetch([source(address)], tmp_path)
    (error,) = caught.value.errors
    assert isinstance(error, Unreachable)
    assert str(error).startswith("codes.xlsx: cannot reach 127.0.0.1 (")
    assert str(error).endswith("); is this machine online? Then run careergraph fetch again")


def test_all_are_tried_and_failures_told_together(site: Site, tmp_path: Path) -> None:
    site.answers = {"/a": [Answer(PAGE, status=404)], "/b": [Answer()]}
    wanted: Sequence[SourceSpec] = [
        source(f"{site.address}/a", BOOK, "a.xlsx", name="a"),
        source(f"{site.address}/b", BOOK, "b.xlsx", name="b"),
        source("", BOOK, "c.xlsx", name="c"),
    ]
    with pytest.raises(FetchFailed) as caught:
        fetch(wanted, tmp_path)
    assert [type(error) for error in caught.value.errors] == [Gone, NoAddress]
    assert [done.file for done in caught.value.fetched] == ["b.xlsx"]
    assert short(str(caught.value), tmp_path, site).splitlines() == [
        "2 of 3 official files could not be fetched:",
        "a.xlsx: it is no longer at SITE/a (HTTP 404); look at https://publisher.gov/codes for where it went, "
        "then put the file into FOLDER/a by hand",
        "c.xlsx: careergraph knows no address for it; find it from https://publisher.gov/codes and put it into "
        "FOLDER/c by hand",
    ]
