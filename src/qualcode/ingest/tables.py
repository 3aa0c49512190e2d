"""Tables from outside (.csv, .tsv, .xlsx, .ods) as rows of strings, exactly as they are written."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from qualcode.errors import DamagedFileError, SourceEmptyError
from qualcode.ingest.archive import Archive, open_archive
from qualcode.ingest.base import Source
from qualcode.ingest.decode import decode_text
from qualcode.ingest.foreign import refuse_foreign
from qualcode.ingest.rows import Row
from qualcode.text import canonicalise

_DELIMITERS = ",;\t|"
_SNIFFED_ROWS = 20
_LONGEST_CELL = 50_000_000
_TAB_SUFFIXES = (".tsv", ".tab")
# Speech recognition writes tables without quoting, so that a quote mark is one that was said.
_UNQUOTED = re.compile(r"start\tend\ttext\n", re.IGNORECASE)
_SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


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
    delimiter = said.group(1) if said else _guess_delimiter(text, source.suffix)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if _UNQUOTED.match(text) else csv.QUOTE_MINIMAL
    rows: list[Row] = []
    begins = first_line
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, quoting=quoting)
        for cells in reader:
            rows.append(Row(begins, tuple(cells)))
            begins = first_line + reader.line_num
    except csv.Error as error:
        raise DamagedFileError(source.name, "a table", f"line {begins} cannot be read ({error})") from error
    finally:
        csv.field_size_limit(usual)
    return rows, list(decoded.remarks)


def _guess_delimiter(text: str, suffix: str) -> str:
    """Take the character that cuts the first rows into most cells, equally many in each; the suffix may name it."""
    if suffix in _TAB_SUFFIXES and "\t" in text.partition("\n")[0]:
        return "\t"

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


def is_ods(archive: Archive) -> bool:
    """Tell an OpenDocument spreadsheet from other archives."""
    return "mimetype" in archive and b"opendocument.spreadsheet" in archive.read("mimetype")


def _workbook_rows(source: Source) -> tuple[list[Row], list[str]]:
    from qualcode.ingest import ods_rows, xlsx_rows

    archive = open_archive(source.name, source.data, "a workbook (.xlsx)")
    if is_ods(archive):
        archive.kind = "a spreadsheet (.ods)"
        sheet = ods_rows.read_sheet(archive)
    else:
        sheet = xlsx_rows.read_sheet(archive)
    remarks = []
    if sheet.others:
        remarks.append(f'Only the first sheet, "{sheet.title}", was read; not: {", ".join(sheet.others)}.')
    if sheet.unsaved:
        noun = "formula holds" if sheet.unsaved == 1 else "formulas hold"
        remarks.append(f"{sheet.unsaved} {noun} no result; open the workbook, save it, and read it again.")
    return list(sheet.rows), remarks
