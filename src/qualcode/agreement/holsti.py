"""Holsti's coefficient of reliability: agreed decisions among the decisions each coder made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Estimates, share
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings
from qualcode.agreement.result import Agreement


def holsti_cr(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Holsti's CR: 2M / (N1 + N2), M agreed decisions, N decisions of each coder.

    Where both coders coded the same units it is percent agreement. A unit that only one of them marked counts
    against it, which percent agreement leaves out. Where cells hold sets of codes, each code given is a decision.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder made no decision.
        categories: The values there can be.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 when all decisions agree, 0 when none do; with many coders the mean over their pairs. None with
        a `.reason` when some pair made no decision. `.expected` is None: nothing is corrected.

    Raises:
        RatingsShapeError: If ratings are not units by coders.

    Source:
        Holsti (1969), Content Analysis for the Social Sciences and Humanities, p. 140.
    """
    read = as_ratings(ratings, categories=categories)
    return measure(_Holsti(*_count_decisions(read), len(read.coders)), read, interval=interval, level=level)


def _count_decisions(ratings: Ratings) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Give how many decisions a category stands for, shape (q,), and how many two of them share, shape (q, q)."""
    values = ratings.categories
    if not values or not all(isinstance(value, frozenset) for value in values):
        return np.ones(len(values)), None
    made = np.array([len(value) for value in values], dtype=np.float64)  # type: ignore[arg-type]
    codes = {code: place for place, code in enumerate({code for value in values for code in value})}  # type: ignore[attr-defined]
    members = np.zeros((len(values), len(codes)))
    for row, value in enumerate(values):
        members[row, [codes[code] for code in value]] = 1  # type: ignore[attr-defined]
    return made, members @ members.T


@dataclass(frozen=True, eq=False)
class _Holsti:
    """Sums: agreed decisions of each pair of coders, then decisions of each coder."""

    made: NDArray[np.float64]
    shared: NDArray[np.float64] | None
    n_coders: int
    name: str = "Holsti's CR"
    lowest: float = 0.0
    undefined: str = "at least one pair of coders made no decision"

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        agreed = [
            patterns.per_document(patterns.weight[pair.rows] * self._agreed(pair.first, pair.second), pair.rows)
            for pair in patterns.coder_pairs()
        ]
        made = [patterns.margins(coder, patterns.weight) @ self.made for coder in range(patterns.n_coders)]
        return np.column_stack([np.zeros((patterns.n_documents, 0)), *agreed, *made])

    def _agreed(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        if self.shared is None:
            return np.asarray(first == second, dtype=np.float64)
        return np.asarray(self.shared[first, second])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        pairs = list(combinations(range(self.n_coders), 2))
        if not pairs:
            undefined = np.full(len(sums), np.nan)
            return Estimates(undefined, undefined)
        agreed, made = sums[:, : len(pairs)], sums[:, len(pairs) :]
        one, other = np.array(pairs).T
        mean = share(2 * agreed, made[:, one] + made[:, other]).mean(axis=1)
        return Estimates(mean, mean)
