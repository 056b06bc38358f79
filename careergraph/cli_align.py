"""The commands `resolve` and `align`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase
    from careergraph.manifest import Manifest
    from queries.align import Aligner
    from queries.align_report import Report
    from queries.align_tables import Source
    from queries.resolve import Reading


class System(StrEnum):
    """Code systems."""

    SOC = "soc"
    CIP = "cip"
    NAICS = "naics"


class Target(StrEnum):
    """What codes are aligned to."""

    SUB_CLUSTER = "sub-cluster"
    CLUSTER = "cluster"
    SOC = "soc"
    NAICS = "naics"
    CIP = "cip"


class FileFormat(StrEnum):
    """Formats of an aligned file."""

    CSV = "csv"
    XLSX = "xlsx"


def resolve(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help="Codes, old or new, however written.")],
    system: Annotated[System | None, typer.Option(help="Read them as codes of this system only.")] = None,
    as_json: Json = False,
) -> None:
    """What a code is, old or new: its system and year, and today's code or codes, with the concordance.

    Example: `careergraph resolve 15-1131 110701 1.0101`
    """
    from careergraph.rendering import console, grid

    systems = (system.value,) if system else None
    with open_base(context) as base:
        found = {code: base.resolver.resolve(code, systems) for code in codes}
        near = {code: base.resolver.near(code, systems) for code in codes if not found[code]}
    if as_json:
        plain = [
            {
                "asked": code,
                "readings": [reading.to_plain() for reading in readings],
                "near": [{"id": n.id, "code": n.code, "title": n.title} for n in near.get(code, ())],
            }
            for code, readings in found.items()
        ]
        print_json(plain)
    else:
        columns = ("asked", "code", "title", "what it is", "today", "remark")
        rows = [(code, *_line(reading)) for code, readings in found.items() for reading in readings]
        if rows:
            console().print(grid(columns, rows))
        for code, others in near.items():
            hint = ", ".join(f"{other.code} ({other.title})" for other in others)
            typer.echo(f"{code!r} is no code that is known here.{f' Near it: {hint}' if hint else ''}", err=True)
    if near:
        raise typer.Exit(3)


def _line(reading: Reading) -> tuple[str, str, str, str, str]:
    today = ", ".join(f"{code.code} ({code.title})" for code in reading.today)
    remarks = [reading.normalised, reading.mend, f"says: {reading.concordance}" if reading.concordance else None]
    how = reading.how.removeprefix("is a ").removeprefix("is ")
    return reading.code, reading.title, how, today or "none", "; ".join(r for r in remarks if r)


def align(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file; - reads standard input.")],
    column: Annotated[
        str, typer.Option("--column", "-c", help="The column of codes: its name, letter or number.")
    ],
    to: Annotated[
        Target | None, typer.Option(help="What to align to; else sub-cluster, or cluster for NAICS.")
    ] = None,
    system: Annotated[
        System | None, typer.Option("--from", help="Which codes the column holds; else guessed from them.")
    ] = None,
    joined: Annotated[
        bool, typer.Option("--joined/--rows", help="Several matches in one row, or a row for each.")
    ] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Put back the zeros that codes have lost.")] = False,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the workbook; else the first.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to write; else NAME-aligned beside FILE; - prints."),
    ] = None,
    form: Annotated[
        FileFormat | None, typer.Option("--format", help="Format to write; else by the name of the output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON to standard output.")] = False,
) -> None:
    """A file of codes in, the same rows with the clusters, occupations or programs they are aligned to out.

    Codes of earlier editions go on as today's. Codes that lost zeros are listed, and mended only with --mend.

    Example: `careergraph align students.csv --column CIPCODE`
    """
    from careergraph.align_files import read_table
    from careergraph.progress import progress
    from queries.align import AmbiguousSystem
    from queries.align_columns import UnreadableTable

    path = None if str(file) == "-" else file
    if path is not None and not path.is_file():
        wrong(f"there is no file {path}", "FILE")
    with progress() as step:
        step("Reading the graph")
        try:
            with open_base(context) as base, read_table(path, column, sheet) as source:
                target, chosen = _output(path, source, output, form, force=force)
                if target is None and as_json:
                    wrong("--json prints the report to standard output; give the rows a file", "--output")
                aligner = _aligner(base, source, system, to, mend=mend)
                step(f"Aligning {path.name if path else 'standard input'}")
                report = _write(source, aligner, (target, chosen), base.info, joined=joined, step=step)
        except AmbiguousSystem as error:
            wrong(f"{error}: say it with --from cip, --from soc or --from naics", "--from")
        except UnreadableTable as error:
            wrong(f"{file}: {error}", "FILE")
    if as_json:
        print_json(report.to_plain())
    else:
        note("\n".join([*report.lines(), f"Written: {report.output}"]))


def _output(
    path: Path | None, source: Source, output: Path | None, form: FileFormat | None, *, force: bool
) -> tuple[Path | None, FileFormat]:
    """Where to write (None: standard output), and in which format."""
    if output is None and path is not None:
        kind = form.value if form else source.kind
        ending = path.suffix if kind == source.kind and path.suffix else f".{kind}"
        output = path.with_name(f"{path.stem}-aligned{ending}")
    if output is None or str(output) == "-":
        if form is FileFormat.XLSX or (form is None and source.kind == "xlsx" and output is None):
            wrong("a workbook needs a file: --output FILE", "--output")
        return None, FileFormat.CSV
    if path is not None and output.exists() and output.samefile(path):
        wrong("this is the file that is read; name another", "--output")
    if output.exists() and not force:
        wrong(f"{output} is there already; --force writes over it, --output names another", "--output")
    ends_as_workbook = output.suffix.lower() in (".xlsx", ".xlsm")
    return output, form or (FileFormat.XLSX if ends_as_workbook else FileFormat.CSV)


def _aligner(
    base: KnowledgeBase, source: Source, system: System | None, to: Target | None, *, mend: bool
) -> Aligner:
    from queries.align import NoSuchAlignment
    from queries.align_run import guessed

    codes = system.value if system else guessed(source, base.resolver)
    try:
        return base.aligner(codes, to.value if to else "", mend=mend)
    except NoSuchAlignment as error:
        wrong(str(error), "--to")


def _write(
    source: Source,
    aligner: Aligner,
    output: tuple[Path | None, FileFormat],
    manifest: Manifest,
    *,
    joined: bool,
    step: Callable[[str], None],
) -> Report:
    from careergraph.align_files import csv_file, xlsx_file
    from queries.align_run import run

    path, form = output
    if form is FileFormat.XLSX:
        from careergraph.formats import about_lines

        assert path is not None
        with xlsx_file(path) as book:
            report = run(source, aligner, book, joined=joined, progress=step)
            report.output = str(path)
            book.finish(report, about_lines(manifest))
        return report
    with csv_file(path, source.delimiter) as writer:
        report = run(source, aligner, writer, joined=joined, progress=step)
    report.output = str(path) if path else "standard output"
    return report
