"""Fetching, from a server on this machine that also misbehaves. No test goes online."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from loaders.fetch import fetch
from loaders.fetch_errors import (
    FetchError,
    FetchFailed,
    Moved,
    Unencrypted,
)
from loaders.fetch_files import Fetched
from loaders.tables import OfficialFiles
from tests.loaders.publisher import (
    BOOK,
    CHANGED,
    PAGE,
    TABLE,
    Answer,
    Failure,
    Get,
    Site,
    below,
    sha256,
    source,
)

pytestmark = pytest.mark.usefixtures("quick_and_direct")


def test_a_file_is_fetched_to_where_the_build_finds_it(site: Site, tmp_path: Path) -> None:
    site.answers["/codes"] = [Answer()]
    wanted = source(f"{site.address}/codes")
    steps: list[tuple[str, int, int | None]] = []
    (done,) = fetch([wanted], tmp_path / "new", progress=lambda *step: steps.append(step))
    path = tmp_path / "new" / "codes-2022" / "codes.xlsx"
    assert done == Fetched("codes.xlsx", path, "fetched", sha256(BOOK))
    assert not done.note
    assert below(tmp_path) == {"new/codes-2022/codes.xlsx": BOOK}
    assert OfficialFiles(tmp_path, wanted).path("codes") == path
    assert steps[-1] == ("codes.xlsx", len(BOOK), len(BOOK))
    ((_, headers),) = site.requests
    assert headers["user-agent"].startswith("careergraph")
    assert headers["accept-encoding"] == "identity"
    assert "range" not in headers


@pytest.mark.parametrize("place", ["codes-2022/codes.xlsx", "codes.xlsx", "by hand/Codes (1).xlsx"])
def test_a_right_file_is_not_asked_for_again(place: str, site: Site, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_bytes(BOOK)
    wanted = source(f"{site.address}/codes", BOOK, "codes.xlsx", "Codes (1).xlsx")
    assert fetch([wanted], tmp_path) == [Fetched("codes.xlsx", tmp_path / place, "already there", sha256(BOOK))]
    assert site.requests == []


def test_a_cut_off_download_goes_on_where_it_broke(get: Get, site: Site, tmp_path: Path) -> None:
    done = get(Answer(cut=50_000), Answer(cut=60_000), Answer())
    assert done.status == "resumed"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}
    assert site.ranges() == ["", "bytes=50000-", "bytes=110000-"]


def test_a_piece_that_is_shorter_than_asked_for(get: Get, site: Site, tmp_path: Path) -> None:
    assert get(Answer(cut=50_000), Answer(most=70_000)).status == "resumed"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}
    assert site.ranges() == ["", "bytes=50000-", "bytes=120000-"]


def test_without_ranges_it_starts_over(get: Get, site: Site, tmp_path: Path) -> None:
    assert get(Answer(cut=50_000, ranges=False), Answer(ranges=False)).status == "fetched"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}
    assert site.ranges() == ["", "bytes=50000-"]


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"1"'}])
def test_without_a_version_that_tells_bytes_apart_it_starts_over(
    headers: dict[str, str], get: Get, site: Site
) -> None:
    assert get(Answer(cut=50_000, headers=headers), Answer(headers=headers)).status == "fetched"
    assert site.ranges() == ["", ""]


def test_a_date_will_do_for_a_version(get: Get, site: Site) -> None:
    headers = {"ETag": 'W/"1"', "Last-Modified": "Tue, 01 Feb 2022 10:00:00 GMT"}
    assert get(Answer(cut=50_000, headers=headers), Answer(headers=headers)).status == "resumed"
    assert site.requests[-1][1]["if-range"] == headers["Last-Modified"]


def test_the_next_run_goes_on_from_there(failure: Failure, get: Get, site: Site, tmp_path: Path) -> None:
    failure(Answer(cut=50_000), Answer(cut=0))
    site.requests.clear()
    assert get(Answer()).status == "resumed"
    assert site.ranges() == ["bytes=50000-"]
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}


def test_after_ctrl_c_the_next_run_goes_on(site: Site, get: Get, tmp_path: Path) -> None:
    def interrupted(_file: str, got: int, _total: int | None) -> None:
        if got > 50_000:
            raise KeyboardInterrupt

    site.answers["/codes"] = [Answer()]
    with pytest.raises(KeyboardInterrupt):
        fetch([source(f"{site.address}/codes")], tmp_path, progress=interrupted)
    assert get(Answer()).status == "resumed"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}


def test_a_file_that_changed_meanwhile_is_fetched_whole(get: Get, site: Site, tmp_path: Path) -> None:
    done = get(Answer(cut=50_000), Answer(CHANGED, headers={"ETag": '"2"'}), content=CHANGED)
    assert done.status == "fetched"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": CHANGED}
    assert site.ranges() == ["", "bytes=50000-"]


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(CHANGED, headers={"ETag": '"2"'}, ignore_if_range=True),
        Answer(CHANGED, ignore_if_range=True),
        Answer(shift=7),
        Answer(status=416),
    ],
    ids=["another version", "another version that claims to be the same", "another piece", "no such piece"],
)
def test_pieces_that_do_not_fit_are_thrown_away(wrong: Answer, get: Get, site: Site, tmp_path: Path) -> None:
    if wrong.status == 416:
        wrong = Answer(PAGE, status=416, ranges=False)
    assert get(Answer(cut=50_000), wrong, Answer()).status == "fetched"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}
    assert site.ranges() == ["", "bytes=50000-", ""]


def test_a_part_from_another_address_is_thrown_away(get: Get, site: Site, tmp_path: Path) -> None:
    (tmp_path / "codes-2022").mkdir()
    (tmp_path / "codes-2022" / "codes.xlsx.part").write_bytes(b"PK")
    notes = '{"address": "https://elsewhere.gov/codes", "etag": "\\"1\\""}'
    (tmp_path / "codes-2022" / "codes.xlsx.part.json").write_text(notes, encoding="utf-8")
    assert get(Answer()).status == "fetched"
    assert site.ranges() == [""]


def test_a_redirect_within_the_site_is_followed(get: Get, site: Site) -> None:
    site.answers["/new/codes"] = [Answer()]
    done = get(Answer(b"", status=301, headers={"Location": "/new/codes"}))
    assert done.status == "fetched"
    assert [path for path, _ in site.requests] == ["/codes", "/new/codes"]


@pytest.mark.parametrize(
    ("address", "to", "expected"),
    [
        ("https://www.publisher.gov/codes", "https://publisher.gov/codes", None),
        ("http://publisher.gov/codes", "https://www.publisher.gov/codes", None),
        ("https://www.publisher.gov/codes", "http://www.publisher.gov/codes", Unencrypted),
        ("https://www.publisher.gov/codes", "https://publisher.com/codes", Moved),
        ("https://www.publisher.gov/codes", "https://publisher.gov@10.0.0.1/codes", Moved),
        ("https://www.publisher.gov/codes", "https://publisher.gov:8443/codes", Moved),
        ("https://127.0.0.1/codes", "https://10.0.0.1/codes", Moved),
        ("https://127.0.0.1/codes", "https://127.0.0.1:8443/codes", Moved),
    ],
)
def test_which_redirects_are_followed(
    address: str, to: str, expected: type[FetchError] | None, tmp_path: Path
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if str(request.url) == address:
            return httpx.Response(301, headers={"Location": to})
        return httpx.Response(200, stream=httpx.ByteStream(BOOK))

    transport = httpx.MockTransport(answer)
    if expected is None:
        assert fetch([source(address)], tmp_path, transport=transport)[0].status == "fetched"
        return
    with pytest.raises(FetchFailed) as caught:
        fetch([source(address)], tmp_path, transport=transport)
    (error,) = caught.value.errors
    assert type(error) is expected
    assert address in str(error)
    assert to.replace("publisher.gov@", "") in str(error).replace("publisher.gov@", "")


@pytest.mark.parametrize(("name", "body"), [("codes.xlsx", CHANGED), ("codes.csv", TABLE)])
def test_a_changed_file_is_kept_with_a_note(name: str, body: bytes, get: Get, tmp_path: Path) -> None:
    done = get(Answer(body), name=name)
    assert (done.status, done.sha256) == ("differs", sha256(body))
    assert done.note.replace(str(tmp_path), "FOLDER") == (
        f"{name} in FOLDER/codes-2022 differs from the file that careergraph was checked against: its publisher "
        "has changed it, or it was saved anew. It is kept; careergraph build --from will check whether it can "
        "still be read"
    )
    assert below(tmp_path) == {f"codes-2022/{name}": body}


def test_a_differing_file_is_fetched_anew(get: Get, tmp_path: Path) -> None:
    get(Answer(CHANGED))
    assert get(Answer()).status == "fetched"
    assert below(tmp_path) == {"codes-2022/codes.xlsx": BOOK}


def test_a_differing_file_that_somebody_put_elsewhere_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "codes.xlsx").write_bytes(CHANGED)
    (done,) = fetch([source(f"{site.address}/codes")], tmp_path)
    assert (done.status, done.path) == ("differs", tmp_path / "codes.xlsx")
    assert below(tmp_path) == {"codes.xlsx": CHANGED}
    assert site.requests == []
