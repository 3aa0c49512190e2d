"""Distances between sets of codes: Jaccard, Dice, MASI, also where thousands of different sets occur.

They depend on three numbers: the sizes of the two sets and how many codes they share. Chance disagreement of many sets
is therefore found by counting how often each small set of codes is contained in others, not by comparing all pairs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import comb
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcode.errors import MetricValueError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SetMetric: TypeAlias = Literal["jaccard", "dice", "masi"]

_LARGEST_TABLE = 1024  # sets up to which the distances of all pairs are kept
_BLOCK_CELLS = 2**21
_MOST_SUBSETS = 2**22
_DENSE = 0.02  # share of filled cells from which a dense product is quicker


@dataclass(frozen=True, eq=False)
class SetDistance:
    """1 - |A∩B| / |A∪B| (Jaccard), 1 - 2|A∩B| / (|A| + |B|) (Dice), or 1 - Jaccard × M (MASI).

    M is 1 for equal sets, 2/3 where one contains the other, 1/3 where they overlap. Two empty sets are equal, so their
    distance is 0.

    Attributes:
        members: 1 where the set has the code, shape (q, K): q sets, K codes.
        metric: Which of the three.

    Source:
        Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation.
    """

    members: NDArray[np.float32]
    metric: str

    def between(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the disagreement of each pair."""
        if self._table is not None:
            return np.asarray(self._table[first, second])
        apart = np.asarray(first != second, dtype=np.float64)
        filled = np.flatnonzero((self._sizes[first] > 0) & (self._sizes[second] > 0))
        for start in range(0, len(filled), _BLOCK_CELLS):
            some = filled[start : start + _BLOCK_CELLS]
            apart[some] = self._pairs(first[some], second[some])
        return apart

    def within(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement over the pairs of codes of each unit."""
        return self.expected(counts) / 2

    def expected(self, margins: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the disagreement of every value with every other."""
        if self._table is not None:
            return np.asarray(((margins @ self._table) * margins).sum(axis=1))
        total = np.zeros(len(margins))
        for start, stop, rows in self._blocks():
            total += ((margins @ rows.T) * margins[:, start:stop]).sum(axis=1)
        return total

    @property
    def is_large(self) -> bool:
        """Whether there are so many sets that documents are better compared through `between_documents`."""
        return len(self.members) > _LARGEST_TABLE

    def between_documents(
        self, document: NDArray[np.int64], category: NDArray[np.int64], count: NDArray[np.float64], n_documents: int
    ) -> NDArray[np.float64]:
        """Sum the disagreement of every value of one document with every value of another, shape (D, D).

        Args:
            document: Document of each entry, shape (N,).
            category: Which set, shape (N,).
            count: How often it was given, shape (N,).
            n_documents: Number of documents D.
        """
        from scipy.sparse import csr_array

        margins = csr_array((count, (document, category)), shape=(n_documents, len(self.members)))
        if (2.0**self._sizes).sum() <= _MOST_SUBSETS:
            return self._through_subsets(margins)
        total = np.zeros((n_documents, n_documents))
        for start, stop, rows in self._blocks():
            total += np.asarray(margins[:, start:stop] @ np.asarray(margins @ rows.T).T)
        return total

    def _through_subsets(self, margins: csr_array) -> NDArray[np.float64]:
        """Compare documents by the sets of codes contained in their values.

        The number of subsets of t codes that two sets share is C(s, t), s being the number of codes they share. A
        distance f(i, j, s) of sets of i and j codes is Σ_t C(s, t) c(i, j, t) with the forward differences c of f
        at s = 0. So the sum over pairs of values is the sum over t of c(i, j, t) times the number of pairs of a
        value of size i and one of size j that contain the same subset of t codes.
        """
        from scipy.sparse import coo_array, csr_array

        n_documents = margins.shape[0]
        sizes, size_of = np.unique(self._sizes.astype(np.int64), return_inverse=True)
        total = np.zeros((n_documents, n_documents))
        for level, (holder, subset) in enumerate(self._subsets()):
            n_subsets = int(subset.max()) + 1
            # One row per document and size of set, one column per subset: how many values contain it.
            place = csr_array(
                (np.ones(len(holder)), (holder, size_of[holder] * n_subsets + subset)),
                shape=(margins.shape[1], len(sizes) * n_subsets),
            )
            spread = coo_array(margins @ place)
            size, column = np.divmod(spread.col, n_subsets)
            rows = spread.row * len(sizes) + size
            held = csr_array((spread.data, (rows, column)), shape=(n_documents * len(sizes), n_subsets))
            differences = self._forward_differences(sizes, level)
            for start in range(0, n_documents, step := max(1, _BLOCK_CELLS // held.shape[0] // len(sizes))):
                some = held[start * len(sizes) : (start + step) * len(sizes)]
                pairs = _product(some, held).reshape(-1, len(sizes), n_documents, len(sizes))
                total[start : start + step] += np.einsum("diej,ij->de", pairs, differences, optimize=True)
        return total

    def _subsets(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Go through the subsets of 0, 1, 2, … codes: which set contains it, and the number of the subset."""
        _, codes = np.nonzero(self.members)
        size = self._sizes.astype(np.int64)
        begins = np.cumsum(size) - size
        holder = np.arange(len(size))
        subset, last = np.zeros(len(size), dtype=np.int64), np.full(len(size), -1)
        while len(holder):
            yield holder, subset
            remaining = size[holder] - 1 - last
            row = np.repeat(np.arange(len(holder)), remaining)
            added = np.arange(len(row)) - np.repeat(np.cumsum(remaining) - remaining, remaining)
            holder, last = holder[row], last[row] + 1 + added
            grown = subset[row] * self.members.shape[1] + codes[begins[holder] + last]
            subset = np.unique(grown, return_inverse=True)[1].astype(np.int64)

    def _forward_differences(self, sizes: NDArray[np.int64], level: int) -> NDArray[np.float64]:
        """Give Δ^t f(i, j, 0) for all pairs of sizes, t being the level; 0 where a set is smaller than t."""
        size, other = np.meshgrid(sizes, sizes, indexing="ij")
        smaller = np.minimum(size, other)
        total = np.zeros(size.shape)
        for shared in range(level + 1):
            apart = self._disagreement(
                np.minimum(shared, smaller).astype(float), size.astype(float), other.astype(float)
            )
            total += (-1) ** (level - shared) * comb(level, shared) * apart
        return np.where(smaller >= level, total, 0.0)

    @cached_property
    def _sizes(self) -> NDArray[np.float64]:
        return np.asarray(self.members.sum(axis=1, dtype=np.float64))

    @cached_property
    def _words(self) -> NDArray[np.uint64]:
        """The members as bits, shape (q, W): W words of 64 codes."""
        n_words = max(1, -(-self.members.shape[1] // 64))
        padded = np.zeros((len(self.members), 64 * n_words), dtype=np.uint8)
        padded[:, : self.members.shape[1]] = self.members
        return np.packbits(padded, axis=1).view(np.uint64)

    @cached_property
    def _table(self) -> NDArray[np.float64] | None:
        return None if self.is_large else self._rows(0, len(self.members))

    def _blocks(self) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
        step = max(1, _BLOCK_CELLS // max(len(self.members), 1))
        for start in range(0, len(self.members), step):
            stop = min(start + step, len(self.members))
            yield start, stop, self._rows(start, stop)

    def _pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        shared = _count_bits(self._words[first] & self._words[second])
        return self._disagreement(shared, self._sizes[first], self._sizes[second])

    def _rows(self, start: int, stop: int) -> NDArray[np.float64]:
        shared = (self.members[start:stop] @ self.members.T).astype(np.float64)
        return self._disagreement(shared, self._sizes[start:stop, None], self._sizes[None, :])

    def _disagreement(
        self, shared: NDArray[np.float64], size: NDArray[np.float64], other_size: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        union = size + other_size - shared
        if self.metric == "dice":
            alike = 2 * shared / np.maximum(size + other_size, 1)
        else:
            alike = shared / np.maximum(union, 1)
        if self.metric == "masi":
            alike = alike * np.where(shared == np.minimum(size, other_size), 2 / 3, 1 / 3)
        return np.asarray(np.where(shared == union, 0.0, 1.0 - alike))


def read_members(metric: str, categories: tuple[Hashable, ...]) -> NDArray[np.float32]:
    """Give which codes each set holds, shape (q, K).

    Raises:
        MetricValueError: If a category is no set.
    """
    codes: dict[Any, int] = {}
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


def _count_bits(words: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Count the bits of each row, shape (N,)."""
    if hasattr(np, "bitwise_count"):
        return np.asarray(np.bitwise_count(words).sum(axis=1), dtype=np.float64)
    return np.asarray(_BITS[np.ascontiguousarray(words).view(np.uint16)].sum(axis=1, dtype=np.float64))


_BITS = np.array([number.bit_count() for number in range(2**16)], dtype=np.uint8)


def _product(some: csr_array, held: csr_array) -> NDArray[np.float64]:
    if held.nnz > _DENSE * held.shape[0] * held.shape[1]:
        return np.asarray(some.toarray() @ held.toarray().T)
    return np.asarray((some @ held.T).toarray())
