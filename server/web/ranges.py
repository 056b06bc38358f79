"""Which parts of a file a client asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re

from server.web.problems import Problem

MOST = 20
_SPEC = re.compile(r"\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


def wanted(header: str, size: int) -> str | None:
    """A Range header that names only what a file of so many bytes has; None where the header counts for nothing.

    What is not in bytes, is malformed, or asks for too many parts counts for nothing. Raises a Problem, 416, where
    the file has none of what is asked for.
    """
    unit, _, specs = header.partition("=")
    parts = [spec for spec in specs.split(",") if spec.strip()]
    matches = [_SPEC.fullmatch(part) for part in parts]
    if unit.strip().lower() != "bytes" or not 0 < len(parts) <= MOST:
        return None
    if any(match is None or not _is_right(match) for match in matches):
        return None
    found = [_part(match, size) for match in matches if match]
    inside = [f"{first}-{last}" for first, last in found if first <= last]
    if not inside:
        has = f"The file has {size:,} bytes; the bytes asked for are not among them."
        raise Problem(416, has, headers={"content-range": f"bytes */{size}"})
    return f"bytes={','.join(inside)}"


def _is_right(match: re.Match[str]) -> bool:
    first, last = match.groups()
    return bool(last) if not first else not last or int(first) <= int(last)


def _part(match: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte; the last before the first where there are none."""
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1
