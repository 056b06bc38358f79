"""The graph as mapping sets of SSSOM 1.0, one file a correspondence; docs/sssom.md tells how to read them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from ontology.derived import Derived
from ontology.exports.sssom_model import broader_predicates, license_of
from ontology.exports.sssom_rows import Mapping, mappings, row
from ontology.exports.sssom_text import Header, block, table
from ontology.graph import CareerGraph
from ontology.identifiers import slug
from ontology.nodes import Source
from ontology.rdf.terms import ONTOLOGY


class TwoSources(ValueError):
    """Two sources state one correspondence."""

    def __init__(self, name: str, sources: Sequence[str]) -> None:
        super().__init__(f"{name} is stated by {' and '.join(sources)}; a mapping set has one provider")
        self.name, self.sources = name, sources


def write_sssom(graph: CareerGraph, folder: Path, base: str) -> list[Path]:
    """One `.sssom.tsv` a correspondence (a relationship type and the schemes of both ends), into the folder.

    Of what careergraph derived, only what its method asserts. Raises TwoSources.
    """
    sets: dict[tuple[str, str, str], list[Mapping]] = {}
    for mapping in mappings(graph):
        sets.setdefault(mapping.correspondence, []).append(mapping)
    written = []
    for names, found in sorted(sets.items()):
        if asserted := [m for m in found if _asserted(m)]:
            path = folder / f"{'.'.join(names)}.sssom.tsv"
            path.write_text(_mapping_set(graph, asserted, len(found) - len(asserted), base), "utf-8", newline="\n")
            written.append(path)
    return written


def _asserted(mapping: Mapping) -> bool:
    return not isinstance(mapping.statement, Derived) or mapping.statement.asserted


def _mapping_set(graph: CareerGraph, found: Sequence[Mapping], left_out: int, base: str) -> str:
    body = table(row(mapping, base) for mapping in found)
    return block(_header(graph, found, left_out, body, base)) + body


def _source(graph: CareerGraph, found: Sequence[Mapping]) -> Source:
    sources = _sources(graph, {mapping.statement.source for mapping in found})
    if len(sources) > 1:
        raise TwoSources(".".join(found[0].correspondence), [source.id for source in sources])
    return sources[0]


def _basis(graph: CareerGraph, found: Sequence[Mapping]) -> list[Source]:
    """The publishers' sources that the mappings rest on."""
    said = (mapping.statement for mapping in found)
    return _sources(graph, {i for s in said for i in (s.derived_from if isinstance(s, Derived) else [s.source])})


def _sources(graph: CareerGraph, ids: Collection[str]) -> list[Source]:
    return [source for source in graph.of_kind(Source) if source.id in ids]


def _header(graph: CareerGraph, found: Sequence[Mapping], left_out: int, body: str, base: str) -> Header:
    """The slots of the set, in the order of the SSSOM schema."""
    one, source, basis = found[0], _source(graph, found), _basis(graph, found)
    start, end = one.schemes
    derived = isinstance(one.statement, Derived)
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    return {
        "curie_map": {
            "careergraph": f"{base}id/",
            "cg": f"{ONTOLOGY}#",
            **{slug(scheme.id): f"{base}id/{scheme.id}/" for scheme in one.schemes},
        },
        "mapping_set_id": f"{base}id/correspondence/{'/'.join(one.correspondence)}",
        "mapping_set_version": f"{source.release}, rows {digest}",
        "mapping_set_source": [f"{base}id/{known.id}" for known in basis],
        "mapping_set_title": f"{start.title} - {one.predicate_label} - {end.title}",
        "mapping_set_description": _description(one, basis),
        "creator_label": ["the careergraph project"],
        "license": license_of(source, base),
        "subject_type": "skos concept",
        "subject_source": f"careergraph:{start.id}",
        "subject_source_version": start.issued,
        "object_type": "skos concept",
        "object_source": f"careergraph:{end.id}",
        "object_source_version": end.issued,
        "mapping_provider": source.url,
        "mapping_tool": "careergraph" if derived else "",
        "mapping_tool_version": source.release if derived else "",
        "comment": _comment(one, source, left_out),
    }


def _description(one: Mapping, basis: Sequence[Source]) -> str:
    cited = " ".join(source.citation for source in basis)
    if isinstance(one.statement, Derived):
        return f"{one.meaning} Derived by careergraph, stated by no publisher: see docs/methods.md. From: {cited}"
    return f"{one.meaning} Published: {cited}"


def _comment(one: Mapping, source: Source, left_out: int) -> str:
    said = [f"Rights: {source.rights}."]
    if broader := broader_predicates(one.predicate):
        said.append(f"{one.predicate} is a sub-property of {' and '.join(broader)}.")
    if source.note and not isinstance(one.statement, Derived):
        said.append(source.note)
    if left_out:
        said.append(f"Links that their method reports but does not assert, left out here: {left_out:,}.")
    return " ".join(said)
