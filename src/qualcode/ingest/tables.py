"""Tables from outside (.csv, .tsv, .xlsx) as rows of strings, exactly as they are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from qualcode.errors import DamagedFileError, SourceEmptyError
from qualcode.ingest.archive import open_archive
from qualcode.ingest.base import Source
from qualcode.ingest.decode import decode_text
from qualcode.ingest.foreign import refuse_foreign
from qualcode.text import canonicalise

_DELIMITERS = ",;\t|"
_SNIFFED_ROWS = 20
_MOST_COLUMNS = 1_000
_SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with its line in the file (for a workbook: its row), counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        header: The first row that is not empty.
        rows: The others that are not empty.
        remarks: What was guessed or left out.
    """

    header: Row
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def read_table(source: Source, encoding: str | None = None) -> Table:
    """Read a table, deciding by its content whether it is a workbook or text with delimiters.

    Raises:
        MaterialError: If it is no table, damaged, or has no row.
    """
    if source.data.startswith(b"PK"):
        rows, remarks = _workbook_rows(source)
    else:
        refuse_foreign(source.name, source.data)
        rows, remarks = _text_rows(source, encoding)
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise SourceEmptyError(source.name, len(source.data))
    return Table(filled[0], tuple(filled[1:]), tuple(remarks))


def _text_rows(source: Source, encoding: str | None) -> tuple[list[Row], list[str]]:
    decoded = decode_text(source.name, source.data, encoding)
    text = canonicalise(decoded.text).text
    said = _SAYS_DELIMITER.match(text)
    first_line = 2 if said else 1
    text = text[said.end() :] if said else text
    delimiter = said.group(1) if said else _guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    begins = first_line
    try:
        for cells in reader:
            rows.append(Row(begins, tuple(cells)))
            begins = first_line + reader.line_num
    except csv.Error as error:
        raise DamagedFileError(source.name, "a table", f"line {begins} cannot be read ({error})") from error
    return rows, list(decoded.remarks)


def _guess_delimiter(text: str) -> str:
    """Take the character that cuts the first rows into most cells, equally many in each."""

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [
                len(cells)
                for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SNIFFED_ROWS)
                if cells
            ]
        except csv.Error:
            return (0, 0)
        most = max(widths, default=1)
        return (widths.count(most) if most > 1 else 0, most)

    return max(_DELIMITERS, key=evenness)


def _workbook_rows(source: Source) -> tuple[list[Row], list[str]]:
    import warnings

    import openpyxl

    from qualcode.ingest.xml import refuse_doctype

    kind = "a workbook (.xlsx)"
    archive = open_archive(source.name, source.data, kind)
    for part in archive.parts:
        if part.endswith((".xml", ".rels")):
            refuse_doctype(source.name, part, archive.read(part))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [
                Row(line, tuple(_cells(cells)))
                for line, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1)
            ]
            others = [other.title for other in book.worksheets[1:]]
    except Exception as error:  # openpyxl lets through whatever its parts stumble over
        raise DamagedFileError(source.name, kind, "its sheets cannot be read") from error
    remarks = [f'Only the first sheet, "{sheet.title}", was read; not: {", ".join(others)}.'] if others else []
    return rows, remarks


def _cells(cells: tuple[object, ...]) -> Iterator[str]:
    """Write cells as the sheet shows them; empty cells at the end of a row are no cells."""
    written = [_written(getattr(cell, "value", None), getattr(cell, "number_format", "")) for cell in cells]
    while written and not written[-1]:
        written.pop()
    yield from written


def _written(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and re.fullmatch(r"0+", number_format or ""):
        return str(value).zfill(len(number_format))
    return str(value)
