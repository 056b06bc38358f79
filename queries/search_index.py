"""What a search index holds, how its one file is written, and what a typed word may mean among its words."""

import re
import sqlite3
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from pathlib import Path
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

APPLICATION_ID = 0x43474658  # "CGFX"
FORMAT = 2
TITLE = "title"

STOP_WORDS = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"))
# Property → the role of its names, and how well one of them fits: SOC's own job titles before O*NET's.
NAME_ROLES = {
    "altTitles": ("alternative title", 1.0),
    "directMatchTitles": ("job title", 1.0),
    "alternateTitles": ("job title", 0.995),
    "indexTerms": ("index term", 1.0),
}
SHARED = 0.85  # of the fit of a lesser name that several entries have
NOT_SEARCHED = frozenset({"Alignment"})
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
    """Yield an entry for every node of `graph` but the alignments, in the graph's order."""
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


def all_words(text: str) -> tuple[str, ...]:
    """Give the words of a text, lower case ASCII: "&" is "and", "C++" "cplusplus", "C#" "csharp"."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['\u2019]s\b|['\u2019`]", "", plain)
    plain = re.sub(r"\b([a-z])[./](?=[a-z](?![\w+#]))", r"\1", plain)
    plain = re.sub(r"(?<=\w)\++(?!\w)", lambda plus: "plus" * len(plus[0]), plain)
    plain = re.sub("(?<=[a-z])#", "sharp", plain).replace("&", " and ")
    return tuple(re.findall("[a-z0-9]+", plain))


def content_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words without "and", "of", "the"…; all of them where nothing else is left."""
    return tuple(word for word in words if word not in STOP_WORDS) or words


def plain_code(text: str) -> str:
    """Give a code as it is compared: lower case, no white space, every dash a hyphen."""
    return re.sub("[\u2010-\u2015\u2212]", "-", re.sub(r"[\s\0]+", "", text)).casefold()


def code_keys(code: str) -> dict[str, float]:
    """Give every form in which a code may be typed, with how well (0-1) that form fits it.

    Besides the code itself: its bare digits, each sector of a NAICS range, a CIP series with "00" added, and
    what a spreadsheet makes of a CIP code that it takes for a number (1.0101 of 01.0101, 1.1 of 01.10).
    """
    plain = plain_code(code)
    keys = {plain: 1.0}
    keys.setdefault(re.sub("[.-]", "", plain), 0.98)
    if found := re.fullmatch(r"(\d\d)-(\d\d)", plain):
        keys |= {str(sector): 0.95 for sector in range(int(found[1]), int(found[2]) + 1)}
    if re.fullmatch(r"\d\d\.\d\d", plain):
        keys[f"{plain}00"] = 0.9
    for form in tuple(keys):
        keys.setdefault(form.removeprefix("0"), 0.9)
    for form in (plain, plain.removeprefix("0")):
        if "." in form:
            keys.setdefault(form.rstrip("0").rstrip("."), 0.85)
    return keys


def agent_form(word: str) -> str:
    """Give "welding" for "welder", so that the porter stem of a trade and of who practises it are one."""
    return re.sub(r"(?<=[a-z]{3})(?<!e)[eo]rs?$", "ing", word)


@dataclass(slots=True)
class Reading:
    """One typed word: the indexed words it may stand for, each with its likeness (0-1)."""

    word: str
    likeness: dict[str, float] = field(default_factory=dict)
    halves: tuple[str, str] | None = None
    prefix: bool = False

    def add(self, words: Iterable[str], least: float, spread: float) -> None:
        """Take `words` in, each with `least` likeness and up to `spread` more the closer it is spelt."""
        for word in words:
            likeness = least + spread * OSA.normalized_similarity(self.word, word)
            self.likeness[word] = max(likeness, self.likeness.get(word, 0.0))

    def correct(self, meant: str, numbers: Iterable[str], stems: Iterable[str], place: int) -> None:
        """Take in what was probably meant, its plurals and its kin; `place` counts likelier corrections."""
        doubt = 0.03 * place + (0.08 if meant[0] != self.word[0] else 0.0)
        self.add([meant, *numbers], 0.40 - doubt, 0.40)
        self.add(stems, 0.35 - doubt, 0.40)

    def expression(self) -> str:
        """Give the full-text expression for any of the words."""
        covered = {word for word in self.likeness if self.prefix and word.startswith(self.word)}
        others = self.likeness.keys() - covered - set(self.halves or ())
        near = nsmallest(40, others, key=lambda word: (-self.likeness[word], word))
        terms = [f'"{word}"' for word in near]
        if self.prefix:
            terms.append(f'"{self.word}"*')
        if self.halves:
            terms.append(f'("{self.halves[0]}" AND "{self.halves[1]}")')
        return f"({' OR '.join(terms)})"


