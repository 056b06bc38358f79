"""Running the dashboard until it is told to stop."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

from starlette.middleware import Middleware

from dashboard.data import Opened, provide
from dashboard.first_page import FirstPage
from dashboard.looks import streamlit_options
from dashboard.same_origin import SameOrigin
from dashboard.uploads import MOST_MEGABYTES

APP = Path(__file__).parent / "app.py"


def run(build: Opened, host: str, port: int, prefix: str, told: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM; nothing is asked of, or told to, anybody else.

    `prefix` is the path at which a proxy puts it, or empty. `told` is called once it answers.
    """
    import streamlit as st

    provide(build)
    # Streamlit collects garbage after each run of a page; to look through a graph takes longer than most runs.
    gc.freeze()
    Thread(target=_wait, args=(_health(host, port, prefix), told), daemon=True).start()
    app = st.App(APP, middleware=[Middleware(SameOrigin), Middleware(FirstPage, prefix=prefix)])
    app.run(config={**_options(host, port, prefix), **streamlit_options()})


def _options(host: str, port: int, prefix: str) -> dict[str, str | int | bool]:
    return {
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "viewer",
        "logger.hideWelcomeMessage": True,
        "server.address": host,
        "server.baseUrlPath": prefix.strip("/"),
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.maxUploadSize": MOST_MEGABYTES,
        "server.port": port,
    }


def _health(host: str, port: int, prefix: str) -> str:
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{near}:{port}{prefix}/_stcore/health"


def _wait(address: str, told: Callable[[], None]) -> None:
    while True:
        try:
            with urlopen(address, timeout=2):
                return told()
        except (URLError, OSError):
            time.sleep(0.1)
