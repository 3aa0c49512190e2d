"""Chance correction: the one form that the kappa family shares.

All of them are (p_o - p_e) / (1 - p_e) with the same observed agreement p_o: the mean, over units coded by
two or more, of the share of coder pairs that agree. They differ only in p_e, that is in whose guesses
chance imitates. A member says what disagreement (1 - p_e) its chance would give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import NOTHING_VARIES, Estimates, corrected, share
from qualcode.agreement.distance import CostDistance, NominalDistance
from qualcode.agreement.patterns import Patterns, add_up_pairs


@dataclass(frozen=True, eq=False)
class Margins:
    """How the codes were used, for each of R sets of sums; C coders, q categories.

    Attributes:
        units: Mean over units of the share of coders who gave the code, shape (R, q).
        coders: Share of each coder's units given the code, shape (R, C, q); zeros for a coder without units.
        present: Whether the coder coded anything, shape (R, C).
        costs: Cost of each disagreement, shape (q, q), the dearest 1; None where all cost 1.
    """

    units: NDArray[np.float64]
    coders: NDArray[np.float64]
    present: NDArray[np.bool_]
    costs: NDArray[np.float64] | None

    @property
    def n_categories(self) -> int:
        """Number of categories, used or not."""
        return int(self.units.shape[1])

    def disagreement(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the mean cost when codes are drawn from two distributions, shape (..., q); shape (...)."""
        if self.costs is None:
            return np.asarray(one.sum(axis=-1) * other.sum(axis=-1) - (one * other).sum(axis=-1))
        return np.asarray(((one @ self.costs) * other).sum(axis=-1))

    def total_agreement(self) -> float:
        """Sum of the agreement (1 - cost) over all pairs of categories."""
        return self.n_categories if self.costs is None else float((1 - self.costs).sum())


class ChanceModel(Protocol):
    """What disagreement chance would give."""

    def __call__(self, margins: Margins) -> NDArray[np.float64]:
        """Give 1 - p_e for each set of sums, shape (R,)."""
        ...


@dataclass(frozen=True, eq=False)
class ChanceCorrected:
    """A member of the kappa family.

    Sums: cost of disagreement, units coded by two or more, units coded at all; then q columns, the units by
    code, each split evenly between its coders; then C × q columns, the units by coder and code.

    Attributes:
        name: The coefficient in words.
        chance: What chance would give.
        n_categories: Number of categories q, used or not.
        costs: Cost of each disagreement, shape (q, q); None where all cost 1.
        complete: Look only at units that every coder coded.
    """

    name: str
    chance: ChanceModel
    n_categories: int
    costs: NDArray[np.float64] | None = None
    complete: bool = False
    lowest: float = -1.0
    undefined: str = NOTHING_VARIES

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        """Add up by document, shape (D, 3 + q + C q)."""
        if self.complete:
            patterns = patterns.where(patterns.given == patterns.n_coders)
        split = patterns.weight / np.maximum(patterns.given, 1)
        coders = [patterns.margins(coder, patterns.weight) for coder in range(patterns.n_coders)]
        shares = [patterns.margins(coder, split) for coder in range(patterns.n_coders)]
        nothing = np.zeros((patterns.n_documents, patterns.n_categories))
        return np.column_stack(
            [
                disagreement_by_document(patterns, self.costs),
                patterns.pairable.units_per_document(),
                patterns.where(patterns.given >= 1).units_per_document(),
                sum(shares, start=nothing),
                *coders,
            ]
        )

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute the coefficient; undefined where only one category occurs."""
        cost, pairable, coded = sums[:, 0], sums[:, 1], sums[:, 2]
        margins, varies = self._margins(sums, coded)
        observed = share(cost, pairable)
        expected = np.where(varies & (pairable > 0), self.chance(margins), 0.0)
        undefined = np.where(expected > 0, 0.0, np.nan)
        return Estimates(corrected(observed, expected), 1 - observed, 1 - expected + undefined)

    def as_in_handbook(self, total: NDArray[np.float64]) -> AsInHandbook:
        """Give the form whose standard error Gwet's handbook and irrCAC print; `total` holds all sums, shape (S,)."""
        return AsInHandbook(self, float(total[1] / total[2]))

    def _margins(self, sums: NDArray[np.float64], coded: NDArray[np.float64]) -> tuple[Margins, NDArray[np.bool_]]:
        """Read the margins from sums, and whether two categories occur in them."""
        q = self.n_categories
        split, counts = sums[:, 3 : 3 + q], sums[:, 3 + q :]
        counts = counts.reshape(len(sums), counts.shape[1] // max(q, 1), q)
        by_coder = counts.sum(axis=2, keepdims=True)
        margins = Margins(
            units=split / np.maximum(coded, 1)[:, None],
            coders=counts / np.maximum(by_coder, 1),
            present=by_coder[:, :, 0] > 0,
            costs=self.costs,
        )
        return margins, np.count_nonzero(counts.sum(axis=1) > 0, axis=1) > 1


@dataclass(frozen=True, eq=False)
class AsInHandbook:
    """A coefficient times the share of coded units that are pairable, over that share taken as fixed: just 1.

    A unit with one code then moves the figure as if it had agreed no better than nothing, which is how the published
    standard errors count it.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 5.
    """

    coefficient: ChanceCorrected
    pairable_share: float

    @property
    def name(self) -> str:
        """Its name in words."""
        return self.coefficient.name

    @property
    def lowest(self) -> float:
        """The lowest value it can take."""
        return self.coefficient.lowest

    @property
    def undefined(self) -> str:
        """Why it has no value although units were coded by two coders."""
        return self.coefficient.undefined

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        """Compute the coefficient in this form."""
        found = self.coefficient.estimate(sums)
        return replace(found, value=found.value * share(sums[:, 1], sums[:, 2]) / self.pairable_share)


def disagreement_by_document(patterns: Patterns, costs: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Add up, by document, the mean cost of disagreement between the coders of each unit, shape (D,)."""
    paired = patterns.pairable
    distance = NominalDistance() if costs is None else CostDistance(costs)
    apart = add_up_pairs(paired, distance.between, distance.within)
    return paired.per_document(2 * paired.weight / (paired.given * (paired.given - 1)) * apart)
