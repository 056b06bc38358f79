"""Forms of job titles: what is left when case, punctuation, number and spelling are set aside; parts, endings."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import chain

_TOKEN = re.compile(r"\.net\b|[a-z0-9]+(?:\+\+|#)?")
_SAYS_NOTHING = frozenset({"a", "an", "and", "as", "or", "the"})
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_CLOSING = re.compile(r"\(([^()]*)\)\s*$")
_REMARK = re.compile(r"\s*\((?!also\b)[^()]*\)|\s+for\s.*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:/|,|&|\(also\b|\)|\band\b|\bor\b)\s*", re.IGNORECASE)
_QUALIFIED = re.compile(r",? (?:Except|Including)\b.*$")
_NAMES_NOBODY = re.compile(r"\bAll Other\b|\bof\b")


def words(title: str) -> tuple[str, ...]:
    """The words of a title as they are compared: lower case, singular, spelled out; `C++`, `C#`, `.NET` stay."""
    return tuple(chain.from_iterable(_groups(title)))


def normal(title: str) -> str:
    """The normal form of a title: its words, joined by spaces."""
    return " ".join(chain.from_iterable(_groups(title)))


def endings(title: str) -> tuple[str, ...]:
    """The title and what is left of it as its first words are dropped, in normal form, the longest first."""
    groups = _groups(title)
    return tuple(" ".join(chain.from_iterable(groups[i:])) for i in range(len(groups)))


def readings(title: str) -> tuple[str, ...]:
    """What an official title may be read as: without parentheses, and the short or long form that stands in them.

    `HR Manager (Human Resources Manager)` is both; `Charter Pilot (Airline)` is a charter pilot only.
    """
    if "(" not in title:
        return (title,)
    outside = " ".join(_PARENTHESES.sub("", title).split()) or title
    closing = _CLOSING.search(title)
    inside = closing[1].strip() if closing else ""
    same = inside and (inside.isupper() or words(inside)[-1:] == words(outside)[-1:])
    return (outside, inside) if same else (outside,)


def without_remark(title: str) -> str:
    """The title without what stands in parentheses or behind `for`; a `(also …)` names more jobs and stays."""
    return " ".join(_REMARK.sub("", title).split()) or title


def parts(title: str) -> tuple[tuple[str, ...], ...]:
    """The jobs that a title names beside each other, each in its readings: with the shared word, and as printed.

    `Travel Agent/Tour Guide` is two; `Urban & Community Planner` is an urban planner and a community planner,
    `Travel Writer/Blogger` a travel writer and a travel blogger or blogger. One job: nothing.
    """
    pieces = [piece for piece in _BETWEEN.split(title) if piece]
    if len(pieces) < 2:
        return ()
    before, behind = " ".join(pieces[0].split()[:-1]), pieces[-1].split()[-1]
    shared = [f"{piece} {behind}" for piece in pieces[:-1]] + [f"{before} {pieces[-1]}".strip()]
    return tuple(tuple(dict.fromkeys(both)) for both in zip(shared, pieces, strict=True))


def names(title: str) -> tuple[str, ...]:
    """The names of workers in a title of the SOC: `News Analysts, Reporters, and Journalists` holds three.

    `Bus Drivers, School` holds none, nor does `Captains, Mates, and Pilots of Water Vessels` or a title of all
    others; and what an occupation excludes or includes is no name of it.
    """
    pieces = [piece for piece in _BETWEEN.split(_QUALIFIED.sub("", title)) if piece]
    workers = all(piece.endswith("s") for piece in pieces) and not _NAMES_NOBODY.search(title)
    return tuple(pieces) if workers else ()


def _groups(title: str) -> list[tuple[str, ...]]:
    if not title.isascii():
        title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    tokens = _TOKEN.findall(title.lower().replace("'", ""))
    return [_said(token) for token in tokens if _singular(token) not in _SAYS_NOTHING]


@cache
def same_words() -> dict[str, str]:
    """Word → what it is compared as, of the curated table `title_words.toml`."""
    table = tomllib.loads(files("alignments").joinpath("title_words.toml").read_text(encoding="utf-8"))
    return {word: same for kind in table.values() for word, same in kind.items()}


@cache
def _said(token: str) -> tuple[str, ...]:
    one = _singular(token)
    same = same_words().get(token, same_words().get(one))
    return tuple(same.split()) if same else (one,)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
