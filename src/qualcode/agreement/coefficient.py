"""How a coefficient becomes an answer: sums by document, the figure they give, and its interval.

Every coefficient here is a function of sums over units. They are added up once per document; the figure
comes from their total, and the figure without one document from the total less that document's share. No
text is read twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.jackknife import jackknife
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings
from qualcode.agreement.result import Agreement
from qualcode.errors import IntervalLevelError, UnknownChoiceError

IntervalKind: TypeAlias = Literal["jackknife-documents"]

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


class Coefficient(Protocol):
    """A member of the family.

    Attributes:
        name: Its name in words.
        lowest: The lowest value it can take, -1 or 0.
        undefined: Why it has no value although units were coded by two coders.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def lowest(self) -> float: ...  # noqa: D102
    @property
    def undefined(self) -> str: ...  # noqa: D102

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up what the figure needs, by document; shape (D, S)."""
        ...

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute the figure from sums, shape (R, S), for each row."""
        ...


def measure(
    coefficient: Coefficient, ratings: Ratings, *, interval: IntervalKind | None = None, level: float = 0.95
) -> Agreement:
    """Compute a coefficient, with the interval asked for.

    Raises:
        UnknownChoiceError: If there is no such interval.
        IntervalLevelError: If level is not between 0 and 1.
    """
    if interval not in (None, "jackknife-documents"):
        raise UnknownChoiceError("interval", interval, ["jackknife-documents"])
    if not 0 < level < 1:
        raise IntervalLevelError(level)
    pairable = ratings.patterns.pairable.units_per_document()
    by_document = coefficient.sums(ratings.patterns)
    total = by_document.sum(axis=0, keepdims=True)
    left_out = np.flatnonzero(pairable) if interval and ratings.documents is not None else np.empty(0, np.intp)
    figures = coefficient.estimate(np.concatenate([total, total - by_document[left_out]]))
    value = _first(figures.value)
    answer = Agreement(
        name=coefficient.name,
        value=value,
        reason=None if value is not None else _why_undefined(coefficient, ratings, pairable),
        observed=_first(figures.observed),
        expected=None if figures.expected is None else _first(figures.expected),
        n_units=ratings.n_units,
        n_pairable=int(pairable.sum()),
        n_documents=None if ratings.documents is None else int(np.count_nonzero(pairable)),
        coders=ratings.coders,
        unit=ratings.unit,
        rule=ratings.rule,
    )
    if interval is None:
        return answer
    names = tuple(ratings.document_names[document] for document in left_out)
    return _with_interval(answer, ratings, coefficient.lowest, figures.value[1:], names, level)


def _with_interval(
    answer: Agreement,
    ratings: Ratings,
    lowest: float,
    without_one: NDArray[np.float64],
    names: tuple[str, ...],
    level: float,
) -> Agreement:
    if answer.value is None:
        return replace(answer, interval_reason=f"{answer.name} itself is undefined")
    if ratings.documents is None:
        return replace(answer, interval_reason="the units name no documents, over which an interval is taken")
    found = jackknife(answer.value, without_one, names=names, lowest=lowest, level=level)
    return replace(answer, interval=found.interval, interval_reason=found.reason, se=found.se)


def _why_undefined(coefficient: Coefficient, ratings: Ratings, pairable: NDArray[np.float64]) -> str:
    if len(ratings.coders) < 2:
        return f"agreement takes two coders, and there is {len(ratings.coders) or 'none'}"
    if not pairable.any():
        return "no unit was coded by two coders"
    return coefficient.undefined


def _first(rows: NDArray[np.float64]) -> float | None:
    value = float(rows[0])
    return None if np.isnan(value) else value


def corrected(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give 1 - observed / expected disagreement; NaN where chance leaves none."""
    return np.asarray(1.0 - share(observed, expected))


def share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide, giving NaN where there is nothing to divide by."""
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0))
