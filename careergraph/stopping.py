"""Commands that run until they are told to stop."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn


def stops_at_signals() -> None:
    """From now on SIGINT and SIGTERM are no error: what is open is closed, and the exit code is 0."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise SystemExit(0)
