"""What bold letters tell of speakers where no colon does: a bold label before plain words, bold questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from qualcode.ingest.heads import Head, clean_label, skip_space
from qualcode.text import Span

_LABEL_POINTS = 40
_LEAST_CHANGES = 3
_QUESTION_SHARE = 0.5
_QUESTION_MARKS = ("?", "？", "؟")
_AROUND_LABEL = " \t\u00a0:.,;–—-"


def bold_ends(text: str, bold: Sequence[Span]) -> dict[int, int]:
    """Give where bold ends, by where it begins, leaving out white space at its beginning."""
    return {skip_space(text, span.start, span.end): span.end for span in bold}


def bold_label(text: str, start: int, end: int, ends: Mapping[int, int]) -> Head | None:
    """Give the bold words at the beginning of a line as a possible label, if plain words or nothing follow them.

    Args:
        start, end: The line, without its line end.
        ends: See `bold_ends`.
    """
    first = skip_space(text, start, end)
    bold_end = min(ends.get(first, first), end)
    if not 0 < bold_end - first <= _LABEL_POINTS:
        return None
    label = clean_label(text[first:bold_end].strip(_AROUND_LABEL))
    if not label or not label[0].isalpha() or "\t" in label:
        return None
    return Head(first, skip_space(text, bold_end, end), end, label, "bold")


def bold_questions(text: str, lines: Sequence[tuple[int, int]], ends: Mapping[int, int], after: int) -> list[Head]:
    """Give the places where bold and plain paragraphs take turns, if the bold ones are mostly questions.

    Each stretch of bold paragraphs and each of plain ones is a turn; nobody is named.
    """
    if not ends:
        return []
    spoken = [(start, end) for start, end in lines if start >= after]
    stretches = [(is_bold, list(group)) for is_bold, group in groupby(spoken, lambda line: _is_bold(text, line, ends))]
    asked = [text[group[0][0] : group[-1][1]].rstrip() for is_bold, group in stretches if is_bold]
    if len(asked) < _LEAST_CHANGES or len(stretches) - len(asked) < _LEAST_CHANGES:
        return []
    if sum(words.endswith(_QUESTION_MARKS) for words in asked) < _QUESTION_SHARE * len(asked):
        return []
    begin = 0 if stretches[0][0] else 1
    firsts = (group[0] for _, group in stretches[begin:])
    return [
        Head(place, place, end, None, "bold")
        for place, end in ((skip_space(text, start, end), end) for start, end in firsts)
    ]


def _is_bold(text: str, line: tuple[int, int], ends: Mapping[int, int]) -> bool:
    start, end = line
    first = skip_space(text, start, end)
    return not text[ends.get(first, first) : end].strip()
