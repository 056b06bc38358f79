"""What a search index holds, and how its one file is written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from queries.search_words import agent_form, all_words, code_keys, content_words

APPLICATION_ID = 0x43474658  # "CGFX"
FORMAT = 2
TITLE = "title"

# Property → the role of its names, and how well one of them fits: SOC's own job titles before O*NET's.
NAME_ROLES = {
    "altTitles": ("alternative title", 1.0),
    "directMatchTitles": ("job title", 1.0),
    "alternateTitles": ("job title", 0.995),
    "indexTerms": ("index term", 1.0),
}
SHARED = 0.85  # of the fit of a lesser name that several entries have
NOT_SEARCHED = frozenset({"Alignment", "Finding"})
WEIGHTS = {
    "CareerCluster": 100,
    "SubCluster": 95,
    "LegacyCluster": 85,
    "LegacyPathway": 82,
    "DetailedOccupation": 78,
    "CombinedOccupation": 76,
    "InstructionalProgram": 70,
    "BroadOccupation": 62,
    "NationalIndustry": 60,
    "MinorGroup": 58,
    "MajorGroup": 56,
    "ProgramSeries": 55,
    "ProgramFamily": 54,
    "NaicsIndustry": 52,
    "IndustryGroup": 50,
    "Subsector": 48,
    "Sector": 46,
    "FormerOccupation": 44,
    "FormerIndustry": 42,
    "JobTitle": 40,
    "Skill": 36,
    "Workplace": 32,
    "AdvisoryGroup": 28,
    "Framework": 24,
    "Source": 10,
}
DEFAULT_WEIGHT = 20

SCHEMA = """
CREATE TABLE node (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE COLLATE NOCASE, kind TEXT NOT NULL,
                   title TEXT NOT NULL, code TEXT, prior REAL NOT NULL, retired INTEGER NOT NULL);
CREATE TABLE name (number INTEGER PRIMARY KEY, node INTEGER NOT NULL, text TEXT NOT NULL, role TEXT NOT NULL,
                   key TEXT NOT NULL, words TEXT NOT NULL, fit REAL NOT NULL);
CREATE TABLE code (key TEXT NOT NULL, node INTEGER NOT NULL, fit REAL NOT NULL,
                   PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT NOT NULL, names INTEGER NOT NULL);
CREATE VIRTUAL TABLE name_words USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE word_stems USING fts5(word, content='', columnsize=0, detail=none,
                                           tokenize='porter ascii');
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One more name of an entry; `role` says what it is: "job title", "index term", "old name"…

    `fit` (0-1) says how well it fits the entry: with 1 it is as good a name as any but the title.
    """

    text: str
    role: str
    fit: float = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. Among equal matches a bigger `weight` ranks higher."""

    id: str
    kind: str
    title: str
    code: str | None
    names: tuple[Name, ...]
    weight: int
    retired: bool


class DuplicateEntry(ValueError):
    """Two entries share an id (case does not tell ids apart)."""

    def __init__(self, entry_id: str) -> None:
        self.entry_id = entry_id
        super().__init__(f"two search entries have the id {entry_id!r}: ids must differ by more than case")


class Node(Protocol):
    """What is read of a node."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, general first, the most specific last; "Retired" may follow."""

    def properties(self) -> Mapping[str, object]:
        """Give the properties under their camelCase names."""


class Graph(Protocol):
    """What is read of a graph: its nodes, by id."""

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes, by id."""


@dataclass(frozen=True, slots=True)
class _Row:
    node: int
    text: str
    role: str
    fit: float
    weight: int
    words: tuple[str, ...]


def entries(graph: Graph) -> Iterator[Entry]:
    """Yield an entry for every node of `graph` but alignments and findings, in the graph's order."""
    for node_id, node in graph.nodes.items():
        kind = [label for label in node.labels if label != "Retired"][-1]
        if kind not in NOT_SEARCHED:
            yield _entry(node_id, kind, node)


