"""Find the words of a quote in a transcript: exactly, then with white space and quote marks aside, then nearly."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualcode.text.span import Span, trim_span
from qualcode.text.words import is_cut

How = Literal["exact", "spacing", "fuzzy"]

FUZZY_SCORE = 90.0
_MIN_FUZZY_POINTS = 12
_MAX_FUZZY_PLACES = 10
_ABOUT_AS_GOOD = 3.0
_LEFT_OUT = re.compile(r"\s*(?:\.{3,}|…|\[\.\.\.\]|\[…\])\s*")
_LEFT_OUT_POINTS = 1500
# Word processors and spreadsheets change these on their own; each stands for its plain form.
_SAME = str.maketrans("‘’‚“”„«»‐‑‒–—\u00a0\u202f", '\'\'\'"""""-----  ')


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands.

    Attributes:
        how: "exact"; "spacing" when white space, kinds of quote marks, the way accents are kept, or case differ;
            "fuzzy" when words differ.
        score: Likeness from 0 to 100; 100 for exact.
    """

    span: Span
    how: How
    score: float = 100.0


def find_quote(
    text: str, quote: str, *, within: Span | None = None, min_score: float = FUZZY_SCORE, literal: bool = False
) -> tuple[QuotePlace, ...]:
    """Give the places where a quote stands, best kind first; several places mean that it is ambiguous.

    Args:
        text: The canonical text.
        quote: The words as the coder noted them; "..." in the middle stands for left-out words.
        within: Look only there.
        min_score: Likeness (rapidfuzz partial ratio, 0-100) from which a fuzzy place counts.
        literal: Whether "..." stands for itself, as in words that were taken from a transcript.

    Returns:
        All exact places; if there are none, all that differ in spacing, marks or case; if there are none, the best
        fuzzy place (up to ten if they are equally good); nothing if none is near enough.
    """
    wanted = quote.strip()
    area = Span(0, len(text)) if within is None else within
    if not wanted:
        return ()
    return (
        find_exactly(text, wanted, area)
        or _spacing_places(text, wanted, area, literal=literal)
        or _fuzzy_places(text, wanted, area, min_score)
    )


def find_exactly(text: str, wanted: str, area: Span) -> tuple[QuotePlace, ...]:
    """Give all places of the very same characters, also overlapping ones."""
    places: list[QuotePlace] = []
    start = text.find(wanted, area.start, area.end)
    while start >= 0:
        places.append(QuotePlace(Span(start, start + len(wanted)), "exact"))
        start = text.find(wanted, start + 1, area.end)
    return tuple(places)


def _spacing_places(text: str, wanted: str, area: Span, *, literal: bool = False) -> tuple[QuotePlace, ...]:
    plain = area.of(text).translate(_SAME)
    sought = wanted.translate(_SAME)
    parts = [part for part in ([sought] if literal else _LEFT_OUT.split(sought)) if part.strip()]
    places: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        found = _spans_of(part, plain)
        places = found if at == 0 else list(_joined(places, found, plain))
    return tuple(QuotePlace(Span(area.start + start, area.start + end), "spacing") for start, end in places)


def _spans_of(part: str, plain: str) -> list[tuple[int, int]]:
    pattern = re.compile(r"\s+".join(_in_either_form(word) for word in part.split()), re.IGNORECASE)
    found: list[tuple[int, int]] = []
    match = pattern.search(plain)
    while match:
        found.append(match.span())
        match = pattern.search(plain, match.start() + 1)
    return found


def _in_either_form(word: str) -> str:
    """Give the expression of a word whose accents may be letters of their own or marks behind them, as Macs write."""
    composed = unicodedata.normalize("NFC", word)
    if composed.isascii():
        return re.escape(composed)
    forms = ((re.escape(letter), re.escape(unicodedata.normalize("NFD", letter))) for letter in composed)
    return "".join(whole if whole == parts else f"(?:{whole}|{parts})" for whole, parts in forms)


def _joined(firsts: list[tuple[int, int]], seconds: list[tuple[int, int]], plain: str) -> Iterator[tuple[int, int]]:
    """Join every two parts with less than a paragraph left out between them; halves far apart are not one quote."""
    starts = [start for start, _ in seconds]
    done: set[tuple[int, int]] = set()
    for start, end in firsts:
        line_end = plain.find("\n", end, end + _LEFT_OUT_POINTS)
        last = line_end if line_end >= 0 else end + _LEFT_OUT_POINTS
        for _, second_end in seconds[bisect_left(starts, end) : bisect_right(starts, last)]:
            if (start, second_end) not in done:
                done.add((start, second_end))
                yield start, second_end


def _fuzzy_places(text: str, wanted: str, area: Span, min_score: float) -> tuple[QuotePlace, ...]:
    from rapidfuzz import fuzz

    if len(wanted) < _MIN_FUZZY_POINTS:
        return ()
    sought = plain_words(wanted)
    places = [
        QuotePlace(_whole_words(text, Span(area.start + span.start, area.start + span.end), area), "fuzzy", score)
        for span, score in _near_spans(sought, plain_words(area.of(text)), min_score)
    ]
    # The window that rapidfuzz slides over the text fits worse or better by chance; whole words can be compared.
    likeness = [fuzz.ratio(sought, plain_words(place.span.of(text))) for place in places]
    best = [place for place, alike in zip(places, likeness, strict=True) if alike == max(likeness)]
    return tuple(sorted(best, key=lambda place: place.span))


def _near_spans(sought: str, searched: str, min_score: float) -> Iterator[tuple[Span, float]]:
    """Give the best place, and those about as good on both sides of it."""
    from rapidfuzz import fuzz

    waiting = [Span(0, len(searched))]
    found = 0
    while waiting and found < _MAX_FUZZY_PLACES:
        area = waiting.pop()
        if len(area) < len(sought):  # rapidfuzz would look for the text in the quote
            continue
        match = fuzz.partial_ratio_alignment(sought, area.of(searched), score_cutoff=min_score)
        if match is None:
            continue
        span = Span(area.start + match.dest_start, area.start + match.dest_end)
        yield span, round(match.score, 1)
        found += 1
        min_score = max(min_score, match.score - _ABOUT_AS_GOOD)
        waiting += [Span(span.end, area.end), Span(area.start, span.start)]


def plain_words(words: str) -> str:
    """Give small letters and plain marks, one character for one: positions stay what they are."""
    lowered = words.translate(_SAME).lower()
    if len(lowered) == len(words):
        return lowered
    return "".join(small if len(small := point.lower()) == 1 else point for point in words.translate(_SAME))


def _whole_words(text: str, rough: Span, area: Span) -> Span:
    """Widen a place that begins or ends inside a word to the whole word."""
    start, end = rough.start, rough.end
    while start > area.start and is_cut(text, start):
        start -= 1
    # Not over a full stop or comma behind the last word: the quote has none there.
    while end < area.end and is_cut(text, end) and not unicodedata.category(text[end]).startswith("P"):
        end += 1
    return trim_span(text, Span(start, end))
