"""Where words end, in every script: what `\\b` of regular expressions gets wrong."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Written without spaces between words, so that every character may begin or end one: Thai, Lao, Tibetan, Burmese,
# Khmer, Chinese, Japanese and their full-width punctuation. Korean has spaces.
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
# They join what stands on both sides to one word, in Devanagari, Persian and others.
_JOINERS = "\u200c\u200d"
_UNSPACED_POINT = re.compile(f"[{_UNSPACED}]")


@cache
def not_inside_word() -> str:
    """Give the regular expression of a place that is not in the middle of a word.

    Vowel signs, accents and joiners belong to the word. Scripts without spaces have no middle of a word, except that a
    mark is never cut off its letter.
    """
    marks = _marks()
    word = rf"(?![{_UNSPACED}])(?:[^\W_]|[{marks}{_JOINERS}])"
    behind = rf"(?:(?<=[^\W_])|(?<=[{marks}{_JOINERS}]))(?<![{_UNSPACED}])"
    return rf"(?!{behind}{word})(?!(?<=[\w{marks}])[{marks}])"


def is_cut(text: str, position: int) -> bool:
    """Tell whether a position stands between two characters that no white space or script parts.

    Unlike `not_inside_word`, punctuation counts as part of the word that it touches.
    """
    if not 0 < position < len(text):
        return False
    left, right = text[position - 1], text[position]
    if unicodedata.category(right).startswith("M"):
        return True
    if left.isspace() or right.isspace():
        return False
    return not (_UNSPACED_POINT.match(left) or _UNSPACED_POINT.match(right))


def _marks() -> str:
    """Give all combining marks of Unicode as the inside of a character class."""
    ranges: list[list[int]] = []
    for point in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)):
        if not unicodedata.category(chr(point)).startswith("M"):
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
