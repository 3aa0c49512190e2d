"""Conger's kappa: many coders, chance by each coder's own habits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from qualcode.agreement.chance import ChanceCorrected
from qualcode.agreement.cohen import each_coders_own
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.weights import Weights, disagreement_costs


def conger_kappa(
    ratings: RatingsLike,
    *,
    weights: Weights = None,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Conger's kappa, which is Cohen's kappa for any number of coders.

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
        Conger (1980), Integration and generalization of kappas for multiple raters; missing codes and
        weights: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(
        name="Conger's kappa",
        chance=each_coders_own,
        n_categories=len(read.categories),
        costs=disagreement_costs(weights, read),
    )
    return measure(coefficient, read, interval=interval, level=level)
