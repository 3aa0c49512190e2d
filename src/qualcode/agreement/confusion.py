"""Which codes are taken for one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.category import single_categories
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings, RatingsLike, as_ratings

if TYPE_CHECKING:
    import pandas as pd

NO_CODE = "(no code)"
"""Stands for the absence of another code, where cells hold sets of codes."""


@dataclass(frozen=True, eq=False)
class Confusion:
    """How often one coder gave a code and the other another.

    Attributes:
        codes: What rows and columns stand for; the last is `NO_CODE` where cells hold sets.
        table: Units (characters where those are the units), shape (K, K): the code of the first coder by that of the
            second. For more than two coders the mean of both orders, added up over the pairs of coders.
        unit: What is counted.
    """

    codes: tuple[Hashable, ...]
    table: NDArray[np.float64]
    unit: str | None

    def ranked(self) -> list[tuple[Hashable, Hashable, float]]:
        """List the pairs of different codes, most confused first, both orders together."""
        both = np.triu(self.table + self.table.T, 1)
        rows, columns = np.nonzero(both)
        found = [
            (self.codes[row], self.codes[column], float(both[row, column]))
            for row, column in zip(rows, columns, strict=True)
        ]
        return sorted(found, key=lambda pair: (-pair[2], str(pair[0]), str(pair[1])))

    def to_frame(self) -> pd.DataFrame:
        """Give codes by codes."""
        import pandas as pd

        return pd.DataFrame(self.table, index=list(self.codes), columns=list(self.codes))


def confusion(ratings: RatingsLike, *, categories: Iterable[Hashable] | None = None) -> Confusion:
    """Count, code by code, what the coders of each pair gave to the same units.

    Where cells hold sets, codes that both coders gave count on the diagonal, and each code of one that the other lacks
    counts against each code of the other that the first lacks, or against `NO_CODE` where there is none.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        categories: The values there can be, in the order wanted.

    Raises:
        RatingsShapeError: If ratings are not units by coders.
    """
    read = as_ratings(ratings, categories=categories)
    codes = single_categories(read)
    table = _of_values(read.patterns) if codes is read.categories else _of_sets(read, codes)
    if len(read.coders) > 2:
        table = (table + table.T) / 2
    return Confusion(codes if codes is read.categories else (*codes, NO_CODE), table, read.unit)


def _of_values(patterns: Patterns) -> NDArray[np.float64]:
    size = patterns.n_categories
    table = np.zeros(size * size)
    for pair in patterns.coder_pairs():
        table += np.bincount(pair.first * size + pair.second, patterns.weight[pair.rows], minlength=size * size)
    return table.reshape(size, size)


def _of_sets(ratings: Ratings, codes: tuple[Hashable, ...]) -> NDArray[np.float64]:
    patterns, values = ratings.patterns, ratings.categories
    listed = [[code in value for code in codes] for value in values]  # type: ignore[operator]
    members: NDArray[np.bool_] = np.array(listed, dtype=np.bool_).reshape(len(values), len(codes))
    table = np.zeros((len(codes) + 1, len(codes) + 1))
    for pair in patterns.coder_pairs():
        kinds, place = np.unique(pair.first * len(values) + pair.second, return_inverse=True)
        weight = np.bincount(place, patterns.weight[pair.rows], minlength=len(kinds))
        first, second = (members[side] for side in np.divmod(kinds, max(len(values), 1)))
        table[:-1, :-1] += np.diag(weight @ (first & second))
        table += _with_no_code(first & ~second).T @ (weight[:, None] * _with_no_code(second & ~first))
    table[-1, -1] = 0  # both sides had nothing more to say
    return table


def _with_no_code(left: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.column_stack([left, ~left.any(axis=1)]).astype(np.float64)
