"""The rows of an OpenDocument spreadsheet (.ods), read from its XML, cells as the sheet shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qualcode.errors import DamagedFileError, EncryptedFileError, UnsafeFileError
from qualcode.ingest.archive import Archive
from qualcode.ingest.rows import MOST_COLUMNS, Row, Sheet
from qualcode.ingest.xml import parse_xml

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_AROUND = tuple(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
# One cell or row may stand for many equal ones, which is how a small file becomes a huge table.
_MOST_CELLS = 2_000_000


def read_sheet(archive: Archive) -> Sheet:
    """Read the first sheet.

    Raises:
        DamagedFileError: If there is none.
        EncryptedFileError: If it has a password.
        UnsafeFileError: If its cells repeat more often than a table has cells.
    """
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in archive or (manifest in archive and b"encryption-data" in archive.read(manifest)):
        raise EncryptedFileError(archive.name)
    book = parse_xml(archive, "content.xml").find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    tables = [] if book is None else book.findall(f"{_TABLE}table")
    if not tables:
        raise DamagedFileError(archive.name, archive.kind, "it holds no sheet")
    names = [table.get(f"{_TABLE}name", "") for table in tables]
    return Sheet(tuple(_rows(archive.name, tables[0])), names[0], tuple(names[1:]))


def _rows(name: str, table: etree._Element) -> Iterator[Row]:
    line, n_cells = 1, 0
    for element in _row_elements(table):
        cells = _cells(element)
        times = _repeated(element, "rows")
        n_cells += len(cells) * times
        if n_cells > _MOST_CELLS:
            raise UnsafeFileError(name, "its cells repeat more often than a table has cells")
        if cells:
            yield from (Row(line + offset, cells) for offset in range(times))
        line += times


def _row_elements(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _AROUND:
            yield from _row_elements(child)


def _cells(row: etree._Element) -> tuple[str, ...]:
    """Give the cells of a row; empty ones at its end are no cells."""
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS and len(cells) < MOST_COLUMNS:
            times = min(_repeated(cell, "columns"), MOST_COLUMNS - len(cells))
            cells += [_shown(cell)] * times
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _shown(cell: etree._Element) -> str:
    """Give what a cell shows; where it shows nothing, its value."""
    lines = [_paragraph(child) for child in cell if child.tag == f"{_TEXT}p"]
    if lines:
        return "\n".join(lines)
    values = (cell.get(f"{_OFFICE}{kind}", "") for kind in ("string-value", "value", "date-value", "time-value"))
    return next(filter(None, values), "")


def _paragraph(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_number(child.get(f"{_TEXT}c", "1")), 1000))
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _repeated(element: etree._Element, what: str) -> int:
    return max(_number(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1
