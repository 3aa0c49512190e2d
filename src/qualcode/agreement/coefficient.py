"""How a coefficient becomes an answer: sums by document, the figure they give, and its interval.

Every coefficient here is a function of sums over units. They are added up once per document; the figure
comes from their total, and the figure without one document, or with some documents twice, from a weighted
total. No text is read twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.patterns import Patterns, collapse
from qualcode.agreement.ratings import Ratings
from qualcode.agreement.result import Agreement

NOTHING_VARIES = "nothing varies: every code given is the same, so chance agreement is complete too"


@dataclass(frozen=True, eq=False)
class Estimates:
    """Figures for several sets of sums, one per row, each shape (R,); NaN where undefined.

    Attributes:
        value: The coefficient.
        observed: What was observed.
        expected: What chance would give; None for measures without correction for chance.
    """

    value: NDArray[np.float64]
    observed: NDArray[np.float64]
    expected: NDArray[np.float64] | None = None


class Formula(Protocol):
    """A figure as a function of sums.

    Attributes:
        name: Its name in words.
        lowest: The lowest value it can take, -1 or 0.
        undefined: Why it has no value although something was coded by two coders.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def lowest(self) -> float: ...  # noqa: D102
    @property
    def undefined(self) -> str: ...  # noqa: D102

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute the figure from sums, shape (R, S), for each row."""
        ...


class Coefficient(Formula, Protocol):
    """A figure about ratings: it also knows what to add up."""

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up what the figure needs, by document; shape (D, S)."""
        ...


@runtime_checkable
class HasUnitForm(Protocol):
    """A coefficient whose sums are made for documents and that has another form for single units."""

    @property
    def of_units(self) -> Coefficient:
        """Give the form whose sums can be taken unit by unit."""
        ...


class UnitSums(NamedTuple):
    """Sums of single units, equal units once.

    Attributes:
        formula: The figure as a function of these sums.
        sums: Shape (P, S): what one unit of each kind adds.
        weight: How many units are of that kind, shape (P,).
    """

    formula: Formula
    sums: NDArray[np.float64]
    weight: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a figure rests on.

    Attributes:
        by_document: Sums by document, shape (D, S).
        pairable: Units coded by two coders or more in each document, shape (D,).
        n_units: Number of units offered.
        coders: Who is compared.
        document_names: Names of the documents; None where units name no documents.
        unit: What a unit is.
        rule: When a unit counts as coded.
        by_unit: Adds up single units, for intervals over units; None where there are no such units.
    """

    by_document: NDArray[np.float64]
    pairable: NDArray[np.float64]
    n_units: int
    coders: tuple[str, ...]
    document_names: tuple[str, ...] | None
    unit: str | None
    rule: str | None
    by_unit: Callable[[], UnitSums] | None = None


def gather(coefficient: Coefficient, ratings: Ratings) -> Evidence:
    """Add up what a coefficient needs from ratings."""
    return Evidence(
        by_document=coefficient.sums(ratings.patterns),
        pairable=ratings.patterns.pairable.units_per_document(),
        n_units=ratings.n_units,
        coders=ratings.coders,
        document_names=None if ratings.documents is None else ratings.document_names,
        unit=ratings.unit,
        rule=ratings.rule,
        by_unit=lambda: _sum_units(coefficient, ratings),
    )


def _sum_units(coefficient: Coefficient, ratings: Ratings) -> UnitSums:
    known = ratings.patterns
    pooled = collapse(known.codes, n_categories=known.n_categories, weights=known.weight, documents=None, n_documents=1)
    size = len(pooled.weight)
    single = Patterns(pooled.codes, np.ones(size), np.arange(size), pooled.n_categories, size)
    formula = coefficient.of_units if isinstance(coefficient, HasUnitForm) else coefficient
    sums = formula.sums(single)
    counts = sums.any(axis=1)
    return UnitSums(formula, sums[counts], pooled.weight[counts])


def conclude(formula: Formula, evidence: Evidence) -> Agreement:
    """Compute the figure, or say why there is none."""
    figures = formula.estimate(evidence.by_document.sum(axis=0, keepdims=True))
    value = _first(figures.value)
    known = evidence.document_names is not None
    return Agreement(
        name=formula.name,
        value=value,
        reason=None if value is not None else _why_undefined(formula, evidence),
        observed=_first(figures.observed),
        expected=None if figures.expected is None else _first(figures.expected),
        n_units=evidence.n_units,
        n_pairable=int(evidence.pairable.sum()),
        n_documents=int(np.count_nonzero(evidence.pairable)) if known else None,
        coders=evidence.coders,
        unit=evidence.unit,
        rule=evidence.rule,
    )


def _why_undefined(formula: Formula, evidence: Evidence) -> str:
    if len(evidence.coders) < 2:
        return f"agreement takes two coders, and there is {len(evidence.coders) or 'none'}"
    if not evidence.pairable.any():
        return "no unit was coded by two coders"
    return formula.undefined


def _first(rows: NDArray[np.float64]) -> float | None:
    value = float(rows[0])
    return None if np.isnan(value) else value


def without_interval(answer: Agreement, reason: str) -> Agreement:
    """Say why an interval that was asked for is missing."""
    return replace(answer, interval_reason=reason)


def corrected(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give 1 - observed / expected disagreement; NaN where chance leaves none."""
    return np.asarray(1.0 - share(observed, expected))


def share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide, giving NaN where there is nothing to divide by."""
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0))
