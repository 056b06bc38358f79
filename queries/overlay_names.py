"""Names of the national frameworks in a local one: those of 2024, and what became of those of 2002."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from functools import cache

from ontology import nodes as n
from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.identifiers import slug
from ontology.relationships import HasPathway, SucceededBy
from queries.evidence import evidence
from queries.store import Plain

# A title of several kinds is taken for the first of them.
_KINDS: Mapping[type[n.Node], str] = {
    n.SubCluster: "sub-cluster",
    n.CareerCluster: "cluster",
    n.LegacyPathway: "pathway of 2002",
    n.LegacyCluster: "cluster of 2002",
}
_MANY = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a method of ours would look at: derived, stated by no publisher. `figure` is the method's, 0 to 1."""

    id: str
    code: str
    title: str
    method: str
    evidence: str
    figure: float

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**asdict(self), "derived": True}


@dataclass(frozen=True, slots=True)
class Named:
    """What a name of a national framework stands for: `places` are ids of today's sub-clusters or clusters.

    `succeeded` says that it is a name of 2002, and that the report says where it went.
    """

    text: str
    places: tuple[str, ...]
    succeeded: bool
    remark: str


class Names:
    """Finds things of both frameworks by title, slug or id; `read` gives what a text names, and remembers it."""

    def __init__(self, graph: CareerGraph) -> None:
        self._graph = graph
        self._by_form: dict[str, list[n.Node]] = defaultdict(list)
        for kind in _KINDS:
            for node in graph.of_kind(kind):
                for form in {_form(node.title), *map(_form, node.alt_titles), node.id.rpartition("/")[2]}:
                    self._by_form[form].append(node)
        self._became: dict[str, list[SucceededBy]] = defaultdict(list)
        for succeeded in graph.of_type(SucceededBy):
            self._became[succeeded.start].append(succeeded)
        self._cluster = {has.end: has.start for has in graph.of_type(HasPathway)}
        self._likely: dict[str, list[LikelySucceededBy]] = defaultdict(list)
        for likely in sorted(graph.of_type(LikelySucceededBy), key=lambda link: -link.confidence):
            if likely.asserted:
                self._likely[likely.start].append(likely)
        self.read = cache(self._read)

    def _read(self, text: str) -> Named:
        """What a text names; without places where it names nothing, and the remark says what comes near."""
        found = self._find(text)
        if not found:
            near = get_close_matches(_form(text[:200]), self._by_form, _MANY) if text else []
            titles = ", ".join(dict.fromkeys(self._by_form[form][0].title for form in near))
            hint = f"; near it: {titles}" if titles else ""
            return Named(text, (), False, f"no title, slug or id of the national frameworks{hint}")
        node = found[0]
        if isinstance(node, n.SubCluster | n.CareerCluster):
            remark = "a cluster, not a sub-cluster" if isinstance(node, n.CareerCluster) else ""
            return Named(text, (node.id,), False, remark)
        return self._legacy(text, node)

    def likely(self, text: str) -> tuple[Suggestion, ...]:
        """Likely successors of the pathway of 2002 that a text names; none if it names anything else."""
        found = next((node for node in self._find(text) if isinstance(node, n.LegacyPathway)), None)
        return self._suggestions(found.id) if found else ()

    def _find(self, text: str) -> Sequence[n.Node]:
        """The things of this name, today's first; an id names one only."""
        bare = text.strip().rstrip("/")
        _, slash, tail = bare.rpartition("framework/")
        node = self._graph.nodes.get(f"framework/{tail}") if slash else None
        if node is not None:
            return [node] if type(node) in _KINDS else []
        return self._by_form.get(_form(bare), ())

    def _legacy(self, text: str, node: n.Node) -> Named:
        own = self._became.get(node.id)
        cluster = self._cluster.get(node.id, "")
        links = own or self._became.get(cluster, [])
        what = _KINDS[type(node)]
        whose = "" if own or not links else f" of its cluster {self._graph.nodes[cluster].title}"
        became = ", ".join(f"{self._graph.nodes[link.end].title} ({link.change})" for link in links)
        said = f"a {what}; published (SUCCEEDED_BY{whose}): {became or 'nothing says what became of it'}"
        likely = self._suggestions(node.id)
        if likely:
            told = ", ".join(f"{one.title} ({one.evidence}, {one.figure:.2f})" for one in likely)
            said += f"; derived (LIKELY_SUCCEEDED_BY): {told}"
        return Named(text, tuple(dict.fromkeys(link.end for link in links)), True, said)

    def _suggestions(self, pathway: str) -> tuple[Suggestion, ...]:
        return tuple(
            Suggestion(
                link.end,
                "",
                self._graph.nodes[link.end].title,
                f"LIKELY_SUCCEEDED_BY of {self._graph.nodes[pathway].title} ({link.method})",
                f"{evidence(link.method, link.confidence, asserted=link.asserted)} evidence",
                link.confidence,
            )
            for link in self._likely.get(pathway, ())
        )


def _form(text: str) -> str:
    try:
        words = slug(text).split("-")
    except ValueError:
        return ""
    return "-".join(word for word in words if word != "and")
