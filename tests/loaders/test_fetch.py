"""Fetching, from a server on this machine that also misbehaves. No test goes online."""

from __future__ import annotations

import ast
import io
import random
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256 as digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import httpx
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
    Unencrypted,
    Unreachable,
    WrongContent,
)
from loaders.fetch_files import Fetched
from loaders.pipeline import OFFICIAL
from loaders.sources import FileSpec, SourceSpec
from loaders.tables import OfficialFiles

ROOT = Path(__file__).parent.parent.parent


def workbook(text: str) -> bytes:
    """A small file of the form of a workbook; incompressible, so that half of it is a lot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", text)
        archive.writestr("xl/media/noise", random.Random(text).randbytes(150_000))
    return held.getvalue()


BOOK, CHANGED = workbook("the checked release"), workbook("another release")
TABLE = b"NAICS22,INDEX ITEM DESCRIPTION\n111110,Soybean farming\n"
PAGE = b"<!DOCTYPE html>\n<html><body>Our site has a new look.</body></html>"


@dataclass(frozen=True)
class Answer:
    """One answer: `cut` bytes of the body and then the end, `length` for the true Content-Length, and so on.

    `shift` falsifies where a piece begins, `most` limits its bytes, `hang_after` so many bytes nothing comes.
    """

    body: bytes = BOOK
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"1"'})
    ranges: bool = True
    ignore_if_range: bool = False
    shift: int = 0
    most: int | None = None
    cut: int | None = None
    length: int | None = None
    endless: bool = False
    hang_after: int | None = None


def sha256(content: bytes) -> str:
    return digest(content).hexdigest()


class Site(ThreadingHTTPServer):
    """A publisher. Each path has its answers, one after the other; the last is repeated."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def ranges(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.requests]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answers = self.server.answers[self.path]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        start = self._start(answer)
        body = answer.body[start:][: answer.most]
        self.send_response(206 if start else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if start:
            size, end = len(answer.body), start + len(body)
            self.send_header("Content-Range", f"bytes {start + answer.shift}-{end - 1}/{size}")
        if not answer.endless:
            length = len(body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        with suppress(ConnectionError):
            self._send(answer, body)

    def _start(self, answer: Answer) -> int:
        asked = self.headers.get("Range", "")
        same = self.headers.get("If-Range") in (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        if not asked or not answer.ranges or not (same or answer.ignore_if_range):
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def _send(self, answer: Answer, body: bytes) -> None:
        if answer.hang_after is not None:
            self.wfile.write(body[: answer.hang_after])
            self.server.over.wait(10)
        while answer.endless:
            self.wfile.write(b"PK\x03\x04" * 10_000)
        self.wfile.write(body[: answer.cut])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _quick_and_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_http, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost,www.publisher.gov")


def source(address: str, content: bytes = BOOK, *names: str, name: str = "codes-2022") -> SourceSpec:
    file = FileSpec(names=names or ("codes.xlsx",), sha256=sha256(content), sheets={}, address=address)
    return SourceSpec(
        name=name,
        title="Codes",
        publisher="A publisher",
        rights="public domain",
        url="https://publisher.gov/codes",
        release="2022",
        citation="A publisher. Codes.",
        files={"codes": file},
    )


@pytest.fixture
def get(site: Site, tmp_path: Path) -> Callable[..., Fetched]:
    """Fetches one file that the site answers so."""

    def one(*answers: Answer, content: bytes = BOOK, name: str = "codes.xlsx", timeout: float = 5) -> Fetched:
        site.answers["/codes"] = list(answers)
        (done,) = fetch([source(f"{site.address}/codes", content, name)], tmp_path, timeout=timeout)
        return done

    return one


@pytest.fixture
def failure(get: Callable[..., Fetched], tmp_path: Path, site: Site) -> Callable[..., tuple[FetchError, str]]:
    """The one error of a fetch, and its message, short of folder and address."""

    def one(*answers: Answer, name: str = "codes.xlsx", timeout: float = 5) -> tuple[FetchError, str]:
        with pytest.raises(FetchFailed) as caught:
            get(*answers, name=name, timeout=timeout)
        (error,) = caught.value.errors
        assert str(caught.value) == str(error)
        return error, short(str(error), tmp_path, site)

    return one


Get = Callable[..., Fetched]
Failure = Callable[..., tuple[FetchError, str]]


def short(message: str, folder: Path, site: Site) -> str:
    return message.replace(str(folder), "FOLDER").replace(site.address, "SITE")


def below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


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


def test_cut_off_again_and_again(failure: Failure, site: Site, tmp_path: Path) -> None:
    error, message = failure(Answer(cut=50_000), Answer(cut=0))
    assert isinstance(error, CutOff)
    assert message == (
        f"codes.xlsx: the download broke off 4 times, at last after 50,000 of {len(BOOK):,} bytes; what came is "
        "kept in FOLDER/codes-2022/codes.xlsx.part; run careergraph fetch again"
    )
    assert len(site.requests) == 4
    assert below(tmp_path)["codes-2022/codes.xlsx.part"] == BOOK[:50_000]


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


def test_a_length_that_is_too_long(failure: Failure) -> None:
    error, message = failure(Answer(length=len(BOOK) + 1, ranges=False))
    assert isinstance(error, CutOff)
    assert f"after {len(BOOK):,} of {len(BOOK) + 1:,} bytes" in message


def test_a_length_that_is_too_short(failure: Failure, tmp_path: Path) -> None:
    error, message = failure(Answer(length=len(BOOK) - 1))
    assert isinstance(error, WrongContent)
    assert message.startswith("codes.xlsx: SITE/codes gave a cut off or damaged one, not an .xlsx workbook;")
    assert below(tmp_path) == {}


def test_a_redirect_within_the_site_is_followed(get: Get, site: Site) -> None:
    site.answers["/new/codes"] = [Answer()]
    done = get(Answer(b"", status=301, headers={"Location": "/new/codes"}))
    assert done.status == "fetched"
    assert [path for path, _ in site.requests] == ["/codes", "/new/codes"]


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


# No address is known for what a package carries, nor for the matrix of an earlier edition.
BY_HAND = ("oews", "matrix")
ELSEWHERE = {"naics_concordance": "raw.githubusercontent.com"}


@pytest.mark.parametrize("module", [module for module in OFFICIAL if module not in BY_HAND])
def test_each_official_file_has_an_address_at_its_publisher(module: str) -> None:
    spec = OFFICIAL[module].SOURCE
    for file in spec.files.values():
        address = httpx.URL(file.address)
        assert address.scheme == "https"
        assert unquote(address.path).rpartition("/")[2] in file.names
        host = ELSEWHERE.get(module, httpx.URL(spec.url).host.removeprefix("www."))
        assert address.host.removeprefix("www.") in (host, *(["onetonline.org"] if module == "onet" else []))


@pytest.mark.parametrize("module", BY_HAND)
def test_a_source_without_addresses_says_where_to_look(module: str, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as caught:
        fetch([OFFICIAL[module].SOURCE], tmp_path)
    assert {type(error) for error in caught.value.errors} == {NoAddress}
    assert f"find it from {OFFICIAL[module].SOURCE.url}" in str(caught.value)


ONLINE = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_else_goes_online() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("careergraph", "loaders", "ontology", "queries")
        for path in (ROOT / package).rglob("*.py")
        for name in imported(path)
        if name in ONLINE or name.partition(".")[0] in ONLINE
    }
    assert found == {"loaders/fetch.py", "loaders/fetch_http.py"}
