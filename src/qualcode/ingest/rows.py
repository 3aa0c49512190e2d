"""Rows of a table and the sheet of a workbook that holds them."""

from __future__ import annotations

from dataclasses import dataclass

MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with its line in the file (for a workbook: its row), counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a workbook that was read.

    Attributes:
        rows: Those that are not empty.
        title: Its name.
        others: The names of the sheets that were not read.
        unsaved: How many formulas hold no result.
    """

    rows: tuple[Row, ...]
    title: str = ""
    others: tuple[str, ...] = ()
    unsaved: int = 0
