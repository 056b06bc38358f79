"""What all derived records have in common: who says so, by which method."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ontology import identifiers
from ontology.derived import Concerns
from ontology.nodes import Finding, Node, Source
from ontology.records import Record

OWN = Source(
    id=identifiers.source("careergraph"),
    title="careergraph: derived relationships",
    publisher="the careergraph project",
    rights="MIT, as the software; the figures that they rest on keep the rights of their sources",
    url="https://w3id.org/careergraph/",
    release="methods 1",
    citation="careergraph: derived relationships, methods 1.",
    note="Stated by no publisher. docs/methods.md tells rule, formula and limits of each method.",
)


def derived(
    method: str, *, confidence: float, asserted: bool, evidence: Iterable[str], sources: Iterable[str]
) -> dict[str, Any]:
    """The fields that every derived relationship has; evidence and sources are put in order."""
    return {
        "source": OWN.id,
        "method": method,
        "confidence": round(confidence, 4),
        "asserted": asserted,
        "evidence": tuple(sorted(set(evidence))),
        "derived_from": tuple(sorted(set(sources))),
    }


def finding(
    method: str, about: Node, outcome: str, reason: str, *, evidence: Iterable[str], sources: Iterable[str]
) -> list[Record]:
    """A finding on a thing, and the relationship that says what it is about."""
    made = Finding(
        id=identifiers.finding(method, about.id.rsplit("/", 1)[-1]),
        title=f"{about.title}: {outcome}",
        method=method,
        outcome=outcome,
        reason=reason,
    )
    common = derived(method, confidence=1.0, asserted=True, evidence=set(evidence) or {about.id}, sources=sources)
    return [made, Concerns(start=made.id, end=about.id, **common)]
