"""Specific agreement: agreement on the presence of one code, and on its absence, each by itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Estimates, share
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.errors import UndeclaredCategoryError


def positive_agreement(
    ratings: RatingsLike,
    *,
    code: Hashable = 1,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute how far coders agree where one of them gave the code: 2a / (2a + b + c).

    It equals the F1 score with either coder as reference, and does not rise with the text that nobody
    marked. With many coders, the pairs of coders are added up.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent". 1 stands for True too.
        categories: The values there can be.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 when the code was always given by both, 0 when never by both; None with a `.reason`
        when nobody gave it.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        UndeclaredCategoryError: If no value is `code` and the values are not 0 and 1.

    Source:
        Hripcsak & Rothschild (2005), Agreement, the F-measure, and reliability in information retrieval; many
        coders: Fleiss (1981), Statistical Methods for Rates and Proportions, ch. 13.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = _Specific("positive agreement", _position(code, read), present=True)
    return measure(coefficient, read, interval=interval, level=level)


def negative_agreement(
    ratings: RatingsLike,
    *,
    code: Hashable = 1,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute how far coders agree where one of them left the code out: 2d / (2d + b + c).

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent". 1 stands for True too.
        categories: The values there can be.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 when the code was always left out by both, 0 when never by both; None with a `.reason`
        when everybody always gave it.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        UndeclaredCategoryError: If no value is `code` and the values are not 0 and 1.

    Source:
        As `positive_agreement`.
    """
    read = as_ratings(ratings, categories=categories)
    coefficient = _Specific("negative agreement", _position(code, read), present=False)
    return measure(coefficient, read, interval=interval, level=level)


def _position(code: Hashable, ratings: Ratings) -> int:
    """Find the category that means "present"; -2, which nothing equals, where plain 0s left it unused."""
    if code in ratings.categories:
        return ratings.categories.index(code)
    if code == 1 and all(value == 0 for value in ratings.categories):
        return -2
    raise UndeclaredCategoryError(code, ratings.categories)


@dataclass(frozen=True, eq=False)
class _Specific:
    """Sums: pairs that agree on it, and pairs there could be, counted from each side."""

    name: str
    category: int
    present: bool
    lowest: float = 0.0

    @property
    def undefined(self) -> str:
        return "nobody gave the code" if self.present else "everybody gave the code everywhere"

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        paired = patterns.pairable
        chosen = (paired.codes == self.category) if self.present else (paired.codes != self.category)
        count = (chosen & (paired.codes >= 0)).sum(axis=1)
        return np.column_stack(
            [
                paired.per_document(paired.weight * count * (count - 1)),
                paired.per_document(paired.weight * count * (paired.given - 1)),
            ]
        )

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        agreement = share(sums[:, 0], sums[:, 1])
        return Estimates(agreement, agreement)
