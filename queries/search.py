"""Find what a text means: a code, a title, another name; forgiving of slips, ranked, whatever the engine."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import pairwise
from math import log2
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple, Self

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from queries.search_index import APPLICATION_ID, FORMAT, TITLE, Entry, Name, build_index, entries
from queries.search_words import Reading, Vocabulary, agent_form, all_words, content_words, plain_code

__all__ = ["Entry", "Hit", "Name", "NotASearchIndex", "SearchIndex", "build_index", "entries"]

LONGEST_TEXT = 200
MOST_WORDS = 8
CANDIDATES = 400  # names judged per question put to the full-text index
POSTINGS = 2500  # names looked at per word when no name has all the words
FEW = 3  # with fewer hits than this, names with only some of the words are looked at as well
FLOOR = 0.3  # of the letters typed, weighed by how well each word matched
MOST = 0.6  # the same, beside hits that have every word
EXACT, EXACT_OTHER, BELOW_EXACT = 0.98, 0.93, 0.92
CODE = re.compile(r"\d[\da-z.-]*")
SYSTEM = re.compile(r"(soc|naics|cip)\b[\s:]*(?=\d)", re.IGNORECASE)
ONET_CODE = re.compile(r"(\d\d-?\d{4})\.\d\d")

_NODE = "node.id, node.kind, node.title, node.code, node.prior, node.retired"
_OF_KINDS = "(:kinds IS NULL OR node.kind IN (SELECT value FROM json_each(:kinds)))"
# CROSS JOIN keeps SQLite from reordering: the full-text index leads, in the order of its numbers.
_TO_NODE = f"CROSS JOIN node ON node.number = name.node WHERE {_OF_KINDS}"
_NAME = f"SELECT {_NODE}, name.text, name.role, name.key, name.words, name.fit FROM"
_BY_KEY = f"{_NAME} name {_TO_NODE} AND name.key = :key"
_BY_NUMBER = f"{_NAME} json_each(:numbers) AS one CROSS JOIN name ON name.number = one.value {_TO_NODE}"
_MATCHING = f"""name_words CROSS JOIN name ON name.number = name_words.rowid {_TO_NODE}
                AND name_words MATCH :terms ORDER BY name_words.rowid"""
_BY_WORDS = f"{_NAME} {_MATCHING} LIMIT {CANDIDATES}"
_NUMBERS = f"SELECT rowid FROM name_words WHERE name_words MATCH :terms ORDER BY rowid LIMIT {POSTINGS}"
_NUMBERS_OF_KINDS = f"SELECT name_words.rowid FROM {_MATCHING} LIMIT {POSTINGS}"
_CODES = f"SELECT {_NODE}, code.key, code.fit FROM code CROSS JOIN node ON node.number = code.node"
_BY_CODE = f"{_CODES} WHERE {_OF_KINDS} AND code.key = :key"
_BELOW_CODE = f"{_CODES} WHERE {_OF_KINDS} AND code.key > :key AND code.key < :key || '~' AND code.fit > 0.95"
_BY_ID = f"SELECT {_NODE} FROM node WHERE {_OF_KINDS} AND node.id = :id"
_IDS_UNDER = "SELECT id FROM node WHERE substr(id, 1, length(:head)) = :head COLLATE NOCASE"
_STEMS = """SELECT word.word FROM word_stems CROSS JOIN word ON word.number = word_stems.rowid
            WHERE word_stems MATCH :terms ORDER BY word.number LIMIT 40"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `matched` is the name, code or id that matched, `role` what that is.

    `score` says how well, from 0 to 1: a code or title typed exactly has 0.98 and more (if retired 0.96),
    another name typed exactly 0.93 and more (0.91), a lesser form of a code 0.83 and more, all else at most
    0.92, even a job title of O*NET typed exactly that several occupations share.
    """

    id: str
    kind: str
    title: str
    code: str | None
    matched: str
    role: str
    score: float
    retired: bool


_Values = tuple[Any, ...]


class NotASearchIndex(ValueError):
    """The file is missing, is no search index, or was written for another release."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a search index of this release (format {FORMAT}): build it again")


class _Row(NamedTuple):
    id: str
    kind: str
    title: str
    code: str | None
    prior: float
    retired: int

    def hit(self, matched: str, role: str, score: float) -> Hit:
        worth = round(score * (0.985 if self.retired else 1.0), 4)
        return Hit(self.id, self.kind, self.title, self.code, matched, role, worth, bool(self.retired))


