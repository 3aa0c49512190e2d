"""Find quotations again after their transcript was corrected: exact, then fuzzy; never a guess unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from qualcode.coding.find_quote import QuotePlace, find_exactly, find_quote
from qualcode.text.anchor import CONTEXT_POINTS, Anchor, make_anchor
from qualcode.text.span import Span

Outcome = Literal["same", "moved", "fuzzy", "lost"]


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of one quotation.

    Attributes:
        outcome: "same" place, "moved" with the same words, "fuzzy" when the words changed a little, "lost".
        anchor: The new anchor; None when lost.
        score: Likeness of the words, 0-100.
    """

    outcome: Outcome
    anchor: Anchor | None
    score: float


def reanchor(anchor: Anchor, text: str) -> Reanchored:
    """Find the words of an anchor in a changed text.

    Words that stand in several places are told apart by their context; if that does not settle it, the quotation is
    lost rather than guessed. So are a few words ("Yes.") that stand in one place only, but among quite other words.
    """
    if anchor.holds_in(text) and _context_score(anchor, text, anchor.span) == _SAME_CONTEXT:
        return Reanchored("same", anchor, 100.0)
    exact = find_exactly(text, anchor.words, Span(0, len(text))) if anchor.words else ()
    place = _settle(anchor, text, exact or find_quote(text, anchor.words))
    if place is None:
        return Reanchored("lost", None, 0.0)
    found = make_anchor(text, place.span.start, place.span.end)
    if found.words == anchor.words:
        return Reanchored("same" if found.start == anchor.start else "moved", found, 100.0)
    return Reanchored("fuzzy", found, place.score)


_SAME_CONTEXT = 100.0
_CONTEXT_ENOUGH = 60.0
_CONTEXT_MARGIN = 10.0
# So many code points are hardly ever said twice; fewer need their context.
_TELLING_POINTS = 24


def _settle(anchor: Anchor, text: str, places: Sequence[QuotePlace]) -> QuotePlace | None:
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
    return place if best >= _CONTEXT_ENOUGH or len(anchor.words) >= _TELLING_POINTS else None


def _context_score(anchor: Anchor, text: str, span: Span) -> float:
    """Give the likeness (0-100) of the context around a place to the context remembered."""
    from rapidfuzz import fuzz

    before = text[max(0, span.start - CONTEXT_POINTS) : span.start]
    after = text[span.end : span.end + CONTEXT_POINTS]
    return float(fuzz.ratio(f"{anchor.before}\n{anchor.after}", f"{before}\n{after}"))
