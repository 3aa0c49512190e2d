"""Invisible marks that walks through documents leave in their lines: where comments and bold words begin and end.

Paragraphs are joined, trimmed and put into cells before the text is whole, so places are not known while walking. The
marks travel with the words and are taken out at the end. They are control characters that XML cannot hold; readers of
other formats pass what they read through `without_controls`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.text import Span

BOLD_BEGINS, BOLD_ENDS = "\x05", "\x06"
_COMMENT_BEGINS, _COMMENT_ENDS, _CLOSE = "\x01", "\x02", "\x03"
_COMMENT_MARKS = (_COMMENT_BEGINS, _COMMENT_ENDS)
# One set of characters first, which is found several times faster than a choice of two patterns.
_MARK = re.compile(r"[\x01\x02\x05\x06](?:(?<=[\x01\x02])(\d+)\x03)?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text without its marks, and what they said.

    Attributes:
        text: The words alone.
        bold: Stretches in bold, in order.
        comments: Where each comment begins and ends, by its number; a comment without words has an empty span.
    """

    text: str
    bold: tuple[Span, ...]
    comments: dict[int, Span]


def comment_begins(number: int) -> str:
    """Give the mark for the beginning of a comment's words."""
    return f"{_COMMENT_BEGINS}{number}{_CLOSE}"


def comment_ends(number: int) -> str:
    """Give the mark for their end, or for the place of a comment without words."""
    return f"{_COMMENT_ENDS}{number}{_CLOSE}"


def without_controls(text: str, instead: str = "") -> str:
    """Leave out control characters, which no document means to show and which could pass for marks."""
    return _CONTROLS.sub(instead, text)


def take_out_marks(marked: str) -> MarkedText:
    """Separate a text from its marks."""
    pieces: list[str] = []
    bold: list[Span] = []
    begun: dict[int, int] = {}
    comments: dict[int, Span] = {}
    bold_start: int | None = None
    position = behind = 0
    for match in _MARK.finditer(marked):
        mark = marked[match.start()]
        if mark in _COMMENT_MARKS and match[1] is None:
            continue
        pieces.append(marked[behind : match.start()])
        position += match.start() - behind
        behind = match.end()
        if mark == BOLD_BEGINS:
            # Bold that goes on in the next run is one stretch.
            bold_start = bold.pop().start if bold and bold[-1].end == position else position
        elif mark == BOLD_ENDS and bold_start is not None:
            bold.append(Span(bold_start, position))
            bold_start = None
        elif mark == _COMMENT_BEGINS:
            begun[int(match[1])] = position
        elif mark == _COMMENT_ENDS:
            comments.setdefault(int(match[1]), Span(begun.get(int(match[1]), position), position))
    pieces.append(marked[behind:])
    return MarkedText("".join(pieces), tuple(bold), comments)
