"""What the unitizing family adds up, by a sweep over the ends of units: the number of characters never matters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.continuum import MarkedUnits

_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class UnitizingSums:
    """Lengths and squared lengths, for R sets of documents and q codes; additive over documents.

    A length between two coders is counted for both orders and divided by the other coders of the document, so that
    one coder's text counts once.

    Attributes:
        marked: ℓ_c, characters marked with a code by all coders together, shape (R, q).
        gap: ℓ_φ, characters left unmarked, shape (R,).
        alike: ℓ_cc, marked with a code and by the other coder with the same, shape (R, q).
        both_gap: ℓ_φφ, left unmarked by both, shape (R,).
        unseen: ℓ_cφ, marked with a code and left unmarked by the other, shape (R, q).
        squares: s_c, sum of squared lengths of the units of a code, shape (R, q).
        shared_squares: s'_c, sum over units of the mean over other coders of the squared length of the unit that they
            marked too, shape (R, q).
    """

    marked: NDArray[np.float64]
    gap: NDArray[np.float64]
    alike: NDArray[np.float64]
    both_gap: NDArray[np.float64]
    unseen: NDArray[np.float64]
    squares: NDArray[np.float64]
    shared_squares: NDArray[np.float64]

    @property
    def length(self) -> NDArray[np.float64]:
        """Characters read, all coders together, shape (R,)."""
        return np.asarray(self.marked.sum(axis=1) + self.gap)

    @property
    def seen(self) -> NDArray[np.float64]:
        """ℓ'_c, characters marked with a code and marked by the other too, shape (R, q)."""
        return self._without_rounding(self.marked - self.unseen)

    def _without_rounding(self, lengths: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(lengths > _ROUNDING * self.length[:, None], lengths, 0.0)

    def as_columns(self) -> NDArray[np.float64]:
        """Put all of it side by side, shape (R, 5 q + 2)."""
        return np.column_stack(
            [
                self.marked,
                self.alike,
                self.unseen,
                self.squares,
                self.shared_squares,
                self.gap,
                self.both_gap,
            ]
        )

    @classmethod
    def from_columns(cls, columns: NDArray[np.float64]) -> UnitizingSums:
        """Read what `as_columns` put side by side."""
        marked, alike, unseen, squares, shared_squares = np.split(columns[:, :-2], 5, axis=1)
        gap, both_gap = columns[:, -2:].T
        return cls(marked, gap, alike, both_gap, unseen, squares, shared_squares)


def add_up_units(units: MarkedUnits) -> UnitizingSums:
    """Add up by document, shapes (D, q) and (D,); a document read by one coder adds nothing."""
    n_readers = units.read.sum(axis=1)
    counts = n_readers > 1
    per_other = np.divide(1.0, n_readers - 1, out=np.zeros(len(counts)), where=counts)
    length = (units.end - units.start).astype(np.float64)
    marked = _by_code(units, length * counts[units.document])
    stretches = _cut(units)
    alike, both_gap, unseen = _between_coders(units, stretches, per_other)
    return UnitizingSums(
        marked=marked,
        gap=counts * n_readers * units.length - marked.sum(axis=1),
        alike=alike,
        both_gap=both_gap,
        unseen=unseen,
        squares=_by_code(units, length**2 * counts[units.document]),
        shared_squares=_by_code(units, _shared_squares(units, stretches) * per_other[units.document]),
    )


@dataclass(frozen=True, eq=False)
class _Stretches:
    """Stretches of text between neighbouring ends of units, T of them, in which nothing changes.

    Attributes:
        length: Characters of each, 0 between documents, shape (T,).
        document: Document of each, shape (T,).
        first: The first stretch of each unit, shape (N,).
        beyond: The stretch after its last, shape (N,).
        labels: The code each coder put there, shape (C, T); the number of codes for a gap, a number below 0 that
            differs from coder to coder where they did not read the document.
    """

    length: NDArray[np.float64]
    document: NDArray[np.int64]
    first: NDArray[np.intp]
    beyond: NDArray[np.intp]
    labels: NDArray[np.int32]


def _cut(units: MarkedUnits) -> _Stretches:
    if len(units.documents) == 0:
        nothing = np.empty(0, dtype=np.int64)
        return _Stretches(np.empty(0), nothing, nothing, nothing, np.empty((len(units.coders), 0), dtype=np.int32))
    closes = units.offset + units.length
    cuts = np.sort(np.concatenate([units.offset, closes, units.start, units.end]))
    cuts = cuts[np.append(np.diff(cuts) > 0, True)]
    opens = np.searchsorted(cuts, units.offset)
    document = np.repeat(np.arange(len(opens)), np.diff(np.append(opens, len(cuts))))[:-1]
    inside = cuts[:-1] < closes[document]
    first, beyond = np.searchsorted(cuts, units.start), np.searchsorted(cuts, units.end)
    labels = np.empty((len(units.coders), len(document)), dtype=np.int32)
    for coder in range(len(units.coders)):
        mine = slice(*np.searchsorted(units.coder, (coder, coder + 1)))
        labels[coder] = _labels(first[mine], beyond[mine], units.code[mine], len(document), len(units.codes))
        labels[coder, ~units.read[document, coder]] = -1 - coder
    return _Stretches(np.where(inside, np.diff(cuts), 0).astype(np.float64), document, first, beyond, labels)


def _labels(
    first: NDArray[np.intp], beyond: NDArray[np.intp], code: NDArray[np.int64], size: int, gap: int
) -> NDArray[np.int64]:
    """Write out one coder's codes, units and gaps taking turns, shape (T,)."""
    ends = np.column_stack([first, beyond]).ravel()
    turns = np.column_stack([np.full(len(code), gap), code]).ravel()
    return np.repeat(np.append(turns, gap), np.diff(np.concatenate([[0], ends, [size]])))


def _between_coders(
    units: MarkedUnits, stretches: _Stretches, per_other: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Compare coders stretch by stretch: how many others say the same, and how many say nothing."""
    labels, gap = stretches.labels, len(units.codes)
    length = stretches.length * per_other[stretches.document]
    same = np.zeros(labels.shape, dtype=np.int32)
    for one, other in combinations(range(len(labels)), 2):
        equal = labels[one] == labels[other]
        same[one] += equal
        same[other] += equal
    n_gaps = (labels == gap).sum(axis=0)
    shape = (len(units.documents), gap + 1)
    coder, stretch = np.nonzero(labels >= 0)
    cells = stretches.document[stretch] * shape[1] + labels[coder, stretch]
    alike = _add_cells(cells, length[stretch] * same[coder, stretch], shape)
    unseen = _add_cells(cells, (length * n_gaps)[stretch], shape)
    return alike[:, :-1], alike[:, -1], unseen[:, :-1]


def _shared_squares(units: MarkedUnits, stretches: _Stretches) -> NDArray[np.float64]:
    """Sum over the other coders the squared length of each unit that they marked too, shape (N,)."""
    total = np.zeros(len(units.start))
    for coder, label in enumerate(stretches.labels):
        marked = np.where((label >= 0) & (label != len(units.codes)), stretches.length, 0.0)
        up_to = np.concatenate([[0.0], np.cumsum(marked)])
        shared = up_to[stretches.beyond] - up_to[stretches.first]
        total += np.where(units.coder == coder, 0.0, shared**2)
    return total


def _by_code(units: MarkedUnits, terms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up terms of units by document and code, shape (D, q)."""
    shape = (len(units.documents), len(units.codes))
    return _add_cells(units.document * shape[1] + units.code, terms, shape)


def _add_cells(cells: NDArray[np.int64], terms: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float64]:
    totals = np.bincount(cells, weights=terms, minlength=shape[0] * shape[1])
    return totals.astype(np.float64).reshape(shape)
