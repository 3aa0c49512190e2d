"""Coded documents as agreement sees them: how long, who finished, which spans carry which code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.errors import DuplicateDocumentError, UncountableSpanError, UnknownChoiceError


@dataclass(frozen=True, eq=False)
class CodedDocument:
    """One document with the codings to compare. Positions count code points from 0, end excluded.

    Attributes:
        document: Its name.
        length: Its length in code points.
        coders: Who finished it. For them, text without a code is text they left uncoded; everybody else is
            missing here, whatever spans are given.
        spans: Coder, then code, then the spans they gave it, shape (N, 2): start and end. They may overlap.
        units: The spans of the units compared (sentences, turns, …), shape (N, 2), apart from one another;
            None for characters and whole documents, which need none.
    """

    document: str
    length: int
    coders: tuple[str, ...]
    spans: Mapping[str, Mapping[str, ArrayLike]] = field(default_factory=dict)
    units: ArrayLike | None = None


@dataclass(frozen=True, eq=False)
class Spans:
    """Spans on a strip of text, sorted by code, coder and start; those of one code and coder do not touch.

    Attributes:
        code: Position of the code, shape (N,).
        coder: Position of the coder, shape (N,).
        start: First character on the strip, shape (N,).
        end: Character after the last, shape (N,).
    """

    code: NDArray[np.int64]
    coder: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def of_code(self, code: int) -> Spans:
        """Give the spans of one code, which is then number 0."""
        found = slice(*np.searchsorted(self.code, (code, code + 1)))
        return Spans(np.zeros_like(self.code[found]), self.coder[found], self.start[found], self.end[found])

    def of_coder(self, coder: int) -> Spans:
        """Give the spans of one coder, who is then number 0."""
        found = np.flatnonzero(self.coder == coder)
        return Spans(self.code[found], np.zeros(len(found), dtype=np.int64), self.start[found], self.end[found])


@dataclass(frozen=True, eq=False)
class Strip:
    """All documents laid end to end, one empty character apart, so that one sweep serves them all.

    Attributes:
        documents: The documents, in the order given.
        coders: The coders compared.
        codes: The codes compared.
        offset: Where each document starts on the strip, shape (D,).
        length: Length of each document, shape (D,).
        finished: Whether the coder finished the document, shape (D, C).
        spans: Merged spans of coders in documents they finished.
    """

    documents: tuple[CodedDocument, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    offset: NDArray[np.int64]
    length: NDArray[np.int64]
    finished: NDArray[np.bool_]
    spans: Spans

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the documents."""
        return tuple(document.document for document in self.documents)

    def any_code(self) -> Strip:
        """Take all codes for one: what a coder marked, whatever with."""
        spans = merge_touching(np.zeros_like(self.spans.code), self.spans.coder, self.spans.start, self.spans.end)
        return replace(self, codes=("any code",), spans=spans)

    def document_at(self, position: NDArray[np.int64]) -> NDArray[np.int64]:
        """Tell which document each position on the strip belongs to."""
        return np.asarray(np.searchsorted(self.offset, position, side="right") - 1, dtype=np.int64)


def choose_coders(documents: Sequence[CodedDocument], coders: Sequence[str] | None) -> tuple[str, ...]:
    """Give the coders compared, everybody who finished a document unless some are named.

    Raises:
        DuplicateDocumentError: If two documents have the same name; two coders' halves would not meet.
        UnknownChoiceError: If a coder named finished no document.
    """
    seen: set[str] = set()
    for document in documents:
        if document.document in seen:
            raise DuplicateDocumentError(document.document)
        seen.add(document.document)
    known = sorted({coder for document in documents for coder in document.coders})
    if coders is None:
        return tuple(known)
    for coder in coders:
        if coder not in known:
            raise UnknownChoiceError("coder with a finished document named", coder, known)
    return tuple(dict.fromkeys(coders))


