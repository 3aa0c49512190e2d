"""Edits: the only way a canonical text changes after it was read in; and where old positions come to lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import EditsOverlapError, PositionOutsideTextError
from qualcode.text.span import Span


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """Replace the text from `start` to `end` (code points, end excluded) by `words`."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class EditedText:
    """A text after edits.

    Attributes:
        text: The new text.
        edits: What was done, by position in the old text.
    """

    text: str
    edits: tuple[Edit, ...]

    def moved(self, span: Span) -> Span | None:
        """Give the new place of an old span; None if an edit changed its words.

        Text inserted exactly at an edge stays outside the span: a quotation never silently covers other words.
        """
        shift = 0
        for edit in self.edits:
            if edit.end <= span.start:
                shift += len(edit.words) - (edit.end - edit.start)
            elif edit.start < span.end:
                return None
        return Span(span.start + shift, span.end + shift)


def apply_edits(text: str, edits: Sequence[Edit]) -> EditedText:
    """Apply edits, all given by positions in the old text.

    Insertions at one place come in the order given. An edit that changes nothing is left out.

    Raises:
        EditsOverlapError: If two edits touch the same characters.
        PositionOutsideTextError: If one reaches beyond the text.
        SpanError: If one ends before it begins.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    pieces: list[str] = []
    position = 0
    for edit in ordered:
        if not 0 <= edit.start <= len(text):
            raise PositionOutsideTextError(edit.start, len(text))
        if edit.end > len(text):
            raise PositionOutsideTextError(edit.end, len(text))
        span = Span(edit.start, edit.end)
        if span.start < position:
            raise EditsOverlapError(span.start)
        pieces += [text[position : span.start], edit.words]
        position = span.end
    pieces.append(text[position:])
    done = tuple(edit for edit in ordered if text[edit.start : edit.end] != edit.words)
    return EditedText("".join(pieces), done)
