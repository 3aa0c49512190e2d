"""The rows of an Excel workbook (.xlsx), read from its XML: only what is there, however far down a cell stands."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lxml import etree

from qualcode.errors import DamagedFileError
from qualcode.ingest.archive import Archive
from qualcode.ingest.rows import MOST_COLUMNS, Row, Sheet
from qualcode.ingest.xml import parse_xml

_RELATIONS = ".//{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# Excel writes characters that XML cannot hold as _x000D_.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Parts of a number format that are no pattern: words in quotes, colours and conditions in brackets, single characters.
_LITERAL = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)})
_CLOCK_FORMATS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47})


def read_sheet(archive: Archive) -> Sheet:
    """Read the first sheet that is not hidden.

    Raises:
        DamagedFileError: If the parts of the workbook do not fit together.
    """
    book = parse_xml(archive, _main_part(archive))
    targets = _targets(archive, _main_part(archive))
    sheets = [sheet for sheet in book.iter() if _local(sheet) == "sheet"]
    tables = [sheet for sheet in sheets if "worksheets" in targets.get(_relation_of(sheet), "")]
    shown = [sheet for sheet in tables if sheet.get("state", "visible") == "visible"] or tables
    if not shown:
        raise DamagedFileError(archive.name, archive.kind, "it says of no part that it is a sheet")
    cells = _Cells(_shared_strings(archive, targets), _formats(archive, targets), _epoch(book))
    rows = list(cells.rows(parse_xml(archive, targets[_relation_of(shown[0])])))
    others = tuple(sheet.get("name", "") for sheet in tables if sheet is not shown[0])
    return Sheet(tuple(rows), shown[0].get("name", ""), others, cells.unsaved)


@dataclass
class _Cells:
    """What the cells of a sheet refer to, and how many formulas were met whose result was not saved."""

    strings: list[str]
    formats: list[str]
    epoch: datetime
    unsaved: int = 0
    _memory: dict[str, bool] = field(default_factory=dict)

    def rows(self, sheet: etree._Element) -> Iterator[Row]:
        line = 0
        for element in sheet.iter():
            if _local(element) != "row":
                continue
            written = element.get("r", "")
            line = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else line + 1
            cells = self._row(element)
            if cells:
                yield Row(line, cells)

    def _row(self, row: etree._Element) -> tuple[str, ...]:
        found: dict[int, str] = {}
        column = -1
        for cell in row:
            if _local(cell) != "c":
                continue
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column_number(reference[1]) if reference else column + 1
            text = self._text(cell) if column < MOST_COLUMNS else ""
            if text:
                found[column] = text
        return tuple(found.get(column, "") for column in range(max(found, default=-1) + 1))

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(cell)
        parts = {_local(part): part.text or "" for part in cell}
        value = parts.get("v", "")
        if not value:
            self.unsaved += "f" in parts and kind != "str"
            return ""
        if kind == "s":
            return self.strings[int(value)] if value.isascii() and value.isdigit() and int(value) < len(
                self.strings
            ) else ""  # fmt: skip
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number(value, cell.get("s", "0")) if kind == "n" else _unescape(value)

    def _number(self, value: str, style: str) -> str:
        number_format = self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else ""
        try:
            number = float(value)
            if _shows_date(number_format) or _shows_clock(number_format):
                return _moment(number, number_format, self.epoch)
        except (ValueError, OverflowError):
            return value
        if number.is_integer() and abs(number) < 1e15:
            whole = str(int(number))
            return whole.zfill(len(number_format)) if re.fullmatch(r"0+", number_format) else whole
        return str(number)


def _moment(number: float, number_format: str, epoch: datetime) -> str:
    """Write the day, the time of day or the length of time that a number of days stands for."""
    moment = timedelta(days=number)
    moment = timedelta(seconds=round(moment.total_seconds(), 3))
    if not _shows_date(number_format):
        if "[" in number_format or moment >= timedelta(days=1) or number < 0:
            return str(moment)
        return (datetime(2000, 1, 1) + moment).time().isoformat()
    day = epoch + moment
    if number < 1 and _shows_clock(number_format):
        return day.time().isoformat()
    return day.date().isoformat() if day.time() == datetime.min.time() else day.isoformat(" ")


def _shows_date(number_format: str) -> bool:
    if number_format.startswith("#"):
        return int(number_format[1:]) in _DATE_FORMATS
    return bool(re.search(r"[dy]|(?<![hs:\[])m{3,}", _LITERAL.sub("", number_format), re.IGNORECASE))


def _shows_clock(number_format: str) -> bool:
    if number_format.startswith("#"):
        return int(number_format[1:]) in _CLOCK_FORMATS | {22}
    plain = _LITERAL.sub("", number_format)
    return "general" not in plain.lower() and bool(re.search(r"[hs]|\[m", plain, re.IGNORECASE))


def _main_part(archive: Archive) -> str:
    for relation in parse_xml(archive, "_rels/.rels").iterfind(_RELATIONS):
        if posixpath.basename(relation.get("Type", "")) == "officeDocument":
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    raise DamagedFileError(archive.name, archive.kind, "it does not say which part holds the sheets")


def _targets(archive: Archive, main: str) -> dict[str, str]:
    """Give the parts that the workbook refers to: by the id of the relation, and the others by their kind."""
    folder, name = posixpath.split(main)
    targets: dict[str, str] = {}
    for relation in parse_xml(archive, posixpath.join(folder, "_rels", f"{name}.rels")).iterfind(_RELATIONS):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        targets[relation.get("Id", "")] = target
        targets.setdefault(posixpath.basename(relation.get("Type", "")), target)
    return targets


def _shared_strings(archive: Archive, targets: dict[str, str]) -> list[str]:
    part = targets.get("sharedStrings", "")
    if part not in archive:
        return []
    return [_rich_text(string) for string in parse_xml(archive, part) if _local(string) == "si"]


def _formats(archive: Archive, targets: dict[str, str]) -> list[str]:
    """Give the number format of every cell style: its pattern, or "#" and its number if Excel knows it by that."""
    part = targets.get("styles", "")
    if part not in archive:
        return []
    root = parse_xml(archive, part)
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter() if _local(one) == "numFmt"}
    styles = next((part for part in root if _local(part) == "cellXfs"), ())
    numbers = [style.get("numFmtId", "0") for style in styles if _local(style) == "xf"]
    return [own.get(number, f"#{number}" if number.isascii() and number.isdigit() else "") for number in numbers]


def _epoch(book: etree._Element) -> datetime:
    old = any(_local(one) == "workbookPr" and one.get("date1904") in ("1", "true") for one in book)
    return datetime(1904, 1, 1) if old else datetime(1899, 12, 30)


def _rich_text(element: etree._Element) -> str:
    """Join the pieces of a text; how it is pronounced stands beside it in some languages and is left out."""
    parts = []
    for piece in element.iter():
        parent = piece.getparent()
        if _local(piece) == "t" and (parent is None or _local(parent) != "rPh"):
            parts.append(piece.text or "")
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _relation_of(sheet: etree._Element) -> str:
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
