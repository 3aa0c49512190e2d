"""Find quotations again after their transcript was corrected: exact, then fuzzy; never a guess unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Literal

from qualcode.coding.find_quote import QuotePlace, find_exactly, find_quote, plain_words
from qualcode.text.anchor import CONTEXT_POINTS, Anchor, make_anchor
from qualcode.text.span import Span, trim_span

Outcome = Literal["same", "moved", "fuzzy", "lost"]


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of one quotation.

    Attributes:
        outcome: "same" place, "moved" with the same words (white space aside), "fuzzy" when the words changed a
            little, "lost".
        anchor: The new anchor; None when lost.
        score: Likeness of the words, 0-100.
    """

    outcome: Outcome
    anchor: Anchor | None
    score: float


def reanchor(anchor: Anchor, text: str, *, old: str | None = None) -> Reanchored:
    """Find the words of an anchor in a changed text.

    Words that stand in several places are told apart by their context; if that does not settle it, the quotation is
    lost rather than guessed. So are a few words ("Yes.") that stand in one place only, but among quite other words.
    Where words were put in or changed, the passage is taken from the first to the last of the old words, whatever
    stands between them now, and is fuzzy.

    Args:
        anchor: What is looked for.
        text: The changed text.
        old: The text before; words that stood in it twice are then never taken from the other place.
    """
    if anchor.holds_in(text) and _context_score(anchor, text, anchor.span) == _SAME_CONTEXT:
        return Reanchored("same", anchor, 100.0)
    exact = find_exactly(text, anchor.words, Span(0, len(text))) if anchor.words else ()
    alone = old is None or old.find(anchor.words) == old.rfind(anchor.words)
    place = _settle(anchor, text, exact or find_quote(text, anchor.words, literal=True), alone=alone)
    if place is None and not exact:
        changed = find_quote(text, anchor.words, min_score=_LEAST_LIKE, literal=True)
        # So unlike, only among the words that were around it.
        place = _settle(anchor, text, changed, alone=False) or _between(anchor, text)
    if place is None:
        return _LOST
    span = place.span
    if span.of(text).split() != anchor.words.split():
        span = _whole_passage(anchor, text, span)
    found = make_anchor(text, span.start, span.end)
    if found.words == anchor.words:
        return Reanchored("same" if found.start == anchor.start else "moved", found, 100.0)
    if found.words.split() == anchor.words.split():
        return Reanchored("moved", found, 100.0)
    score = _likeness(anchor.words, found.words)
    return Reanchored("fuzzy", found, score) if score >= _LEAST_LIKE else _LOST


_LOST = Reanchored("lost", None, 0.0)
_SAME_CONTEXT = 100.0
_CONTEXT_ENOUGH = 60.0
_CONTEXT_MARGIN = 10.0
# So many code points are hardly ever said twice; fewer need their context.
_TELLING_POINTS = 24
# A passage that has grown or shrunk more than this says something else.
_LEAST_LIKE = 75.0
# White space is no word: a passage must not begin or end with it because the lines are broken otherwise.
_WORD = re.compile(r"[^\s,.;:!?()\"“”„«»…]+|[,.;:!?()\"“”„«»…]")


def _whole_passage(anchor: Anchor, text: str, rough: Span) -> Span:
    """Give the passage from the first to the last word that the old words have become, changed ones included.

    The place that was found nearly may end before a word that was put in; what is laid beside the old words is it with
    as much around it, word by word.
    """
    around = CONTEXT_POINTS + max(CONTEXT_POINTS, len(anchor.words) // 2)
    window = Span(max(0, rough.start - around), min(len(text), rough.end + around))
    new = [match.span() for match in _WORD.finditer(text, window.start, window.end)]
    parts = [_WORD.findall(part) for part in (anchor.before, anchor.words, anchor.after)]
    first, last = len(parts[0]), len(parts[0]) + len(parts[1])
    old = [plain_words(word) for part in parts for word in part]
    matcher = SequenceMatcher(None, old, [plain_words(text[start:end]) for start, end in new], autojunk=False)
    taken: list[int] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            taken += [j1 + at - i1 for at in range(max(i1, first), min(i2, last))]
        elif (i1 < last and i2 > first) or first < i1 < last:
            taken += range(j1, j2)
    if not taken:
        return rough
    return Span(new[min(taken)][0], new[max(taken)][1])


def _between(anchor: Anchor, text: str) -> QuotePlace | None:
    """Give what stands now between the words before and the words behind, where these stand in one place only."""
    if len(anchor.before) < CONTEXT_POINTS or len(anchor.after) < CONTEXT_POINTS:
        return None
    start = text.find(anchor.before)
    if start < 0 or text.find(anchor.before, start + 1) >= 0:
        return None
    start += len(anchor.before)
    end = text.find(anchor.after, start, start + 2 * len(anchor.words) + 2 * CONTEXT_POINTS)
    span = trim_span(text, Span(start, max(start, end)))
    return QuotePlace(span, "fuzzy", _likeness(anchor.words, span.of(text))) if len(span) else None


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    score = fuzz.ratio(" ".join(plain_words(one).split()), " ".join(plain_words(other).split()))
    return round(float(score), 1)


def _settle(anchor: Anchor, text: str, places: Sequence[QuotePlace], *, alone: bool) -> QuotePlace | None:
    scored = sorted(
        ((_context_score(anchor, text, place.span), place) for place in places), key=itemgetter(0), reverse=True
    )
    if not scored:
        return None
    best, place = scored[0]
    if len(scored) > 1:
        second = scored[1][0]
        only_one = best == _SAME_CONTEXT > second or best - second >= _CONTEXT_MARGIN
        return place if only_one and best >= _CONTEXT_ENOUGH else None
    return place if best >= _CONTEXT_ENOUGH or (alone and len(anchor.words) >= _TELLING_POINTS) else None


def _context_score(anchor: Anchor, text: str, span: Span) -> float:
    """Give the likeness (0-100) of the context around a place to the context remembered."""
    from rapidfuzz import fuzz

    before = text[max(0, span.start - CONTEXT_POINTS) : span.start]
    after = text[span.end : span.end + CONTEXT_POINTS]
    return float(fuzz.ratio(f"{anchor.before}\n{anchor.after}", f"{before}\n{after}"))
