"""Behind a proxy that puts the server under a prefix, whether or not it takes the prefix off."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest

from tests.server.conftest import PREFIX
from tests.server.running import Running
from tests.server.test_logs import line_of

MOST_PAGES = 60
STARTS = ("/", "/doc/soc/2018/15-1252.html", "/data/", "/schemes", "/search?q=nurse", "/sparql", "/api")
_LINK = re.compile(r"""<(?:a|link|script|form)\b[^>]*?\b(?:href|src|action)="([^"]*)""")


@contextmanager
def proxy(server: str, *, strips: bool) -> Iterator[str]:
    """The address of a proxy in front of a server; what is not below the prefix is another application's."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith(PREFIX):
                self.send_error(418)
                return
            path = self.path.removeprefix(PREFIX) or "/"
            sent = {**self.headers, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
            found = httpx.get(f"{server}{path if strips else self.path}", headers=sent, timeout=60)
            self.send_response(found.status_code)
            for name, value in found.headers.items():
                if name not in ("content-length", "content-encoding", "date", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(found.content)))
            self.end_headers()
            self.wfile.write(found.content)

        def log_message(self, *_: object) -> None:
            pass

    passing = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    threading.Thread(target=passing.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{passing.server_port}"
    finally:
        passing.shutdown()
        passing.server_close()


@pytest.fixture(scope="module", params=[True, False], ids=["strips", "keeps"])
def front(request: pytest.FixtureRequest, prefixed: Running) -> Iterator[httpx.Client]:
    with (
        proxy(prefixed.url.removesuffix(PREFIX), strips=request.param) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        client.headers["accept"] = "text/html"
        yield client


def linked(found: httpx.Response) -> set[str]:
    """Addresses that a response leads to on its own host: in its page and in its headers."""
    written = {unescape(link) for link in _LINK.findall(found.text)}
    written |= {found.headers["location"]} if "location" in found.headers else set()
    written |= set(re.findall(r"<([^>]*)>", found.headers.get("link", "")))
    absolute = {urldefrag(urljoin(str(found.url), link)).url for link in written}
    host = urlsplit(str(found.url)).netloc
    return {address for address in absolute if urlsplit(address).netloc == host}


def test_every_link_leads_to_a_page_behind_the_prefix(front: httpx.Client) -> None:
    waiting = [str(front.base_url.join(f"{PREFIX}{start}")) for start in STARTS]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        found = front.get(address)
        assert found.status_code in (200, 303, 307, 308), (address, found.status_code)
        wrong = [link for link in linked(found) if not urlsplit(link).path.startswith(f"{PREFIX}/")]
        assert not wrong, (address, wrong)
        # A few of each kind of page: the first that its addresses begin with.
        waiting += sorted(linked(found) - seen)[:12]
    assert len(seen) == MOST_PAGES


def test_things_lead_to_their_documents(front: httpx.Client) -> None:
    found = front.get(f"{PREFIX}/id/soc/2018/15-1252", headers={"Accept": "text/turtle"})
    assert found.status_code == 303
    assert found.headers["location"].startswith(f"{PREFIX}/doc/soc/2018/15-1252")
    assert front.get(found.headers["location"]).status_code == 200


def test_a_path_of_ours_that_begins_like_the_prefix(front: httpx.Client) -> None:
    found = front.get(f"{PREFIX}/graph/metadata", headers={"Accept": "text/turtle"})
    assert found.status_code == 303
    assert found.headers["location"] == f"{PREFIX}/data/metadata.ttl.gz"


def test_the_log_tells_who_asked_the_proxy(front: httpx.Client, prefixed: Running) -> None:
    own = front.get(f"{PREFIX}/health").headers["x-request-id"]
    assert line_of(prefixed.log, own)["client"] == "203.0.113.7"


def test_nothing_is_offered_for_download(front: httpx.Client) -> None:
    assert "offers no files" in front.get(f"{PREFIX}/data/").text
    assert front.get(f"{PREFIX}/data/core.ttl.gz").status_code == 404


def test_who_is_no_proxy_is_not_believed(strict: Running) -> None:
    found = httpx.get(f"{strict.url}/health", headers={"X-Forwarded-For": "203.0.113.7"}, timeout=60)
    assert line_of(strict.log, found.headers["x-request-id"])["client"] == "127.0.0.1"
