"""Which of the media types that there are a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request

OTHER_NAMES = {
    "application/x-trig": "application/trig",
    "application/x-turtle": "text/turtle",
    "text/n3": "text/turtle",
    "text/rdf+n3": "text/turtle",
    "text/x-nquads": "application/n-quads",
}
"""Names of before a type was registered, and of types that hold it → the type that answers them."""

_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_VALUE = rf'(?:{_TOKEN}|"(?:[^"\\]|\\.)*")'
_PARAMETER = re.compile(rf"\s*;\s*(?:({_TOKEN})\s*=\s*({_VALUE}))?")
_RANGE = re.compile(rf"\s*({_TOKEN}/{_TOKEN})((?:\s*;\s*(?:{_TOKEN}\s*=\s*{_VALUE})?)*)\s*")
_QUALITY = re.compile(r"0?\.\d+|0\.?|1(?:\.0*)?")  # Java writes .2, and others more than three digits
_LONGEST = 1_000  # no client writes more; what reads it takes time with the square of it


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def fit(self, offer: _Range) -> int:
        """How closely this range names an offer, 0 for not at all."""
        if self.type == "*/*":
            return 1
        if self.type.endswith("/*"):
            return 2 if offer.type.startswith(self.type[:-1]) else 0
        return 3 + len(self.parameters) if self.type == offer.type and self.parameters <= offer.parameters else 0


def accepted(request: Request) -> str | None:
    """The Accept header of a request; several are one (RFC 9110, section 5.3)."""
    found = [value for name, value in request.scope["headers"] if name == b"accept"]
    return b", ".join(found).decode("latin-1") if found else None


@lru_cache(1000)
def chosen(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the client wants most; None where it takes none of them.

    `offers` (a tuple) are media types, the server's favourite first: what is chosen without an Accept header. Of
    two that are wanted alike, one that the client names goes before one that a wildcard holds. Parts of the header
    that cannot be read count for nothing; where none can, it counts as absent.
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return offers[0]
    weights = [_weight(_offer(offer), ranges) for offer in offers]
    best = max(weights)
    return offers[weights.index(best)] if best[0] else None


def _weight(offer: _Range, ranges: Sequence[_Range]) -> tuple[float, int]:
    """Quality by the range that names the offer most closely, the highest of several; and how closely it does."""
    fit, quality = max((found.fit(offer), found.quality) for found in ranges)
    return (quality, fit) if fit else (0.0, 0)


def _ranges(accept: str) -> Iterator[_Range]:
    for part in _parts(accept[:_LONGEST]):
        found = _range(part)
        if found is not None and (not found.type.startswith("*/") or found.type == "*/*"):
            yield found


def _parts(accept: str) -> list[str]:
    """The header at its commas, but for those in quotes."""
    return re.findall(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+', accept)


def _range(text: str) -> _Range | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    quality, parameters = 1.0, set()
    for name, value in _PARAMETER.findall(match[2]):
        if name.lower() == "q":
            if not _QUALITY.fullmatch(value):
                return None
            quality = float(value)
            break  # what follows are extensions of Accept, not parameters of the media type
        if name and not _is_moot(name.lower(), value.lower().strip('"')):
            parameters.add((name.lower(), value.strip('"')))
    named = match[1].lower()
    return _Range(OTHER_NAMES.get(named, named), frozenset(parameters), quality)


def _is_moot(name: str, value: str) -> bool:
    """Whether a parameter asks for nothing more: all here is UTF-8; a profile is a wish (RFC 6906, section 3)."""
    return (name, value) == ("charset", "utf-8") or name == "profile"


def _offer(media_type: str) -> _Range:
    found = _range(media_type)
    assert found, media_type
    return found
