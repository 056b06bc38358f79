"""The command that lays a state's or district's own framework over the graph: overlay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careergraph.cli_common import Json, note, open_base, print_json, wrong

if TYPE_CHECKING:
    from careergraph.knowledge import KnowledgeBase
    from queries.overlay import Overlay
    from queries.overlay_read import LocalTable
    from queries.overlay_report import Sheet

_WIDEST = 240
FORMATS = (".xlsx", ".md")
# Sheets that a terminal shows: which columns, and the first how many rows (0: all).
_SHOWN: Mapping[str, tuple[Sequence[int], int]] = {
    "Summary": ((0, 1, 2), 0),
    "Clusters": ((0, 2, 3, 4), 30),
    "No home": ((0, 4, 8, 9, 10), 10),
    "Missed occupations": ((0, 1, 2, 3, 4), 10),
    "Not reached": ((0, 1, 3), 10),
}


def overlay(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")] = None,
    name: Annotated[str | None, typer.Option(help="What to call it; else the name of the file.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of the workbook; else the first.")] = None,
    fill_down: Annotated[
        bool, typer.Option("--fill-down", help="Blank clusters, pathways and titles go on as in the row above.")
    ] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Put back the zeros that codes have lost.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report there: NAME.xlsx or NAME.md.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    template: Annotated[bool, typer.Option("--template", help="Give an empty table with the header.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Give the table of an invented county.")] = False,
    as_json: Json = False,
) -> None:
    """Lay your own framework over the national one: where it lands, what has no home, what it misses.

    FILE has a header: local cluster or pathway, title, and any of SOC, CIP, sub-cluster. Nothing of it is kept.

    Example: `careergraph overlay --example -o lark.csv`, then `careergraph overlay lark.csv -o report.xlsx`
    """
    if output is not None and output.exists() and not force:
        wrong(f"{output} is there already; --force writes over it, --output names another", "--output")
    if template or example:
        _give("template.csv" if template else "example-county.csv", output)
        return
    if file is None or not file.is_file():
        wrong(f"there is no file {file}" if file else "name a file, or ask for --template or --example", "FILE")
    if output is not None and output.exists() and output.samefile(file):
        wrong("this is the file that is read; name another", "--output")
    if output is not None and output.suffix.lower() not in FORMATS:
        wrong(f"a report is {' or '.join(FORMATS)}, and {output.name} is neither", "--output")
    with open_base(context) as base:
        over, table = _laid(base, file, name or file.stem, sheet, fill_down=fill_down, mend=mend)
        tables = _tables(base, over, table)
    if output is not None:
        _write(tables, over.name, output)
    if as_json:
        print_json({"build": base.info.build, "columns": table.columns, "others": table.others, **over.to_plain()})
    else:
        _print(tables)
    if output is not None:
        note(f"Written: {output}")
    elif not as_json:
        note("All of it in a workbook: add --output report.xlsx")


def _give(name: str, output: Path | None) -> None:
    from queries.overlay_columns import HERE

    text = (HERE / name).read_text(encoding="utf-8")
    if output is None:
        typer.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8", newline="\n")
    note(f"Written: {output}. Next: careergraph overlay {output}")


def _laid(
    base: KnowledgeBase, file: Path, name: str, sheet: str | None, *, fill_down: bool, mend: bool
) -> tuple[Overlay, LocalTable]:
    from careergraph.progress import progress
    from queries.overlay import overlay as lay
    from queries.overlay_read import UnreadableTable, read_local

    with progress() as step:
        step(f"Reading {file.name}")
        try:
            with file.open("rb") as opened:
                table = read_local(opened, sheet, fill_down=fill_down)
        except UnreadableTable as error:
            wrong(f"{file}: {error}", "FILE")
        step("Reading the graph")
        resolver, find = base.resolver, base.index.find
        step(f"Laying {len(table.rows):,} rows over it")
        return lay(table.rows, resolver, name=name, mend=mend, find=find, progress=step), table


def _tables(base: KnowledgeBase, over: Overlay, table: LocalTable) -> list[Sheet]:
    from careergraph.formats import about_lines
    from queries.overlay_report import sheets

    return sheets(over, table, about_lines(base.info))


def _write(tables: Sequence[Sheet], name: str, output: Path) -> None:
    from queries.overlay_files import markdown, workbook

    if output.suffix.lower() == ".md":
        made = markdown(tables, f"{name} over the national framework").encode()
    else:
        made = workbook(tables)
    output.write_bytes(made)


def _print(tables: Sequence[Sheet]) -> None:
    """The summary, and the first rows of what one would ask next."""
    for sheet in tables:
        if sheet.name in _SHOWN:
            _print_sheet(sheet, *_SHOWN[sheet.name])


def _print_sheet(sheet: Sheet, columns: Sequence[int], most: int) -> None:
    from rich.text import Text

    from careergraph.rendering import console, grid
    from queries.overlay_files import shown_line

    out = console()
    out.print(Text(f"{sheet.name}: {len(sheet.rows):,}" if most else sheet.name, style="bold"))
    lines = [shown_line(row, sheet) for row in (sheet.rows[:most] if most else sheet.rows)]
    names = [sheet.header[index] for index in columns]
    cells = [[_cut(line[index]) for index in columns] for line in lines]
    out.print(grid(names, cells, [name for name in names if name in sheet.formats]))
    if most and len(sheet.rows) > most:
        out.print(Text(f"and {len(sheet.rows) - most:,} more in the report", style="dim"))
    out.print()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
