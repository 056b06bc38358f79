"""Rows of a local framework, cleaned, and the ids that its own things have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ontology.identifiers import slug

_LONGEST_SLUG = 60
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # characters that turn the direction of the text
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_TURNING}\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A row with its number in the file (the first is 1), and its cells as text; `others` by column."""

    number: int
    cluster: str = ""
    pathway: str = ""
    title: str = ""
    soc: str = ""
    cip: str = ""
    sub_cluster: str = ""
    others: tuple[str, ...] = ()

    def cleaned(self) -> LocalRow:
        """The row without stray spaces; control characters are made visible as U+FFFD."""
        return replace(
            self,
            cluster=one_line(self.cluster),
            pathway=one_line(self.pathway),
            title=one_line(self.title),
            soc=clean(self.soc),
            cip=clean(self.cip),
            sub_cluster=clean(self.sub_cluster),
            others=tuple(map(clean, self.others)),
        )


@dataclass(frozen=True, slots=True)
class LocalProgram:
    """Rows that say the same in every column, as one; `rows` are their numbers. Ids are the overlay's own."""

    rows: tuple[int, ...]
    local: LocalRow
    id: str
    cluster_id: str
    pathway_id: str

    @property
    def name(self) -> str:
        """What to call it: its title, else its pathway, else its cluster."""
        return self.local.title or self.local.pathway or self.local.cluster

    @property
    def cluster(self) -> str:
        """Its local cluster, or its pathway where the file names no cluster."""
        return self.local.cluster or self.local.pathway


def programs(rows: Iterable[LocalRow], base: str) -> list[LocalProgram]:
    """The rows as programs, each once; in order of their ids and cells, whatever the order of the rows."""
    same: dict[LocalRow, list[int]] = {}
    for row in rows:
        same.setdefault(replace(row.cleaned(), number=0), []).append(row.number)
    found = [_program(tuple(sorted(numbers)), row, base) for row, numbers in same.items()]
    return sorted(found, key=lambda program: program.rows)


def _program(numbers: tuple[int, ...], row: LocalRow, base: str) -> LocalProgram:
    cluster = local_id(base, "cluster", row.cluster)
    pathway = local_id(base, "pathway", row.cluster, row.pathway) if row.pathway else ""
    program = local_id(base, "program", row.cluster, row.pathway, row.title) if row.title else ""
    return LocalProgram(numbers, replace(row, number=numbers[0]), program or pathway or cluster, cluster, pathway)


def base_id(name: str) -> str:
    """Where the ids of an overlay begin: `overlay/lark-county`. Nothing in the graph has such an id."""
    return f"overlay/{local_slug(name)}"


def local_id(base: str, kind: str, *titles: str) -> str:
    """Id of a thing of the overlay by its titles from the top, blank ones left out; empty if all are blank."""
    slugs = [local_slug(title) for title in titles if title]
    return "/".join((base, kind, *slugs)) if slugs else ""


def local_slug(title: str) -> str:
    """A slug for any text: where too little or too much is left of it, with a mark that tells it from others."""
    try:
        made = slug(title)
    except ValueError:
        made = ""
    if made and len(made) <= _LONGEST_SLUG:
        return made
    mark = hashlib.sha256(title.encode()).hexdigest()[:8]
    return f"{made[:_LONGEST_SLUG].strip('-')}-{mark}".lstrip("-")


def one_line(text: str) -> str:
    """The text in one line, without stray spaces."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """The text without spaces around it, control characters as U+FFFD; line ends stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", lines).strip() if lines else ""
