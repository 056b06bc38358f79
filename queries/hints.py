"""Hints for a query that found nothing: names in it that the graph does not have."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

_TEXTS_AND_REMARKS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_MAPS = re.compile(r"\{[^{}]*\}")
_NAMES = re.compile(r"[(\[]\s*\w*\s*:\s*!?\s*(\w+(?:\s*[:|&]\s*:?!?\s*\w+)*)")


def hints(cypher: str, known: Collection[str]) -> list[str]:
    """A sentence for each label and relationship type in the query that is not among `known`."""
    found = unknown_names(cypher, known)
    near = {name: f"; near it: {', '.join(like)}" if like else "" for name, like in found.items()}
    return [f"There is no label or relationship type {name}{near[name]}." for name in found]


def unknown_names(cypher: str, known: Collection[str]) -> dict[str, list[str]]:
    """Labels and relationship types in the query that are not among `known`, each with those close to it."""
    bare = _MAPS.sub("", _TEXTS_AND_REMARKS.sub("", cypher))
    found = [name for group in _NAMES.findall(bare) for name in re.findall(r"\w+", group)]
    by_lower = {name.lower(): name for name in known}
    return {
        name: [by_lower[near] for near in get_close_matches(name.lower(), by_lower, 3, cutoff=0.7)]
        for name in dict.fromkeys(found)
        if name not in known
    }
