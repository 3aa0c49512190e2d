"""Find quotations again after their transcript was corrected: exact, then fuzzy; never a guess unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.coding.find_quote import find_quote
from qualcode.text.anchor import Anchor, make_anchor

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

    Words that stand in several places are told apart by their context; if that does not settle it, the quotation is lost
    rather than guessed.
    """
    if anchor.holds_in(text) and _context_score(anchor, text, anchor.start) >= _CONTEXT_ENOUGH:
        return Reanchored("same", make_anchor(text, anchor.start, anchor.end), 100.0)
    places = find_quote(text, anchor.words)
    if len(places) > 1:
        scores = sorted(
            ((_context_score(anchor, text, place.span.start), place.span.start) for place in places), reverse=True
        )
        if scores[0][0] - scores[1][0] < _CONTEXT_MARGIN:
            return Reanchored("lost", None, 0.0)
        places = tuple(place for place in places if place.span.start == scores[0][1])
    if not places:
        return Reanchored("lost", None, 0.0)
    place = places[0]
    found = make_anchor(text, place.span.start, place.span.end)
    if found.words == anchor.words:
        return Reanchored("same" if found.start == anchor.start else "moved", found, 100.0)
    return Reanchored("fuzzy", found, place.score)


_CONTEXT_ENOUGH = 60.0
_CONTEXT_MARGIN = 10.0


def _context_score(anchor: Anchor, text: str, start: int) -> float:
    """Give the likeness (0-100) of the context around a place with the context remembered."""
    from rapidfuzz import fuzz

    end = start + len(anchor.words)
    here = text[max(0, start - len(anchor.before)) : start] + "\n" + text[end : end + len(anchor.after)]
    return float(fuzz.ratio(anchor.before + "\n" + anchor.after, here))
