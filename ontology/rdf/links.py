"""Outward links: the publishers' own pages on a code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ontology.nodes import Code, Occupation


@cache
def _patterns() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("ontology.rdf") / "links.toml").read_text(encoding="utf-8"))


def outward(node: Code) -> list[str]:
    """Addresses of the publishers' pages on a code, as links.toml has them; none where there is no such page."""
    found = list(_patterns()["pages"].get(node.kind, []))
    if isinstance(node, Occupation) and node.employment_2025 is not None:
        found += _patterns()["figures"].get(node.kind, [])
    code = {"code": node.code, "digits": node.code.replace("-", ""), "first": node.code.split("-")[0]}
    return [pattern.format(**code) for pattern in found]
