"""Occupations that only BLS figures and the crosswalk have, and their parts. Curated: no file states the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.shipped import Facts
from loaders.sources import source_spec
from ontology import identifiers
from ontology.nodes import CombinedOccupation
from ontology.records import Record
from ontology.relationships import Combines

SOURCE = source_spec("bls_combined")


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Combined occupations, and COMBINES."""
    facts = known["bls_combined"]
    for fact in facts["occupations"]:
        yield CombinedOccupation(
            id=identifiers.combined_occupation(fact["code"]), title=fact["title"], code=fact["code"]
        )
    for fact in facts["parts"]:
        yield Combines(
            start=identifiers.combined_occupation(fact["code"]),
            end=identifiers.soc(fact["part"]),
            method="by elimination: the detailed occupations of the group without a row of their own",
            source=SOURCE.id,
        )
