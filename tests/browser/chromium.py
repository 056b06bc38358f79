"""A real browser that records what a page asks for and complains about, and what axe-core finds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = HERE.parents[1] / "build" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
LOCAL = {"127.0.0.1", "localhost", ""}  # data: and about: have no host
WIDE, PHONE = (1280, 900), (390, 844)
GRAVE = {"serious", "critical"}
# As root, as in a container, Chromium runs only without its sandbox; what it opens is ours. The others keep it
# from asking the outside for anything of its own; what a page would ask for is recorded before it fails.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@dataclass
class Visit:
    """A page in the browser, every address that it asked for, and every error that it told."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def shot(self, name: str, *, whole: bool = True) -> None:
        """Leaves a screenshot to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)

    def grave(self, *rules: str) -> list[str]:
        """What axe-core finds serious or critical, by these rules or by all: rule, what it says, where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        only: dict[str, Any] = {"runOnly": list(rules)} if rules else {}
        found = self.page.evaluate("how => axe.run(document, how)", {"resultTypes": ["violations"], **only})
        return [
            f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes'][:3]]}"
            for rule in found["violations"]
            if rule["impact"] in GRAVE
        ]

    def is_wider_than_window(self) -> bool:
        """Whether a reader has to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def check(self) -> None:
        """No request has left this machine, and nothing was complained of."""
        assert self.requests, "the page asked for nothing"
        away = [address for address in self.requests if (urlsplit(address).hostname or "") not in LOCAL]
        assert not away
        assert not self.errors


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium without a window; the test is skipped where it or axe-core is absent, but fails where CI runs."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None or not AXE.exists():
        why = f"{'Chromium' if found is None else 'axe-core'} is not here; tests/browser/install installs it"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, size: Sequence[int] = WIDE, *, dark: bool = False, script: bool = True
) -> Iterator[Visit]:
    """A new session of the browser, recorded from its beginning and checked at its end."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    visit = Visit(context.new_page())

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.errors.append(message.text)

    def asked(request: Request) -> None:
        visit.requests.append(request.url)

    context.on("request", asked)
    visit.page.on("websocket", lambda opened: visit.requests.append(opened.url))
    visit.page.on("console", told)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    try:
        yield visit
        visit.check()
    finally:
        context.close()
