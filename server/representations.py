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


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of one form of a resource, their media type, and a strong entity tag made of both."""

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""

    @classmethod
    def of(cls, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Representation:
        """A representation with its tag."""
        digest = hashlib.sha256(media_type.encode() + b"\n" + body).hexdigest()[:32]
        return cls(body, media_type, headers or {}, f'"{digest}"')


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
    headers = {
        **found.headers,
        "etag": found.etag,
        "last-modified": format_datetime(modified, usegmt=True),
        "cache-control": caching,
    }
    if vary:
        headers["vary"] = vary
    if status == 200 and _is_known(request, found.etag, modified):
        return Response(status_code=304, headers=headers)
    return Response(found.body, status, headers=headers, media_type=found.media_type)


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
