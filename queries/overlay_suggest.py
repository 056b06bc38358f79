"""What a program without a home might be: by its names alone, so derived, and never counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from queries.overlay_ground import Ground
from queries.overlay_landing import Landed
from queries.overlay_names import Suggestion
from queries.overlay_rows import LocalProgram
from queries.search import Hit

MOST = 3
SEARCHED = 200  # titles, lest a long list take minutes
_KINDS = {"InstructionalProgram": "cip", "DetailedOccupation": "soc"}
# By the search's score: the same name; most words of it; below the floor it says nothing.
_SAME, _LIKE, _FLOOR = 0.93, 0.75, 0.65
_LONGEST = 120


class Find(Protocol):
    """Searches names, as `SearchIndex.find` does."""

    def __call__(self, text: str, *, kinds: Sequence[str] | None = None, limit: int = 20) -> list[Hit]:
        """What a text may mean, best first."""


def by_title(
    homeless: Iterable[Landed], ground: Ground, find: Find | None
) -> Mapping[LocalProgram, tuple[Suggestion, ...]]:
    """For each program: successors of the pathway of 2002 that it is called like, then codes titled alike.

    Only the first 200 titles, in the order of the alphabet, are searched.
    """
    programs = [one.program for one in homeless]
    titles = sorted({program.name for program in programs if program.name})[:SEARCHED]
    alike = {title: _alike(title, ground, find) for title in titles} if find else {}
    return {program: (*_by_pathway(program, ground), *alike.get(program.name, ())) for program in programs}


def _by_pathway(program: LocalProgram, ground: Ground) -> tuple[Suggestion, ...]:
    row = program.local
    found = (ground.names.likely(name) for name in (row.pathway, row.title, row.cluster) if name)
    return next((likely for likely in found if likely), ())[:MOST]


def _alike(title: str, ground: Ground, find: Find) -> tuple[Suggestion, ...]:
    hits = find(title[:_LONGEST], kinds=tuple(_KINDS), limit=2 * MOST)
    good = [
        hit
        for hit in hits
        if hit.score >= _FLOOR
        and hit.code
        and not hit.retired
        and ground.aligners[_KINDS[hit.kind]].align(hit.code).aligned
    ]
    programs = [hit for hit in good if _KINDS[hit.kind] == "cip"]
    return tuple(_suggestion(hit) for hit in (programs or good)[:MOST])


def _suggestion(hit: Hit) -> Suggestion:
    words = "strong evidence" if hit.score >= _SAME else "some evidence" if hit.score >= _LIKE else "weak evidence"
    return Suggestion(hit.id, hit.code or "", hit.title, f"search by title: {hit.matched}", words, hit.score)
