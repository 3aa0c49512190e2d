"""Krippendorff's alpha: any number of coders, missing codes, any distance between codes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import (
    NOTHING_VARIES,
    Coefficient,
    Estimates,
    IntervalKind,
    corrected,
    measure,
    share,
)
from qualcode.agreement.distance import (
    Distance,
    Metric,
    choose_distance,
    require_order,
    squared_differences,
)
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings
from qualcode.agreement.result import Agreement


def krippendorff_alpha(
    ratings: RatingsLike,
    *,
    metric: Metric = "nominal",
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute Krippendorff's alpha for any number of coders.

    Alpha is 1 - D_o / D_e: the disagreement within units over the disagreement of all values paired at
    random. A unit coded by one coder alone drops out.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a
            unit; a set of codes per cell for "jaccard" and "masi", where the empty set is a value.
        metric: Level of measurement, which fixes the distance between two codes: "nominal", "ordinal" (by the
            order of `categories`, or of the numbers), "interval", "ratio", "jaccard", "masi", or a function
            of two values that gives their disagreement, 0 for equal ones. Numbers are codes unless you say
            otherwise.
        categories: The scale in its order; needed for "ordinal" unless the codes are numbers.
        interval: "jackknife-documents" for an interval over documents.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, 0 for what chance would give, below 0 for systematic
        disagreement; None with a `.reason` when no unit was coded by two coders or nothing varies.
        `.observed` and `.expected` are the disagreements D_o and D_e.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        MetricValueError: If the metric compares numbers or sets and the codes are none.
        ScaleNeededError: If "ordinal" is asked of names without `categories`.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability; distances between sets: Passonneau
        (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. The
        tests use the published examples.
    """
    read = as_ratings(ratings, categories=categories)
    return measure(_choose_alpha(metric, read), read, interval=interval, level=level)


def _choose_alpha(metric: Metric, ratings: Ratings) -> Coefficient:
    name = f"Krippendorff's alpha ({_metric_name(metric)})"
    if metric == "ordinal":
        require_order(ratings)
        return OrdinalAlpha(name, _cells_paired(ratings.patterns.pairable))
    return Alpha(name, choose_distance(metric, ratings))


def _metric_name(metric: Metric) -> str:
    if isinstance(metric, str):
        return {"masi": "MASI", "jaccard": "Jaccard"}.get(metric, metric)
    return f"distance {getattr(metric, '__name__', 'of the caller')}"


@dataclass(frozen=True, eq=False)
class Alpha:
    """Alpha with a distance that does not depend on the codes given.

    Sums: column 0 the disagreement within units; the other columns how often each category was given.
    """

    name: str
    distance: Distance
    lowest: float = -1.0
    undefined: str = NOTHING_VARIES

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up disagreements and margins by document, shape (D, 1 + q)."""
        paired = patterns.pairable
        pair_weight = _pair_weight(paired)
        disagreement = np.zeros(paired.n_documents)
        for pair in paired.coder_pairs():
            unlike = pair.first != pair.second
            rows = pair.rows[unlike]
            apart = self.distance.between(pair.first[unlike], pair.second[unlike])
            disagreement += paired.per_document(pair_weight[rows] * apart, rows)
        return np.column_stack([disagreement, _values_given(paired)])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute alpha from the sums of each row."""
        disagreement, margins = sums[:, 0], sums[:, 1:]
        return _alpha(disagreement, self.distance.expected(margins), margins)


@dataclass(frozen=True, eq=False)
class OrdinalAlpha:
    """Alpha whose distance counts the values between two ranks, so that it changes with the codes given.

    (Σ n_g from c to k - (n_c + n_k)/2)² is the squared difference of the mid-ranks of c and k: alpha for
    ranks.

    Sums: how often two coders gave each of `cells`, pairs of distinct categories, then the margins.
    """

    name: str
    cells: NDArray[np.int64]  # (K, 2) pairs of categories given to one unit, lower first
    lowest: float = -1.0
    undefined: str = NOTHING_VARIES

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up coincidences and margins by document, shape (D, K + q)."""
        paired = patterns.pairable
        pair_weight = _pair_weight(paired)
        keys = self.cells @ (paired.n_categories, 1)
        coincidences = np.zeros((paired.n_documents, len(keys)))
        for pair in paired.coder_pairs():
            unlike = pair.first != pair.second
            rows = pair.rows[unlike]
            column = np.searchsorted(keys, _cell_keys(pair.first[unlike], pair.second[unlike], paired))
            np.add.at(coincidences, (paired.document[rows], column), pair_weight[rows])
        return np.column_stack([coincidences, _values_given(paired)])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute alpha from the sums of each row, ranking by that row's own margins."""
        coincidences, margins = sums[:, : len(self.cells)], sums[:, len(self.cells) :]
        ranks = np.cumsum(margins, axis=1) - margins / 2
        apart = (ranks[:, self.cells[:, 0]] - ranks[:, self.cells[:, 1]]) ** 2
        return _alpha((coincidences * apart).sum(axis=1), squared_differences(margins, ranks), margins)


def _alpha(
    disagreement: NDArray[np.float64], by_chance: NDArray[np.float64], margins: NDArray[np.float64]
) -> Estimates:
    """Compute alpha from summed disagreements; undefined unless two categories occur."""
    n_values = margins.sum(axis=1)
    varies = np.count_nonzero(margins > 0, axis=1) > 1
    observed = share(disagreement, n_values)
    expected = share(np.where(varies, by_chance, 0.0), n_values * (n_values - 1))
    return Estimates(corrected(observed, expected), observed, expected)


def _pair_weight(paired: Patterns) -> NDArray[np.float64]:
    """Weight of one pair of coders: a unit coded by m of them counts as m values, shape (P,)."""
    return 2 * paired.weight / (paired.given - 1)


def _values_given(paired: Patterns) -> NDArray[np.float64]:
    """How often each category was given, by document, shape (D, q)."""
    margins = np.zeros((paired.n_documents, paired.n_categories))
    for coder in range(paired.n_coders):
        margins += paired.margins(coder, paired.weight)
    return margins


def _cells_paired(paired: Patterns) -> NDArray[np.int64]:
    """Pairs of distinct categories that two coders gave one unit, shape (K, 2), lower first, in order."""
    keys = [np.empty(0, dtype=np.int64)]
    for pair in paired.coder_pairs():
        unlike = pair.first != pair.second
        keys.append(np.unique(_cell_keys(pair.first[unlike], pair.second[unlike], paired)))
    lower, higher = np.divmod(np.unique(np.concatenate(keys)), max(paired.n_categories, 1))
    return np.column_stack([lower, higher])


def _cell_keys(first: NDArray[np.int64], second: NDArray[np.int64], paired: Patterns) -> NDArray[np.int64]:
    return np.minimum(first, second) * paired.n_categories + np.maximum(first, second)
