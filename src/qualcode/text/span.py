"""Spans: stretches of a text, in Unicode code points from 0, end excluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import SpanError


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of text from `start` to `end` (excluded), in code points.

    Raises:
        SpanError: If it begins before 0 or ends before it begins.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise SpanError(self.start, self.end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Give the words of the span in a text."""
        return text[self.start : self.end]


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join overlapping and touching spans, so that every character counts once; sorted by start."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def trim_span(text: str, span: Span) -> Span:
    """Leave out white space at both ends; a span of white space only shrinks to its start."""
    words = span.of(text)
    if not words.strip():
        return Span(span.start, span.start)
    before = len(words) - len(words.lstrip())
    return Span(span.start + before, span.start + len(words.rstrip()))
