"""Cohen's kappa: two coders, chance by each coder's own habits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.chance import ChanceCorrected, Margins
from qualcode.agreement.measure import IntervalKind
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.two_coders import measure_two_coders
from qualcode.agreement.weights import Weights, disagreement_costs


def cohen_kappa(
    ratings: RatingsLike,
    *,
    weights: Weights = None,
    costs: ArrayLike | None = None,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Cohen's kappa for two coders, plain or weighted.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a
            unit; such units are left out.
        weights: How disagreements are graded: None alike, "linear", "quadratic", "ordinal", "radical", "ratio",
            "circular", "bipolar", or a table, shape (q, q), in the order of `categories`: agreement weights with 1 on
            the diagonal, or costs of disagreement with 0 there.
        costs: The same as a table of costs under Cohen's own name for it, disagreement weights; give this or
            `weights`.
        categories: The whole scale in its order, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when there are not two coders, they share no unit, or nothing varies. `.observed` and
        `.expected` are p_o and p_e.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        ScaleNeededError: If weights are asked for without `categories`.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales; Cohen (1968), Weighted kappa.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(
        name="Cohen's kappa",
        chance=each_coders_own,
        n_categories=len(read.categories),
        costs=disagreement_costs(weights if costs is None else costs, read),
        complete=True,
    )
    return measure_two_coders(coefficient, read, interval=interval, level=level)


def each_coders_own(margins: Margins) -> NDArray[np.float64]:
    """Give the disagreement if every coder shuffled their codes: mean over pairs of coders, shape (R,)."""
    together = margins.coders.sum(axis=1)
    with_self = margins.disagreement(margins.coders, margins.coders).sum(axis=1)
    n_coders = margins.present.sum(axis=1)
    n_pairs = np.maximum(n_coders * (n_coders - 1), 1)
    return np.asarray((margins.disagreement(together, together) - with_self) / n_pairs)
