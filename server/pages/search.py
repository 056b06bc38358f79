"""The page of what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request

from queries.search import Hit
from queries.told.names import Name
from queries.told.words import words
from server.pages.templates import render

# What a search can be narrowed to: a label of nodes, and its words.
_KINDS = {
    "CareerCluster": "Clusters",
    "SubCluster": "Sub-clusters",
    "Occupation": "Occupations",
    "Program": "Programs",
    "Industry": "Industries",
    "LegacyPathway": "Pathways of 2002",
    "JobTitle": "Job titles",
    "Skill": "Skills",
    "FormerCode": "Former codes",
}


def search_page(request: Request, q: str, hits: Sequence[Hit]) -> bytes:
    """The page in UTF-8: hits, best first, and links that narrow the search to a kind."""
    chosen = request.query_params.get("kind", "")
    return render(
        "search.html",
        request,
        q=q,
        hits=[(hit, _name(hit), words()["kinds"][hit.kind]) for hit in hits],
        kinds={label: (said, urlencode({"q": q, "kind": label})) for label, said in _KINDS.items()},
        everything=urlencode({"q": q}),
        chosen=chosen,
    )


def _name(hit: Hit) -> Name:
    return Name(hit.id, hit.code or "", hit.title, hit.retired)
