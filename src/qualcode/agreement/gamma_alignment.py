"""The cheapest alignment of the units of several coders, as Mathet's gamma measures disorder.

A unitary alignment takes at most one unit of each coder; an alignment is a set of them in which every unit occurs once.
Overlapping units are allowed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

NOBODY = -1
"""Stands in an alignment where a coder has no unit."""


@dataclass(frozen=True, eq=False)
class CodedUnits:
    """The units of one coder: start, end and number of the code, each shape (N,)."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    code: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Alignment:
    """The best alignment of some continuum.

    Attributes:
        units: The units of each coder, C of them.
        rows: Which unit of each coder is in each unitary alignment, shape (A, C); `NOBODY` for none.
        cost: Sum of the disorders of the unitary alignments.
    """

    units: tuple[CodedUnits, ...]
    rows: NDArray[np.int64]
    cost: float

    @property
    def disorder(self) -> float:
        """The cost per unit of a coder, on average."""
        return self.cost * len(self.units) / sum(len(units.start) for units in self.units)

    @cached_property
    def pairs(self) -> AlignedPairs:
        """The pairs of units that stand in one unitary alignment."""
        together = (self.rows != NOBODY).sum(axis=1)
        found = []
        for one, other in combinations(range(len(self.units)), 2):
            here = np.flatnonzero((self.rows[:, one] != NOBODY) & (self.rows[:, other] != NOBODY))
            first, second = self.units[one], self.units[other]
            a, b = self.rows[here, one], self.rows[here, other]
            apart = _positions_apart(first.start[a], first.end[a], second.start[b], second.end[b])
            weight = np.maximum(0.0, 1 - apart) / (together[here] - 1)
            found.append(np.array([first.code[a], second.code[b], weight]))
        joined = np.hstack(found) if found else np.empty((3, 0))
        return AlignedPairs(joined[0].astype(np.int64), joined[1].astype(np.int64), joined[2])


@dataclass(frozen=True, eq=False)
class AlignedPairs:
    """Pairs of aligned units: their codes, and a weight that is higher the nearer they are, each shape (N,)."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: NDArray[np.float64]

    def category_disorder(self, code: int | None = None) -> float | None:
        """Give the share of weight on pairs of different codes; only pairs with one code, if it is given."""
        counted = np.ones(len(self.weight), dtype=bool)
        if code is not None:
            counted = (self.first == code) | (self.second == code)
        total = self.weight[counted].sum()
        if total <= 0:
            return None
        return float(self.weight[counted & (self.first != self.second)].sum() / total)


def read_units(
    coders: Mapping[str, Sequence[tuple[int, int, Hashable]]], place: Mapping[Hashable, int]
) -> tuple[CodedUnits, ...]:
    """Read the units of each coder into arrays, codes numbered as in `place`."""
    return tuple(
        CodedUnits(
            np.array([unit[0] for unit in units], dtype=np.float64),
            np.array([unit[1] for unit in units], dtype=np.float64),
            np.array([place[unit[2]] for unit in units], dtype=np.int64),
        )
        for units in coders.values()
    )


def best_alignment(units: tuple[CodedUnits, ...], *, position: float, category: float) -> Alignment:
    """Find the alignment with the least disorder.

    Two units cost position × ((|Δ start| + |Δ end|) / (length + length))² + category × [codes differ]; a missing
    partner costs 1. A unitary alignment costs the mean over all pairs of coders. Two coders are an assignment problem;
    more are a set partition, solved exactly as an integer programme.

    Source:
        Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma (γ) for inter-annotator agreement
        measure and alignment.
    """
    if len(units) == 2:
        return _align_two(units, position, category)
    rows, costs = _candidates(units, position, category)
    return _choose(units, rows, costs)


def _positions_apart(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    other_start: NDArray[np.float64],
    other_end: NDArray[np.float64],
) -> NDArray[np.float64]:
    apart = np.abs(start - other_start) + np.abs(end - other_end)
    return np.asarray((apart / ((end - start) + (other_end - other_start))) ** 2)


def _costs(first: CodedUnits, second: CodedUnits, position: float, category: float) -> NDArray[np.float64]:
    """Give the cost of every unit with every other, shape (N + 1, M + 1), the last row and column for nobody."""
    costs = np.ones((len(first.start) + 1, len(second.start) + 1))
    apart = _positions_apart(first.start[:, None], first.end[:, None], second.start[None, :], second.end[None, :])
    costs[:-1, :-1] = position * apart + category * (first.code[:, None] != second.code[None, :])
    return costs


def _align_two(units: tuple[CodedUnits, ...], position: float, category: float) -> Alignment:
    from scipy.optimize import linear_sum_assignment

    first, second = units
    saving = np.minimum(_costs(first, second, position, category)[:-1, :-1] - 2, 0.0)
    row, column = linear_sum_assignment(saving)
    kept = saving[row, column] < 0
    row, column = row[kept], column[kept]
    alone = np.setdiff1d(np.arange(len(first.start)), row), np.setdiff1d(np.arange(len(second.start)), column)
    rows = np.concatenate(
        [
            np.column_stack([row, column]),
            np.column_stack([alone[0], np.full(len(alone[0]), NOBODY)]),
            np.column_stack([np.full(len(alone[1]), NOBODY), alone[1]]),
        ]
    )
    cost = len(first.start) + len(second.start) + float(saving[row, column].sum())
    return Alignment(units, rows.astype(np.int64), cost)


def _candidates(
    units: tuple[CodedUnits, ...], position: float, category: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """List the unitary alignments that are not dearer than their units left alone, with their costs."""
    n_coders, n_pairs = len(units), comb(len(units), 2)
    rows, costs = np.zeros((1, 0), dtype=np.int64), np.zeros(1)
    for coder, mine in enumerate(units):
        choices = np.append(np.arange(len(mine.start)), NOBODY)
        grown = np.column_stack([np.repeat(rows, len(choices), axis=0), np.tile(choices, len(rows))])
        costs = np.repeat(costs, len(choices))
        for earlier in range(coder):
            table = _costs(units[earlier], mine, position, category)
            costs = costs + table[grown[:, earlier], grown[:, coder]]
        # More can only be added, so what is already too dear stays so.
        kept = costs <= n_pairs * n_coders
        rows, costs = grown[kept], costs[kept]
    present = (rows != NOBODY).sum(axis=1)
    costs = costs / n_pairs
    kept = (present > 0) & (costs <= present)
    return rows[kept], costs[kept]


def _choose(units: tuple[CodedUnits, ...], rows: NDArray[np.int64], costs: NDArray[np.float64]) -> Alignment:
    """Choose the cheapest unitary alignments that hold every unit once."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    sizes = [len(mine.start) for mine in units]
    begins = np.cumsum([0, *sizes[:-1]])
    candidate, coder = np.nonzero(rows != NOBODY)
    unit = begins[coder] + rows[candidate, coder]
    place = (unit.astype(np.int32), candidate.astype(np.int32))  # older solvers take no wider ones
    holds = csc_array((np.ones(len(unit)), place), shape=(sum(sizes), len(rows)))
    solved = milp(
        costs,
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(holds, 1, 1),
    )
    chosen = np.flatnonzero(np.asarray(solved.x) > 0.5)
    return Alignment(units, rows[chosen], float(costs[chosen].sum()))
