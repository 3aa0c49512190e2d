"""Why a kappa is what it is: the table of two coders, prevalence, bias, and the largest kappa their margins allow."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.category import dichotomise, single_categories
from qualcode.agreement.coefficient import Estimates, corrected, share
from qualcode.agreement.cohen import cohen_kappa
from qualcode.agreement.measure import IntervalKind
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.specific import negative_agreement, positive_agreement
from qualcode.agreement.two_coders import measure_two_coders
from qualcode.errors import UndeclaredCategoryError


@dataclass(frozen=True)
class Diagnostics:
    """Two coders on one code.

    Attributes:
        both: Units where both gave the code.
        first_only: Units where only the first coder gave it.
        second_only: Units where only the second gave it.
        neither: Units where both left it out.
        percent: Share of units on which they agree; None without a unit coded by both.
        kappa: Cohen's kappa.
        kappa_max: The largest kappa that these margins allow.
        prevalence_index: |both - neither| / n: 0 balanced, 1 always or never given.
        bias_index: |first_only - second_only| / n: 0 where both give the code equally often.
        pabak: Kappa were there neither prevalence nor bias, 2 p_o - 1.
        positive: Agreement on the presence of the code.
        negative: Agreement on its absence.
    """

    both: int
    first_only: int
    second_only: int
    neither: int
    percent: float | None
    kappa: Agreement
    kappa_max: Agreement
    prevalence_index: Agreement
    bias_index: Agreement
    pabak: Agreement
    positive: Agreement
    negative: Agreement

    @property
    def n(self) -> int:
        """Units coded by both."""
        return self.both + self.first_only + self.second_only + self.neither


def diagnostics(
    ratings: RatingsLike, *, code: Hashable = 1, categories: Iterable[Hashable] | None = None
) -> Diagnostics:
    """Give the 2 x 2 counts of two coders on one code, and what they explain about kappa.

    High agreement with a low kappa is no paradox to be corrected: with a code that is rare (prevalence index near 1)
    the coders have few chances to agree on its presence, and `positive` tells whether they took them.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent". Where cells hold sets, the code in them.
        categories: The values there can be.

    Returns:
        Counts and figures. With another number of coders the counts are 0 and the figures say why they are undefined.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
        UndeclaredCategoryError: If no value is `code` and the values are not 0 and 1.

    Source:
        Byrt, Bishop & Carlin (1993), Bias, prevalence and kappa; Feinstein & Cicchetti (1990), High agreement but low
        kappa.
    """
    read = _present(ratings, code, categories)
    cells = _cells(read) if len(read.coders) == 2 else np.zeros((2, 2))
    total = cells.sum()
    return Diagnostics(
        both=int(cells[1, 1]),
        first_only=int(cells[1, 0]),
        second_only=int(cells[0, 1]),
        neither=int(cells[0, 0]),
        percent=float(np.trace(cells) / total) if total else None,
        kappa=cohen_kappa(read),
        kappa_max=kappa_max(read),
        prevalence_index=prevalence_index(read),
        bias_index=bias_index(read),
        pabak=pabak(read),
        positive=positive_agreement(read),
        negative=negative_agreement(read),
    )


def kappa_max(
    ratings: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute the largest value of Cohen's kappa that the margins of two coders allow.

    Below 1 the coders use the codes unequally often, and could not agree more whatever they did.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a unit.
        categories: The values there can be.
        interval: How to make an interval; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for equal margins; None with a `.reason` where kappa itself is undefined. `.observed` is the
        largest agreement possible.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales, p. 42.
    """
    read = as_ratings(ratings, categories=categories)
    figure = _OfTable("largest Cohen's kappa", _largest_kappa, len(read.categories), "nothing varies")
    return measure_two_coders(figure, read, interval=interval, level=level)


