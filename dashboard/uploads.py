"""What people upload, looked at before it is read: its size, what it is, what it would unpack to."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

from queries.align_columns import UnreadableTable
from queries.workbooks import check_workbook

MOST_MEGABYTES = 5
WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def too_large(why: str) -> UnreadableTable:
    """The error for what a page does not take, and the way without that limit."""
    return UnreadableTable(
        f"It has {why}, which is more than this page takes. Send it in parts, or use careergraph's command line "
        "on your own machine, which has no such limit."
    )


def check(data: bytes) -> None:
    """Sees that a file can be read as CSV or XLSX. Raises UnreadableTable, whose text says what to do."""
    if len(data) > MOST_MEGABYTES << 20:
        raise too_large(f"more than {MOST_MEGABYTES} MB")
    if not data.strip():
        raise UnreadableTable("There is nothing in it.")
    if data.startswith(_OLD_WORKBOOK):
        raise UnreadableTable(
            "This workbook has a password. Save it without one, or as CSV."
            if _ENCRYPTED in data
            else "This is a workbook of an old Excel (.xls). Save it as .xlsx or CSV."
        )
    if data.startswith(WORKBOOK):
        check_workbook(data)
        if "xl/workbook.xml" not in ZipFile(io.BytesIO(data)).namelist():
            raise UnreadableTable("This is no workbook of Excel (.xlsx). Save it as XLSX or CSV.")
    elif not data.startswith(_WIDE_TEXT) and _NO_TEXT.search(data[: 1 << 16]):
        raise UnreadableTable("This is neither text nor a workbook. Save it as CSV or XLSX.")
