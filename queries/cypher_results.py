"""What a Cypher query is asked with and answered with, on its way from one process to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queries.store import Parameter


@dataclass(frozen=True, slots=True)
class CypherAsked:
    """A query, its parameters, the seconds that it may take, and the most rows of its answer."""

    cypher: str
    parameters: Mapping[str, Parameter]
    timeout: float
    limit: int


@dataclass(frozen=True, slots=True)
class CypherAnswer:
    """An answer as JSON (queries.cypher_json): rows counted, cut short or not, in so many seconds."""

    body: bytes
    count: int
    truncated: bool
    seconds: float
