"""What became of a pathway of 2002 whose occupations do not tell: by the words of its title.

Rule: each word of the title is looked for in a sub-cluster's own title, and in the titles of the occupations and
programs that the crosswalk aligns to it. It counts half where it stands in the own title, and up to half by how
common it is among the aligned titles, over the sub-cluster where it is most common. It weighs the logarithm of all
sub-clusters over those that have it anywhere, so `technology` and `management` weigh little. Words are compared by
their first LETTERS letters: warehousing meets warehouse.

Confidence: the weighted mean over the words, 0 to 1; a word met nowhere counts as not met. Asserted from FLOOR,
and only where the own title shares a word: aligned titles alone lead astray (foreign languages are no foreign
service). Below LEAST a link is noise and left out.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alignments.measures import rounded
from ontology.graph import CareerGraph
from ontology.nodes import SubCluster
from ontology.relationships import CoversOccupation, CoversProgram

METHOD = "succession-by-titles"
FLOOR = 0.4
LEAST = 0.2
LETTERS = 6
SHORTEST = 3
SPELLED_OUT = {"A/V": "Audio/Video"}  # as O*NET spells the title of that pathway's cluster


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a sub-cluster's own title, and of each title that is aligned to it, by id."""

    own: frozenset[str]
    aligned: Mapping[str, frozenset[str]]

    def holding(self, word: str) -> list[str]:
        """Ids of what is aligned and has the word."""
        return [named for named, has in self.aligned.items() if word in has]

    def rate(self, word: str) -> float:
        """Share of the aligned titles that have the word, 0 to 1."""
        return len(self.holding(word)) / len(self.aligned) if self.aligned else 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """How near a sub-cluster comes to a title, 0 to 1; evidence is what is aligned to it and shares a word."""

    sub_cluster: str
    confidence: float
    asserted: bool
    evidence: frozenset[str]


def words(title: str) -> frozenset[str]:
    """The words of a title from SHORTEST letters on, lower case, cut after LETTERS letters."""
    for short, spelled_out in SPELLED_OUT.items():
        title = title.replace(short, spelled_out)
    return frozenset(w[:LETTERS] for w in re.findall(r"[a-z]+", title.lower()) if len(w) >= SHORTEST)


def texts(graph: CareerGraph) -> dict[str, Texts]:
    """Sub-cluster id → its words."""
    aligned: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for covers in (*graph.of_type(CoversOccupation), *graph.of_type(CoversProgram)):
        aligned[covers.start][covers.end] = words(graph.nodes[covers.end].title)
    return {node.id: Texts(words(node.title), aligned[node.id]) for node in graph.of_kind(SubCluster)}


def nearest(title: str, known: Mapping[str, Texts]) -> list[Match]:
    """The sub-clusters that come at least as near to the title as LEAST, by id."""
    wanted = sorted(words(title))
    weights = {word: _weight(word, known) for word in wanted}
    total = math.fsum(weights.values())
    most = {word: max((text.rate(word) for text in known.values()), default=0.0) for word in wanted}
    found = []
    for sub_cluster, text in sorted(known.items()):
        met = math.fsum(weights[word] * _met(word, text, most[word]) for word in wanted)
        confidence = rounded(met / total) if total else 0.0
        if confidence >= LEAST:
            asserted = confidence >= FLOOR and not text.own.isdisjoint(wanted)
            evidence = frozenset(named for word in wanted for named in text.holding(word))
            found.append(Match(sub_cluster, confidence, asserted, evidence))
    return found


def _weight(word: str, known: Mapping[str, Texts]) -> float:
    having = sum(word in text.own or text.rate(word) > 0 for text in known.values())
    return math.log(max(len(known), 1) / max(having, 1))


def _met(word: str, text: Texts, most: float) -> float:
    return ((word in text.own) + (text.rate(word) / most if most else 0.0)) / 2
