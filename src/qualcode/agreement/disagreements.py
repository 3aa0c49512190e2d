"""Where coders disagree, and how: the passages to talk about, those that weigh most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from qualcode.agreement.documents import CodedDocument, Strip, choose_coders, lay_out

Kind: TypeAlias = Literal["missed", "boundary", "different code", "parent-child", "extra"]


@dataclass(frozen=True)
class Disagreement:
    """One passage on which coders disagree.

    Attributes:
        document: Its document.
        start: First character.
        end: Character after the last.
        kind: "missed": the others marked nothing there. "boundary": the same code with other ends. "different code":
            both marked the text, with codes they do not share. "parent-child": the same, one code being above the
            other in the tree. "extra": they share a code there, and this one is given besides.
        codes: The code given, and the code on the other side if there is one; of parent and child the parent first.
        coders: Who gave the first code; at a boundary, who marked more.
        others: Who did not: they gave the second code, marked less, or nothing.
        weight: Characters on which they disagree, added up over the pairs of coders.
    """

    document: str
    start: int
    end: int
    kind: Kind
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    others: tuple[str, ...]
    weight: int


def disagreements(
    documents: Sequence[CodedDocument],
    *,
    codes: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    coders: Sequence[str] | None = None,
    parents: Mapping[str, str | None] | None = None,
) -> list[Disagreement]:
    """List the passages on which coders disagree, in documents that both of a pair finished.

    Two spans of the same code that overlap are one mark with two ends; a span without such a partner is held against
    what the other coder gave to that text. Spans of one coder and code that overlap or touch are one span.

    Args:
        documents: The coded documents.
        codes: The codes compared, all that occur if None; or each with the codes that count as it.
        coders: Who is compared; everybody who finished a document if None.
        parents: The code above each code, to tell a parent and its child from codes that differ altogether.

    Returns:
        The heaviest first, then in order of documents and text. The same disagreement of several coders is one entry.

    Raises:
        UncountableSpanError: If a span is empty, backwards or beyond the text.
        UnknownChoiceError: If a coder named finished no document.
        DuplicateDocumentError: If two documents have the same name.
    """
    if codes is None:
        codes = sorted({code for document in documents for by in document.spans.values() for code in by})
    members = codes if isinstance(codes, Mapping) else {code: (code,) for code in codes}
    strip = lay_out(documents, codes=members, coders=choose_coders(documents, coders))
    above = {code: _ancestors(code, parents or {}) for code in strip.codes}
    found: list[Disagreement] = []
    for row, marks in enumerate(_marks_by_document(strip)):
        readers = [coder for coder in range(len(strip.coders)) if strip.finished[row, coder]]
        for one, other in combinations(readers, 2):
            pair = _Pair(strip, row, one, other, above)
            found.extend(pair.compare(marks[one], marks[other]))
    place = {name: position for position, name in enumerate(strip.names)}
    return sorted(
        _join_coders(found),
        key=lambda entry: (-entry.weight, place[entry.document], entry.start, entry.end, entry.codes, entry.coders),
    )


class _Mark(NamedTuple):
    """One span of one coder, positions counted on the strip."""

    start: int
    end: int
    code: int
    coder: int


def _ancestors(code: str, parents: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    above = parents.get(code)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def _marks_by_document(strip: Strip) -> list[dict[int, list[_Mark]]]:
    """Give the marks of each coder in each document, in order of the text."""
    spans = strip.spans
    order = np.lexsort((spans.end, spans.start))
    marks: list[dict[int, list[_Mark]]] = [defaultdict(list) for _ in strip.documents]
    columns = (array[order].tolist() for array in (spans.start, spans.end, spans.code, spans.coder))
    rows = strip.document_at(spans.start)[order].tolist()
    for row, start, end, code, coder in zip(rows, *columns, strict=True):
        marks[row][coder].append(_Mark(start, end, code, coder))
    return marks


@dataclass(frozen=True, eq=False)
class _Pair:
    """Two coders on one document."""

    strip: Strip
    row: int
    one: int
    other: int
    above: Mapping[str, set[str]]

    def compare(self, first: list[_Mark], second: list[_Mark]) -> Iterator[Disagreement]:
        shared: set[_Mark] = set()
        beside: dict[_Mark, list[_Mark]] = defaultdict(list)
        for one, other in _overlaps(first, second):
            if one.code == other.code:
                shared.update((one, other))
            else:
                beside[one].append(other)
                beside[other].append(one)
        yield from self._boundaries(shared)
        told: set[_Mark] = set()
        for mark in [*first, *second]:
            if mark in shared or mark in told:
                continue
            rivals = [other for other in beside[mark] if other not in shared]
            if not rivals:
                yield self._alone(mark, "extra" if beside[mark] else "missed")
                continue
            rival = max(rivals, key=lambda other: (self._related(mark, other), _overlap(mark, other)))
            told.update((mark, rival))
            yield self._rivals(mark, rival)

    def _boundaries(self, shared: set[_Mark]) -> Iterator[Disagreement]:
        """Compare the ends of marks with the same code that hang together."""
        cluster: list[_Mark] = []
        for mark in [*sorted(shared, key=lambda mark: (mark.code, mark.start, mark.end)), None]:
            if cluster and mark and mark.code == cluster[0].code and mark.start < max(kept.end for kept in cluster):
                cluster.append(mark)
                continue
            if cluster:
                apart = _covered_once(cluster)
                if apart:
                    longer, shorter = self._longer_first(cluster)
                    yield self._entry("boundary", cluster, (cluster[0].code,), (longer,), (shorter,), apart)
            cluster = [mark] if mark else []

    def _longer_first(self, cluster: list[_Mark]) -> tuple[int, int]:
        lengths = dict.fromkeys((self.one, self.other), 0)
        for mark in cluster:
            lengths[mark.coder] += mark.end - mark.start
        return (self.one, self.other) if lengths[self.one] >= lengths[self.other] else (self.other, self.one)

    def _related(self, mark: _Mark, other: _Mark) -> bool:
        code, rival = self.strip.codes[mark.code], self.strip.codes[other.code]
        return rival in self.above[code] or code in self.above[rival]

    def _rivals(self, mark: _Mark, rival: _Mark) -> Disagreement:
        kind: Kind = "parent-child" if self._related(mark, rival) else "different code"
        if self._comes_second(mark, rival):
            mark, rival = rival, mark
        union = max(mark.end, rival.end) - min(mark.start, rival.start)
        return self._entry(kind, [mark, rival], (mark.code, rival.code), (mark.coder,), (rival.coder,), union)

    def _comes_second(self, mark: _Mark, rival: _Mark) -> bool:
        """Put the parent first, or the code that comes first in the list."""
        code, other = self.strip.codes[mark.code], self.strip.codes[rival.code]
        if self._related(mark, rival):
            return other in self.above[code]
        return rival.code < mark.code

    def _alone(self, mark: _Mark, kind: Kind) -> Disagreement:
        other = self.other if mark.coder == self.one else self.one
        return self._entry(kind, [mark], (mark.code,), (mark.coder,), (other,), mark.end - mark.start)

    def _entry(
        self,
        kind: Kind,
        marks: Sequence[_Mark],
        codes: tuple[int, ...],
        coders: tuple[int, ...],
        others: tuple[int, ...],
        weight: int,
    ) -> Disagreement:
        begin = int(self.strip.offset[self.row])
        return Disagreement(
            document=self.strip.names[self.row],
            start=min(mark.start for mark in marks) - begin,
            end=max(mark.end for mark in marks) - begin,
            kind=kind,
            codes=tuple(self.strip.codes[code] for code in codes),
            coders=tuple(self.strip.coders[coder] for coder in coders),
            others=tuple(self.strip.coders[coder] for coder in others),
            weight=weight,
        )


def _overlaps(first: list[_Mark], second: list[_Mark]) -> Iterator[tuple[_Mark, _Mark]]:
    """Sweep over two lists of marks in order of their starts, giving the pairs that overlap."""
    open_first: list[_Mark] = []
    open_second: list[_Mark] = []
    for mark, is_first in sorted(
        [*((mark, True) for mark in first), *((mark, False) for mark in second)], key=lambda entry: entry[0].start
    ):
        open_first = [kept for kept in open_first if kept.end > mark.start]
        open_second = [kept for kept in open_second if kept.end > mark.start]
        if is_first:
            yield from ((mark, other) for other in open_second)
            open_first.append(mark)
        else:
            yield from ((other, mark) for other in open_first)
            open_second.append(mark)


def _overlap(one: _Mark, other: _Mark) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _covered_once(cluster: list[_Mark]) -> int:
    """Count the characters that only one of two coders marked."""
    changes = sorted(change for mark in cluster for change in ((mark.start, 1), (mark.end, -1)))
    once = depth = before = 0
    for position, change in changes:
        if depth == 1:
            once += position - before
        depth, before = depth + change, position
    return once


def _join_coders(found: list[Disagreement]) -> list[Disagreement]:
    """Make one entry of the same disagreement between several coders: first of those against, then of those for."""
    against: dict[tuple[object, ...], Disagreement] = {}
    for entry in found:
        key = (entry.document, entry.start, entry.end, entry.kind, entry.codes, entry.coders)
        known = against.get(key)
        against[key] = entry if known is None else _joined(known, others=known.others + entry.others, entry=entry)
    joined: dict[tuple[object, ...], Disagreement] = {}
    for entry in against.values():
        key = (entry.document, entry.start, entry.end, entry.kind, entry.codes, entry.others)
        known = joined.get(key)
        joined[key] = entry if known is None else _joined(known, coders=known.coders + entry.coders, entry=entry)
    return list(joined.values())


def _joined(known: Disagreement, *, entry: Disagreement, **changed: tuple[str, ...]) -> Disagreement:
    names = {side: tuple(dict.fromkeys(coders)) for side, coders in changed.items()}
    return replace(known, weight=known.weight + entry.weight, **names)  # type: ignore[arg-type]
