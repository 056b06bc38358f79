"""A page of paper as an HTML file of its own: no script, nothing fetched, each section with who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap

LETTERS = 100
"""Letters of a line."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its share of the width in percent."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: `origin` is published, derived or nothing, `by` who says it; sentences, then a table."""

    heading: str
    origin: str
    by: str
    sentences: Sequence[str]
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str]] = ()

    def height(self) -> int:
        """How many lines its sentences and rows take on paper."""
        return sum(_lines(each, 100) for each in self.sentences) + sum(map(self._row, self.rows))

    def fitting(self, room: int) -> int:
        """How many of its rows so many lines hold."""
        room -= sum(_lines(each, 100) for each in self.sentences)
        for number, row in enumerate(self.rows):
            room -= self._row(row)
            if room < 0:
                return number
        return len(self.rows)

    def _row(self, row: Sequence[str]) -> int:
        return max(_lines(cell, column.width) for cell, column in zip(row, self.columns, strict=True))


def _lines(text: str, width: int) -> int:
    return max(len(wrap(text, LETTERS * width // 100)), 1)


def page(title: str, subtitle: str, sections: Sequence[str], foot: Sequence[str]) -> str:
    """An HTML file: title and subtitle, the sections (of `section`), small print. Texts come as they are."""
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    head = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}: {escape(subtitle)}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        f"<header>\n<h1>{escape(title)}</h1>\n<p>{escape(subtitle)}</p>\n</header>",
    ]
    small = [f"<p>{escape(each)}</p>" for each in foot]
    return "\n".join(
        [*head, "<main>", *sections, "</main>", "<footer>", *small, "</footer>", "</body>", "</html>", ""]
    )


def section(told: Section, shown: int, more: str) -> str:
    """A section as HTML, with so many of its rows; `more` says where the others are."""
    return "\n".join(_section(told, shown, more))


def _section(told: Section, shown: int, more: str) -> Iterator[str]:
    by = f" <span>{told.origin}: {escape(told.by)}</span>" if told.origin else ""
    yield f'<section class="{told.origin or "hand"}">'
    yield f"<h2>{escape(told.heading)}{by}</h2>"
    yield from (f"<p>{escape(each)}</p>" for each in told.sentences)
    if shown:
        yield "<table>"
        heads = (f'<th style="width: {each.width}%">{escape(each.heading)}</th>' for each in told.columns)
        yield f"<tr>{''.join(heads)}</tr>"
        for row in told.rows[:shown]:
            yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        yield "</table>"
    if shown < len(told.rows):
        yield f'<p class="more">… and {len(told.rows) - shown:,} more of {len(told.rows):,}: {escape(more)}</p>'
    yield "</section>"
