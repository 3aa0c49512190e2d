"""Distances: how far apart two codes are, as Krippendorff's alpha counts disagreement.

A distance answers two questions about categories given by their positions: how far apart are these pairs,
and what is the sum over all pairs of values that chance would put together. The second never needs a table
of units by categories.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.ratings import Ratings
from qualcode.errors import MetricValueError, ScaleNeededError, UnknownChoiceError

NamedMetric: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]
Metric: TypeAlias = NamedMetric | Callable[[Any, Any], float]
"""The level of measurement, or a function giving the disagreement of two values, 0 for equal ones."""

_LARGEST_TABLE = 4096
_BLOCK_CELLS = 2**22


class Distance(Protocol):
    """Disagreement between categories, numbered as in `Ratings.categories`."""

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair, shape of `first` and `second` (N,)."""
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
        return TableDistance(_CalledMetric(metric, categories))
    if metric == "nominal":
        return NominalDistance()
    if metric == "interval":
        return IntervalDistance(_numbers(metric, categories))
    if metric == "ratio":
        return TableDistance(_RatioMetric(_numbers(metric, categories)))
    if metric in ("jaccard", "masi"):
        return TableDistance(_SetMetric(_membership(metric, categories), monotone=metric == "masi"))
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


class _PairMetric(Protocol):
    @property
    def size(self) -> int:
        """Number of categories."""
        ...

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair, shape (N,)."""
        ...

    def rows(self, start: int, stop: int) -> NDArray[np.float64]:
        """Give the disagreement of some categories with all, shape (stop - start, q)."""
        ...


@dataclass(frozen=True, eq=False)
class TableDistance:
    """A distance that has to be looked up: as a whole table while that is small, by blocks of rows beyond."""

    metric: _PairMetric

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair."""
        if self._table is not None:
            return np.asarray(self._table[first, second])
        step = max(1, _BLOCK_CELLS // 64)
        blocks = [
            self.metric.pairs(first[start : start + step], second[start : start + step])
            for start in range(0, len(first), step)
        ]
        return np.concatenate(blocks) if blocks else np.zeros(0)

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other."""
        if self._table is not None:
            return np.asarray(((margins @ self._table) * margins).sum(axis=1))
        step = max(1, _BLOCK_CELLS // self.metric.size)
        total = np.zeros(len(margins))
        for start in range(0, self.metric.size, step):
            stop = min(start + step, self.metric.size)
            total += ((margins @ self.metric.rows(start, stop).T) * margins[:, start:stop]).sum(axis=1)
        return total

    @cached_property
    def _table(self) -> NDArray[np.float64] | None:
        return self.metric.rows(0, self.metric.size) if self.metric.size <= _LARGEST_TABLE else None


@dataclass(frozen=True, eq=False)
class _RatioMetric:
    """((a - b) / (a + b))², 0 where both are 0."""

    numbers: NDArray[np.float64]

    @property
    def size(self) -> int:
        return len(self.numbers)

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        return self._disagreement(self.numbers[first], self.numbers[second])

    def rows(self, start: int, stop: int) -> NDArray[np.float64]:
        return self._disagreement(self.numbers[start:stop, None], self.numbers[None, :])

    @staticmethod
    def _disagreement(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
        total = one + other
        return np.asarray(np.divide(one - other, total, out=np.zeros_like(total), where=total != 0) ** 2)


@dataclass(frozen=True, eq=False)
class _SetMetric:
    """1 - |A∩B| / |A∪B| (Jaccard), or 1 - Jaccard × M (MASI): M is 1 equal, 2/3 subset, 1/3 overlap.

    Two empty sets are equal, so their distance is 0.
    """

    members: NDArray[np.float32]  # (q sets, codes), 1 where the set has the code
    monotone: bool

    @property
    def size(self) -> int:
        return len(self.members)

    @cached_property
    def _sizes(self) -> NDArray[np.float64]:
        return np.asarray(self.members.sum(axis=1, dtype=np.float64))

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        shared = np.asarray(np.einsum("nk,nk->n", self.members[first], self.members[second]), dtype=np.float64)
        return self._disagreement(shared, self._sizes[first], self._sizes[second])

    def rows(self, start: int, stop: int) -> NDArray[np.float64]:
        shared = (self.members[start:stop] @ self.members.T).astype(np.float64)
        return self._disagreement(shared, self._sizes[start:stop, None], self._sizes[None, :])

    def _disagreement(
        self, shared: NDArray[np.float64], size: NDArray[np.float64], other_size: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        union = size + other_size - shared
        alike = shared / np.maximum(union, 1)
        if self.monotone:
            alike *= np.where(shared == np.minimum(size, other_size), 2 / 3, 1 / 3)
        alike[shared == union] = 1.0
        return np.asarray(1.0 - alike)


@dataclass(frozen=True, eq=False)
class _CalledMetric:
    """A disagreement that the caller computes, asked once per pair of categories."""

    metric: Callable[[Any, Any], float]
    categories: tuple[Hashable, ...]

    @property
    def size(self) -> int:
        return len(self.categories)

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        values = self.categories
        return np.array([self.metric(values[a], values[b]) for a, b in zip(first, second, strict=True)], float)

    def rows(self, start: int, stop: int) -> NDArray[np.float64]:
        chosen = self.categories[start:stop]
        table = [[float(self.metric(one, other)) for other in self.categories] for one in chosen]
        return np.array(table, dtype=np.float64).reshape(len(chosen), self.size)


def _is_number(value: Hashable) -> bool:
    return isinstance(value, int | float | np.number)


def _numbers(metric: str, categories: tuple[Hashable, ...]) -> NDArray[np.float64]:
    for value in categories:
        if not _is_number(value):
            raise MetricValueError(metric, "numbers", value)
    return np.array(categories, dtype=np.float64)


def _membership(metric: str, categories: tuple[Hashable, ...]) -> NDArray[np.float32]:
    codes: dict[Hashable, int] = {}
    cells: list[tuple[int, int]] = []
    for row, value in enumerate(categories):
        if not isinstance(value, frozenset):
            raise MetricValueError(metric, "sets of codes, a set per cell", value)
        cells.extend((row, codes.setdefault(code, len(codes))) for code in value)
    members = np.zeros((len(categories), len(codes)), dtype=np.float32)
    if cells:
        rows, columns = np.array(cells).T
        members[rows, columns] = 1
    return members
