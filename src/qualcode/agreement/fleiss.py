"""Fleiss' kappa: many coders, chance by the habits of all together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from qualcode.agreement.category import dichotomise, single_categories
from qualcode.agreement.chance import ChanceCorrected
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.scott import all_coders_together
from qualcode.agreement.weights import Weights, disagreement_costs


def fleiss_kappa(
    ratings: RatingsLike,
    *,
    weights: Weights = None,
    category: Hashable | None = None,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Fleiss' kappa, which is Scott's pi for any number of coders.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        weights: How disagreements are graded: None alike, "linear", "quadratic", "ordinal", "radical", "ratio",
            "circular", "bipolar", or a table, shape (q, q), in the order of `categories`: agreement weights with 1 on
            the diagonal, or costs of disagreement with 0 there.
        category: Compare this category with all others together, 1 - Σ n_ik(m - n_ik) / (n m(m - 1) p_k(1 - p_k));
            None for all categories. Weights have no meaning then.
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
        Fleiss (1971), Measuring nominal scale agreement among many raters; missing codes and weights: Gwet
        (2014), Handbook of Inter-Rater Reliability, 4th ed.
    """
    read = as_ratings(ratings, categories=categories)
    name = "Fleiss' kappa"
    if category is not None:
        read, weights, name = dichotomise(read, category), None, f"Fleiss' kappa ({category!r} against the rest)"
    coefficient = ChanceCorrected(
        name=name,
        chance=all_coders_together,
        n_categories=len(read.categories),
        costs=disagreement_costs(weights, read),
    )
    return measure(coefficient, read, interval=interval, level=level)


def fleiss_kappa_by_category(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> dict[Hashable, Agreement]:
    """Compute Fleiss' kappa of each category against the rest; of each code, where cells hold sets of codes.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        categories: The values there can be.
        interval: How to make intervals; see `IntervalKind`.
        level: Confidence level of the intervals.

    Returns:
        One answer per category; see `fleiss_kappa` with `category`.

    Source:
        Fleiss (1971), Measuring nominal scale agreement among many raters, equation 17 and following.
    """
    read = as_ratings(ratings, categories=categories)
    return {
        category: fleiss_kappa(read, category=category, interval=interval, level=level)
        for category in single_categories(read)
    }
