"""Find the words of a quote in a transcript: exactly, then with white space and quote marks aside, then nearly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from qualcode.text.span import Span, trim_span

How = Literal["exact", "spacing", "fuzzy"]

FUZZY_SCORE = 90.0
_MIN_FUZZY_POINTS = 12
# Word processors and spreadsheets change these on their own; each stands for its plain form.
_SAME = str.maketrans("‘’‚“”„«»‐‑‒–—\u00a0\u202f", '\'\'\'"""""-----  ')


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands.

    Attributes:
        how: "exact"; "spacing" when white space, kinds of quote marks or case differ; "fuzzy" when words differ.
        score: Likeness from 0 to 100; 100 for exact.
    """

    span: Span
    how: How
    score: float = 100.0


def find_quote(
    text: str, quote: str, *, within: Span | None = None, min_score: float = FUZZY_SCORE
) -> tuple[QuotePlace, ...]:
    """Give the places where a quote stands, best kind first; several places mean that it is ambiguous.

    Args:
        text: The canonical text.
        quote: The words as the coder noted them; "..." in the middle stands for left-out words.
        within: Look only there.
        min_score: Likeness (rapidfuzz partial ratio, 0-100) from which a fuzzy place counts.

    Returns:
        All exact places; if there are none, all that differ in spacing, marks or case; if there are none, the single best
        fuzzy place; nothing if none is near enough.
    """
    wanted = quote.strip()
    area = within or Span(0, len(text))
    if not wanted:
        return ()
    if places := _exact_places(text, wanted, area):
        return places
    if places := _spacing_places(text, wanted, area):
        return places
    fuzzy = _fuzzy_place(text, wanted, area, min_score)
    return () if fuzzy is None else (fuzzy,)


def _exact_places(text: str, wanted: str, area: Span) -> tuple[QuotePlace, ...]:
    places: list[QuotePlace] = []
    start = text.find(wanted, area.start, area.end)
    while start >= 0:
        places.append(QuotePlace(Span(start, start + len(wanted)), "exact"))
        start = text.find(wanted, start + 1, area.end)
    return tuple(places)


def _spacing_places(text: str, wanted: str, area: Span) -> tuple[QuotePlace, ...]:
    plain = text[area.start : area.end].translate(_SAME)
    parts = [
        _spaced(part) for part in re.split(r"\s*(?:\.{3,}|…|\[\.\.\.\])\s*", wanted.translate(_SAME)) if part.strip()
    ]
    if not parts:
        return ()
    # Left-out words: at most one paragraph's worth, so that two halves far apart are not taken for one quote.
    pattern = re.compile(r"[^\n]{0,1500}?".join(parts), re.IGNORECASE)
    return tuple(
        QuotePlace(Span(area.start + match.start(), area.start + match.end()), "spacing")
        for match in pattern.finditer(plain)
    )


def _spaced(part: str) -> str:
    return r"\s+".join(re.escape(word) for word in part.split())


def _fuzzy_place(text: str, wanted: str, area: Span, min_score: float) -> QuotePlace | None:
    from rapidfuzz import fuzz

    if len(wanted) < _MIN_FUZZY_POINTS:
        return None
    searched = text[area.start : area.end].translate(_SAME).lower()
    found = fuzz.partial_ratio_alignment(wanted.translate(_SAME).lower(), searched, score_cutoff=min_score)
    if found is None or len(wanted) > len(searched):
        return None
    rough = Span(area.start + found.dest_start, area.start + found.dest_end)
    return QuotePlace(_whole_words(text, rough, area), "fuzzy", round(found.score, 1))


def _whole_words(text: str, rough: Span, area: Span) -> Span:
    """Widen a place that begins or ends inside a word to the whole word."""
    start, end = rough.start, rough.end
    while start > area.start and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < area.end and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return trim_span(text, Span(start, end))
