"""Similar programs: those that prepare for the same occupations. Answers to a question, stored nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alignments import occupations
from alignments.measures import jaccard, rounded
from ontology.graph import CareerGraph
from ontology.nodes import InstructionalProgram
from ontology.relationships import InSubCluster, OfOccupation, PreparesFor, ViaProgram

Sets = Mapping[str, set[str]]


class NotAProgram(LookupError):
    """Only instructional programs, of 6 digits, are compared."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"{asked} is no instructional program (6 digits)")
        self.asked = asked


@dataclass(frozen=True, slots=True)
class SimilarProgram:
    """A program similar to the one asked for: the score, its two parts (all 0 to 1), and ids of what is shared."""

    program: InstructionalProgram
    score: float
    occupations: float
    sub_clusters: float
    shared_occupations: tuple[str, ...]
    shared_sub_clusters: tuple[str, ...]


def similar_programs(graph: CareerGraph, program_id: str, *, limit: int | None = 10) -> tuple[SimilarProgram, ...]:
    """Programs that prepare for the same occupations, the most similar first, then by id; never itself.

    The score is the mean of two Jaccard measures: of the occupations that NCES says each prepares for, teachers of
    the field among them; and of the sub-clusters that the crosswalk has each in, without its rows of postsecondary
    teachers, which put nearly every program into Education. A shared occupation is needed: a shared sub-cluster
    alone makes nothing similar. Content, level and length are not compared. Empty where NCES names no occupation,
    as for retired programs. Raises NotAProgram.
    """
    if not isinstance(graph.nodes.get(program_id), InstructionalProgram):
        raise NotAProgram(program_id)
    prepared: Sets = defaultdict(set)
    for prepares in graph.of_type(PreparesFor):
        prepared[prepares.start].add(prepares.end)
    covering = _covering(graph)
    asked = prepared.get(program_id, set())
    near = [one for one in graph.of_kind(InstructionalProgram) if asked & prepared.get(one.id, set())]
    found = [_compared(program_id, one, prepared, covering) for one in near if one.id != program_id]
    return tuple(sorted(found, key=lambda one: (-one.score, one.program.id))[:limit])


def _covering(graph: CareerGraph) -> Sets:
    """Program id → ids of the sub-clusters that a row of the crosswalk other than a teacher's has it in."""
    sub_cluster = {r.start: r.end for r in graph.of_type(InSubCluster)}
    occupation = {r.start: r.end for r in graph.of_type(OfOccupation)}
    found: Sets = defaultdict(set)
    for via in graph.of_type(ViaProgram):
        if not occupations.is_teacher(occupation[via.start]):
            found[via.end].add(sub_cluster[via.start])
    return found


def _compared(asked: str, other: InstructionalProgram, prepared: Sets, covering: Sets) -> SimilarProgram:
    here, there = prepared[asked], prepared[other.id]
    near, far = covering.get(asked, set()), covering.get(other.id, set())
    by_occupations, by_sub_clusters = jaccard(here, there), jaccard(near, far)
    return SimilarProgram(
        program=other,
        score=rounded((by_occupations + by_sub_clusters) / 2),
        occupations=rounded(by_occupations),
        sub_clusters=rounded(by_sub_clusters),
        shared_occupations=tuple(sorted(here & there)),
        shared_sub_clusters=tuple(sorted(near & far)),
    )
