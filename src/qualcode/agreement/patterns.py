"""Patterns: equal rows of ratings counted once, and the pairs of coders in them.

Every coefficient here is made of sums over units, and equal units add equal terms. A million sentences
coded by two coders with five codes are at most 36 patterns; what follows costs the same however long the
text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LARGEST_KEY = 2**62
_MOST_COUNTED = 64  # categories up to which counting them by unit is less work than going through pairs of coders
_CELLS_AT_ONCE = 2**20
_ROWS_TRIED = 2**12
_MOSTLY = 0.9


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
        enough = self.given >= 2
        return self if enough.all() else self.where(enough)

    @cached_property
    def columns(self) -> NDArray[np.int64]:
        """The codes by coder, shape (C, P), so that one coder's stand side by side in memory."""
        return np.ascontiguousarray(self.codes.T)

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
        column = self.columns[coder]
        coded = column >= 0
        cells = self.document[coded] * self.n_categories + column[coded]
        totals = np.bincount(cells, weights=terms[coded], minlength=self.n_documents * self.n_categories)
        return totals.astype(np.float64).reshape(self.n_documents, self.n_categories)

    def coder_pairs(self) -> Iterator[CoderPair]:
        """Go through the pairs of coders, each once."""
        coded = self.columns >= 0
        everybody = bool(coded.all())
        every_row = np.arange(len(self.weight), dtype=np.intp)
        for one in range(self.n_coders):
            for other in range(one + 1, self.n_coders):
                if everybody:
                    yield CoderPair(self.columns[one], self.columns[other], every_row)
                    continue
                rows = np.flatnonzero(coded[one] & coded[other])
                yield CoderPair(self.columns[one, rows], self.columns[other, rows], rows)


def add_up_pairs(
    patterns: Patterns,
    between: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]],
    within: Callable[[NDArray[np.float64]], NDArray[np.float64]] | None,
) -> NDArray[np.float64]:
    """Add up a disagreement over the pairs of coders of each pattern, each pair once, shape (P,).

    Args:
        patterns: The patterns.
        between: Gives the disagreement of pairs of categories, shapes (N,).
        within: Gives the same sum from how many coders gave each category, shape (N, q); used where going through the
            pairs would be more work. None if there is no such way.
    """
    total = np.zeros(len(patterns.weight))
    if within is None or patterns.n_coders < 3 or patterns.n_categories > _MOST_COUNTED:
        for pair in patterns.coder_pairs():
            unlike = np.flatnonzero(pair.first != pair.second)
            total[pair.rows[unlike]] += between(pair.first[unlike], pair.second[unlike])
        return total
    at_once = max(1, _CELLS_AT_ONCE // max(patterns.n_categories, 1))
    for start in range(0, len(total), at_once):
        stop = start + at_once
        total[start:stop] = within(_count_codes(patterns.codes[start:stop], patterns.n_categories))
    return total


def _count_codes(codes: NDArray[np.int64], n_categories: int) -> NDArray[np.float64]:
    """Count how many coders gave each category, shape (N, q)."""
    width = n_categories + 1  # the first place counts the missing
    cells = codes + (np.arange(len(codes)) * width + 1)[:, None]
    counts = np.bincount(cells.ravel(), minlength=len(codes) * width)
    return counts.reshape(len(codes), width)[:, 1:].astype(np.float64)


def collapse(
    codes: NDArray[np.int64],
    *,
    n_categories: int,
    weights: NDArray[np.int64] | NDArray[np.float64] | None,
    documents: NDArray[np.int64] | None,
    n_documents: int,
) -> Patterns:
    """Count equal rows of the same document once, where finding them is less work than counting them twice.

    Args:
        codes: Position of each code among the categories, shape (U, C); -1 where not coded.
        n_categories: Number of categories.
        weights: How many units each row stands for, shape (U,); None for one each.
        documents: Document of each row, shape (U,); None for one document.
        n_documents: Number of documents.
    """
    key, size, readable = _row_keys(codes, n_categories, documents, n_documents)
    if readable and size <= max(4 * len(key), 4096):
        weight = np.bincount(key, weights=weights, minlength=size)
        counted = np.flatnonzero(weight)
        rows, document = _read_keys(counted, codes.shape[1], n_categories)
        return Patterns(rows, weight[counted].astype(float), document, n_categories, n_documents)
    if weights is not None or _mostly_distinct(key):  # with weights they are stretches of text, or patterns already
        every = np.ones(len(codes)) if weights is None else np.asarray(weights, dtype=np.float64)
        place = np.zeros(len(codes), dtype=np.int64) if documents is None else documents
        if every.all():
            return Patterns(codes, every, place, n_categories, n_documents)
        kept = np.flatnonzero(every)
        return Patterns(codes[kept], every[kept], place[kept], n_categories, n_documents)
    distinct, first, group = np.unique(key, return_index=True, return_inverse=True)
    counted_weight = np.bincount(group, minlength=len(distinct)).astype(np.float64)
    document = np.zeros(len(first), dtype=np.int64) if documents is None else documents[first]
    return Patterns(codes[first], counted_weight, document, n_categories, n_documents)


def _mostly_distinct(key: NDArray[np.int64]) -> bool:
    """Tell from some rows whether looking for equal ones is worth it."""
    some = key[:: max(1, len(key) // _ROWS_TRIED)]
    return len(some) >= _ROWS_TRIED and len(np.unique(some)) > _MOSTLY * len(some)


def _read_keys(
    keys: NDArray[np.int64], n_coders: int, n_categories: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Read codes and document back from the keys of rows, shapes (P, C) and (P,)."""
    codes = np.empty((len(keys), n_coders), dtype=np.int64)
    rest = keys.astype(np.int64)
    for column in range(n_coders - 1, -1, -1):
        rest, codes[:, column] = np.divmod(rest, n_categories + 1)
    return codes - 1, rest


def _row_keys(
    codes: NDArray[np.int64], n_categories: int, documents: NDArray[np.int64] | None, n_documents: int
) -> tuple[NDArray[np.int64], int, bool]:
    """Give equal rows equal numbers, below the size returned, and tell whether the row can be read from its number."""
    base = n_categories + 1
    readable = True
    if documents is None and codes.shape[1]:
        key, size, lowest, begun = codes[:, 0].astype(np.int64), n_documents * base, -1, 1
    else:
        key = np.zeros(len(codes), dtype=np.int64) if documents is None else documents.astype(np.int64)
        size, lowest, begun = n_documents, 0, 0
    for column in range(begun, codes.shape[1]):
        if size > _LARGEST_KEY // base:
            distinct, key = np.unique(key, return_inverse=True)
            size, lowest, readable = len(distinct), 0, False
        key *= base
        key += codes[:, column]
        lowest = lowest * base - 1  # a code is -1 at least
        size *= base
    key -= lowest
    return key, size, readable
