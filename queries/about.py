"""What a build says of itself, for all who answer from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class About:
    """What a build says of itself. `edition` names its content, `triples` counts each named graph."""

    build: str
    edition: str
    made: datetime
    base: str
    software: str
    citation: str
    triples: Mapping[str, int]
