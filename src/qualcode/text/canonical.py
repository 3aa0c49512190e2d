"""The canonical text: what positions count in. Made once when a transcript is read in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
# NUL cannot be stored in PostgreSQL, half a surrogate pair not in UTF-8. Each becomes one replacement character, so
# that every other position stays what it was.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text whose positions are settled.

    Attributes:
        text: Without byte-order mark, lines ended by LF; nothing else changed, in particular no Unicode normalisation.
        newline: What ended the lines before: "lf", "crlf", "cr", "mixed" or "none".
        replaced: How many characters no database can hold (NUL, halves of surrogate pairs) became U+FFFD.
    """

    text: str
    newline: str
    replaced: int = 0


def canonicalise(decoded: str) -> CanonicalText:
    """Make the canonical text of a decoded file."""
    text = decoded.removeprefix("\ufeff")
    newline = _newline_of(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, replaced = _NOT_STORABLE.subn("\ufffd", text)
    return CanonicalText(text, newline, replaced)


def _newline_of(text: str) -> str:
    names = {"\n": "lf", "\r\n": "crlf", "\r": "cr"}
    found = {match.group() for match in _LINE_END.finditer(text)}
    if len(found) > 1:
        return "mixed"
    return names[found.pop()] if found else "none"
