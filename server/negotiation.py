"""Which of the media types that there are a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_VALUE = rf'(?:{_TOKEN}|"(?:[^"\\]|\\.)*")'
_PARAMETER = re.compile(rf"\s*;\s*(?:({_TOKEN})\s*=\s*({_VALUE}))?")
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})((?:\s*;\s*(?:{_TOKEN}\s*=\s*{_VALUE})?)*)\s*")
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class _Range:
    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    def fits(self, offer: _Range) -> int:
        """How closely this range names an offer, 0 for not at all."""
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type != offer.type or self.subtype not in ("*", offer.subtype):
            return 0
        if self.subtype == "*":
            return 2
        return 3 + len(self.parameters) if self.parameters <= offer.parameters else 0


@lru_cache(1000)
def chosen(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the client wants most, the first of several; None where it takes none of them.

    `offers` (a tuple) are media types, the server's favourite first: what is chosen without an Accept header. Parts of
    the header that cannot be read count for nothing; where none can, it counts as absent.
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return offers[0]
    weighed = [(_quality(_offer(offer), ranges), offer) for offer in offers]
    best = max(quality for quality, _ in weighed)
    return next((offer for quality, offer in weighed if quality == best), None) if best > 0 else None


def _quality(offer: _Range, ranges: Sequence[_Range]) -> float:
    """That of the range that names the offer most closely; the highest of several."""
    fits = [(fit, found.quality) for found in ranges if (fit := found.fits(offer))]
    return max(fits)[1] if fits else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for part in _parts(accept[:_LONGEST]):
        if match := _RANGE.fullmatch(part):
            found = _range(match)
            if found is not None and (found.type != "*" or found.subtype == "*"):
                yield found


def _parts(accept: str) -> list[str]:
    """The header at its commas, but for those in quotes."""
    return [part for part in re.findall(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+', accept) if part.strip()]


def _range(match: re.Match[str]) -> _Range | None:
    quality, parameters = 1.0, set()
    for name, value in _PARAMETER.findall(match[3]):
        if name.lower() == "q":
            if not _QUALITY.fullmatch(value):
                return None
            quality = float(value)
            break  # what follows are extensions of Accept, not parameters of the media type
        # Everything here is UTF-8, so that whoever asks for it asks for nothing more.
        if name and (name.lower(), value.lower().strip('"')) != ("charset", "utf-8"):
            parameters.add((name.lower(), value.strip('"')))
    return _Range(match[1].lower(), match[2].lower(), frozenset(parameters), quality)


def _offer(media_type: str) -> _Range:
    match = _RANGE.fullmatch(media_type)
    assert match, media_type
    found = _range(match)
    assert found
    return found
