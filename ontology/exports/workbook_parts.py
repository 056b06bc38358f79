"""The parts of a workbook's package around the rows, after ECMA-376 (Office Open XML, SpreadsheetML)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from xml.sax.saxutils import escape, quoteattr

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Value = str | int | float | bool | tuple[str, ...] | None

_COLOURS = {"": "FF595959", "published": "FF1F5F99", "derived": "FFB45309"}


class Style(IntEnum):
    """Numbers of the cell formats in `styles.xml`."""

    GENERAL = 0
    TEXT = 1
    WHOLE = 2
    WRAPPED = 3
    LINK = 4
    HEADER = 5
    HEADER_PUBLISHED = 6
    HEADER_DERIVED = 7


HEADERS = {"": Style.HEADER, "published": Style.HEADER_PUBLISHED, "derived": Style.HEADER_DERIVED}
"""Origin of a sheet → style of its header."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and rows; `origin` colours it: published, derived, or neither.

    `widths` are in characters, as Excel counts them; `wrapped` breaks long texts into lines. By number of a row:
    `headings` are further headers, `links` leads from the first cell to the sheet of that name.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]
    origin: str = ""
    wrapped: bool = False
    headings: frozenset[int] = frozenset()
    links: Mapping[int, str] = field(default_factory=dict)


def frame(title: str, sheets: Sequence[Sheet]) -> dict[str, str]:
    """Name → content of all parts but the sheets and the shared strings."""
    return {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relationships(
            [
                (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>careergraph</dc:creator></cp:coreProperties>"
        ),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relationships(
            [
                *((f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                (f"{_OFFICE}/styles", "styles.xml"),
                (f"{_OFFICE}/sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
    }


def before_rows(sheet: Sheet) -> str:
    """A sheet up to its first row: the colour of its tab, the frozen header, the widths of its columns."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(sheet.widths, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><tabColor rgb="{_COLOURS[sheet.origin]}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )


def after_rows(sheet: Sheet) -> str:
    """A sheet from its last row on: the filter and the links to other sheets."""
    links = "".join(
        f'<hyperlink ref="A{row}" location={quoteattr(_quoted(name) + "!A1")} display={quoteattr(name)}/>'
        for row, name in sheet.links.items()
    )
    linked = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    filtered = "" if sheet.links else f'<autoFilter ref="{_range(sheet)}"/>'
    page = '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    # Codes are texts on purpose: no green corner shall say that they look like numbers.
    calm = f'<ignoredErrors><ignoredError sqref="{_range(sheet)}" numberStoredAsText="1"/></ignoredErrors>'
    return f"</sheetData>{filtered}{linked}{page}{calm}</worksheet>"


def shared_strings(texts: Iterable[str]) -> str:
    """The texts, escaped already, in the order of their numbers."""
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    return f'{_XML}<sst xmlns="{_MAIN}">{items}</sst>'


def _content_types(sheets: int) -> str:
    kinds = {
        "/xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml",
        **{f"/xl/worksheets/sheet{n}.xml": f"{_SHEET_TYPE}.worksheet+xml" for n in range(1, sheets + 1)},
        "/xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
        "/xl/sharedStrings.xml": f"{_SHEET_TYPE}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    named = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in enumerate(sheets, 1)
    )
    # Excel keeps the range of a filter under this name, too.
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
        f"{escape(_quoted(sheet.name))}!{_range(sheet, '$')}</definedName>"
        for n, sheet in enumerate(sheets)
        if not sheet.links
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{named}</sheets><definedNames>{filters}</definedNames></workbook>"
    )


def _quoted(name: str) -> str:
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _range(sheet: Sheet, fixed: str = "") -> str:
    last = f"{fixed}{_letters(len(sheet.header))}{fixed}{len(sheet.rows) + 1}"
    return f"{fixed}A{fixed}1:{last}"


def _letters(column: int) -> str:
    """1 → A, 27 → AA"""
    above, last = divmod(column - 1, 26)
    return (_letters(above) if above else "") + chr(ord("A") + last)


def _styles() -> str:
    """Built-in number formats: 3 is 1,234, 49 is text. The first two fills are Excel's own."""
    solid = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>'
        for colour in _COLOURS.values()
    )
    top, wrap = '<alignment vertical="top"/>', '<alignment vertical="top" wrapText="1"/>'
    formats = {
        Style.GENERAL: (0, 0, 0, ""),
        Style.TEXT: (49, 0, 0, ""),
        Style.WHOLE: (3, 0, 0, top),
        Style.WRAPPED: (0, 0, 0, wrap),
        Style.LINK: (49, 2, 0, top),
        **{style: (49, 1, n, "") for n, style in enumerate(HEADERS.values(), 2)},
    }
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">{alignment}</xf>'
        for _, (number, font, fill, alignment) in sorted(formats.items())
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>'
        '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>'
        '<fills count="5"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{solid}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
