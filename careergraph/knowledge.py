"""The Python API: one object that answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from careergraph.answers import Answer
from careergraph.builds import Build, ClosedBuild, DamagedBuild, open_current
from careergraph.manifest import Manifest
from careergraph.settings import Settings, settings
from ontology.graph import CareerGraph
from queries.align import Aligner
from queries.arcadedb_store import ArcadeDBStore
from queries.catalog import Scalar, named
from queries.dictionary import Dictionary, dictionary
from queries.explain import Explainer, meant
from queries.explanation import Explanation
from queries.given import question_values, specific
from queries.hints import hints
from queries.resolve import Reading, Resolver
from queries.search import Hit, NotASearchIndex, SearchIndex
from queries.show import Thing, resolve, show
from queries.sparql_catalog import example
from queries.sparql_examples import filled
from queries.sparql_results import Solutions, Triples, Truth
from queries.sparql_store import SparqlStore
from queries.store import Parameter

if TYPE_CHECKING:
    from queries.neo4j_address import Neo4jAddress
    from queries.neo4j_store import Neo4jStore


class KnowledgeBase:
    """The current build, held open: it stays what it was while newer ones are made. Threads may share it."""

    def __init__(self, build: Build, limits: Settings, address: Neo4jAddress | None = None) -> None:
        self._build, self._limits, self._address = build, limits, address
        self._store: ArcadeDBStore | Neo4jStore | None = None
        self._graph: CareerGraph | None = None
        self._index: SearchIndex | None = None
        self._resolver: Resolver | None = None
        self._explainer: Explainer | None = None
        self._sparql: SparqlStore | None = None
        self._opening, self._closed = Lock(), False

    @property
    def info(self) -> Manifest:
        """What the build is made of: counts, sources, releases, rights; `citation()` says how to cite it."""
        return self._build.manifest

    @property
    def rdf(self) -> Path:
        """Folder of the RDF edition: one file of N-Triples a named graph. Raises ClosedBuild."""
        self._check_open()
        return self._build.rdf

    @property
    def store(self) -> ArcadeDBStore | Neo4jStore:
        """The Cypher store, opened when first asked: the build's own, or the Neo4j database that was named.

        Raises DamagedBuild, after `close` ClosedBuild, or a StoreError where that does not hold this build.
        """
        with self._opening:
            self._check_open()
            self._store = self._store or self._open_store()
            return self._store

    @property
    def index(self) -> SearchIndex:
        """The search index, opened when first asked. Raises DamagedBuild or, after `close`, ClosedBuild."""
        with self._opening:
            self._check_open()
            self._index = self._index or self._open_index()
            return self._index

    @property
    def resolver(self) -> Resolver:
        """Resolves codes, old and new; made when first asked, in a second or two."""
        with self._opening:
            self._check_open()
            self._resolver = self._resolver or Resolver(self._read_graph())
            return self._resolver

    @property
    def explainer(self) -> Explainer:
        """Explains why things are linked; made when first asked, in a second or two."""
        with self._opening:
            self._check_open()
            self._explainer = self._explainer or Explainer(self._read_graph())
            return self._explainer

    @property
    def sparql_store(self) -> SparqlStore:
        """The RDF edition for SPARQL, read into memory when first asked. Raises NoEdition or ClosedBuild."""
        with self._opening:
            self._check_open()
            self._sparql = self._sparql or SparqlStore(self._build.rdf, self.info.base)
            return self._sparql

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedBuild(self._build.folder)

    def _open_store(self) -> ArcadeDBStore | Neo4jStore:
        if self._address is not None:
            return _open_neo4j(self._address, self.info.content_hash)
        store = ArcadeDBStore.open(self._build.store, heap_mb=self._limits.heap_mb)
        if store.content_hash != self.info.content_hash:
            store.close()
            raise DamagedBuild(self._build.folder, "the store holds another graph than the manifest says")
        return store

    def _open_index(self) -> SearchIndex:
        try:
            return SearchIndex.open(self._build.search)
        except NotASearchIndex as error:
            raise DamagedBuild(self._build.folder, str(error)) from error

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Parameter] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """The answer to a Cypher query, within `timeout` seconds and `limit` rows (else those of the settings).

        Raises a StoreError: QuerySyntaxError, WriteRefused, QueryTimeout and their like.
        """
        timeout, limit = timeout or self._limits.timeout, limit or self._limits.limit
        return Answer(self.store.query(cypher, parameters, timeout=timeout, limit=limit))

    def ask(self, question: str, **parameters: Scalar) -> Answer:
        """The answer to a question of the catalogue; parameters have defaults, things go by title, code or id.

        Raises UnknownQuestion, UnknownParameter, NothingFound or SeveralFound.
        """
        asked = named(question)
        return self.query(asked.cypher, question_values(asked, parameters, self.index))

    def sparql(
        self, query: str, *, timeout: float | None = None, limit: int | None = None
    ) -> Answer | Triples | bool:
        """The answer to a SPARQL query: rows to SELECT, triples to CONSTRUCT and DESCRIBE, a truth to ASK.

        Prefixes such as `soc:` and `skos:` are known. Raises a StoreError, as `query` does.
        """
        timeout, limit = timeout or self._limits.timeout, limit or self._limits.limit
        found = self.sparql_store.query(query, timeout=timeout, limit=limit)
        if isinstance(found, Solutions):
            return Answer(found.result())
        return found.value if isinstance(found, Truth) else found

    def sparql_example(self, name: str, **parameters: str) -> Answer | Triples | bool:
        """The answer to a named example; parameters have defaults, things go by title, code or id.

        Raises UnknownExample, UnknownParameter, NothingFound or SeveralFound.
        """
        return self.sparql(filled(example(name), parameters, self.index, self.info.base))

    def hints(self, cypher: str) -> list[str]:
        """Remarks on labels and relationship types of a query that the graph does not have."""
        return hints(cypher, {*self.info.labels, *self.info.relationship_types})

    def find(self, text: str, *, kinds: Collection[str] | None = None, limit: int = 20) -> list[Hit]:
        """What a text may mean, best first: codes, titles, job titles, alternative and old names.

        `kinds` are labels: DetailedOccupation, or Occupation for all occupations.
        """
        return self.index.find(text, kinds=None if kinds is None else specific(kinds), limit=limit)

    def show(self, asked: str) -> Thing:
        """One thing, by id, code or exact title, with all its relations. Raises NothingFound or SeveralFound."""
        return show(self.store, resolve(asked, self.index))

    def explain(self, a: str, b: str | None = None) -> Explanation:
        """Why A and B are linked, or what A alone is linked to and why; ids, codes or titles.

        Raises NothingFound or SeveralFound.
        """
        return self.explainer.explain(*(meant(asked, self.index)[0] for asked in (a, b) if asked is not None))

    def resolve(self, text: str, systems: Collection[str] | None = None) -> list[Reading]:
        """What a text may mean as a code of `soc`, `cip` or `naics` (all if None), likeliest first."""
        return self.resolver.resolve(text, systems)

    def aligner(self, system: str, to: str = "", *, mend: bool = False) -> Aligner:
        """Aligns codes of one system: `align(text)` gives matches and remarks. Raises NoSuchAlignment."""
        return Aligner(self.resolver, system=system, to=to, mend=mend)

    def schema(self) -> Dictionary:
        """Labels, relationship types and properties, with their meaning."""
        return dictionary(self.store.schema())

    def graph(self) -> CareerGraph:
        """The whole graph as records; read when first asked, in a second or two."""
        with self._opening:
            self._check_open()
            return self._read_graph()

    def _read_graph(self) -> CareerGraph:
        self._graph = self._graph or self._build.graph()
        return self._graph

    def close(self) -> None:
        """Gives store, index and build back; closing twice is fine."""
        with self._opening:
            self._closed = True
            for part in (self._store, self._sparql, self._index, self._build):
                if part is not None:
                    part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open_neo4j(address: Neo4jAddress, content_hash: str) -> Neo4jStore:
    # The driver takes long to import, and most never ask a server.
    from queries.neo4j_errors import HoldsAnotherBuild
    from queries.neo4j_store import Neo4jStore

    store = Neo4jStore.open(address)
    if store.content_hash != content_hash:
        store.close()
        raise HoldsAnotherBuild(str(address))
    return store


def open(home: str | Path | None = None, *, store: str | None = None) -> KnowledgeBase:  # noqa: A001
    """The current build below `home` (else CAREERGRAPH_HOME, else the user's data folder). Raises NoBuild.

    With `store`, the address of a Neo4j server that holds the same build, Cypher is asked there.
    """
    chosen = settings(Path(home) if home else None)
    return KnowledgeBase(open_current(chosen.home), chosen, chosen.neo4j.address(store) if store else None)
