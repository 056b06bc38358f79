"""What schemathesis does not know by itself: a query in SPARQL is sent as the text that it is."""

from __future__ import annotations

import schemathesis  # type: ignore[import-not-found]

schemathesis.serializer.alias("application/sparql-query", "text/plain")
