"""Krippendorff's alpha: any number of coders, missing codes, any distance between codes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.category import dichotomise, single_categories
from qualcode.agreement.coefficient import NOTHING_VARIES, Coefficient, Estimates, corrected, share
from qualcode.agreement.distance import (
    Distance,
    Metric,
    choose_distance,
    require_order,
    squared_differences,
)
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns, add_up_pairs
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.set_distance import SetDistance

_NO_DISAGREEMENT = 1e-12  # a chance disagreement below this is what rounding leaves of none


def krippendorff_alpha(
    ratings: RatingsLike,
    *,
    metric: Metric = "nominal",
    category: Hashable | None = None,
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
            order of `categories`, or of the numbers), "interval", "ratio", "jaccard", "dice", "masi", a function
            of two values that gives their disagreement, 0 for equal ones, or a table of it, shape (q, q), in the
            order of `categories`. Numbers are codes unless you say otherwise.
        category: Compare this category with all others together, or this code with its absence where cells hold
            sets of codes; None for all categories. The metric is nominal then.
        categories: The scale in its order; needed for "ordinal" unless the codes are numbers.
        interval: How to make an interval, "jackknife-documents" for one over documents; see `IntervalKind`.
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
    if category is not None:
        read, metric = dichotomise(read, category), "nominal"
    return measure(choose_alpha(metric, read, category), read, interval=interval, level=level)


def krippendorff_alpha_by_category(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> dict[Hashable, Agreement]:
    """Compute nominal alpha of each category against the rest; of each code, where cells hold sets of codes.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        categories: The values there can be.
        interval: How to make intervals; see `IntervalKind`.
        level: Confidence level of the intervals.

    Returns:
        One answer per category; see `krippendorff_alpha` with `category`.

    Source:
        Krippendorff (2004), Content Analysis, 2nd ed., section 11.5.
    """
    read = as_ratings(ratings, categories=categories)
    return {
        category: krippendorff_alpha(read, category=category, interval=interval, level=level)
        for category in single_categories(read)
    }


def choose_alpha(metric: Metric, ratings: Ratings, category: Hashable | None = None) -> Coefficient:
    """Give alpha with the distance of a metric; `category` is named where ratings were dichotomised."""
    told = _metric_name(metric) if category is None else f"{category!r} against the rest"
    name = f"Krippendorff's alpha ({told})"
    if isinstance(metric, str) and metric == "ordinal":
        require_order(ratings)
        return OrdinalAlpha(name, _cells_paired(ratings.patterns.pairable))
    distance = choose_distance(metric, ratings)
    if isinstance(distance, SetDistance) and distance.is_large:
        return AlphaOfManySets(name, distance)
    return Alpha(name, distance)


def _metric_name(metric: Metric) -> str:
    if isinstance(metric, str):
        return {"masi": "MASI", "jaccard": "Jaccard", "dice": "Dice"}.get(metric, metric)
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
    small_sample: bool = True

    @property
    def large_sample(self) -> Alpha:
        """Alpha with a value paired also with itself by chance, as in an infinite sample."""
        return replace(self, small_sample=False)

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up disagreements and margins by document, shape (D, 1 + q)."""
        return np.column_stack([_disagreement(patterns.pairable, self.distance), _values_given(patterns.pairable)])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute alpha from the sums of each row."""
        disagreement, margins = sums[:, 0], sums[:, 1:]
        return _alpha(disagreement, self.distance.expected(margins), margins, small_sample=self.small_sample)


@dataclass(frozen=True, eq=False)
class AlphaOfManySets:
    """Alpha of set-valued codes where there are thousands of different sets.

    Sums: the disagreement within units; the number of values; then D columns that say how often the document is
    there, and D columns with the disagreement by chance of its values and those of each document.
    """

    name: str
    distance: SetDistance
    lowest: float = -1.0
    undefined: str = NOTHING_VARIES

    @property
    def of_units(self) -> Alpha:
        """Alpha from margins, which single units have."""
        return Alpha(self.name, self.distance)

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up disagreements by document and between documents, shape (D, 2 + 2 D)."""
        paired = patterns.pairable
        document, category, count = _values_listed(paired)
        between = self.distance.between_documents(document, category, count, paired.n_documents)
        n_values = np.bincount(document, weights=count, minlength=paired.n_documents)
        there = np.eye(paired.n_documents)
        return np.column_stack([_disagreement(paired, self.distance), n_values, there, between])

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute alpha from the sums of each row."""
        disagreement, n_values = sums[:, 0], sums[:, 1]
        there, between = np.split(sums[:, 2:], 2, axis=1)
        by_chance = (there * between).sum(axis=1)
        by_chance = np.where(by_chance > _NO_DISAGREEMENT * n_values**2, by_chance, 0.0)
        observed = share(disagreement, n_values)
        expected = share(by_chance, n_values * (n_values - 1))
        return Estimates(corrected(observed, expected), observed, expected)


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
    disagreement: NDArray[np.float64],
    by_chance: NDArray[np.float64],
    margins: NDArray[np.float64],
    *,
    small_sample: bool = True,
) -> Estimates:
    """Compute alpha from summed disagreements; undefined unless two categories occur."""
    n_values = margins.sum(axis=1)
    varies = np.count_nonzero(margins > 0, axis=1) > 1
    observed = share(disagreement, n_values)
    expected = share(np.where(varies, by_chance, 0.0), n_values * (n_values - small_sample))
    return Estimates(corrected(observed, expected), observed, expected)


def _disagreement(paired: Patterns, distance: Distance) -> NDArray[np.float64]:
    """Add up the disagreement within units by document, shape (D,)."""
    apart = add_up_pairs(paired, distance.between, distance.within)
    return paired.per_document(_pair_weight(paired) * apart)


def _pair_weight(paired: Patterns) -> NDArray[np.float64]:
    """Weight of one pair of coders: a unit coded by m of them counts as m values, shape (P,)."""
    return 2 * paired.weight / (paired.given - 1)


def _values_given(paired: Patterns) -> NDArray[np.float64]:
    """How often each category was given, by document, shape (D, q)."""
    margins = np.zeros((paired.n_documents, paired.n_categories))
    for coder in range(paired.n_coders):
        margins += paired.margins(coder, paired.weight)
    return margins


def _values_listed(
    paired: Patterns,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """List which category was given in which document how often, for those that occur, shapes (N,)."""
    size = paired.n_documents * paired.n_categories
    counts = np.zeros(size)
    for coder in range(paired.n_coders):
        coded = paired.columns[coder] >= 0
        cells = paired.document[coded] * paired.n_categories + paired.columns[coder][coded]
        counts += np.bincount(cells, weights=paired.weight[coded], minlength=size)
    found = np.flatnonzero(counts)
    document, category = np.divmod(found, max(paired.n_categories, 1))
    return document.astype(np.int64), category.astype(np.int64), counts[found]


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
