"""Words of names and questions: how a text is read, and what a typed word may mean among those of an index."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

STOP_WORDS = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"))


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
