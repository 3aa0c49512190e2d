"""The place of a coder in a document: which passage, and which stretch of text the next code goes on."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.project.terminal_passages import Passage
from qualcode.text import Span


class Place:
    """Where a coder stands among the passages of one document.

    Attributes:
        at: Index of the passage the coder is on.
        first, last: Indices of the first and the last passage selected.
        part: A part of them, chosen by its words; None when whole passages are selected.
    """

    def __init__(self, passages: Sequence[Passage], at: int = 0) -> None:
        self.passages = tuple(passages)
        self.at = self.first = self.last = max(0, min(at, len(passages) - 1))
        self.part: Span | None = None

    @property
    def passage(self) -> Passage:
        """The passage the coder is on."""
        return self.passages[self.at]

    @property
    def whole(self) -> Span:
        """The selected passages from the first character to the last."""
        return Span(self.passages[self.first].span.start, self.passages[self.last].span.end)

    @property
    def selection(self) -> Span:
        """What the next code goes on."""
        return self.part or self.whole

    @property
    def percent(self) -> int:
        """How much of the document lies at or before the passage."""
        return round(100 * (self.at + 1) / len(self.passages)) if self.passages else 100

    def move_to(self, index: int) -> bool:
        """Go to a passage and select it alone; False if there is none."""
        if not 0 <= index < len(self.passages):
            return False
        self.at = index
        self.select_passage()
        return True

    def select_passage(self) -> None:
        """Select exactly the passage again."""
        self.first = self.last = self.at
        self.part = None

    def include_next(self) -> bool:
        """Add the passage after the selection to it; False at the end."""
        if self.last + 1 >= len(self.passages):
            return False
        self.last, self.part = self.last + 1, None
        return True

    def include_previous(self) -> bool:
        """Add the passage before the selection to it; False at the beginning."""
        if self.first == 0:
            return False
        self.first, self.part = self.first - 1, None
        return True
