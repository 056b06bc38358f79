"""How much is in a named graph: its triples, its entities, and how many of each class and property."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ontology.rdf.written import rdf


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of triples and of entities (subjects); class → entities of it, property → triples with it."""

    triples: int = 0
    entities: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)


def tally(lines: Collection[str]) -> Tally:
    """Counts lines of N-Triples, none of which stands twice."""
    subjects, predicates, classes = set(), [], []
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        subjects.add(subject)
        predicates.append(predicate)
        if predicate == rdf.type:
            classes.append(rest[:-2])
    return Tally(len(lines), len(subjects), Counter(classes), Counter(predicates))
