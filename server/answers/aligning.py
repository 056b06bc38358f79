"""A table with codes in, the same rows with what they are aligned to out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile

from ontology.nodes import Source as Publication
from queries.align import Aligner, AmbiguousSystem, NoSuchAlignment
from queries.align_cells import Cell, shown
from queries.align_columns import UnreadableTable
from queries.align_report import Report
from queries.align_run import Added, CsvWriter, Writer, guessed, run
from queries.align_tables import Source, table_in
from queries.align_xlsx import XlsxWriter
from queries.sources_table import sources_table
from queries.workbooks import WorkbookTooLarge, check_workbook
from server.answers.align_limits import LimitedWriter, limit_rows
from server.served import Served
from server.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a table; `system` is empty where it is to be guessed, `to` where the default will do."""

    column: str
    system: str = ""
    to: str = ""
    joined: bool = False
    mend: bool = False
    sheet: str | None = None
    form: str = "json"


def align(held: Served, table: bytes, asked: Asked) -> bytes:
    """The aligned table in the form that was asked for.

    Raises Problem: 413 where it is too large, 422 where it cannot be read, or nothing aligns its codes so.
    """
    if table.startswith(b"PK\x03\x04"):
        _check(table)
    try:
        with table_in(io.BytesIO(table), asked.column, asked.sheet) as source:
            limit_rows(source)
            system = asked.system or guessed(source, held.resolver)
            aligner = Aligner(held.resolver, system=system, to=asked.to, mend=asked.mend)
            return _FORMS[asked.form](held, source, aligner, joined=asked.joined)
    except UnreadableTable as error:
        raise Problem(422, f"This table cannot be read: {error}") from None
    except AmbiguousSystem as error:
        raise Problem(422, f"{error}: say it with from=cip, from=soc or from=naics.", parameter="from") from None
    except NoSuchAlignment as error:
        raise Problem(422, f"{error}.", parameter="to") from None


def _check(table: bytes) -> None:
    try:
        check_workbook(table)
    except WorkbookTooLarge as error:
        raise Problem(413, str(error)) from None
    except UnreadableTable as error:
        raise Problem(422, str(error)) from None


def _run(source: Source, aligner: Aligner, writer: Writer, *, joined: bool) -> Report:
    return run(source, aligner, LimitedWriter(writer), joined=joined, progress=lambda _: None)


def _csv(_: Served, source: Source, aligner: Aligner, *, joined: bool) -> bytes:
    out = io.StringIO(newline="")
    _run(source, aligner, CsvWriter(out, source.delimiter), joined=joined)
    return out.getvalue().encode("utf-8", "replace")


def _xlsx(held: Served, source: Source, aligner: Aligner, *, joined: bool) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as out, XlsxWriter(out) as book:
        report = _run(source, aligner, book, joined=joined)
        sources = held.graph.of_kind(Publication)
        book.finish(report, sources_table(held.about.build, held.about.citation, sources))
    return made.getvalue()


def _json(held: Served, source: Source, aligner: Aligner, *, joined: bool) -> bytes:
    writer = _Listed()
    report = _run(source, aligner, writer, joined=joined).to_plain()
    del report["output"]
    told = {"build": held.about.build, "report": report, "columns": writer.columns, "rows": writer.lines}
    return json.dumps({**told, "above": writer.above}, ensure_ascii=False).encode("utf-8", "replace")


class _Listed:
    """Keeps the rows as lists of texts."""

    def __init__(self) -> None:
        self.above: list[list[str]] = []
        self.columns: list[str] = []
        self.lines: list[list[str]] = []

    def before(self, cells: Sequence[Cell]) -> None:
        """A row above the header."""
        self.above.append(list(map(shown, cells)))

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header row."""
        self.columns = [*map(shown, cells), *added]

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """A row as often as there are lines of added cells."""
        own, rest = list(map(shown, cells)), list(map(shown, beyond))
        self.lines += [[*own, *added, *rest] for added in lines]


_FORMS: Mapping[str, Callable[..., bytes]] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