def pabak(
    ratings: RatingsLike,
    *,
    code: Hashable = 1,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute the prevalence-adjusted bias-adjusted kappa, 2 p_o - 1, of one code for two coders.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent".
        categories: The values there can be.
        interval: How to make an interval; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 1 for perfect agreement, -1 for none.

    Source:
        Byrt, Bishop & Carlin (1993), Bias, prevalence and kappa.
    """
    figure = _OfTable("prevalence-adjusted bias-adjusted kappa", _pabak)
    return measure_two_coders(figure, _present(ratings, code, categories), interval=interval, level=level)


def prevalence_index(
    ratings: RatingsLike,
    *,
    code: Hashable = 1,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute |a - d| / n for two coders: how far a code is from being given half of the time.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent".
        categories: The values there can be.
        interval: How to make an interval; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 0 where presence and absence balance, 1 where both always or never gave the code.

    Source:
        Byrt, Bishop & Carlin (1993), Bias, prevalence and kappa.
    """
    figure = _OfTable("prevalence index", _prevalence, lowest=0.0)
    return measure_two_coders(figure, _present(ratings, code, categories), interval=interval, level=level)


def bias_index(
    ratings: RatingsLike,
    *,
    code: Hashable = 1,
    categories: Iterable[Hashable] | None = None,
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> Agreement:
    """Compute |b - c| / n for two coders: how much more often one gives a code than the other.

    Args:
        ratings: Codes given, shape (U, 2): U units, 2 coders. None or NaN where a coder did not code a unit.
        code: The value that means "present"; all others mean "absent".
        categories: The values there can be.
        interval: How to make an interval; see `IntervalKind`.
        level: Confidence level of the interval.

    Returns:
        `.value` is 0 where both give the code equally often, 1 where one always gives it and the other never.

    Source:
        Byrt, Bishop & Carlin (1993), Bias, prevalence and kappa.
    """
    figure = _OfTable("bias index", _bias, lowest=0.0)
    return measure_two_coders(figure, _present(ratings, code, categories), interval=interval, level=level)


def _present(ratings: RatingsLike, code: Hashable, categories: Iterable[Hashable] | None) -> Ratings:
    """Rate presence 1, absence 0; plain 0s are known to be absence of 1."""
    read = as_ratings(ratings, categories=categories)
    known = single_categories(read)
    if code in known:
        return dichotomise(read, code)
    if code == 1 and all(value == 0 for value in known):
        return as_ratings(read, categories=(0, 1))
    raise UndeclaredCategoryError(code, known)


def _cells(ratings: Ratings) -> NDArray[np.float64]:
    """Count units by the code of either coder, shape (2, 2), over all documents."""
    return np.asarray(_OfTable("", _pabak).sums(ratings.patterns).sum(axis=0).reshape(2, 2))


@dataclass(frozen=True, eq=False)
class _OfTable:
    """A figure of the table of two coders.

    Sums: units by the category of the first and of the second coder, q x q cells.
    """

    name: str
    figure: Callable[[NDArray[np.float64]], Estimates]
    n_categories: int = 2
    undefined: str = "no unit was coded by two coders"
    lowest: float = -1.0

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        paired, q = patterns.pairable, self.n_categories
        if patterns.n_coders < 2:
            return np.zeros((patterns.n_documents, q * q))
        cells = (paired.document * q + paired.codes[:, 0]) * q + paired.codes[:, 1]
        size = paired.n_documents * q * q
        counts = np.bincount(cells, weights=paired.weight, minlength=size).astype(np.float64)
        return counts.reshape(paired.n_documents, q * q)

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        return self.figure(sums.reshape(len(sums), self.n_categories, self.n_categories))


def _largest_kappa(tables: NDArray[np.float64]) -> Estimates:
    total = tables.sum(axis=(1, 2))[:, None]
    first, second = (share(tables.sum(axis=axis), np.broadcast_to(total, tables.shape[:2])) for axis in (2, 1))
    expected = (first * second).sum(axis=1)
    largest = np.minimum(first, second).sum(axis=1)
    varies = np.where(np.count_nonzero(np.nan_to_num(first + second), axis=1) > 1, 1 - expected, 0.0)
    return Estimates(corrected(1 - largest, varies), largest, expected)


def _pabak(tables: NDArray[np.float64]) -> Estimates:
    observed = share(np.trace(tables, axis1=1, axis2=2), tables.sum(axis=(1, 2)))
    return Estimates(2 * observed - 1, observed, np.full_like(observed, 0.5))


def _prevalence(tables: NDArray[np.float64]) -> Estimates:
    index = share(np.abs(tables[:, 1, 1] - tables[:, 0, 0]), tables.sum(axis=(1, 2)))
    return Estimates(index, index)


def _bias(tables: NDArray[np.float64]) -> Estimates:
    index = share(np.abs(tables[:, 1, 0] - tables[:, 0, 1]), tables.sum(axis=(1, 2)))
    return Estimates(index, index)
