"""The settings, read once from the environment and the command line, and passed on as arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from ontology.identifiers import BASE, is_base

if TYPE_CHECKING:
    from queries.neo4j_address import Neo4jAddress


class BadSetting(ValueError):
    """An environment variable holds what it may not."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} is {value!r}; expected {expected}")
        self.name, self.value = name, value


@dataclass(frozen=True, slots=True)
class Neo4jLogin:
    """Who asks a Neo4j server, and which of its databases; the server's default one without a name."""

    user: str
    password: str = field(repr=False)
    database: str | None
    certificate: Path | None

    def address(self, url: str) -> Neo4jAddress:
        """The database at this address. Raises BadAddress."""
        from queries.neo4j_address import Neo4jAddress

        return Neo4jAddress(url, self.user, self.password, self.database, self.certificate)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where builds live, the base of IRIs, the limits of a query (heap in megabytes, seconds, rows), the login."""

    home: Path
    base: str
    heap_mb: int
    timeout: float
    limit: int
    neo4j: Neo4jLogin


def settings(home: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings: `home` before CAREERGRAPH_HOME before the user's data folder. Raises BadSetting."""
    place = home or Path(environment.get("CAREERGRAPH_HOME") or platformdirs.user_data_path("careergraph", False))
    return Settings(
        home=place.expanduser().absolute(),
        base=_base(environment),
        heap_mb=int(_number("CAREERGRAPH_HEAP_MB", 512, environment)),
        timeout=_number("CAREERGRAPH_TIMEOUT", 30, environment),
        limit=int(_number("CAREERGRAPH_LIMIT", 10_000, environment)),
        neo4j=_login(environment),
    )


def _base(environment: Mapping[str, str]) -> str:
    base = environment.get("CAREERGRAPH_BASE") or BASE
    if not is_base(base):
        raise BadSetting("CAREERGRAPH_BASE", base, f"an address with a slash at its end, such as {BASE}")
    return base


def _login(environment: Mapping[str, str]) -> Neo4jLogin:
    certificate = environment.get("CAREERGRAPH_NEO4J_CERTIFICATE")
    return Neo4jLogin(
        user=environment.get("CAREERGRAPH_NEO4J_USER") or "neo4j",
        password=environment.get("CAREERGRAPH_NEO4J_PASSWORD", ""),
        database=environment.get("CAREERGRAPH_NEO4J_DATABASE") or None,
        certificate=Path(certificate) if certificate else None,
    )


def _number(name: str, default: float, environment: Mapping[str, str]) -> float:
    text = environment.get(name, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        raise BadSetting(name, text, "a number above zero")
    return value
