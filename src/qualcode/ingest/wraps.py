"""Lines that were broken only to fit the page: which they are, and joining them to paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# A line was wrapped if the next word would not have fitted; so many of them must have been for a text to be wrapped.
_LEAST_SHARE = 0.5
_LEAST_WRAPS = 5
_WIDEST_SHARE = 0.97
_NARROWEST, _WIDEST = 30, 140
_BULLETS = "•·–—*▪●○-"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on the page.

    Attributes:
        text: Its words.
        begins: Whether something begins here that is not joined to what stands before (a turn, an indented paragraph).
        left, right: Where it begins and ends, in one unit for all lines (points, or characters).
    """

    text: str
    begins: bool
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Wraps:
    """Which lines go on in the next.

    Attributes:
        places: The places of these lines; empty if the text is not wrapped.
        hyphens: How many of them end in a hyphen that may belong to the word or not.
    """

    places: frozenset[int] = frozenset()
    hyphens: int = 0


def text_lines(text: str, heads: Collection[int] = ()) -> list[Line]:
    """Give the lines of a plain text, measured in characters.

    Args:
        heads: Where turns begin.
    """
    lines: list[Line] = []
    start = 0
    for written in text.split("\n"):
        indent = len(written) - len(written.lstrip())
        lines.append(Line(written, start + indent in heads or _is_bullet(written), indent, len(written.rstrip())))
        start += len(written) + 1
    return lines


def may_be_wrapped(lines: Sequence[Line]) -> bool:
    """Tell at a glance whether a closer look is worth while: most texts have lines of any length."""
    widths = sorted(line.right for line in lines if line.text.strip())
    return len(widths) > _LEAST_WRAPS and _NARROWEST <= widths[int(_WIDEST_SHARE * (len(widths) - 1))] <= _WIDEST


def find_wraps(lines: Sequence[Line], *, slack: float = 0.0) -> Wraps:
    """Find the lines that go on in the next, if the text as a whole shows that it was wrapped.

    Args:
        slack: How far the width of a word may be off, where letters differ in width.
    """
    widths = sorted(line.right for line in lines if line.text.strip())
    if len(widths) <= _LEAST_WRAPS:
        return Wraps()
    width = widths[min(int(_WIDEST_SHARE * len(widths)), len(widths) - 1)]
    indents = sorted(line.left for line in lines if line.text.strip())
    indent = indents[len(indents) // 2]
    could = [
        place
        for place in range(len(lines) - 1)
        if lines[place].text.strip() and lines[place + 1].text.strip() and not lines[place + 1].begins
    ]
    wrapped = [place for place in could if _is_full(lines[place], lines[place + 1], width - slack)]
    typical = sorted(len(lines[place].text) for place in wrapped)
    if len(wrapped) < max(_LEAST_WRAPS, _LEAST_SHARE * len(could)):
        return Wraps()
    if not _NARROWEST <= typical[len(typical) // 2] <= _WIDEST:
        return Wraps()
    joined = [place for place in wrapped if not _is_indented(lines, place + 1, indent)]
    hyphens = sum(lines[place].text.rstrip().endswith(("-", "\u00ad", "\u2010")) for place in joined)
    return Wraps(frozenset(joined), hyphens)


def join_wraps(lines: Sequence[Line], wraps: Wraps) -> list[str]:
    """Join the lines that go on; a hyphen at the end of one is kept, for it may belong to the word."""
    paragraphs: list[list[str]] = []
    goes_on = False
    for place, line in enumerate(lines):
        if goes_on:
            parts = paragraphs[-1]
            before, after = parts[-1].rstrip(), line.text.lstrip()
            parts[-1] = before
            parts += [_between(before, after), after]
        else:
            paragraphs.append([line.text])
        goes_on = place in wraps.places
    return ["".join(parts) for parts in paragraphs]


def describe_wraps(wraps: Wraps, *, joined: bool) -> list[str]:
    """Say how many lines were joined, or would be."""
    if not wraps.places:
        return []
    n = len(wraps.places)
    if not joined:
        return [f"{n} lines seem to be broken only to fit the page; --join-wraps joins them to paragraphs."]
    remarks = [f"{n} lines that were broken to fit the page were joined to paragraphs."]
    if wraps.hyphens:
        noun = "word is" if wraps.hyphens == 1 else "words are"
        remarks.append(f"{wraps.hyphens} {noun} cut by a hyphen at the end of a line; the hyphens were kept.")
    return remarks


def _is_full(line: Line, following: Line, width: float) -> bool:
    """Tell whether the first word of the next line would not have fitted into this one."""
    words = following.text.split(maxsplit=1)
    n_points = max(len(following.text.strip()), 1)
    point = max(following.right - following.left, 0) / n_points
    first = 1 if _has_no_spaces(words[0][:1]) else len(words[0])
    return line.right + (first + 1) * point > width


def _is_indented(lines: Sequence[Line], place: int, usual: float) -> bool:
    """Tell whether a line begins further in than most lines and than the ones around it."""
    left = lines[place].left
    if left <= usual + 1:
        return False
    around = [
        lines[near].left for near in (place - 1, place + 1) if 0 <= near < len(lines) and lines[near].text.strip()
    ]
    return all(left > near + 1 for near in around)


def _is_bullet(line: str) -> bool:
    words = line.split(maxsplit=1)
    return len(words) == 2 and len(words[0]) == 1 and words[0] in _BULLETS


def _between(before: str, after: str) -> str:
    if before.endswith(("-", "\u00ad", "\u2010")) and after[:1].islower():
        return ""
    return "" if _has_no_spaces(before[-1:]) and _has_no_spaces(after[:1]) else " "


def _has_no_spaces(point: str) -> bool:
    """Tell whether a character is of a script that puts no spaces between words."""
    if not point:
        return False
    is_wide = unicodedata.east_asian_width(point) in ("W", "F") and not "\uac00" <= point <= "\ud7a3"
    return is_wide or "\u0e00" <= point <= "\u0eff"
