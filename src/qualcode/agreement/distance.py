"""Distances: how far apart two codes are, as Krippendorff's alpha counts disagreement.

A distance answers two questions about categories given by their positions: how far apart are these pairs,
and what is the sum over all pairs of values that chance would put together. The second never needs a table
of units by categories.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.ratings import Ratings
from qualcode.agreement.set_distance import SetDistance, SetMetric, read_members
from qualcode.errors import DisagreementWeightsError, MetricValueError, ScaleNeededError, UnknownChoiceError

NamedMetric: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "dice", "masi"]
Metric: TypeAlias = NamedMetric | Callable[[Any, Any], float] | ArrayLike
"""The level of measurement; a function giving the disagreement of two values, 0 for equal ones; or a table of it."""


class Distance(Protocol):
    """Disagreement between categories, numbered as in `Ratings.categories`."""

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair, shape of `first` and `second` (N,)."""
        ...

    def within(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement over the pairs of codes of each unit, each pair once.

        Args:
            counts: How many coders gave each category, shape (N, q), q being small.
        """
        ...

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other, per row of `margins` (R, q); shape (R,)."""
        ...


def choose_distance(metric: Metric, ratings: Ratings) -> Distance:
    """Give the distance of a metric between the categories of ratings.

    The ordinal distance is not among them: it depends on how often each category was used (`OrdinalAlpha`).

    Raises:
        UnknownChoiceError: If there is no such metric.
        MetricValueError: If the categories are not what the metric compares.
    """
    categories = ratings.categories
    if callable(metric):
        return CostDistance(_called_costs(metric, categories))
    if not isinstance(metric, str):
        return CostDistance(_given_costs(metric, ratings))
    if metric == "nominal":
        return NominalDistance()
    if metric == "interval":
        return IntervalDistance(_numbers(metric, categories))
    if metric == "ratio":
        return CostDistance(_ratio_costs(_numbers(metric, categories)))
    if metric in get_args(SetMetric):
        return SetDistance(read_members(metric, categories), metric)
    raise UnknownChoiceError("metric", metric, get_args(NamedMetric))


def require_order(ratings: Ratings) -> None:
    """Refuse an ordinal reading of names whose order nobody declared."""
    if not ratings.declared and not all(_is_number(value) for value in ratings.categories):
        raise ScaleNeededError('metric="ordinal"')


@dataclass(frozen=True, eq=False)
class NominalDistance:
    """0 for the same code, 1 for another."""

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair."""
        return np.asarray(first != second, dtype=np.float64)

    def within(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement over the pairs of codes of each unit."""
        return self.expected(counts) / 2

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other."""
        return np.asarray(margins.sum(axis=1) ** 2 - (margins**2).sum(axis=1))


@dataclass(frozen=True, eq=False)
class IntervalDistance:
    """The squared difference of two numbers, one per category, shape (q,)."""

    numbers: NDArray[np.float64]

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair."""
        return np.asarray((self.numbers[first] - self.numbers[second]) ** 2)

    def within(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement over the pairs of codes of each unit."""
        return self.expected(counts) / 2

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other."""
        return squared_differences(margins, self.numbers)


def squared_differences(margins: NDArray[np.float64], numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum (a - b)² over all ordered pairs of values, per row of `margins` (R, q).

    Args:
        margins: How often each category occurs, shape (R, q).
        numbers: The number each category stands for, shape (q,) or (R, q).
    """
    total = margins.sum(axis=1)
    weighted = (margins * numbers).sum(axis=1, keepdims=True)
    mean = np.divide(weighted, total[:, None], out=np.zeros_like(weighted), where=total[:, None] > 0)
    return np.asarray(2 * total * (margins * (numbers - mean) ** 2).sum(axis=1))


@dataclass(frozen=True, eq=False)
class CostDistance:
    """A distance given as a table, shape (q, q)."""

    costs: NDArray[np.float64]

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair."""
        return np.asarray(self.costs[first, second])

    def within(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement over the pairs of codes of each unit."""
        return np.asarray(((counts @ self.costs) * counts).sum(axis=1) - counts @ np.diagonal(self.costs)) / 2

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other."""
        return np.asarray(((margins @ self.costs) * margins).sum(axis=1))


def _ratio_costs(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give ((a - b) / (a + b))² for all pairs, 0 where both are 0."""
    total = np.add.outer(numbers, numbers)
    apart = np.subtract.outer(numbers, numbers)
    return np.asarray(np.divide(apart, total, out=np.zeros_like(total), where=total != 0) ** 2)


def _called_costs(metric: Callable[[Any, Any], float], categories: tuple[Hashable, ...]) -> NDArray[np.float64]:
    """Ask the caller's distance once per pair of categories."""
    table = [[float(metric(one, other)) for other in categories] for one in categories]
    return np.array(table, dtype=np.float64).reshape(len(categories), len(categories))


def _given_costs(table: ArrayLike, ratings: Ratings) -> NDArray[np.float64]:
    if not ratings.declared:
        raise ScaleNeededError("a table of distances")
    costs, size = np.asarray(table, dtype=np.float64), len(ratings.categories)
    if costs.shape != (size, size):
        raise DisagreementWeightsError(f"this one has shape {costs.shape} for {size} categories")
    if np.diagonal(costs).any() or (costs < 0).any() or not np.allclose(costs, costs.T):
        raise DisagreementWeightsError("distances are 0 on the diagonal, not below 0, and the same both ways")
    return costs


def _is_number(value: Hashable) -> bool:
    return isinstance(value, int | float | np.number)


def _numbers(metric: str, categories: tuple[Hashable, ...]) -> NDArray[np.float64]:
    for value in categories:
        if not _is_number(value):
            raise MetricValueError(metric, "numbers", value)
    return np.array(categories, dtype=np.float64)
