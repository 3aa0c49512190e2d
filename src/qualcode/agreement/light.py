"""Light's kappa: many coders, the mean of Cohen's kappa over the pairs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import ChanceCorrected
from qualcode.agreement.coefficient import Estimates
from qualcode.agreement.cohen import each_coders_own
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement


def light_kappa(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Light's kappa, the mean of Cohen's kappa over all pairs of coders.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a
            unit; each pair is compared on the units both coded.
        categories: The whole scale, unused values included.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a
        `.reason` when Cohen's kappa of some pair is undefined. `.observed` and `.expected` are means over
        the pairs.

    Raises:
        RatingsShapeError: If ratings are not units by coders.

    Source:
        Light (1971), Measures of response agreement for qualitative data.
    """
    read = as_ratings(ratings, categories=categories)
    return measure(_Light(len(read.categories), len(read.coders)), read, interval=interval, level=level)


@dataclass(frozen=True, eq=False)
class _Light:
    """Sums: those of Cohen's kappa for each pair of coders, one pair after the other."""

    n_categories: int
    n_coders: int
    name: str = "Light's kappa"
    lowest: float = -1.0
    undefined: str = "Cohen's kappa of at least one pair of coders is undefined"

    @property
    def _cohen(self) -> ChanceCorrected:
        return ChanceCorrected("Cohen's kappa", each_coders_own, self.n_categories, complete=True)

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        nothing = np.zeros((patterns.n_documents, 0))
        pairs = combinations(range(self.n_coders), 2)
        return np.column_stack([nothing, *(self._cohen.sums(patterns.of_coders(pair)) for pair in pairs)])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        n_pairs = self.n_coders * (self.n_coders - 1) // 2
        if n_pairs == 0:
            undefined = np.full(len(sums), np.nan)
            return Estimates(undefined, undefined, undefined)
        pairs = [self._cohen.estimate(part) for part in np.split(sums, n_pairs, axis=1)]
        return Estimates(
            value=np.mean([pair.value for pair in pairs], axis=0),
            observed=np.mean([pair.observed for pair in pairs], axis=0),
            expected=np.mean([pair.expected for pair in pairs if pair.expected is not None], axis=0),
        )
