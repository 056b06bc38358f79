"""What the dashboard is given: the current build, open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from careergraph.builds import open_current
from careergraph.settings import Settings
from careergraph.sides import build_before, held
from dashboard.data import Earlier, Opened
from ontology.exports.about import edition
from ontology.graph import CareerGraph
from queries.about import About
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex


@contextmanager
def open_for_dashboard(settings: Settings, server: str = "") -> Iterator[Opened]:
    """The current build with all that answers from it; takes seconds. Raises NoBuild or DamagedBuild."""
    with ExitStack() as held:
        build = open_current(settings.home)
        held.callback(build.close)
        # Its processes start in the background, meanwhile.
        cypher = CypherPool(build.store)
        held.callback(cypher.close)
        graph, about = build.graph(), build.manifest
        explainer = Explainer(graph)
        index = SearchIndex.open(build.search)
        held.callback(index.close)
        yield Opened(
            about=About(
                build=about.build,
                edition=edition(graph),
                made=datetime.fromisoformat(about.made),
                base=about.base,
                software=about.careergraph,
                citation=about.citation(),
                triples=about.triples,
            ),
            graph=graph,
            statements=explainer.statements,
            index=index,
            explainer=explainer,
            resolver=Resolver(graph),
            cypher=cypher,
            server=server.rstrip("/"),
            earlier=_earlier(settings.home, build.folder),
        )


def _earlier(home: Path, folder: Path) -> Earlier | None:
    """The build before the one in a folder, where one is kept."""
    before = build_before(folder.name, home)
    if before is None:
        return None
    with held(before) as side:
        made = datetime.fromisoformat(side.manifest.made)

    def graph() -> CareerGraph:
        with held(before) as side:
            return side.graph()

    return Earlier(before.name, made, graph)
