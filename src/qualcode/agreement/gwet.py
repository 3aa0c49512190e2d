"""Gwet's AC1 and AC2: chance by guessing only where a unit is hard."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import ChanceCorrected, Margins
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.weights import Weights, disagreement_costs


def gwet_ac1(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Gwet's AC1, which stays near percent agreement when one code prevails.

    That is its purpose and its danger: two coders who rarely use a code get a high AC1 whether or not they
    mean the same by it. Show it beside alpha, not instead.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        categories: The whole scale, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when no unit was coded by two coders or nothing varies. `.observed` and `.expected` are
        p_o and p_e.

    Raises:
        RatingsShapeError: If ratings are not units by coders.

    Source:
        Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(name="Gwet's AC1", chance=hard_units_guessed, n_categories=len(read.categories))
    return measure(coefficient, read, interval=interval, level=level)


def gwet_ac2(
    ratings: RatingsLike,
    *,
    weights: Weights,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Gwet's AC2, which is AC1 with graded disagreements.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        weights: "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar", or a table, shape (q, q),
            in the order of `categories`: agreement weights with 1 on the diagonal, or costs of disagreement with 0
            there.
        categories: The whole scale in its order, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        As `gwet_ac1`.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        ScaleNeededError: If `categories` is not given.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(
        name="Gwet's AC2",
        chance=hard_units_guessed,
        n_categories=len(read.categories),
        costs=disagreement_costs(weights, read),
    )
    return measure(coefficient, read, interval=interval, level=level)


def hard_units_guessed(margins: Margins) -> NDArray[np.float64]:
    """Give the disagreement left by even guesses on units as hard as the spread of codes says, shape (R,)."""
    q = margins.n_categories
    if q < 2:
        return np.zeros(len(margins.units))
    spread = (margins.units * (1 - margins.units)).sum(axis=1)
    return np.asarray(1 - margins.total_agreement() / (q * (q - 1)) * spread)
