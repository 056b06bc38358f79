"""The codes that a text may stand for, by its shape alone: without punctuation, with a suffix, short of zeros."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ontology.codes import NAICS_RANGES

SYSTEMS = ("soc", "cip", "naics")
LONGEST = 60
_DASH = "[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_EXCEL_TEXT = re.compile(r'="(.*)"|"(.*)"|\'(.*?)\'?', re.DOTALL)
_PREFIX = re.compile(r"(soc|o\*?net(?:-soc)?|cip|naics)[\s:#]*(?=\d)", re.IGNORECASE)
_SOC = re.compile(rf"([1-9]\d)( ?{_DASH}? ?)(\d{{4}})(\.\d\d|\.0)?", re.ASCII)
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,4})", re.ASCII)
_SQUEEZED = re.compile(r"(\d{3,6})(\.0{1,2})?", re.ASCII)
_FAMILY = re.compile(r"\d{1,2}", re.ASCII)
_NAICS = re.compile(r"([1-9]\d{1,5})(\.0{1,2})?", re.ASCII)
_RANGE = re.compile(rf"(\d\d) ?{_DASH} ?(\d\d)", re.ASCII)
_RANGE_OF = {part: whole for whole, parts in NAICS_RANGES.items() for part in parts}
_NUMBERS = ("no", "one", "two", "three", "four")


class Form(NamedTuple):
    """A code that a text may stand for: what was left out or put in, and which zeros were put back."""

    system: str
    code: str
    normalised: str = ""
    mend: str = ""


def forms(text: str) -> list[Form]:
    """The codes of all systems that the text has the shape of, whether they exist or not."""
    bare, notes = bare_code(text)
    if not bare or len(bare) > LONGEST:
        return []
    prefix = _PREFIX.match(bare)
    found = [*_soc(bare), *_cip(bare), *_naics(bare)] if prefix is None else _prefixed(bare, prefix)
    return [form._replace(normalised=_joined(*notes, form.normalised)) for form in found]


def bare_code(text: str) -> tuple[str, list[str]]:
    """The text without what spreadsheets wrap around a code, and what that was."""
    notes = []
    bare = " ".join(text[: 10 * LONGEST].translate(_INVISIBLE).split())
    if bare != text[: 10 * LONGEST]:
        notes.append("spaces left out")
    wrapped = _EXCEL_TEXT.fullmatch(bare)
    if wrapped:
        bare = next(part for part in wrapped.groups() if part is not None).strip()
        notes.append("quotes left out")
    return bare, notes


def _prefixed(bare: str, prefix: re.Match[str]) -> list[Form]:
    rest, name = bare[prefix.end() :], prefix[1].lower()
    readers = {"cip": _cip, "naics": _naics}
    note = f"{prefix[1]} left out"
    return [form._replace(normalised=_joined(note, form.normalised)) for form in readers.get(name, _soc)(rest)]


def _joined(*notes: str) -> str:
    return ", ".join(note for note in notes if note)


def _soc(text: str) -> Iterator[Form]:
    found = _SOC.fullmatch(text)
    if found is None:
        return
    first, joint, second, suffix = found.groups()
    hyphen = "" if joint == "-" else ("dash made a hyphen" if joint.strip() else "hyphen put in")
    yield Form("soc", f"{first}-{second}", _joined(hyphen, f"suffix {suffix} left out" if suffix else ""))


def _cip(text: str) -> Iterator[Form]:
    if pointed := _POINTED.fullmatch(text):
        yield from _pointed(*pointed.groups())
    elif squeezed := _SQUEEZED.fullmatch(text):
        digits, ending = squeezed.groups()
        whole = digits.zfill(len(digits) + len(digits) % 2)
        code = f"{whole[:2]}.{whole[2:]}"
        note = _joined("point put in", f"trailing {ending} left out" if ending else "")
        yield Form("cip", code, note, _zeros(len(whole) - len(digits), 0))
    elif _FAMILY.fullmatch(text):
        front = 2 - len(text)
        yield Form("cip", text.zfill(2), "", _zeros(front, 0))
        for end in (2, 4):
            yield Form("cip", f"{text.zfill(2)}.{'0' * end}", "", _zeros(front, end))


def _pointed(first: str, second: str) -> Iterator[Form]:
    family, front = first.zfill(2), 2 - len(first)
    if second == "0":
        yield Form("cip", family, "trailing .0 left out", _zeros(front, 0))
    for size in (2, 4):
        if len(second) <= size:
            yield Form("cip", f"{family}.{second.ljust(size, '0')}", "", _zeros(front, size - len(second)))


def _zeros(front: int, end: int) -> str:
    places = [(front, "in front"), (end, "at the end")]
    said = [f"{_NUMBERS[n]} zero{'s' if n > 1 else ''} {where}" for n, where in places if n]
    return f"put back {' and '.join(said)}" if said else ""


def _naics(text: str) -> Iterator[Form]:
    if span := _RANGE.fullmatch(text):
        code = f"{span[1]}-{span[2]}"
        if code in NAICS_RANGES:
            yield Form("naics", code, "" if code == text else "dash made a hyphen")
    elif found := _NAICS.fullmatch(text):
        code, ending = found.groups()
        note = f"trailing {ending} left out" if ending else ""
        if code in _RANGE_OF:
            yield Form("naics", _RANGE_OF[code], _joined(note, f"{code} is part of {_RANGE_OF[code]}"))
        else:
            yield Form("naics", code, note)
