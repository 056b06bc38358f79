"""What was made once and may be sent again: representations, up to a number of bytes, the latest used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from server.web.representations import Representation

MOST_BYTES = 64 << 20
_BESIDE = 4_000
"""Bytes that a representation takes beside its body: headers as text and as they are sent, and its place here."""


class Cache:
    """Representations of one build by any key. Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[Hashable, Representation] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Representation | None:
        """What was kept under the key, if it still is."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, made: Representation) -> Representation:
        """Keeps it, lets go of what was not used for longest, and gives it back."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += _size(made) - (_size(before) if before else 0)
            self._kept[key] = made
            while self._bytes > self._most:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= _size(gone)
        return made


def _size(kept: Representation) -> int:
    return len(kept.body) + _BESIDE
