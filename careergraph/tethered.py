"""A command in a process that ends with the one that started it: its standard input is the tether.

`python -m careergraph.tethered serve --port 8000` runs `careergraph serve --port 8000` until then.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from contextlib import suppress

from careergraph.cli import main

GRACE = 20.0
"""Seconds that it has to stop, once its standard input has ended."""


def _end_with_tether() -> None:
    while os.read(0, 1024):
        pass
    signal.raise_signal(signal.SIGINT)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    logging.disable(logging.INFO)  # who started it tells what there is to tell
    threading.Thread(target=_end_with_tether, daemon=True).start()
    with suppress(KeyboardInterrupt):
        main()
