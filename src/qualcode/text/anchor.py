"""Anchors: a place together with the words that stand there, so that it can be found again in a corrected text.

The shape is that of the W3C Web Annotation text-quote and text-position selectors, joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import EmptySpanError, PositionOutsideTextError
from qualcode.text.span import Span

CONTEXT_POINTS = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span, the exact words it covers and a little text on both sides.

    Attributes:
        start, end: Code points of the canonical text, end excluded.
        words: The text from start to end.
        before, after: Up to 32 code points of context.
    """

    start: int
    end: int
    words: str
    before: str = ""
    after: str = ""

    @property
    def span(self) -> Span:
        """The place alone."""
        return Span(self.start, self.end)

    def holds_in(self, text: str) -> bool:
        """Tell whether the words still stand at the place."""
        return text[self.start : self.end] == self.words


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor a stretch of a text.

    Raises:
        EmptySpanError: If it covers no character.
        PositionOutsideTextError: If it reaches beyond the text.
    """
    if start < 0 or end > len(text):
        raise PositionOutsideTextError(start if start < 0 else end, len(text))
    if end <= start:
        raise EmptySpanError(start, end)
    return Anchor(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT_POINTS) : start],
        text[end : end + CONTEXT_POINTS],
    )
