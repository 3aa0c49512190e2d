"""Scott's pi: two coders, chance by the habits of both together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import ChanceCorrected, Margins
from qualcode.agreement.measure import IntervalKind
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.two_coders import measure_two_coders


def scott_pi(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Scott's pi for two coders.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a
            unit; such units are left out.
        categories: The whole scale in its order, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when there are not two coders, they share no unit, or nothing varies. `.observed` and
        `.expected` are p_o and p_e.

    Raises:
        RatingsShapeError: If ratings are not units by coders.

    Source:
        Scott (1955), Reliability of content analysis: the case of nominal scale coding.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = ChanceCorrected(
        name="Scott's pi",
        chance=all_coders_together,
        n_categories=len(read.categories),
        complete=True,
    )
    return measure_two_coders(coefficient, read, interval=interval, level=level)


def all_coders_together(margins: Margins) -> NDArray[np.float64]:
    """Give the disagreement of two codes drawn from the pooled distribution, shape (R,)."""
    return margins.disagreement(margins.units, margins.units)
