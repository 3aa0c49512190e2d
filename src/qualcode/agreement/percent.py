"""Percent agreement: how often two coders gave the same code, uncorrected for chance."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import disagreement_by_document
from qualcode.agreement.coefficient import Estimates, share
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.weights import Weights, disagreement_costs


def percent_agreement(
    ratings: RatingsLike,
    *,
    weights: Weights = None,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute the share of units with equal codes; with many coders, the mean share of agreeing pairs.

    The mean is over units coded by two or more, each unit counting once however many coders it had. For a
    code that is rare it is high whatever the coders do, so it stands beside a corrected figure, never
    alone.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        weights: How disagreements are graded: None alike, "linear", "quadratic", "ordinal", "radical", "ratio",
            "circular", "bipolar", or a table, shape (q, q), in the order of `categories`: agreement weights with 1 on
            the diagonal, or costs of disagreement with 0 there.
        categories: The whole scale in its order, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 when all codes agree, 0 when none do; None with a `.reason` when no unit was coded by
        two coders. `.expected` is None: nothing is corrected.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        ScaleNeededError: If weights are asked for without `categories`.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 2.
    """
    read = as_ratings(ratings, categories=categories)
    return measure(_Percent(disagreement_costs(weights, read)), read, interval=interval, level=level)


@dataclass(frozen=True, eq=False)
class _Percent:
    """Sums: cost of disagreement, units coded by two or more."""

    costs: NDArray[np.float64] | None = None
    name: str = "percent agreement"
    lowest: float = 0.0
    undefined: str = "no unit was coded by two coders"

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        return np.column_stack([disagreement_by_document(patterns, self.costs), patterns.pairable.units_per_document()])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        agreement = 1 - share(sums[:, 0], sums[:, 1])
        return Estimates(agreement, agreement)
