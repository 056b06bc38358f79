"""The dashboard under test: its pages without a browser, and a server of it on the shared build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from careergraph.settings import settings
from careergraph.showing import open_for_dashboard
from dashboard.data import Opened, provide
from dashboard.run import APP
from tests.built import Built
from tests.dashboard.reading import shown
from tests.server.running import Running, started

PATIENCE = 60

Show = Callable[..., AppTest]


@pytest.fixture(scope="session")
def opened(built: Built) -> Iterator[Opened]:
    """What all pages answer from."""
    with open_for_dashboard(settings(built.home)) as build:
        provide(build)
        yield build


@pytest.fixture
def show(opened: Opened) -> Show:
    """Runs a page as an address calls it: its name, then the parameters. It has shown no exception."""

    def run(page: str = "home", **parameters: str) -> AppTest:
        test = AppTest.from_file(APP, default_timeout=PATIENCE)
        if "-" in page:
            # Before its first run AppTest knows pages by their files' names, in which hyphens are not.
            test.run()
        for name, value in parameters.items():
            test.query_params[name] = value
        if page != "home":
            test.switch_page(f"views/{page.replace('-', '_')}.py")
        test.run()
        assert not test.exception, test.exception
        assert opened.about.build in shown(test).replace("\\", "")
        return test

    return run


@pytest.fixture(scope="session")
def site(
    script: str,
    built: Built,
    environment: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """The dashboard as its users start it, for tests in a browser."""
    log = tmp_path_factory.mktemp("dashboard") / "log"
    with started([script, "dashboard", "--port", "0"], environment(built.home), log) as running:
        yield running
