"""The dashboard as a process: who may open a session, behind which path, how it ends."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from websockets import Origin, Subprotocol
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.chromium import visiting
from tests.built import Built
from tests.dashboard.visits import opened, rested
from tests.server.running import Running, started


def test_a_page_of_another_host_may_not_open_a_session(site: Running) -> None:
    stream = f"{site.url.replace('http', 'ws')}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(stream, origin=Origin("http://elsewhere.example"), subprotocols=[Subprotocol("streamlit")])
    # It has not asked the internet for its own address, which fails here and is logged.
    assert "external IP" not in site.log.read_text(encoding="utf-8")
    with connect(stream, origin=Origin(site.url), subprotocols=[Subprotocol("streamlit")]):
        pass


def test_below_a_path_of_a_proxy_it_works_and_it_stops_with_a_signal(
    browser: Browser, script: str, built: Built, environment: Callable[[Path], dict[str, str]], tmp_path: Path
) -> None:
    command = [script, "dashboard", "--port", "0", "--prefix", "/careers/now"]
    with started(command, environment(built.home), tmp_path / "log") as below:
        assert below.url.endswith("/careers/now")
        with visiting(browser) as visit:
            page = opened(visit, f"{below.url}/cluster?id=education", "Education")
            page.get_by_role("link", name="Home", exact=True).click()
            page.wait_for_url("**/careers/now/")
            rested(page)
            page.get_by_role("link", name="Construction").press("Enter")
            page.wait_for_url("**/careers/now/cluster?id=*construction")
        assert below.stop() == 0


def test_a_signal_while_the_build_is_being_opened_ends_it_in_peace(
    script: str, built: Built, environment: Callable[[Path], dict[str, str]]
) -> None:
    command = [script, "dashboard", "--port", "0"]
    with subprocess.Popen(command, env=environment(built.home), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "Opening the build\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
