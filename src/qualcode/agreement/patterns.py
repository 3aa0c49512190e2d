"""Patterns: equal rows of ratings counted once, and the pairs of coders in them.

Every coefficient here is made of sums over units, and equal units add equal terms. A million sentences
coded by two coders with five codes are at most 36 patterns; what follows costs the same however long the
text is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LARGEST_KEY = 2**62


class CoderPair(NamedTuple):
    """The units that two coders both coded, as far as they are equal.

    Attributes:
        first: Code of the one coder, shape (N,).
        second: Code of the other, shape (N,).
        rows: Which patterns these are, shape (N,).
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    rows: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct rows per document, with the number of units they stand for.

    Attributes:
        codes: Shape (P, C): P patterns, C coders; -1 where not coded.
        weight: Units per pattern, shape (P,).
        document: Document of each pattern, shape (P,).
        n_categories: Number of categories q.
        n_documents: Number of documents D.
    """

    codes: NDArray[np.int64]
    weight: NDArray[np.float64]
    document: NDArray[np.int64]
    n_categories: int
    n_documents: int

    @property
    def n_coders(self) -> int:
        """Number of coders, with or without codes."""
        return int(self.codes.shape[1])

    @cached_property
    def given(self) -> NDArray[np.int64]:
        """How many coders coded the unit, shape (P,)."""
        return np.asarray(np.count_nonzero(self.codes >= 0, axis=1), dtype=np.int64)

    @cached_property
    def pairable(self) -> Patterns:
        """Only the units that at least two coders coded."""
        return self.where(self.given >= 2)

    def where(self, kept: NDArray[np.bool_]) -> Patterns:
        """Keep some of the patterns, shape of `kept` (P,)."""
        return Patterns(self.codes[kept], self.weight[kept], self.document[kept], self.n_categories, self.n_documents)

    def of_coders(self, coders: Sequence[int]) -> Patterns:
        """Keep some of the coders, given by their columns."""
        codes = self.codes[:, list(coders)]
        return Patterns(codes, self.weight, self.document, self.n_categories, self.n_documents)

    def units_per_document(self) -> NDArray[np.float64]:
        """Number of units by document, shape (D,)."""
        return self.per_document(self.weight)

    def per_document(self, terms: NDArray[np.float64], rows: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
        """Add up terms by document, shape (D,); `rows` says which pattern each term belongs to."""
        document = self.document if rows is None else self.document[rows]
        return np.bincount(document, weights=terms, minlength=self.n_documents).astype(np.float64)

    def margins(self, coder: int, terms: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up terms by document and by the code that one coder gave, shape (D, q)."""
        column = self.codes[:, coder]
        coded = column >= 0
        cells = self.document[coded] * self.n_categories + column[coded]
        totals = np.bincount(cells, weights=terms[coded], minlength=self.n_documents * self.n_categories)
        return totals.astype(np.float64).reshape(self.n_documents, self.n_categories)

    def coder_pairs(self) -> Iterator[CoderPair]:
        """Go through the pairs of coders, each once."""
        for one in range(self.n_coders):
            for other in range(one + 1, self.n_coders):
                rows = np.flatnonzero((self.codes[:, one] >= 0) & (self.codes[:, other] >= 0))
                yield CoderPair(self.codes[rows, one], self.codes[rows, other], rows)


def collapse(
    codes: NDArray[np.int64],
    *,
    n_categories: int,
    weights: NDArray[np.int64] | None,
    documents: NDArray[np.int64] | None,
    n_documents: int,
) -> Patterns:
    """Count equal rows of the same document once.

    Args:
        codes: Position of each code among the categories, shape (U, C); -1 where not coded.
        n_categories: Number of categories.
        weights: How many units each row stands for, shape (U,); None for one each.
        documents: Document of each row, shape (U,); None for one document.
        n_documents: Number of documents.
    """
    key, size = _row_keys(codes, n_categories, documents, n_documents)
    if size <= max(4 * len(key), 4096):
        first = np.zeros(size, dtype=np.intp)
        first[key[::-1]] = np.arange(len(key) - 1, -1, -1)
        group = key
    else:
        distinct, first, group = np.unique(key, return_index=True, return_inverse=True)
        size = len(distinct)
    weight = np.bincount(group, weights=weights, minlength=size).astype(np.float64)
    counted = np.flatnonzero(weight)
    rows = first[counted]
    document = np.zeros(len(rows), dtype=np.int64) if documents is None else documents[rows]
    return Patterns(codes[rows], weight[counted], document, n_categories, n_documents)


def _row_keys(
    codes: NDArray[np.int64], n_categories: int, documents: NDArray[np.int64] | None, n_documents: int
) -> tuple[NDArray[np.int64], int]:
    """Give equal rows equal numbers, below the size returned."""
    base = n_categories + 1
    key = np.zeros(len(codes), dtype=np.int64) if documents is None else documents.astype(np.int64)
    size = n_documents
    for column in range(codes.shape[1]):
        if size > _LARGEST_KEY // base:
            distinct, key = np.unique(key, return_inverse=True)
            size = len(distinct)
        key = key * base
        key += codes[:, column]
        key += 1
        size *= base
    return key, size
