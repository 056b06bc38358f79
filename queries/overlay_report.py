"""The report on an overlay as tables: the same for a workbook, a page of Markdown and a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from queries.overlay import NoHome, Overlay
from queries.overlay_gaps import FIGURES, reached
from queries.overlay_landing import Agreement, Basis, Landed, Landing
from queries.overlay_names import Suggestion
from queries.overlay_read import LocalTable
from queries.overlay_rows import LocalProgram

Cell = str | int | float | None
Line = Sequence[Cell]
_FEW = 5
COUNT, MONEY, SHARE = "#,##0", "$#,##0", "0%"
APART = (
    "What lands does so by published alignments, or by what the file itself states. Suggestions are derived by "
    "careergraph, stated by no publisher, and count nowhere."
)
_LOCAL = ("Rows", "Local id", "Local cluster", "Local pathway", "Title", "SOC", "CIP", "Stated sub-cluster")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the report; `formats` are Excel's, of the columns that hold numbers."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Line]
    formats: Mapping[str, str] = field(default_factory=dict)


def sheets(over: Overlay, table: LocalTable, about: Iterable[Sequence[str]]) -> list[Sheet]:
    """All tables of the report; `about` are lines on the build, its sources, their rights and how to cite it."""
    return [
        summary(over, table),
        clusters(over),
        _landing(over, table),
        no_home(over, table),
        missed(over),
        not_reached(over),
        remarks(over),
        Sheet("About", ("About", "", "", "", ""), list(about)),
    ]


def summary(over: Overlay, table: LocalTable) -> Sheet:
    """Counts, and what to know when reading the rest."""
    return Sheet("Summary", ("What", "Number", "Remark"), list(_summary(over, table)), {"Number": COUNT})


def _summary(over: Overlay, table: LocalTable) -> Iterator[Line]:
    repeats = len(table.rows) - len(over.programs)
    yield "Local framework", None, f"{over.name} ({over.id})"
    yield "Rows read", len(table.rows), f"of these repeat another in every column: {repeats:,}" if repeats else ""
    yield "Programs", len(over.programs), "rows that differ; all that follows counts these"
    yield "Programs that land", len(over.landed), "in Landing"
    bases = Counter(_best(found) for found in over.landed)
    for basis, count in bases.most_common():
        yield f"  by: {basis.value}", count, "published" if basis.published else "the file's own word"
    for agreement in (Agreement.AGREES, Agreement.DISAGREES):
        if count := over.agreements[agreement]:
            yield f"  stated sub-cluster {agreement.value} with the codes", count, ""
    yield "Programs without a home", len(over.no_home), "in No home"
    for reason, count in Counter(one.reason for one in over.no_home).most_common():
        yield f"  because: {reason.value}", count, ""
    there = reached(over.landed)
    for kind in ("cluster", "sub-cluster"):
        count = sum(f"/{kind}/" in place for place in there)
        yield f"National {kind}s reached", count, f"of {count + sum(one.kind == kind for one in over.not_reached)}"
    if unknown := sum(not one.codes("cip") and not one.codes("soc") for one in over.landed):
        yield "Programs that land without a code", unknown, "which occupations they cover is not known"
    yield "Occupations of these that are missed", len(over.missed), "no program names or prepares for them"
    for name, count in Counter(remark.kind for remark in over.remarks).most_common():
        yield f"Texts remarked on: {name}", count, ""
    yield "Note", None, APART
    yield "Note", None, FIGURES
    for note in (*table.notes, *over.notes):
        yield "Note", None, note


def _best(found: Landed) -> Basis:
    """The first basis, in their order, of those places that count."""
    bases = {landing.basis for landing in found.landings if landing.counts}
    return next(basis for basis in Basis if basis in bases)


def clusters(over: Overlay) -> Sheet:
    """Local clusters and the national ones that their programs land in."""
    header = ("Local cluster", "Programs", "National cluster", "Programs that land there", "Share of its programs")
    rows = [(one.local, one.programs, one.cluster, one.landed, one.share) for one in over.shares]
    return Sheet("Clusters", header, rows, {header[1]: COUNT, header[3]: COUNT, header[4]: SHARE})


def _landing(over: Overlay, table: LocalTable) -> Sheet:
    header = (
        *_LOCAL,
        *("National cluster", "National sub-cluster", "By", "Published", "Counts", "Remark", "Stated and codes"),
        *("Codes", "Relationship", "Evidence", "National id"),
        *table.others,
    )
    rows = [_land(found, one) for found in over.landed for one in found.landings]
    return Sheet("Landing", header, rows)


def _land(found: Landed, one: Landing) -> Line:
    return (
        *_local(found.program),
        one.place.cluster,
        one.place.sub_cluster,
        one.basis.value,
        "published" if one.basis.published else "the file's own",
        "yes" if one.counts else "no",
        one.note,
        found.agreement.value,
        "; ".join(one.codes),
        "; ".join(one.via),
        _some(one.evidence),
        one.place.id,
        *found.program.local.others,
    )


def no_home(over: Overlay, table: LocalTable) -> Sheet:
    """Programs that land nowhere, why, and what was suggested."""
    header = (*_LOCAL, "Why", "In detail", "Suggestions (derived, by names only)", *table.others)
    rows = [(*_local(one.program), *_why(one), *one.program.local.others) for one in over.no_home]
    return Sheet("No home", header, rows)


def _why(one: NoHome) -> Line:
    return one.reason.value, one.text, "; ".join(map(suggested, one.suggestions))


def suggested(one: Suggestion) -> str:
    """A suggestion in one line, with the evidence in words and as a figure."""
    return f"{f'{one.code} ' if one.code else ''}{one.title} ({one.evidence}, {one.figure:.2f}; {one.method})"


def missed(over: Overlay) -> Sheet:
    """Occupations that the sub-clusters reached cover and no program leads to."""
    openings, jobs = "Openings a year, national, 2024 to 2034", "Jobs, national, May 2025"
    wage = "Median wage, dollars a year, national, May 2025"
    header = ("SOC", "Occupation", openings, jobs, wage, "Sub-clusters reached that cover it", "Remark")
    rows = [
        (
            one.code,
            one.title,
            one.openings,
            one.jobs,
            one.median_wage,
            "; ".join(place.sub_cluster for place in one.places),
            one.note,
        )
        for one in over.missed
    ]
    return Sheet("Missed occupations", header, rows, {openings: COUNT, jobs: COUNT, wage: MONEY})


def not_reached(over: Overlay) -> Sheet:
    """Clusters and sub-clusters where no program lands."""
    header = ("National cluster", "National sub-cluster", "Not reached", "Remark", "National id")
    rows = [
        (one.place.cluster, one.place.sub_cluster, one.kind, one.note, one.place.id) for one in over.not_reached
    ]
    return Sheet("Not reached", header, rows)


def remarks(over: Overlay) -> Sheet:
    """What was done with each text, and in which rows."""
    header = ("Column", "Text", "Kind", "Remark", "Number of rows", "Rows")
    rows = [
        (one.column, one.text, one.kind, one.remark, len(one.rows), _some(map(str, one.rows), ", "))
        for one in over.remarks
    ]
    return Sheet("Remarks", header, rows, {"Number of rows": COUNT})


def _local(program: LocalProgram) -> Line:
    row = program.local
    own = (row.cluster, row.pathway, row.title, row.soc, row.cip, row.sub_cluster)
    return _some(map(str, program.rows), ", "), program.id, *own


def _some(texts: Iterable[str], joint: str = "; ") -> str:
    listed = list(texts)
    more = f" and {len(listed) - _FEW:,} more" if len(listed) > _FEW else ""
    return joint.join(listed[:_FEW]) + more