class SearchIndex:
    """An open search index: read-only, safe to share between threads; several processes may open one file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = Lock()
        self._words = Vocabulary(dict(db.execute("SELECT word, names FROM word")))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index that `build_index` wrote.

        Raises:
            NotASearchIndex: there is no such file, or it is something else.
        """
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise NotASearchIndex(path) from error
        try:
            _check(db, path)
            return cls(db)
        except (sqlite3.Error, NotASearchIndex) as error:
            db.close()
            raise NotASearchIndex(path) from error

    def close(self) -> None:
        """Close the file; asking afterwards raises `sqlite3.ProgrammingError`."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, text: str, *, kinds: Collection[str] | None = None, limit: int = 20) -> list[Hit]:
        """Give what `text` may mean, best first, at most `limit` hits, one for each id; none for rubbish.

        `kinds` keeps the most specific labels named ("DetailedOccupation"); without it everything counts.
        Only the first 200 characters and 8 different words are read.
        """
        asked = _readable(text)
        only = None if kinds is None else json.dumps(sorted(kinds))
        hits = [*self._by_id(asked, only), *self._by_code(asked, only)]
        if not hits or not CODE.fullmatch(plain_code(asked)):
            hits += self._by_name(asked, only)
        return _best(hits, limit)

    def suggest(self, text: str, limit: int = 5) -> list[Hit]:
        """Give what may have been meant by an unknown id, code or name, best first, at most `limit` hits."""
        asked = _readable(text)
        head, slash, tail = asked.rpartition("/")
        hits = [*self.find(asked, limit=limit), *self._like(head + slash, tail)]
        if slash and not any(letter.isdigit() for letter in tail):
            hits += self.find(tail.replace("-", " "), limit=limit)
        return _best(hits, limit)

    def _rows(self, sql: str, **values: str | None) -> Iterator[tuple[_Row, _Values]]:
        with self._lock:
            rows = self._db.execute(sql, values).fetchall()
        return ((_Row(*row[:6]), row[6:]) for row in rows)

    def _column(self, sql: str, **values: str | None) -> list[Any]:
        with self._lock:
            return [row[0] for row in self._db.execute(sql, values)]

    def _by_id(self, asked: str, kinds: str | None) -> list[Hit]:
        return [row.hit(row.id, "id", 1.0) for row, _ in self._rows(_BY_ID, id=asked, kinds=kinds)]

    def _by_code(self, asked: str, kinds: str | None) -> Iterator[Hit]:
        """Yield the codes typed, in any of their forms, then those that begin with what was typed."""
        system, key = _system_and_code(asked)
        if not CODE.fullmatch(key):
            return
        for row, (_, fit) in self._rows(_BY_CODE, key=key, kinds=kinds):
            if row.id.startswith(system):
                yield row.hit(row.code or key, "code", fit)
        for row, (longer, fit) in self._rows(_BELOW_CODE, key=key, kinds=kinds) if len(key) > 1 else ():
            if row.id.startswith(system):
                deeper = max(len(longer.rstrip("0")) - len(key), 0)
                yield row.hit(row.code or longer, "code", (0.85 if fit == 1 else 0.75) - 0.02 * deeper)

    def _by_name(self, asked: str, kinds: str | None) -> list[Hit]:
        typed = all_words(asked)
        parts = (part for word in content_words(typed) for part in self._words.parts(word))
        words = tuple(dict.fromkeys(parts))[:MOST_WORDS]
        question = _Question(" ".join(typed), sum(map(len, words)), self._read(words))
        rows = [
            *self._rows(_BY_KEY, key=question.key, kinds=kinds),
            *self._with_all(question.readings, kinds),
        ]
        hits = question.judge(rows, FLOOR)
        if len({hit.id for hit in hits}) < FEW and all(hit.score <= BELOW_EXACT for hit in hits):
            some = self._with_some(question.readings, kinds, forgiving=not hits)
            hits += question.judge(some, MOST if hits else FLOOR)
        return hits

    def _read(self, words: Sequence[str]) -> list[Reading]:
        """Give what each word may stand for; words that stand for nothing are left out."""
        readings = [self._words.read(word, self._stems([word])) for word in words]
        for one, other in pairwise(readings):
            self._words.join(one, other)
        for reading in readings:
            if not reading.likeness:
                self._forgive(reading)
        return [reading for reading in readings if reading.likeness]

    def _forgive(self, reading: Reading) -> None:
        for place, meant in enumerate(self._words.misspelt(reading.word)):
            reading.correct(meant, self._words.numbers(meant), self._stems([meant]), place)

    def _stems(self, words: Sequence[str]) -> list[str]:
        forms = dict.fromkeys(form for word in words for form in (word, agent_form(word)))
        return self._column(_STEMS, terms=" OR ".join(f'"{form}"' for form in forms))

    def _with_all(self, readings: Sequence[Reading], kinds: str | None) -> Iterator[tuple[_Row, _Values]]:
        """Yield the names with every word: as typed, lest a common prefix crowd them out; as understood."""
        if readings:
            typed = " AND ".join(f'"{reading.word}"' for reading in readings)
            understood = " AND ".join(reading.expression() for reading in readings)
            yield from self._rows(_BY_WORDS, terms=typed, kinds=kinds)
            yield from self._rows(_BY_WORDS, terms=understood, kinds=kinds)

    def _with_some(
        self, readings: Sequence[Reading], kinds: str | None, *, forgiving: bool
    ) -> Iterator[tuple[_Row, _Values]]:
        """Yield the names with most of the words; when `forgiving`, even known words may be misspelt."""
        shared: Counter[int] = Counter()
        sql = _NUMBERS if kinds is None else _NUMBERS_OF_KINDS
        for reading in readings:
            if forgiving:
                self._forgive(reading)
            values = {"terms": reading.expression()} | ({} if kinds is None else {"kinds": kinds})
            shared.update(self._column(sql, **values))
        numbers = nsmallest(CANDIDATES, shared, key=lambda number: (-shared[number], number))
        return self._rows(_BY_NUMBER, numbers=json.dumps(numbers), kinds=kinds)

    def _like(self, head: str, tail: str) -> list[Hit]:
        """Give the nodes whose id ends nearly as `tail`: those under `head` if there are any, else all."""
        if not head and not any(letter.isdigit() for letter in tail):
            return []
        beside = self._column(_IDS_UNDER, head=head) if head else []
        ids = beside or self._column(_IDS_UNDER, head="")
        ends = [node_id.rpartition("/")[2].casefold() for node_id in ids]
        least, alike = 0.6 if beside else 0.8, JaroWinkler.similarity
        found = process.extract(tail.casefold(), ends, scorer=alike, score_cutoff=least, limit=20)
        near = [(hit, score) for _, score, at in found for hit in self._by_id(ids[at], None)]
        return [replace(hit, score=round(0.7 * score, 4)) for hit, score in near]


@dataclass(frozen=True, slots=True)
class _Question:
    key: str
    letters: int
    readings: Sequence[Reading]

    def judge(self, rows: Iterable[tuple[_Row, _Values]], floor: float) -> list[Hit]:
        """Give the hits that names make, by likeness, coverage, order, kind and role; none below `floor`."""
        hits = []
        for row, (text, role, key, words, fit) in rows:
            if key == self.key:
                exact = (EXACT if role == TITLE else EXACT_OTHER) + 0.02 * row.prior
                hits.append(row.hit(text, role, exact * fit))
                continue
            likeness, fullness = self._compare(words.split())
            if likeness >= floor:
                worth = 0.52 + fullness + 0.13 * row.prior + 0.05 * (role == TITLE)
                hits.append(row.hit(text, role, likeness * worth * fit))
        return hits

    def _compare(self, words: Sequence[str]) -> tuple[float, float]:
        """Give how much of the question a name holds (0-1), and what its fullness and order earn."""
        total, places = 0.0, []
        for reading in self.readings:
            best, place = max((reading.likeness.get(word, 0.0), -at) for at, word in enumerate(words))
            if best:
                total += best * len(reading.word)
                places.append(-place)
        fullness = 0.14 * len(set(places)) / len(words)
        # An auto mechanic is a mechanic, a mechanic's assistant is none: the last word counts like the first.
        if places and places == sorted(places) and (places[0] == 0 or places[-1] == len(words) - 1):
            fullness += 0.07
        return total / self.letters, fullness


def _check(db: sqlite3.Connection, path: Path) -> None:
    marks = [db.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")]
    if marks != [APPLICATION_ID, FORMAT]:
        raise NotASearchIndex(path)


def _readable(text: str) -> str:
    return text[:LONGEST_TEXT].encode("utf-8", "ignore").decode().strip()


def _system_and_code(asked: str) -> tuple[str, str]:
    """Split "SOC 15-1252.00" into the start of the ids meant ("soc/") and the code in its compared form."""
    system = SYSTEM.match(asked)
    key = plain_code(asked[system.end() :] if system else asked)
    onet = ONET_CODE.fullmatch(key)
    return (f"{system[1].casefold()}/" if system else "", onet[1] if onet else key)


def _best(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """Give the best hit of each id, best first; ties go to what is not retired, then to the earlier code."""
    best: dict[str, Hit] = {}
    names: dict[str, set[str]] = {}
    for hit in hits:
        names.setdefault(hit.id, set()).add(hit.matched)
        if hit.id not in best or hit.score > best[hit.id].score:
            best[hit.id] = hit
    found = (_supported(hit, len(names[hit.id])) for hit in best.values())
    return nsmallest(max(limit, 0), found, key=lambda hit: (-hit.score, hit.retired, hit.code or "", hit.id))


def _supported(hit: Hit, names: int) -> Hit:
    """Raise a hit a little for each further name that matched, yet never to the height of an exact match."""
    if hit.role in ("code", "id") or hit.score >= BELOW_EXACT:
        return hit
    return replace(hit, score=round(min(hit.score + 0.006 * min(log2(names), 5), BELOW_EXACT), 4))
