"""Units: what counts as one comparable thing, and whether a coder coded it.

Characters are compared without looking at any: between two neighbouring boundaries of spans nothing
changes, so the stretch between them is one row of ratings that stands for as many units as it has
characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.documents import CodedDocument, Spans, Strip, choose_coders, lay_out
from qualcode.agreement.ratings import MISSING, Ratings
from qualcode.errors import UnitSpansError, UnknownChoiceError

Unit: TypeAlias = Literal["character", "token", "sentence", "line", "turn", "paragraph", "segment", "document"]
Rule: TypeAlias = Literal["any", "majority", "whole"]

_CODES_PER_WORD = 50  # a sum of distinct powers of two below 2**53 is exact in a float


def code_ratings(
    documents: Sequence[CodedDocument],
    code: str,
    *,
    coders: Sequence[str] | None = None,
    unit: Unit = "character",
    rule: Rule = "any",
    counts_as: Sequence[str] | None = None,
) -> Ratings:
    """Rate each unit 1 where a coder gave the code, 0 where not, missing where they did not finish.

    Args:
        documents: The coded documents.
        code: The code.
        coders: Who is compared; everybody who finished a document if None.
        unit: What is compared. "character" and "document" need no unit spans.
        rule: When a coder coded a unit: "any" of it, the "majority" (at least half its length), the
            "whole". For characters it makes no difference.
        counts_as: Codes that count as it, for example its descendants; itself alone if None.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
        UnitSpansError: If a document has no usable unit spans.
        UnknownChoiceError: If there is no such unit, rule or coder.
        DuplicateDocumentError: If two documents have the same name.
    """
    members = (code,) if counts_as is None else tuple(counts_as)
    strip = lay_out(documents, codes={code: members}, coders=choose_coders(documents, coders))
    return rate_code(strip, 0, unit=unit, rule=rule)


def set_ratings(
    documents: Sequence[CodedDocument],
    codes: Sequence[str],
    *,
    coders: Sequence[str] | None = None,
    unit: Unit = "character",
    rule: Rule = "any",
    coded_only: bool = False,
) -> Ratings:
    """Rate each unit with the set of codes a coder gave it: the empty set where they left it uncoded.

    Args:
        documents: The coded documents.
        codes: The codes that may be in a set.
        coders: Who is compared; everybody who finished a document if None.
        unit: What is compared, as in `code_ratings`.
        rule: When a coder coded a unit, as in `code_ratings`.
        coded_only: Leave out units that nobody coded. It changes chance agreement, and with it the figure, so
            results name it in their unit.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
        UnitSpansError: If a document has no usable unit spans.
        UnknownChoiceError: If there is no such unit, rule or coder.
        DuplicateDocumentError: If two documents have the same name.
    """
    members = {code: (code,) for code in codes}
    strip = lay_out(documents, codes=members, coders=choose_coders(documents, coders))
    ratings = rate_sets(strip, unit=unit, rule=rule)
    return only_coded(ratings) if coded_only else ratings


def only_coded(ratings: Ratings) -> Ratings:
    """Leave out units on which nobody gave a code: every coder who read them has the empty set."""
    nothing = np.array([value == frozenset() for value in ratings.categories] + [True])
    kept = ~nothing[ratings.codes].all(axis=1)
    return replace(
        ratings,
        codes=ratings.codes[kept],
        weights=None if ratings.weights is None else ratings.weights[kept],
        documents=None if ratings.documents is None else ratings.documents[kept],
        unit=f"{ratings.unit or 'unit'} that somebody coded",
    )


def rate_code(strip: Strip, code: int, *, unit: Unit, rule: Rule) -> Ratings:
    """Rate one code of a strip, given by its position; see `code_ratings`."""
    spans = strip.spans.of_code(code)
    units = _find_units(strip, spans, unit)
    marks = _find_marks(spans, units, rule)
    codes = np.zeros((len(units.start), len(strip.coders)), dtype=np.int64)
    codes[marks.unit, marks.coder] = 1
    return _ratings(strip, units, codes, (0, 1), unit, rule)


def rate_sets(strip: Strip, *, unit: Unit, rule: Rule) -> Ratings:
    """Rate a strip with sets of all its codes; see `set_ratings`."""
    units = _find_units(strip, strip.spans, unit)
    if unit == "character":
        numbers, words = _sets_of_stretches(strip, units)
    else:
        marks = _find_marks(strip.spans, units, rule)
        shape = (len(units.start), len(strip.coders))
        numbers, words = _number_sets(marks.unit * shape[1] + marks.coder, marks.code, shape, len(strip.codes))
    sets = tuple(
        frozenset(
            strip.codes[position * _CODES_PER_WORD + bit]
            for position, word in enumerate(row)
            for bit in range(_CODES_PER_WORD)
            if word >> bit & 1
        )
        for row in words.tolist()
    )
    return _ratings(strip, units, numbers, sets, unit, rule)


@dataclass(frozen=True, eq=False)
class _Units:
    """Stretches of the strip to be rated, shapes (U,), in order and apart; `weight` units each."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    document: NDArray[np.int64]
    weight: NDArray[np.int64] | None = None