def lay_out(
    documents: Iterable[CodedDocument],
    *,
    codes: Mapping[str, Sequence[str]],
    coders: Sequence[str],
) -> Strip:
    """Lay documents end to end and merge each coder's overlapping or touching spans of the same code.

    Args:
        documents: The documents.
        codes: Each code compared, with the codes that count as it.
        coders: Who is compared.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
    """
    given, compared = tuple(documents), tuple(coders)
    column = {coder: position for position, coder in enumerate(compared)}
    length = np.array([document.length for document in given], dtype=np.int64)
    finished = np.zeros((len(given), len(compared)), dtype=bool)
    for row, document in enumerate(given):
        finished[row, [column[coder] for coder in document.coders if coder in column]] = True
    offset = np.cumsum(length + 1) - (length + 1)
    return Strip(
        documents=given,
        coders=compared,
        codes=tuple(codes),
        offset=offset,
        length=length,
        finished=finished,
        spans=_collect_spans(given, offset, codes, column),
    )


def _collect_spans(
    documents: tuple[CodedDocument, ...],
    offset: NDArray[np.int64],
    codes: Mapping[str, Sequence[str]],
    column: Mapping[str, int],
) -> Spans:
    """Gather the spans that count, checked and moved onto the strip."""
    counts_as: dict[str, list[int]] = {}
    for position, members in enumerate(codes.values()):
        for member in dict.fromkeys(members):
            counts_as.setdefault(member, []).append(position)
    arrays: list[NDArray[np.int64]] = [np.empty((0, 2), dtype=np.int64)]
    places: list[tuple[int, int, int]] = []  # code, coder and document, for each array after the first
    sources: list[str] = []  # the code as the coder gave it
    for row, document in enumerate(documents):
        for coder in column:
            if coder not in document.coders:
                continue
            for code, given in document.spans.get(coder, {}).items():
                if code not in counts_as:
                    continue
                spans = np.asarray(given, dtype=np.int64).reshape(-1, 2)
                for position in counts_as[code]:
                    arrays.append(spans)
                    places.append((position, column[coder], row))
                    sources.append(code)
    bounds = np.concatenate(arrays)
    array_of = np.repeat(np.arange(len(places)), [len(spans) for spans in arrays[1:]])
    code_of, coder_of, row_of = np.array(places, dtype=np.int64).reshape(-1, 3)[array_of].T
    length = np.array([document.length for document in documents], dtype=np.int64)[row_of]
    wrong = np.flatnonzero((bounds[:, 0] < 0) | (bounds[:, 1] <= bounds[:, 0]) | (bounds[:, 1] > length))
    if len(wrong):
        _refuse_span(
            documents[row_of[wrong[0]]],
            list(column)[coder_of[wrong[0]]],
            sources[array_of[wrong[0]]],
            bounds[wrong[0]],
        )
    return merge_touching(code_of, coder_of, bounds[:, 0] + offset[row_of], bounds[:, 1] + offset[row_of])


def _refuse_span(document: CodedDocument, coder: str, code: str, bounds: NDArray[np.int64]) -> None:
    start, end = bounds.tolist()
    raise UncountableSpanError(document.document, coder, code, start, end, document.length)


def merge_touching(
    code: NDArray[np.int64],
    coder: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> Spans:
    """Merge overlapping or touching spans of the same code and coder, all arrays of shape (N,)."""
    if len(start) == 0:
        return Spans(code, coder, start, end)
    order = np.lexsort((start, coder, code))
    code, coder, start, end = code[order], coder[order], start[order], end[order]
    new_group = np.ones(len(start), dtype=bool)
    new_group[1:] = (code[1:] != code[:-1]) | (coder[1:] != coder[:-1])
    # Every group on a stretch of its own, so that one running maximum serves all of them.
    shift = (np.cumsum(new_group) - 1) * (int(end.max()) + 2)
    reached = np.maximum.accumulate(end + shift)
    opens = np.ones(len(start), dtype=bool)
    opens[1:] = start[1:] + shift[1:] > reached[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(start)) - 1
    return Spans(code[first], coder[first], start[first], reached[last] - shift[last])
