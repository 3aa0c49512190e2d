"""Pooled kappa: one kappa for an instrument of many codes, each rated by the same two coders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.agreement.cohen import cohen_kappa
from qualcode.agreement.ratings import RatingsLike
from qualcode.agreement.result import Agreement


def pooled_kappa(ratings_of_codes: Sequence[RatingsLike]) -> Agreement:
    """Compute pooled kappa: average observed and chance agreement over the codes, then correct once.

    Averaging kappas instead would let one rare code, with a kappa that rests on little, move the figure as
    much as any other.

    Args:
        ratings_of_codes: For each code its ratings by two coders, shape (U, 2): present or absent, None
            where a coder did not code a unit.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when there are not two coders, nothing was coded by both, or no code varies. A code that
        does not vary enters with observed and chance agreement 1. `.n_units` and `.n_pairable` add up the
        codes.

    Raises:
        RatingsShapeError: If ratings are not units by coders.

    Source:
        De Vries, Elliott, Kanouse & Teleki (2008), Using pooled kappa to summarize interrater agreement
        across many items.
    """
    name = "pooled kappa"
    codes = [cohen_kappa(ratings) for ratings in ratings_of_codes]
    if not codes:
        return Agreement(name, None, "there are no codes to pool", None, None, 0, 0, None, (), None, None)
    pooled = replace(
        codes[0],
        name=name,
        value=None,
        reason=None,
        n_units=sum(code.n_units for code in codes),
        n_pairable=sum(code.n_pairable for code in codes),
    )
    compared = [code for code in codes if code.observed is not None]
    if not compared:
        return replace(pooled, reason=codes[0].reason)
    observed = sum(code.observed or 0.0 for code in compared) / len(compared)
    expected = sum(1.0 if code.expected is None else code.expected for code in compared) / len(compared)
    if all(code.expected is None for code in compared):
        return replace(pooled, reason=compared[0].reason, observed=observed, expected=None)
    return replace(pooled, value=(observed - expected) / (1 - expected), observed=observed, expected=expected)
