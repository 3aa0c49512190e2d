"""Ratings: which code each coder gave each unit, in the one form that every coefficient reads."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.patterns import Patterns, collapse
from qualcode.errors import RatingsShapeError, UndeclaredCategoryError, UnknownChoiceError

MISSING = -1
"""Stands in `Ratings.codes` where a coder did not code a unit."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """Codes given to units by coders.

    Attributes:
        codes: Position in `categories` of each code, shape (U, C): U units, C coders; -1 where not coded.
        categories: The distinct values: as declared, else in their natural order. The empty set is a value.
        coders: Name of each column.
        declared: Whether the caller declared `categories`, and so their order and number.
        weights: How many equal units each row stands for, shape (U,); None for one each.
        documents: Position in `document_names` of the document of each row, shape (U,); None if unknown.
        document_names: Names of the documents.
        unit: What a unit is, in a word.
        rule: When a unit counts as coded.
    """

    codes: NDArray[np.int64]
    categories: tuple[Hashable, ...]
    coders: tuple[str, ...]
    declared: bool = False
    weights: NDArray[np.int64] | None = None
    documents: NDArray[np.int64] | None = None
    document_names: tuple[str, ...] = ()
    unit: str | None = None
    rule: str | None = None

    @cached_property
    def patterns(self) -> Patterns:
        """Equal rows of a document once, with their weight: what the coefficients add up."""
        return collapse(
            self.codes,
            n_categories=len(self.categories),
            weights=self.weights,
            documents=self.documents,
            n_documents=max(len(self.document_names), 1),
        )

    def of_coders(self, coders: Sequence[str]) -> Ratings:
        """Keep some of the coders, equal rows once, which is all that the coefficients need.

        Raises:
            UnknownChoiceError: If nobody of that name is among them.
        """
        for coder in coders:
            if coder not in self.coders:
                raise UnknownChoiceError("coder", coder, self.coders)
        kept = self.patterns.of_coders([self.coders.index(coder) for coder in coders])
        return replace(
            self,
            codes=kept.codes,
            coders=tuple(coders),
            weights=kept.weight.astype(np.int64),
            documents=None if self.documents is None else kept.document,
        )

    @property
    def n_units(self) -> int:
        """Number of units, equal ones counted as often as they occur."""
        return len(self.codes) if self.weights is None else int(self.weights.sum())


RatingsLike: TypeAlias = Ratings | ArrayLike | Sequence[Sequence[Any]] | Any
"""Ratings, or units by coders as an array, nested lists or a data frame."""


def as_ratings(
    data: RatingsLike,
    *,
    categories: Iterable[Hashable] | None = None,
    coders: Sequence[str] | None = None,
    unit_weights: ArrayLike | None = None,
    documents: Sequence[Hashable] | None = None,
    unit: str | None = None,
    rule: str | None = None,
) -> Ratings:
    """Read units by coders into ratings.

    Two values are one code only if they are equal: "Trust" and "trust" are two, 1 and "1" are two.

    Args:
        data: Codes given, shape (U, C): U units, C coders; an array, nested lists or a data frame (its
            columns name the coders). None, NaN or pandas' NA where a coder did not code a unit; a set of
            codes per cell for set-valued ratings, where the empty set means "read, and left uncoded".
        categories: The whole scale in its order, including values nobody used.
        coders: Names of the columns; "coder 1", "coder 2", … where nothing names them.
        unit_weights: How many equal units each row stands for, shape (U,), whole numbers.
        documents: The document of each row, length U; needed for intervals.
        unit: What a unit is, in a word, to be repeated in every result.
        rule: When a unit counts as coded.

    Raises:
        RatingsShapeError: If data are not units by coders, or something given per unit or coder has another
            length.
        UndeclaredCategoryError: If a value is not among the declared categories.
    """
    if isinstance(data, Ratings):
        return data if categories is None else _redeclare(data, tuple(categories))
    cells, column_names = _cells(data)
    codes, found = _index(cells)
    n_units, n_coders = codes.shape
    names = tuple(coders) if coders is not None else column_names
    if names is None:
        names = tuple(f"coder {number}" for number in range(1, n_coders + 1))
    if len(names) != n_coders:
        raise RatingsShapeError(f"{len(names)} coders are named for {n_coders} columns")
    document_index, document_names = _index_documents(documents, n_units)
    ratings = Ratings(
        codes=codes,
        categories=found,
        coders=names,
        weights=_read_weights(unit_weights, n_units),
        documents=document_index,
        document_names=document_names,
        unit=unit,
        rule=rule,
    )
    return ratings if categories is None else _redeclare(ratings, tuple(categories))


def _redeclare(ratings: Ratings, categories: tuple[Hashable, ...]) -> Ratings:
    """Put the categories into the declared order; those nobody used are kept, others are refused."""
    declared = tuple(_hashable(value) for value in categories)
    place = {value: position for position, value in enumerate(declared)}
    if len(place) != len(declared):
        raise RatingsShapeError("categories lists the same value twice")
    for value in ratings.categories:
        if value not in place:
            raise UndeclaredCategoryError(value, declared)
    # The last entry is what -1 (missing) looks up.
    lookup = np.array([*(place[value] for value in ratings.categories), MISSING], dtype=np.int64)
    return replace(ratings, codes=lookup[ratings.codes], categories=declared, declared=True)


def _cells(data: Any) -> tuple[NDArray[Any], tuple[str, ...] | None]:
    """Give the cells, shape (U, C), and the names of the columns if data have any."""
    names: tuple[str, ...] | None = None
    if hasattr(data, "columns") and hasattr(data, "to_numpy"):
        names = tuple(str(name) for name in data.columns)
        data = data.to_numpy()
    if not isinstance(data, np.ndarray | Iterable):
        raise RatingsShapeError(f"this is {data!r}")
    cells = data if isinstance(data, np.ndarray) else _cells_of_rows(data)
    if cells.ndim != 2:
        raise RatingsShapeError(f"these have shape {cells.shape}")
    return cells, names


def _cells_of_rows(data: Iterable[Iterable[Any]]) -> NDArray[Any]:
    """Copy nested rows cell by cell, so that numpy neither turns 1 into "1" nor unpacks a set."""
    rows = []
    for row in data:
        if isinstance(row, str | bytes | set | frozenset) or not isinstance(row, Iterable):
            raise RatingsShapeError(f"one row is {row!r} alone")
        rows.append(tuple(row))
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise RatingsShapeError(f"the rows have between {min(widths)} and {max(widths)} cells")
    cells = np.empty((len(rows), max(widths, default=0)), dtype=object)
    for position, row in enumerate(rows):
        for column, value in enumerate(row):
            cells[position, column] = value
    return cells


def _index(cells: NDArray[Any]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    """Number the distinct values in their natural order, missing ones -1."""
    if cells.size == 0:
        return np.empty(cells.shape, dtype=np.int64), ()
    if cells.dtype.kind == "b":
        codes, found = _index_integers(cells.astype(np.int64))
        return codes, tuple(bool(value) for value in found)
    if cells.dtype.kind in "iu":
        return _index_integers(cells)
    if cells.dtype.kind == "f":
        return _index_floats(cells)
    return _index_objects(cells)


def _index_integers(cells: NDArray[Any]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    low, high = int(cells.min()), int(cells.max())
    if high - low > max(cells.size, 1024):
        found, codes = np.unique(cells, return_inverse=True)
        return codes.reshape(cells.shape).astype(np.int64), tuple(found.tolist())
    shifted = np.subtract(cells, low, dtype=np.int64)
    used = np.bincount(shifted.ravel(order="K")) > 0
    found = np.flatnonzero(used) + low
    codes = shifted if used.all() else (np.cumsum(used) - 1)[shifted]
    return codes, tuple(found.tolist())


def _index_floats(cells: NDArray[Any]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    with np.errstate(invalid="ignore"):
        whole = cells.astype(np.int64)
    is_whole = whole == cells
    if is_whole.all():
        codes, found = _index_integers(whole)
        return codes, tuple(float(value) for value in found)  # type: ignore[arg-type]
    missing = np.isnan(cells)
    if not (is_whole | missing).all():
        return _index_sorted(cells, missing)
    present = np.flatnonzero(is_whole)
    if len(present) == 0:
        return np.full(cells.shape, MISSING, dtype=np.int64), ()
    whole[missing] = whole.flat[present[0]]
    codes, found = _index_integers(whole)
    codes[missing] = MISSING
    return codes, tuple(float(value) for value in found)  # type: ignore[arg-type]


def _index_sorted(cells: NDArray[Any], missing: NDArray[np.bool_]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    found, inverse = np.unique(cells[~missing], return_inverse=True)
    codes = np.full(cells.shape, MISSING, dtype=np.int64)
    codes[~missing] = inverse
    return codes, tuple(found.tolist())


def _index_objects(cells: NDArray[Any]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    values = [_hashable(value) for value in cells.ravel().tolist()]
    present = [value for value in dict.fromkeys(values) if not _is_missing(value)]
    found = _natural_order(present)
    place: dict[Hashable, int] = {value: position for position, value in enumerate(found)}
    codes = np.fromiter((place.get(value, MISSING) for value in values), dtype=np.int64, count=len(values))
    return codes.reshape(cells.shape), tuple(found)


def _hashable(value: Any) -> Hashable:
    if isinstance(value, set):
        return frozenset(value)
    if isinstance(value, list | dict | np.ndarray):
        raise RatingsShapeError(f"a cell holds {value!r}; several codes on one unit are written as a set")
    return value  # type: ignore[no-any-return]


def _is_missing(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(value != value)  # NaN and NaT are the values that differ from themselves
    except TypeError:
        return True  # pandas' NA refuses to say


def _natural_order(values: list[Hashable]) -> list[Hashable]:
    """Sort numbers by size, strings by code point, sets by their members; mixtures by kind first."""
    try:
        return sorted(values, key=_sort_key)
    except TypeError:
        return values


def _sort_key(value: Any) -> tuple[str, Any]:
    if isinstance(value, frozenset):
        return "set", (len(value), sorted(_sort_key(member) for member in value))
    if isinstance(value, int | float | np.number):
        return "number", value
    return type(value).__name__, value


def _read_weights(unit_weights: ArrayLike | None, n_units: int) -> NDArray[np.int64] | None:
    if unit_weights is None:
        return None
    given = np.asarray(unit_weights)
    if given.shape != (n_units,):
        raise RatingsShapeError(f"there are {given.size} unit weights for {n_units} units")
    whole = given.astype(np.int64)
    if (whole != given).any() or (whole < 0).any():
        raise RatingsShapeError("a unit weight says how many units a row stands for, so it is a whole number")
    return whole


def _index_documents(
    documents: Sequence[Hashable] | None, n_units: int
) -> tuple[NDArray[np.int64] | None, tuple[str, ...]]:
    if documents is None:
        return None, ()
    names = list(documents)
    if len(names) != n_units:
        raise RatingsShapeError(f"{len(names)} units are given a document and there are {n_units} units")
    place = {name: position for position, name in enumerate(dict.fromkeys(names))}
    index = np.fromiter((place[name] for name in names), dtype=np.int64, count=n_units)
    return index, tuple(str(name) for name in place)
