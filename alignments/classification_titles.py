"""The official titles of occupations, looked up step by step: the whole title, its normal form, its last words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignments.title_forms import endings, names, normal, parts, readings, without_remark
from ontology.nodes import Occupation

DIRECT, DIRECT_FORM = "direct-match title", "direct-match title, normal form"
SOC, SOC_FORM, SOC_PART = "SOC title", "SOC title, normal form", "part of a SOC title"
ONET, ALTERNATE, ALTERNATE_FORM = "O*NET occupation", "alternate title", "alternate title, normal form"
NO_REMARK, ONE_JOB = "without its remark", "one of several jobs"
ENDS_AS_TITLE, ENDS_AS_MOST, ENDS_AS_SOME = (
    "last words, a title",
    "last words, most titles",
    "last words, some titles",
)

# Last words speak from FEW titles on that end so: MOST of them, or SOME, in one occupation.
FEW, MOST, SOME = 3, 0.8, 0.5
# Titles of ranks and units: the words are everyday ones, the occupation is not.
MILITARY = "soc/2018/55-"

Found = dict[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """What a step found for a title: occupation id → the official title that matched. Several are ambiguous."""

    title: str
    step: str
    found: Mapping[str, str]


# Step → how a title is looked up in it, in order of authority.
LOOKUPS: dict[str, Callable[[str], str]] = {
    DIRECT: str.casefold,
    SOC: str.casefold,
    DIRECT_FORM: normal,
    SOC_FORM: normal,
    SOC_PART: normal,
    ONET: normal,
    ALTERNATE: str.casefold,
    ALTERNATE_FORM: normal,
}


class OfficialTitles:
    """The titles that BLS (direct match), the SOC and O*NET (alternate) give to occupations."""

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self._tables: dict[str, dict[str, Found]] = {step: {} for step in LOOKUPS}
        for occupation in occupations:
            for step, key, title in _entries(occupation):
                found = self._tables[step].setdefault(key, {})
                found[occupation.id] = min(found.get(occupation.id, title), title)
        self._ending: dict[str, list[tuple[str, Found]]] = defaultdict(list)
        for form, found in self._civilian().items():
            self._ending[form.rpartition(" ")[2]].append((form, found))

    def _civilian(self) -> dict[str, Found]:
        forms: dict[str, Found] = defaultdict(dict)
        for step in (ALTERNATE_FORM, SOC_FORM, DIRECT_FORM):
            for form, found in self._tables[step].items():
                if civilian := {o: title for o, title in found.items() if not o.startswith(MILITARY)}:
                    forms[form].update(civilian)
        return forms

    def matches(self, title: str) -> tuple[Match, ...]:
        """What the first step that knows the title says: one match, or one for each job that it names."""
        if match := self._whole(title):
            return (match,)
        rest = without_remark(title)
        if rest != title and (match := self._whole(rest)):
            return (Match(title, NO_REMARK, match.found),)
        jobs = [self._job(job) for job in parts(rest)]
        if any(match.found for match in jobs):
            return tuple(jobs)
        ending = self._ending_of(rest)
        return (ending,) if ending else ()

    def _whole(self, title: str) -> Match | None:
        for step, lookup in LOOKUPS.items():
            if found := self._tables[step].get(lookup(title)):
                return Match(title, step, dict(sorted(found.items())))
        return None

    def _job(self, job: tuple[str, ...]) -> Match:
        """The first of its readings that is known; a match that found nothing where none is."""
        known = next((match for reading in job if (match := self._whole(reading))), None)
        return Match(known.title, ONE_JOB, known.found) if known else Match(job[-1], ONE_JOB, {})

    def _ending_of(self, title: str) -> Match | None:
        """What the longest ending says that is a title of BLS or the SOC, or that FEW titles have."""
        for form in endings(title):
            last = self._ending.get(form.rpartition(" ")[2], ())
            alike = [(other, found) for other, found in last if f" {other}".endswith(f" {form}")]
            if official := self._official(form):
                return Match(title, ENDS_AS_TITLE, official)
            if sum(len(found) for _, found in alike) >= FEW:
                return _vote(title, alike)
        return None

    def _official(self, form: str) -> Found | None:
        """The one occupation whose title two or more words are, by BLS or else the SOC."""
        for step in (DIRECT_FORM, SOC_FORM):
            found = self._tables[step].get(form, {})
            if " " in form and len(found) == 1 and not next(iter(found)).startswith(MILITARY):
                return found
        return None


def _vote(title: str, alike: Sequence[tuple[str, Found]]) -> Match | None:
    """The occupation that most titles stand in which end alike; none below SOME of them."""
    votes = Counter(occupation for _, found in alike for occupation in found)
    occupation, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
    share = most / votes.total()
    if share < SOME:
        return None
    shortest = min((found[occupation] for _, found in alike if occupation in found), key=lambda t: (len(t), t))
    return Match(title, ENDS_AS_MOST if share >= MOST else ENDS_AS_SOME, {occupation: shortest})


def _entries(occupation: Occupation) -> Iterator[tuple[str, str, str]]:
    """Step, key and title of each official title of an occupation."""
    for title in occupation.direct_match_titles:
        for reading in readings(title):
            yield DIRECT, reading.casefold(), title
            yield DIRECT_FORM, normal(reading), title
    for title in (occupation.title, *occupation.alt_titles):
        yield SOC, title.casefold(), title
        yield SOC_FORM, normal(title), title
        yield from ((SOC_PART, part, title) for part in _soc_parts(title))
    for title in occupation.alternate_titles:
        for reading in readings(title):
            yield ALTERNATE, reading.casefold(), title
            yield ALTERNATE_FORM, normal(reading), title
        # O*NET prints the titles of its own occupations in the plural, job titles in the singular.
        if title.endswith("s") and names(title) == (title,):
            yield ONET, normal(title), title


def _soc_parts(title: str) -> Iterator[str]:
    """Names of workers in a SOC title, and its beginnings of two words or more, in normal form."""
    yield from map(normal, names(title))
    words = normal(title).split()
    yield from (" ".join(words[:i]) for i in range(2, len(words)))