class Vocabulary:
    """The distinct words of all names, and what a typed word may mean among them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(counts)
        self._by_length: dict[int, list[str]] = {}
        for word in self._sorted:
            self._by_length.setdefault(len(word), []).append(word)

    def read(self, word: str, stems: Iterable[str]) -> Reading:
        """Give what `word` may stand for as it is spelt: itself, its plural, what begins with it, its kin."""
        reading = Reading(word)
        reading.add(stems, 0.78, 0.15)
        beginning = self._beginning(word)
        reading.prefix = bool(beginning)
        reading.add(beginning, 0.80, 0.15)
        reading.likeness |= dict.fromkeys(self.numbers(word), 0.97)
        reading.likeness |= dict.fromkeys({word} & self._counts.keys(), 1.0)
        reading.halves = self._halves(word)
        for half in reading.halves or ():
            reading.likeness.setdefault(half, 0.9)
        return reading

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the two words that an unknown word is written together from, or else the word alone."""
        known = word in self._counts or self._beginning(word)
        return (word,) if known else self._halves(word) or (word,)

    def join(self, one: Reading, other: Reading) -> None:
        """Let two neighbours stand for the word they make together, if there is one ("cyber security")."""
        if (joined := one.word + other.word) in self._counts:
            one.likeness[joined] = other.likeness[joined] = 0.95

    def numbers(self, word: str) -> list[str]:
        """Give the plurals and singulars of `word`, as far as they are known."""
        if word.endswith("s"):
            forms = (word[:-1], word.removesuffix("es"), re.sub("ies$", "y", word), f"{word}es")
        else:
            forms = (f"{word}s", f"{word}es", re.sub("y$", "ies", word), word)
        return [form for form in forms if form in self._counts and form != word]

    def misspelt(self, word: str) -> list[str]:
        """Give the words fewest slips away from `word` (one in four letters at most), likeliest first."""
        slips = min(len(word) // 4, 3)
        if slips == 0 or any(letter.isdigit() for letter in word):
            return []
        near = self._near(word, slips) or self._near(f"{word}s", slips)
        least = min(near.values(), default=0)
        alike = [other for other, slip in near.items() if slip == least]
        return nsmallest(6, alike, key=lambda other: (other[0] != word[0], -self._counts[other], other))

    def _near(self, word: str, slips: int) -> dict[str, int]:
        """Give the words at most `slips` away, with their slips; a short word must begin alike."""
        lengths = range(len(word) - slips, len(word) + slips + 1)
        words = [other for length in lengths for other in self._by_length.get(length, ())]
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return {other: slip for other, slip, _ in found if slip and (len(word) > 5 or other[0] == word[0])}

    def _beginning(self, start: str) -> list[str]:
        """Give the words that begin with `start`; none for a single letter, which begins too many."""
        if len(start) < 2:
            return []
        first, end = bisect_left(self._sorted, start), bisect_left(self._sorted, f"{start}~")
        return self._sorted[first:end]

    def _halves(self, word: str) -> tuple[str, str] | None:
        """Give the two words that `word` is written together from ("healthcare"), the evenest split first."""
        cuts = sorted(range(3, len(word) - 2), key=lambda cut: abs(2 * cut - len(word)))
        pairs = ((word[:cut], word[cut:]) for cut in cuts)
        return next((pair for pair in pairs if pair[0] in self._counts and pair[1] in self._counts), None)


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
