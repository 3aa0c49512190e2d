"""Find words in a text, with their exact places."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.errors import QueryError
from qualcode.text.words import not_inside_word


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand.

    Attributes:
        start, end: Code points, end excluded.
        before, after: Text on both sides, up to the line's ends.
    """

    document: str
    start: int
    end: int
    words: str
    before: str
    after: str


def compile_query(query: str, *, regex: bool = False, case: bool = False, whole_words: bool = False) -> re.Pattern[str]:
    """Make the pattern of a query; case is not told apart unless asked for.

    Raises:
        QueryError: If it is empty or a regular expression that cannot be read.
    """
    words = query.split()
    if not (query if regex else words):
        raise QueryError(query, "there is nothing to look for")
    expression = query if regex else r"\s+".join(map(re.escape, words))
    if whole_words:
        first_point = "" if regex else f"(?={re.escape(words[0][0])})"  # passes over most of the text quickly
        expression = f"{first_point}{not_inside_word()}(?:{expression}){not_inside_word()}"
    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # "[[a]" may change its meaning some day
            return re.compile(expression, 0 if case else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise QueryError(query, str(error)) from None


def find_hits(document: str, text: str, pattern: re.Pattern[str], *, context_points: int = 60) -> Iterator[Hit]:
    """Give every place of a pattern in a text; matches of nothing are left out."""
    for start, end in _places(text, pattern):
        line_start = text.rfind("\n", max(0, start - context_points), start) + 1
        line_end = text.find("\n", end, end + context_points)
        before = text[max(line_start, start - context_points, 0) : start]
        after = text[end : min(line_end if line_end >= 0 else len(text), end + context_points)]
        yield Hit(document, start, end, text[start:end], before, after)


_PLAIN_WORD = re.compile("[A-Za-z0-9]+")


def _places(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Give start and end of every match that is not empty.

    A plain word in a plain text is looked for without the pattern, five times as quickly. Only in ASCII, where a letter
    has one other case and nothing grows when it is lowered: "ſ" also stands for "s", and "İ" becomes two characters.
    """
    word = pattern.pattern.lower()
    if not (text.isascii() and pattern.flags & re.IGNORECASE and _PLAIN_WORD.fullmatch(word)):
        yield from (match.span() for match in pattern.finditer(text) if match.end() > match.start())
        return
    lowered = text.lower()
    start = lowered.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = lowered.find(word, start + len(word))
