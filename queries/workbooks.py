"""Whether an uploaded workbook may be opened: a small file can unpack to more than fits into memory."""

from __future__ import annotations

import io
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from queries.align_columns import UnreadableTable

UNPACKED = 20 << 20
BESIDE = 2 << 20
ELEMENTS = 1_000_000
TOGETHER = 20_000
_XML = (".xml", ".rels", ".vml")
_UNITS = ("}row", "}si")
_BLOCK = 1 << 16


class WorkbookTooLarge(UnreadableTable):
    """A workbook unpacks to more than is read here; its text is fit to show."""


def check_workbook(body: bytes) -> None:
    """Raises WorkbookTooLarge for a workbook that unpacks to too much, UnreadableTable for any other fault.

    All is unpacked once, a piece at a time, and nothing of it is kept. openpyxl keeps a row, a shared text and any
    other part whole, at up to a hundred bytes for each byte of XML: so the elements of each are limited, too.
    """
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            _check_directory(archive.infolist())
            counted = _Counted()
            for entry in archive.infolist():
                counted.read(archive, entry)
    except UnreadableTable:
        raise
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, LookupError) as error:
        raise UnreadableTable(f"This workbook cannot be read: {error}") from None


def _check_directory(entries: list[ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableTable("This workbook has a password; save it without one.")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise UnreadableTable("This workbook is compressed in a way that Excel never writes; save it again.")
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise _too_large(f"unpacks to more than {UNPACKED >> 20} MB")


def _too_large(why: str) -> WorkbookTooLarge:
    return WorkbookTooLarge(f"This workbook {why}. Save the sheet as CSV, or send the rows in several files.")


class _Counted:
    """Counts bytes and elements of parts. Raises WorkbookTooLarge as soon as there are too many."""

    def __init__(self) -> None:
        self._beside = self._elements = self._together = 0

    def read(self, archive: ZipFile, entry: ZipInfo) -> None:
        """Counts one part."""
        is_xml = entry.filename.lower().endswith(_XML)
        parser = ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = _no_doctype
        self._together = 0
        with archive.open(entry) as part:
            while block := part.read(_BLOCK):
                if is_xml:
                    self._parse(parser, block, entry.filename)
                else:
                    self._count_beside(len(block))

    @staticmethod
    def _parse(parser: object, block: bytes, name: str) -> None:
        try:
            parser.Parse(block)  # type: ignore[attr-defined]
        except ExpatError as error:
            raise UnreadableTable(f"This workbook cannot be read: its part {name} is no XML ({error}).") from None

    def _element(self, name: str, _: object) -> None:
        self._elements += 1
        self._together = 0 if name.endswith(_UNITS) else self._together + 1
        if self._elements > ELEMENTS or self._together > TOGETHER:
            raise _too_large("has more cells or styles than can be read here")

    def _count_beside(self, size: int) -> None:
        self._beside += size
        if self._beside > BESIDE:
            raise _too_large("holds pictures or the like that unpack to too much")


def _no_doctype(*_: object) -> None:
    raise UnreadableTable("This workbook declares a document type, which no workbook may; save it again.")
