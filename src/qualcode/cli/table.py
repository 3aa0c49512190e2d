"""Tables for people: columns side by side where the terminal has room, else each row as a short list of its fields.

What is laid out here is text already; a row in a pipe or a file is one line, however long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.cli.terminal.wrap import width as _columns_taken
from qualcode.cli.terminal.wrap import wrap

_GAP = "  "
# Below this, a column of words becomes a column of fragments; a column that can be spared is left out first.
_COMFORTABLE = 24
# A word longer than this is cut rather than given all the room.
_LONGEST_WORD = 24
_LONGEST_RULE = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its cells, and how they stand.

    Attributes:
        right: Numbers stand to the right.
        spare: May be left out where the terminal is narrow.
    """

    heading: str
    cells: tuple[str, ...]
    right: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A table as lines of text; the first `n_heading` are the headings.

    Attributes:
        left_out: Headings of the columns for which there was no room.
    """

    lines: tuple[str, ...]
    n_heading: int = 0
    left_out: tuple[str, ...] = ()


def lay_out(columns: Sequence[Column], width: int | None) -> LaidOut:
    """Lay a table out for a terminal of so many columns, or with one line per row where no width is given."""
    columns = [_flat(column) for column in columns]
    if width is None:
        return _side_by_side(columns, [_natural(column) for column in columns])
    kept, left_out = list(columns), list[str]()
    while (widths := _fit(kept, width)) is None or _is_cramped(kept, widths):
        spare = next((column for column in reversed(kept) if column.spare), None)
        if spare is None:
            break
        kept.remove(spare)
        left_out.insert(0, spare.heading)
    if widths is None:
        return _one_below_the_other(columns, width)
    laid = _side_by_side(kept, widths)
    return LaidOut(laid.lines, laid.n_heading, tuple(left_out))


def text_width(text: str) -> int:
    """Give the number of terminal columns that a text takes."""
    return len(text) if text.isascii() else _columns_taken(text)


def _flat(column: Column) -> Column:
    """Take line ends out of the cells; the indent at their beginning shows a tree and stays."""
    cells = tuple(_indent(cell) + " ".join(cell.split()) for cell in column.cells)
    return Column(column.heading, cells, column.right, column.spare)


def _indent(cell: str) -> str:
    return cell[: len(cell) - len(cell.lstrip(" "))]


def _natural(column: Column) -> int:
    return max(map(text_width, (column.heading, *column.cells)))


def _smallest(column: Column) -> int:
    """Give the width below which words or numbers would be cut."""
    heading = max(map(text_width, _pieces(column.heading)), default=0)
    if column.right:
        return max(heading, max(map(text_width, column.cells), default=0))
    words = (text_width(_indent(cell)) + text_width(word) for cell in set(column.cells) for word in cell.split())
    return max(heading, min(_LONGEST_WORD, max(words, default=0)))


def _fit(columns: Sequence[Column], width: int) -> list[int] | None:
    """Give each column its width, the widest giving way first; None if even the smallest do not fit."""
    room = width - len(_GAP) * (len(columns) - 1)
    natural = [_natural(column) for column in columns]
    if sum(natural) <= room:
        return natural
    smallest = [_smallest(column) for column in columns]
    # Headings break before words do.
    wanted = [
        max(low, max(map(text_width, column.cells), default=0)) for column, low in zip(columns, smallest, strict=True)
    ]
    for limit in range(max(wanted), 0, -1):
        widths = [max(low, min(want, limit)) for low, want in zip(smallest, wanted, strict=True)]
        if sum(widths) <= room:
            return _give_rest(widths, wanted, room - sum(widths))
    return None


def _give_rest(widths: list[int], wanted: Sequence[int], rest: int) -> list[int]:
    for at in reversed(range(len(widths))):
        more = min(rest, wanted[at] - widths[at])
        widths[at] += more
        rest -= more
    return widths


def _is_cramped(columns: Sequence[Column], widths: Sequence[int]) -> bool:
    longest = [max(map(text_width, column.cells), default=0) for column in columns]
    return any(given < min(long, _COMFORTABLE) for given, long in zip(widths, longest, strict=True))


def _side_by_side(columns: Sequence[Column], widths: Sequence[int]) -> LaidOut:
    headings = [_heading_lines(column.heading, width) for column, width in zip(columns, widths, strict=True)]
    top = max(map(len, headings), default=0)
    headings = [[""] * (top - len(lines)) + lines for lines in headings]
    rule = ["─" * min(width, _LONGEST_RULE) for width in widths]
    heading = [_line(columns, widths, [lines[at] for lines in headings]) for at in range(top)]
    rows = [_row(columns, widths, at) for at in range(len(columns[0].cells) if columns else 0)]
    gap = [""] if any(len(row) > 2 for row in rows) else []
    body = [line for at, row in enumerate(rows) for line in ([*gap, *row] if at else row)]
    return LaidOut((*heading, _line(columns, widths, rule), *body), top)


def _row(columns: Sequence[Column], widths: Sequence[int], at: int) -> list[str]:
    cells = [list(_cell_lines(column.cells[at], width)) for column, width in zip(columns, widths, strict=True)]
    height = max(map(len, cells), default=0)
    return [
        _line(columns, widths, [lines[number] if number < len(lines) else "" for lines in cells])
        for number in range(height)
    ]


def _cell_lines(cell: str, width: int) -> Iterator[str]:
    if text_width(cell) <= width:
        yield cell
        return
    indent = _indent(cell)
    for line in wrap(cell.strip(), max(1, width - len(indent))):
        yield indent + line


def _heading_lines(heading: str, width: int) -> list[str]:
    """Break a heading between words and after underscores."""
    lines: list[str] = []
    for piece in _pieces(heading):
        joined = f"{lines[-1]}{'' if lines[-1].endswith('_') else ' '}{piece}" if lines else piece
        if lines and text_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines or [""]


def _pieces(heading: str) -> list[str]:
    return re.findall(r"[^\s_]+_*|_+", heading)


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str]) -> str:
    padded = []
    for column, width, cell in zip(columns, widths, cells, strict=True):
        space = " " * max(0, width - text_width(cell))
        padded.append(f"{space}{cell}" if column.right else f"{cell}{space}")
    return _GAP.join(padded).rstrip()


def _one_below_the_other(columns: Sequence[Column], width: int) -> LaidOut:
    lines: list[str] = []
    for at in range(len(columns[0].cells) if columns else 0):
        lines += [""] if at else []
        for column in columns:
            cell = column.cells[at].strip()
            if cell:
                first, *rest = wrap(f"{column.heading}: {cell}", max(8, width - 2))
                lines += [first, *(f"  {line}" for line in rest)]
    return LaidOut(tuple(lines))
