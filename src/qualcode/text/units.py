"""Units that need no language: turns, paragraphs and the whole document, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from qualcode.text.span import Span, trim_span
from qualcode.text.transcript import Turn

UnitName = Literal["character", "token", "sentence", "turn", "paragraph", "document"]

_LINE = re.compile(r"[^\n]+")


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Give every line that holds more than white space, trimmed."""
    lines = (trim_span(text, Span(*match.span())) for match in _LINE.finditer(text))
    return tuple(span for span in lines if len(span))


def turn_spans(text: str, turns: Iterable[Turn]) -> tuple[Span, ...]:
    """Give what was said in every turn, trimmed; a text without turns falls back on its paragraphs."""
    spans = [trim_span(text, Span(turn.start, turn.end)) for turn in turns]
    return tuple(span for span in spans if len(span)) or paragraph_spans(text)


def count_words(text: str) -> int:
    """Count the stretches between white space."""
    return len(text.split())