@dataclass(frozen=True, eq=False)
class _Marks:
    """Units that a coder coded with a code: each combination once, shapes (M,)."""

    code: NDArray[np.int64]
    coder: NDArray[np.int64]
    unit: NDArray[np.int64]


def _find_units(strip: Strip, spans: Spans, unit: Unit) -> _Units:
    if unit not in get_args(Unit):
        raise UnknownChoiceError("unit", unit, get_args(Unit))
    if unit == "character":
        return _stretches(strip, spans)
    if unit == "document":
        filled = np.flatnonzero(strip.length)
        start = strip.offset[filled]
        return _Units(start, start + strip.length[filled], filled)
    bounds = [_unit_bounds(document, unit) for document in strip.documents]
    document = np.repeat(np.arange(len(bounds)), [len(rows) for rows in bounds])
    joined = np.concatenate([np.empty((0, 2), dtype=np.int64), *bounds])
    return _Units(joined[:, 0] + strip.offset[document], joined[:, 1] + strip.offset[document], document)


def _stretches(strip: Strip, spans: Spans) -> _Units:
    """Cut the strip at every boundary of a span; each stretch stands for its characters."""
    ends = strip.offset + strip.length
    cuts = np.unique(np.concatenate([strip.offset, ends, spans.start, spans.end]))
    start, end = cuts[:-1], cuts[1:]
    document = strip.document_at(start)
    inside = start < ends[document] if len(start) else np.zeros(0, dtype=bool)
    start, end = start[inside], end[inside]
    return _Units(start, end, document[inside], end - start)


def _unit_bounds(document: CodedDocument, unit: str) -> NDArray[np.int64]:
    """Give the units of a document in order, shape (N, 2), refusing what has no length or overlaps."""
    if document.units is None:
        raise UnitSpansError(document.document, unit, f"its {unit} spans are not given")
    bounds = np.asarray(document.units, dtype=np.int64).reshape(-1, 2)
    bounds = bounds[np.argsort(bounds[:, 0], kind="stable")]
    start, end = bounds[:, 0], bounds[:, 1]
    wrong = np.flatnonzero((start < 0) | (end <= start) | (end > document.length))
    if len(wrong):
        first, last = bounds[wrong[0]].tolist()
        problem = f"the {unit} {first} to {last} is empty or beyond its {document.length} characters"
        raise UnitSpansError(document.document, unit, problem)
    overlap = np.flatnonzero(start[1:] < end[:-1])
    if len(overlap):
        problem = f"the {unit} starting at {start[overlap[0] + 1]} begins before the one before it ends"
        raise UnitSpansError(document.document, unit, problem)
    return bounds


