"""One running text of an RTF document: the body, a note, a box, a comment. Paragraphs, cells and rows become lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qualcode.ingest.marks import BOLD_BEGINS, BOLD_ENDS

_MOST_LEVELS = 30


@dataclass
class _Level:
    """One level of tables in tables; level 0 is the running text."""

    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    after_row: bool = False


class Story:
    """A running text while it is being read.

    Attributes:
        kind: What it is ("body", "footnote", "box", "margin", "annotation" ...).
        mark: The mark of a note, which stands in the text around it.
        boxes: Lines of text boxes that follow the paragraph at hand.
    """

    def __init__(self, kind: str, counts: Counter[str]) -> None:
        self.kind = kind
        self.mark = ""
        self.boxes: list[str] = []
        self._counts = counts
        self._parts: list[str] = []
        self._levels = [_Level()]
        self._bold = False

    def add(self, words: str, *, bold: bool = False) -> None:
        """Add words to the paragraph at hand."""
        if bold != self._bold:
            self._parts.append(BOLD_BEGINS if bold else BOLD_ENDS)
            self._bold = bold
        self._parts.append(words)

    def end_paragraph(self, level: int) -> None:
        """Close the paragraph at hand, in a cell of the given level (0: in none)."""
        if self._bold:
            self._parts.append(BOLD_ENDS)
            self._bold = False
        place = self._enter(level)
        place.lines.append("".join(self._parts))
        place.lines += self.boxes
        place.after_row = False
        self._parts, self.boxes = [], []

    def end_cell(self, level: int) -> None:
        """Close the cell at hand."""
        self.end_paragraph(level)
        place = self._enter(level)
        place.cells.append("\n".join(place.lines))
        place.lines = []

    def end_row(self, level: int) -> None:
        """Close the row at hand."""
        if "".join(self._parts).strip() or self.boxes:
            self.end_cell(level)
        self._enter(level)
        self._close_row()

    def lines(self) -> list[str]:
        """Close everything and give the lines."""
        if self._parts or self.boxes:
            self.end_paragraph(len(self._levels) - 1)
        self._enter(0)
        return self._levels[0].lines

    def _enter(self, level: int) -> _Level:
        level = min(level, _MOST_LEVELS)
        while len(self._levels) - 1 > level:
            self._close_row()
            self._levels.pop()
        while len(self._levels) - 1 < level:
            self._levels.append(_Level())
        return self._levels[level]

    def _close_row(self) -> None:
        """Make a line of the innermost table of the cells that are complete, and of what no cell end followed."""
        if len(self._levels) < 2:
            return
        place, around = self._levels[-1], self._levels[-2]
        if place.lines:
            place.cells.append("\n".join(place.lines))
        if place.cells:
            self._counts["table"] += not around.after_row
            around.lines.append("\t".join(place.cells))
            around.after_row = True
        place.lines, place.cells = [], []
