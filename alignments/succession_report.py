"""What the report says became of a pathway of 2002: another witness than the occupations that methods count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from alignments import occupations
from ontology.graph import CareerGraph
from ontology.relationships import HasPathway, SucceededBy

Agrees = Callable[[str, str], bool | None]


def agreement(graph: CareerGraph) -> Agrees:
    """Whether the report sends a pathway to the cluster of a sub-cluster: yes, no, or None where it does not say.

    Its words on the pathway count; failing these, what it says of the pathway's cluster. Of a cluster that was
    dissolved it names examples of where it went: no other cluster is contradicted.
    """
    clusters = occupations.cluster_of(graph)
    said: dict[str, set[str]] = defaultdict(set)
    dissolved = {succeeded.start for succeeded in graph.of_type(SucceededBy) if succeeded.change == "removed"}
    for succeeded in graph.of_type(SucceededBy):
        if succeeded.change != "added":
            said[succeeded.start].add(clusters.get(succeeded.end, succeeded.end))
    above = {has.end: has.start for has in graph.of_type(HasPathway)}

    def agrees(pathway: str, sub_cluster: str) -> bool | None:
        spoken_of = pathway if pathway in said else above.get(pathway, pathway)
        if clusters.get(sub_cluster) in said.get(spoken_of, ()):
            return True
        return False if spoken_of in said and spoken_of not in dissolved else None

    return agrees