def _find_marks(spans: Spans, units: _Units, rule: Rule) -> _Marks:
    """Find which units each coder coded with each code under the rule."""
    if rule not in get_args(Rule):
        raise UnknownChoiceError("rule", rule, get_args(Rule))
    first = np.searchsorted(units.end, spans.start, side="right")
    beyond = np.searchsorted(units.start, spans.end, side="left")
    touched = np.maximum(beyond - first, 0)
    span = np.repeat(np.arange(len(touched)), touched)
    unit = np.arange(len(span)) - np.repeat(np.cumsum(touched) - touched - first, touched)
    code, coder = spans.code[span], spans.coder[span]
    covered = np.minimum(spans.end[span], units.end[unit]) - np.maximum(spans.start[span], units.start[unit])
    # Spans are sorted and apart, so several spans of one coder and code in one unit follow one another here.
    fresh = np.ones(len(span), dtype=bool)
    fresh[1:] = (unit[1:] != unit[:-1]) | (coder[1:] != coder[:-1]) | (code[1:] != code[:-1])
    begins = np.flatnonzero(fresh)
    code, coder, unit = code[begins], coder[begins], unit[begins]
    covered = np.add.reduceat(covered, begins) if len(begins) else covered
    length = units.end[unit] - units.start[unit]
    coded = {"any": covered > 0, "majority": 2 * covered >= length, "whole": covered == length}[rule]
    return _Marks(code[coded], coder[coded], unit[coded])


def _sets_of_stretches(strip: Strip, units: _Units) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the sets of codes between the boundaries of each coder's own spans, then of all stretches.

    Returns:
        As `_number_sets`.
    """
    spans = strip.spans
    own: list[NDArray[np.int64]] = []
    cells, codes, size = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)], 0
    for coder in range(len(strip.coders)):
        mine = spans.of_coder(coder)
        stretches = _stretches(strip, mine)
        marks = _find_marks(mine, stretches, "any")
        cells.append(marks.unit + size)
        codes.append(marks.code)
        own.append(np.searchsorted(stretches.start, units.start, side="right") - 1 + size)
        size += len(stretches.start)
    numbers, words = _number_sets(np.concatenate(cells), np.concatenate(codes), (size, 1), len(strip.codes))
    if not own:
        return np.zeros((len(units.start), 0), dtype=np.int64), words
    return numbers[np.column_stack(own), 0], words


def _number_sets(
    cell: NDArray[np.int64], code: NDArray[np.int64], shape: tuple[int, int], n_codes: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the distinct sets of codes, without listing the codes of any unit.

    Args:
        cell: Unit and coder that have a code, as one number, shape (M,).
        code: The code, shape (M,).
        shape: Number of units and of coders.
        n_codes: Number of codes.

    Returns:
        The number of each coder's set on each unit, shape (U, C), and the members of each distinct set as
        bits, shape (Q, W): W words of 50 codes.
    """
    numbers = np.zeros(shape[0] * shape[1], dtype=np.int64)
    words = np.zeros((min(len(numbers), 1), 0), dtype=np.int64)
    for low in range(0, max(n_codes, 1), _CODES_PER_WORD):
        here = (code >= low) & (code < low + _CODES_PER_WORD)
        powers = np.ldexp(1.0, (code[here] - low).astype(np.int32))
        word = np.bincount(cell[here], weights=powers, minlength=len(numbers)).astype(np.int64)
        found, place = np.unique(word, return_inverse=True)
        kept, numbers = np.unique(numbers * max(len(found), 1) + place, return_inverse=True)
        earlier, now = np.divmod(kept, max(len(found), 1))
        words = np.column_stack([words[earlier], found[now]])
    return numbers.reshape(shape), words


def _ratings(
    strip: Strip,
    units: _Units,
    codes: NDArray[np.int64],
    categories: tuple[int, ...] | tuple[frozenset[str], ...],
    unit: Unit,
    rule: Rule,
) -> Ratings:
    """Make ratings, with a coder missing in the documents they did not finish."""
    return Ratings(
        codes=np.where(strip.finished[units.document], codes, MISSING),
        categories=categories,
        coders=strip.coders,
        weights=units.weight,
        documents=units.document,
        document_names=strip.names,
        unit=unit,
        rule=None if unit == "character" else rule,
    )
