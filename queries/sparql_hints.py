"""Remarks on what a query names and the edition does not hold: a slip, most of the time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import pyoxigraph as ox
from rdflib.namespace import XSD

from queries.sparql_text import Mentions, ShortNames

_NAMES = """
SELECT DISTINCT ?name
{ { ?x ?name ?y } UNION { ?x a ?name } UNION { ?name a ?x } FILTER(STRSTARTS(STR(?name), "%s")) }
"""


class Hints:
    """Looks up in a store what a query names."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store, self._short = store, ShortNames(base)
        self._names: Mapping[str, list[str]] | None = None

    def learn(self) -> None:
        """Reads all names once, so that those near an unknown one need not be looked for each time."""
        names = defaultdict(list)
        for iri in self._read_names(""):
            names[iri[: _tail(iri)]].append(iri)
        self._names = dict(names)

    def remarks(self, mentions: Mentions, *, found: bool) -> tuple[str, ...]:
        """A sentence for each term that stands nowhere, with what is near it; if nothing was found, also texts."""
        literals = () if found else self._literals(mentions)
        return tuple(dict.fromkeys((*self._terms(mentions), *literals)))

    def _terms(self, mentions: Mentions) -> Iterator[str]:
        for mention in mentions.terms:
            term = ox.NamedNode(mention.iri)
            if not mention.iri.startswith(str(XSD)) and mention.iri[-1] not in "/#" and not self._occurs(term):
                near = self._near(mention.iri)
                yield f"Nothing here is called {mention.written}{f'; near it: {near}' if near else ''}."

    def _occurs(self, term: ox.NamedNode | ox.Literal) -> bool:
        find = self._store.quads_for_pattern
        found = [find(None, None, term)]
        if isinstance(term, ox.NamedNode):
            found += [find(term, None, None), find(None, term, None)]
        return any(next(quads, None) for quads in found)

    def _near(self, iri: str) -> str:
        """Up to three names of the same place, joined by commas."""
        cut = _tail(iri)
        found = self._read_names(iri[:cut]) if self._names is None else self._names.get(iri[:cut], ())
        tails = {name[cut:]: name for name in found}
        near = get_close_matches(iri[cut:], tails, 3, cutoff=0.7)
        return ", ".join(self._short(tails[tail]) for tail in near)

    def _read_names(self, start: str) -> Iterator[str]:
        found = self._store.query(_NAMES % start, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return (row["name"].value for row in found)

    def _literals(self, mentions: Mentions) -> Iterator[str]:
        for text in mentions.texts:
            if not self._occurs(ox.Literal(text)) and self._occurs(ox.Literal(text, language="en")):
                yield f'"{text}" is English here: "{text}"@en finds it.'
        for number in mentions.numbers:
            kind = XSD.decimal if "." in number else XSD.integer
            written = ox.Literal(number, datatype=ox.NamedNode(str(kind)))
            if not self._occurs(written) and self._occurs(ox.Literal(number)):
                yield f'Codes are texts here: "{number}", in quotation marks, finds it.'


def _tail(iri: str) -> int:
    """Where the last part of an IRI begins."""
    return max(iri.rfind("/"), iri.rfind("#")) + 1
