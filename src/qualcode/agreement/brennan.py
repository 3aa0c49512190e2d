"""Brennan and Prediger's kappa: chance by guessing evenly among the categories."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import ChanceCorrected, Margins
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.weights import Weights, disagreement_costs


def brennan_prediger(
    ratings: RatingsLike,
    *,
    weights: Weights = None,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Brennan and Prediger's kappa (Bennett's S, free-marginal kappa; PABAK for two categories).

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        weights: How disagreements are graded: None alike, "linear", "quadratic", "ordinal", "radical", "ratio",
            "circular", "bipolar", or a table, shape (q, q), in the order of `categories`: agreement weights with 1 on
            the diagonal, or costs of disagreement with 0 there.
        categories: The whole scale in its order, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when no unit was coded by two coders or nothing varies. `.observed` and `.expected` are
        p_o and p_e.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        ScaleNeededError: If weights are asked for without `categories`.

    Source:
        Brennan & Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives; weights: Gwet
        (2014).
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(
        name="Brennan and Prediger's kappa",
        chance=every_category_alike,
        n_categories=len(read.categories),
        costs=disagreement_costs(weights, read),
    )
    return measure(coefficient, read, interval=interval, level=level)


def every_category_alike(margins: Margins) -> NDArray[np.float64]:
    """Give the disagreement of two codes drawn evenly from the categories, shape (R,)."""
    agreement = margins.total_agreement() / max(margins.n_categories, 1) ** 2
    return np.full(len(margins.units), 1 - agreement)
