"""Where a Neo4j server is, who asks, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, Driver, GraphDatabase, Session, TrustCustomCAs
from neo4j.exceptions import DriverError, Neo4jError

from queries.neo4j_errors import BadAddress, server_error

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Neo4jAddress:
    """A database on a server: `bolt+s://` and `neo4j+s://` are encrypted, `+ssc` trusts any certificate.

    `certificate` is a file of the authority to trust, with `bolt://` or `neo4j://`, which it encrypts.
    Without `database` it is the server's default one. Raises BadAddress.
    """

    url: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None
    certificate: Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.password or parts.username:
            raise BadAddress("a Neo4j address names no user and no password: give them apart")
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise BadAddress(f"{self.url!r} is no Neo4j address; expected bolt://host:7687 or neo4j+s://host")
        if self.certificate is not None and "+" in parts.scheme:
            raise BadAddress(f"a certificate goes with bolt:// or neo4j://, not with {parts.scheme}://")
        if self.certificate is not None and not self.certificate.is_file():
            raise BadAddress(f"there is no certificate {self.certificate}")

    def __str__(self) -> str:
        return f"{self.url}, database {self.database}" if self.database else self.url

    def reading(self, driver: Driver, fetch: int = 1_000) -> Session:
        """Return a session that may only read, `fetch` rows at a time."""
        return driver.session(database=self.database, default_access_mode=READ_ACCESS, fetch_size=fetch)

    def writing(self, driver: Driver) -> Session:
        """Return a session that may write."""
        return driver.session(database=self.database)


def connect(address: Neo4jAddress) -> Driver:
    """Return a way to the server that has answered once. Raises ServerAbsent, LoginRefused, ServerFailed."""
    secured: dict[str, Any] = {}
    if address.certificate is not None:
        secured = {"encrypted": True, "trusted_certificates": TrustCustomCAs(str(address.certificate))}
    driver = GraphDatabase.driver(
        address.url,
        auth=(address.user, address.password),
        connection_timeout=_PATIENCE,
        connection_acquisition_timeout=2 * _PATIENCE,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="careergraph",
        **secured,
    )
    try:
        with in_words(address), address.reading(driver) as session:
            session.run("RETURN 1").consume()
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def in_words(address: Neo4jAddress) -> Iterator[None]:
    """Turn what the driver raises into errors whose text is fit to show."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise server_error(error, str(address), address.user) from error