def _entry(node_id: str, kind: str, node: Node) -> Entry:
    values = node.properties()
    code, title = values.get("code"), values.get("title")
    return Entry(
        id=node_id,
        kind=kind,
        title=str(title) if title else node_id,
        code=str(code) if code else None,
        names=tuple(
            Name(text, role, fit) for key, (role, fit) in NAME_ROLES.items() for text in _texts(values.get(key))
        ),
        weight=WEIGHTS.get(kind, DEFAULT_WEIGHT),
        retired=not {"Retired", "FormerCode"}.isdisjoint(node.labels),
    )


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, Sequence) else ()


def build_index(path: Path, entries: Iterable[Entry]) -> None:
    """Write the search index of `entries` to `path`, replacing what is there only once it is complete.

    The same entries in the same order give the same bytes (under the same release of SQLite).

    Raises:
        DuplicateEntry: two entries have the same id.
    """
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            _write(db, list(entries))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(db: sqlite3.Connection, found: Sequence[Entry]) -> None:
    db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    db.executescript(f"{SCHEMA} BEGIN;")
    _write_nodes(db, found)
    rows = sorted(_told_apart(list(_rows(found))), key=_rank)
    counts = Counter(word for row in rows for word in set(content_words(row.words)))
    _write_names(db, rows)
    _write_words(db, counts)
    for table in ("name_words", "word_stems"):
        db.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    db.commit()
    db.executescript(
        f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT};"
        "CREATE INDEX name_key ON name(key); ANALYZE; VACUUM;"
    )


def _write_nodes(db: sqlite3.Connection, found: Sequence[Entry]) -> None:
    top = max((entry.weight for entry in found), default=0) or 1
    for number, entry in enumerate(found):
        values = (number, entry.id, entry.kind, entry.title, entry.code, entry.weight / top, entry.retired)
        try:
            db.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        except sqlite3.IntegrityError as error:
            raise DuplicateEntry(entry.id) from error
        if entry.code:
            keys = code_keys(entry.code).items()
            db.executemany("INSERT INTO code VALUES (?, ?, ?)", ((key, number, fit) for key, fit in keys))


def _told_apart(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield the rows; a lesser name that several entries share ("Engineer") fits each less: it names none."""
    lesser = Counter(row.words for row in rows if row.fit < 1)
    for row in rows:
        yield replace(row, fit=row.fit * SHARED) if row.fit < 1 < lesser[row.words] else row


def _rank(row: _Row) -> tuple[bool, float, int, int, int]:
    return row.role != TITLE, -row.fit, -row.weight, len(row.words), row.node


def _rows(found: Sequence[Entry]) -> Iterator[_Row]:
    """Yield the names of every entry, each once, its title first; none without a letter or digit."""
    for number, entry in enumerate(found):
        seen: set[tuple[str, ...]] = {()}
        for name in (Name(entry.title, TITLE), *entry.names):
            words = all_words(name.text)
            if words not in seen:
                seen.add(words)
                yield _Row(number, name.text, name.role, name.fit, entry.weight, words)


def _write_names(db: sqlite3.Connection, rows: Sequence[_Row]) -> None:
    # A full-text search answers in the order of these numbers, so a cut-off keeps titles, good and heavy ones.
    for number, row in enumerate(rows):
        words = " ".join(content_words(row.words))
        values = (number, row.node, row.text, row.role, " ".join(row.words), words, row.fit)
        db.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        db.execute("INSERT INTO name_words(rowid, words) VALUES (?, ?)", (number, words))


def _write_words(db: sqlite3.Connection, counts: Counter[str]) -> None:
    for number, (word, names) in enumerate(sorted(counts.items())):
        db.execute("INSERT INTO word VALUES (?, ?, ?)", (number, word, names))
        stems = f"{word} {agent_form(word)}"
        db.execute("INSERT INTO word_stems(rowid, word) VALUES (?, ?)", (number, stems))
