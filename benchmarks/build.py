"""Builds the graph in a fresh process: seconds until it is finished, and the most memory it took."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_SECONDS, LIMIT_MEGABYTES = 20, 1536
_RUN = """
import resource, sys
from careergraph.cli import main
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def measure() -> tuple[float, float]:
    """Seconds of wall-clock time and megabytes of resident memory of one `careergraph build`."""
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        command = [sys.executable, "-c", _RUN, "--home", str(Path(home)), "build"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.monotonic() - began
    peak = re.search(r"^peak (\d+)$", done.stderr, re.MULTILINE)
    assert peak is not None
    return seconds, int(peak[1]) / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    for _ in range(3):
        seconds, megabytes = measure()
        print(
            f"build: {seconds:.1f} s ({seconds / LIMIT_SECONDS:.0%} of the {LIMIT_SECONDS} s allowed), "
            f"{megabytes:,.0f} MB ({megabytes / LIMIT_MEGABYTES:.0%} of the {LIMIT_MEGABYTES:,} MB allowed)"
        )


if __name__ == "__main__":
    main()
