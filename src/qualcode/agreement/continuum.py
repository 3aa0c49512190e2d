"""Continua: texts on which coders marked units of their own, as the unitizing family compares them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.documents import CodedDocument, Strip, choose_coders, lay_out
from qualcode.errors import ContinuumError, OverlappingSpansError, UncountableSpanError, UnknownChoiceError

OnOverlap: TypeAlias = Literal["raise", "split"]


@dataclass(frozen=True, eq=False)
class Continuum:
    """One document with what each coder marked. Positions count characters from 0, end excluded.

    Attributes:
        length: Its length in characters.
        coders: Who read it to the end, with the units they marked: (start, end, code). An empty list says that a coder
            found nothing; a coder who is not named did not read it.
        document: Its name.
    """

    length: int
    coders: Mapping[str, Iterable[tuple[int, int, Hashable]]]
    document: str | None = None


ContinuumLike: TypeAlias = Continuum | Mapping[str, Any]
"""A continuum, or {"length": 100, "coders": {"ana": [(0, 20, "trust")], "ben": []}}."""


@dataclass(frozen=True, eq=False)
class MarkedUnits:
    """Units of all coders on all documents, the documents laid end to end with one empty character between.

    Attributes:
        documents: Names of the documents.
        coders: Names of the coders.
        codes: The codes; a frozenset where pieces of overlapping units carry several.
        offset: Where each document starts, shape (D,).
        length: Length of each document, shape (D,).
        read: Whether the coder read the document, shape (D, C).
        document: Document of each unit, shape (N,). Units are in order of coder, then start.
        coder: Coder of each unit, shape (N,).
        code: Code of each unit, shape (N,).
        start: First character, shape (N,).
        end: Character after the last, shape (N,).
    """

    documents: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[Hashable, ...]
    offset: NDArray[np.int64]
    length: NDArray[np.int64]
    read: NDArray[np.bool_]
    document: NDArray[np.int64]
    coder: NDArray[np.int64]
    code: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def read_continua(
    continua: ContinuumLike | Iterable[ContinuumLike], *, coders: Sequence[str] | None, on_overlap: OnOverlap
) -> MarkedUnits:
    """Read continua into arrays.

    Raises:
        ContinuumError: If something is no continuum.
        UncountableSpanError: If a unit is empty, backwards or beyond the text.
        OverlappingSpansError: If units of one coder overlap and on_overlap is "raise".
        UnknownChoiceError: If a coder named read no document, or there is no such on_overlap.
    """
    one = isinstance(continua, Continuum | Mapping)
    given: list[ContinuumLike] = [continua] if one else list(continua)  # type: ignore[list-item, arg-type]
    read = [_read_one(continuum, f"document {number}") for number, continuum in enumerate(given, start=1)]
    known = tuple(dict.fromkeys(coder for continuum in read for coder in continuum.coders))
    for coder in coders or ():
        if coder not in known:
            raise UnknownChoiceError("coder who read a document named", coder, known)
    compared = known if coders is None else tuple(dict.fromkeys(coders))
    length = np.array([continuum.length for continuum in read], dtype=np.int64)
    offset = np.cumsum(length + 1) - (length + 1)
    place: dict[Hashable, int] = {}
    columns: list[NDArray[np.int64]] = [np.empty((5, 0), dtype=np.int64)]
    for row, continuum in enumerate(read):
        for column, coder in enumerate(compared):
            found = _unit_columns(continuum, coder, place) if coder in continuum.coders else None
            if found is not None:
                where = np.full((2, found.shape[1]), [[row], [column]])
                columns.append(np.vstack([where, found[2:], found[:2] + offset[row]]))
    document, coder_of, code, start, end = np.hstack(columns)
    units = MarkedUnits(
        documents=tuple(str(continuum.document) for continuum in read),
        coders=compared,
        codes=tuple(place),
        offset=offset,
        length=length,
        read=np.array([[coder in continuum.coders for coder in compared] for continuum in read], dtype=bool).reshape(
            len(read), len(compared)
        ),
        **_in_order(document, coder_of, code, start, end),
    )
    return _settle_overlaps(units, on_overlap)


def mark_units(strip: Strip, on_overlap: OnOverlap) -> MarkedUnits:
    """Take the merged spans of a strip as units; its codes form one layer.

    Raises:
        OverlappingSpansError: If units of one coder overlap and on_overlap is "raise".
    """
    spans = strip.spans
    units = MarkedUnits(
        documents=strip.names,
        coders=strip.coders,
        codes=strip.codes,
        offset=strip.offset,
        length=strip.length,
        read=strip.finished,
        **_in_order(strip.document_at(spans.start), spans.coder, spans.code, spans.start, spans.end),
    )
    return _settle_overlaps(units, on_overlap)


def layer_continua(
    documents: Sequence[CodedDocument],
    layer: Sequence[str] | Mapping[str, Sequence[str]],
    *,
    coders: Sequence[str] | None = None,
) -> list[Continuum]:
    """Make continua from coded documents, one layer of codes at a time.

    Args:
        documents: The coded documents. Overlapping or touching spans of one coder with the same code are one unit.
        layer: Codes that exclude one another: a branch of the code tree, or any list; or each of them with the codes
            that count as it, for example {"trust": ("trust", "trust/doctor")}.
        coders: Who is compared; everybody who finished a document if None.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
        UnknownChoiceError: If a coder named finished no document.
        DuplicateDocumentError: If two documents have the same name.
    """
    members = layer if isinstance(layer, Mapping) else {code: (code,) for code in layer}
    strip = lay_out(documents, codes=members, coders=choose_coders(documents, coders))
    made: list[dict[str, list[tuple[int, int, Hashable]]]] = [
        {coder: [] for coder, finished in zip(strip.coders, row, strict=True) if finished} for row in strip.finished
    ]
    spans, rows = strip.spans, strip.document_at(strip.spans.start)
    begins = strip.offset[rows]
    for row, coder, code, start, end in zip(
        *(array.tolist() for array in (rows, spans.coder, spans.code, spans.start - begins, spans.end - begins)),
        strict=True,
    ):
        made[row][strip.coders[coder]].append((start, end, strip.codes[code]))
    return [
        Continuum(document.length, units, document.document) for document, units in zip(documents, made, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class PlainContinuum:
    """A continuum checked, with its units as they were given."""

    length: int
    coders: dict[str, list[tuple[int, int, Hashable]]]


def read_plain(continuum: ContinuumLike) -> PlainContinuum:
    """Read one continuum whose units may overlap.

    Raises:
        ContinuumError: If this is no continuum.
        UncountableSpanError: If a unit is empty, backwards or beyond the text.
    """
    read = _read_one(continuum, "document 1")
    for coder in read.coders:
        _unit_columns(read, coder, {})
    units = {coder: [(start, end, code) for start, end, code in given] for coder, given in read.coders.items()}
    return PlainContinuum(int(read.length), units)


def _read_one(continuum: ContinuumLike, name: str) -> Continuum:
    if isinstance(continuum, Continuum):
        made = Continuum(continuum.length, continuum.coders, continuum.document or name)
    elif isinstance(continuum, Mapping):
        name = str(continuum.get("document", name))
        for key in ("length", "coders"):
            if key not in continuum:
                raise ContinuumError(name, f"it has no {key}")
        made = Continuum(continuum["length"], continuum["coders"], name)
    else:
        raise ContinuumError(name, f"this is {continuum!r}")
    if not isinstance(made.length, int | np.integer) or made.length < 0:
        raise ContinuumError(name, f"its length is {made.length!r}")
    if not isinstance(made.coders, Mapping):
        raise ContinuumError(name, f"its coders are {made.coders!r}")
    return made


def _unit_columns(continuum: Continuum, coder: str, place: dict[Hashable, int]) -> NDArray[np.int64] | None:
    """Give start, end and number of the code of each unit, shape (3, N); None without units."""
    name, given = str(continuum.document), list(continuum.coders[coder])
    if not given:
        return None
    try:
        starts, ends, codes = zip(*given, strict=True)
    except (TypeError, ValueError) as error:
        raise ContinuumError(name, f"{coder} has a unit that is no (start, end, code)") from error
    numbers = [place.setdefault(frozenset(code) if isinstance(code, set) else code, len(place)) for code in codes]
    columns = np.array([starts, ends, numbers])
    if columns.dtype.kind not in "iu":
        raise ContinuumError(name, f"{coder} has a unit whose start or end is no whole number")
    wrong = np.flatnonzero((columns[0] < 0) | (columns[1] <= columns[0]) | (columns[1] > continuum.length))
    if len(wrong):
        start, end, code = given[wrong[0]]
        raise UncountableSpanError(name, coder, str(code), start, end, int(continuum.length))
    return columns.astype(np.int64)


def _in_order(
    document: NDArray[np.int64],
    coder: NDArray[np.int64],
    code: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> dict[str, NDArray[np.int64]]:
    order = np.lexsort((end, start, coder))
    return {
        "document": document[order],
        "coder": coder[order],
        "code": code[order],
        "start": start[order],
        "end": end[order],
    }


def _settle_overlaps(units: MarkedUnits, on_overlap: OnOverlap) -> MarkedUnits:
    if on_overlap not in get_args(OnOverlap):
        raise UnknownChoiceError("on_overlap", on_overlap, get_args(OnOverlap))
    if len(units.start) == 0:
        return units
    # Every coder on a stretch of its own, so that one running maximum serves all of them.
    shift = units.coder * (int(units.end.max()) + 2)
    reached = np.maximum.accumulate(units.end + shift)
    inside = np.zeros(len(units.start), dtype=bool)
    inside[1:] = (units.start + shift)[1:] < reached[:-1]
    if not inside.any():
        return units
    if on_overlap == "raise":
        farthest = np.searchsorted(reached, reached, side="left")  # the unit whose end the running maximum is
        raise OverlappingSpansError(
            [
                (
                    units.documents[units.document[place]],
                    units.coders[units.coder[place]],
                    _told(units, int(farthest[place - 1])),
                    _told(units, int(place)),
                )
                for place in np.flatnonzero(inside)
            ]
        )
    return _split(units, inside)


def _told(units: MarkedUnits, place: int) -> tuple[int, int, object]:
    begin = int(units.offset[units.document[place]])
    return int(units.start[place]) - begin, int(units.end[place]) - begin, units.codes[units.code[place]]


def _split(units: MarkedUnits, inside: NDArray[np.bool_]) -> MarkedUnits:
    """Cut overlapping units at each other's ends; a piece under several codes carries the set of them."""
    clusters = np.flatnonzero(~inside)
    sizes = np.diff(np.append(clusters, len(inside)))
    alone = clusters[sizes == 1]
    codes: dict[Hashable, int] = {code: number for number, code in enumerate(units.codes)}
    pieces: list[tuple[int, int, int, int, int]] = []
    for first, size in zip(clusters[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        document, coder = int(units.document[first]), int(units.coder[first])
        cluster = slice(first, first + size)
        members = list(
            zip(units.start[cluster].tolist(), units.end[cluster].tolist(), units.code[cluster].tolist(), strict=True)
        )
        for start, end, held in _pieces(members):
            label = units.codes[min(held)] if len(held) == 1 else frozenset(units.codes[code] for code in held)
            pieces.append((document, coder, codes.setdefault(label, len(codes)), start, end))
    cut = np.array(pieces, dtype=np.int64).reshape(-1, 5).T
    kept = np.array([units.document, units.coder, units.code, units.start, units.end])[:, alone]
    return MarkedUnits(
        documents=units.documents,
        coders=units.coders,
        codes=tuple(codes),
        offset=units.offset,
        length=units.length,
        read=units.read,
        **_in_order(*np.hstack([kept, cut])),
    )


def _pieces(members: list[tuple[int, int, int]]) -> list[tuple[int, int, frozenset[int]]]:
    """Sweep over the ends of overlapping units; neighbouring pieces under the same codes are one."""
    changes: dict[int, list[tuple[int, int]]] = {}
    for start, end, code in members:
        changes.setdefault(start, []).append((code, 1))
        changes.setdefault(end, []).append((code, -1))
    open_units: dict[int, int] = {}
    found: list[tuple[int, int, frozenset[int]]] = []
    begin = 0
    for position in sorted(changes):
        held = frozenset(open_units)
        if held and found and found[-1][1] == begin and found[-1][2] == held:
            found[-1] = (found[-1][0], position, held)
        elif held:
            found.append((begin, position, held))
        for code, change in changes[position]:
            count = open_units.get(code, 0) + change
            if count:
                open_units[code] = count
            else:
                open_units.pop(code, None)
        begin = position
    return found
