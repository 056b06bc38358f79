"""All types of relationships, published and derived."""

from __future__ import annotations

from ontology.derived import DERIVED_TYPES
from ontology.relationships import PUBLISHED_TYPES, Relationship

RELATIONSHIP_TYPES: dict[str, type[Relationship]] = {**PUBLISHED_TYPES, **DERIVED_TYPES}
