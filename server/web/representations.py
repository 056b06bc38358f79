"""Representations and the conditional requests for them (RFC 9110, sections 8 and 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

SHORT = "public, max-age=300"
"""What may change with the next build."""
LONG = "public, max-age=31536000, immutable"
"""What never changes under its address."""

_Head = list[tuple[bytes, bytes]]
_OF_CONTENT = (b"content-length", b"content-type")


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of one form of a resource, their media type, and a strong entity tag made of both."""

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    _heads: dict[tuple[object, ...], _Head] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Representation:
        """A representation with its tag."""
        digest = hashlib.sha256(media_type.encode() + b"\n" + body).hexdigest()[:32]
        return cls(body, media_type, headers or {}, f'"{digest}"')

    def head(self, modified: datetime, caching: str, vary: str) -> _Head:
        """Its headers as they are sent; made once, since that takes longer than to send them."""
        key = modified, caching, vary
        if key not in self._heads:
            self._heads[key] = self._new_head(modified, caching, vary)
        return self._heads[key]

    def _new_head(self, modified: datetime, caching: str, vary: str) -> _Head:
        headers = {
            **self.headers,
            "etag": self.etag,
            "last-modified": format_datetime(modified, usegmt=True),
            "cache-control": caching,
        }
        if vary:
            headers["vary"] = vary
        return Response(self.body, headers=headers, media_type=self.media_type).raw_headers


class _Ready(Response):
    """A response with headers that are made."""

    def __init__(self, status: int, body: bytes, head: _Head) -> None:
        self.status_code, self.body, self.raw_headers, self.background = status, body, head, None


def send(
    request: Request,
    found: Representation,
    *,
    modified: datetime,
    caching: str = SHORT,
    vary: str = "Accept",
    status: int = 200,
) -> Response:
    """The representation, or 304 where the client has it; `vary` is empty for what was not negotiated."""
    head = found.head(modified, caching, vary)
    if status == 200 and _is_known(request, found.etag, modified):
        return _Ready(304, b"", [header for header in head if header[0] not in _OF_CONTENT])
    return _Ready(status, found.body, head.copy())


def _is_known(request: Request, etag: str, modified: datetime) -> bool:
    if (known := request.headers.get("if-none-match")) is not None:
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or etag in tags
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
