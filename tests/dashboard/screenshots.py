"""Takes the README's screenshots of the dashboard on the current build: `make screenshots`."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.chromium import launched, visiting
from tests.dashboard.visits import opened, rested
from tests.server.running import started

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SIZE, COLOURS = (1280, 860), 128
PAGES = {
    "home": ("/", "The National Career Clusters Framework", False),
    "then-and-now": ("/then-and-now", "Then and now", False),
    "cluster": (
        "/cluster?id=framework/2024/cluster/healthcare-human-services&part=wages-and-growth",
        "Healthcare & Human Services",
        False,
    ),
    "explore": ("/explore?id=framework/2024/sub-cluster/web-cloud", "Web & Cloud", True),
}
"""Name → path, a heading to wait for, whether it is dark."""


def main() -> None:
    """Writes a small file for each page and says how large it is."""
    FOLDER.mkdir(exist_ok=True)
    script = str(Path(sys.executable).with_name("careergraph"))
    log = Path(tempfile.mkdtemp()) / "log"
    with started([script, "dashboard", "--port", "0"], os.environ, log) as site, launched() as browser:
        for name, (path, heading, dark) in PAGES.items():
            with visiting(browser, SIZE, dark=dark) as visit:
                page = opened(visit, f"{site.url}{path}", heading)
                if (tabs := page.get_by_role("tablist")).count():
                    tabs.first.evaluate("tabs => tabs.scrollIntoView(true)")
                    rested(page)
                picture = page.screenshot()
            file = FOLDER / f"{name}.png"
            small(picture).save(file, optimize=True)
            print(f"{file.name}: {file.stat().st_size / 1024:.0f} kB")


def small(picture: bytes) -> Image.Image:
    """The picture in few colours."""
    return Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)


if __name__ == "__main__":
    main()
