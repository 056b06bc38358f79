"""What nobody should put into an address, and somebody will."""

from __future__ import annotations

HOSTILE = (
    "zzzzqqq",
    "x" * 10_000,
    "<script>alert(1)</script>",
    "[click](https://example.org)",
    "MATCH (n) DETACH DELETE n",
    "../../etc/passwd",
    "a,b,,c,'\"\x00",
)
