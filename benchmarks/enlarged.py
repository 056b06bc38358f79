"""The graph with employment by region: the same shape, many times the employment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise

from ontology.graph import CareerGraph
from ontology.relationships import Employment, Relationship


def enlarged(graph: CareerGraph, regions: int) -> CareerGraph:
    """The graph with each EMPLOYED_IN and EMPLOYED_IN_GROUP split over so many made-up regions.

    The parts are parallel relationships that name their region in `note`; their jobs add up to those of the whole,
    wages stay what they were, and what is withheld is withheld in each region. Region k has k times the jobs of
    the first, rounded. One region is the graph itself.
    """
    if regions == 1:
        return graph
    return CareerGraph(graph.nodes.values(), _split(graph.relationships, regions))


def _split(relationships: tuple[Relationship, ...], regions: int) -> Iterator[Relationship]:
    notes = [f"region {number} of {regions}" for number in range(1, regions + 1)]
    for whole in relationships:
        if not isinstance(whole, Employment):
            yield whole
            continue
        for note, jobs in zip(notes, _shares(whole.jobs, regions), strict=True):
            yield replace(whole, note=note, jobs=jobs)


def _shares(jobs: int | None, regions: int) -> list[int | None]:
    """Whole jobs of each region, in proportion to 1, 2, 3, …; their sum is what there was."""
    if jobs is None:
        return [None] * regions
    upto = list(accumulate(range(regions + 1)))
    return [jobs * high // upto[-1] - jobs * low // upto[-1] for low, high in pairwise(upto)]
