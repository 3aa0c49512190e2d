"""What changed between two versions of a transcript, in words.

Words are what stands between white space, so that a text whose lines were only broken anew has not changed. Passages
that were cut out at one place and stand unchanged at another count as moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ChangeKind = Literal["inserted", "deleted", "replaced", "moved"]

_WORD = re.compile(r"\S+")
_EXCERPT_WORDS = 12
_LEAST_MOVED_WORDS = 5
# Beyond so many pairs of words the exact comparison takes too much memory.
_MOST_PAIRS = 900_000_000


@dataclass(frozen=True, slots=True)
class WordChange:
    """One changed passage.

    Attributes:
        kind: "inserted", "deleted", "replaced", or "moved" with the same words.
        old, new: The words before and after; empty where there are none.
        old_start, new_start: Where they stand, in code points; for an insertion and a deletion the place of the gap.
    """

    kind: ChangeKind
    old: str
    new: str
    old_start: int
    new_start: int

    def excerpt(self, words: int = _EXCERPT_WORDS) -> str:
        """Write the change on one line, long passages shortened in their middle."""
        old, new = _shortened(self.old, words), _shortened(self.new, words)
        if self.kind == "moved":
            return f"moved: {new}"
        return " ".join(filter(None, [f"-[{old}]" if old else "", f"+[{new}]" if new else ""]))


@dataclass(frozen=True, slots=True)
class TextDifference:
    """The difference of two versions.

    Attributes:
        n_old, n_new: Words of each.
        n_kept: Words that stayed in their order.
        n_inserted, n_deleted: Words that only one of them has.
        n_moved: Words of moved passages, which count neither as inserted nor as deleted.
        changes: In the order of the new version.
    """

    n_old: int
    n_new: int
    n_kept: int
    n_inserted: int
    n_deleted: int
    n_moved: int
    changes: tuple[WordChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no word changed, though lines may be broken differently."""
        return not self.changes

    def describe(self, most: int = 20) -> list[str]:
        """Give the difference in lines: the counts, then the first changes."""
        counts = (
            f"{self.n_old:,} words before, {self.n_new:,} now: {self.n_kept:,} kept, {self.n_inserted:,} new, "
            f"{self.n_deleted:,} gone, {self.n_moved:,} moved."
        )
        if self.is_empty:
            return ["No word changed."]
        more = [f"… and {len(self.changes) - most:,} more."] if len(self.changes) > most else []
        return [counts, *(change.excerpt() for change in self.changes[:most]), *more]


def compare_versions(old: str, new: str) -> TextDifference:
    """Compare two versions of a text, word by word."""
    before, after = _Words(old), _Words(new)
    gaps = list(_gaps(before.words, after.words))
    n_kept = len(before.words) - sum(i2 - i1 for i1, i2, _, _ in gaps)
    changes, n_moved = _name_changes(before, after, gaps)
    return TextDifference(
        n_old=len(before.words),
        n_new=len(after.words),
        n_kept=n_kept,
        n_inserted=len(after.words) - n_kept - n_moved,
        n_deleted=len(before.words) - n_kept - n_moved,
        n_moved=n_moved,
        changes=tuple(changes),
    )


class _Words:
    """The words of a text and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_WORD.finditer(text))
        self.words = [match.group() for match in matches]
        self._spans = [match.span() for match in matches]

    def passage(self, first: int, last: int) -> str:
        """Give the words from one to another, the last excluded, with single spaces."""
        return " ".join(self.words[first:last])

    def place(self, index: int) -> int:
        """Give where a word begins; behind the last one, the end of the text."""
        return self._spans[index][0] if index < len(self._spans) else len(self.text)


def _gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the stretches that differ: from where to where in each list of words."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    old_end, new_end = len(old), len(new)
    while old_end > start and new_end > start and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    inner_old, inner_new = old[start:old_end], new[start:new_end]
    for tag, i1, i2, j1, j2 in _opcodes(inner_old, inner_new):
        if tag != "equal":
            yield start + i1, start + i2, start + j1, start + j2


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    from rapidfuzz.distance import Indel

    if len(old) * len(new) > _MOST_PAIRS:
        yield from SequenceMatcher(None, old, new).get_opcodes()
        return
    # An insertion and a deletion at one place are one replacement.
    pending: list[int] | None = None
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            if pending:
                yield "replace", pending[0], pending[1], pending[2], pending[3]
            pending = None
            continue
        if pending is None:
            pending = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        else:
            pending[1], pending[3] = max(pending[1], code.src_end), max(pending[3], code.dest_end)
    if pending:
        yield "replace", pending[0], pending[1], pending[2], pending[3]


def _name_changes(
    before: _Words, after: _Words, gaps: Sequence[tuple[int, int, int, int]]
) -> tuple[list[WordChange], int]:
    """Name each difference, pairing what was cut out here with what was put in there."""
    cut = {
        before.passage(i1, i2): number
        for number, (i1, i2, j1, j2) in enumerate(gaps)
        if i2 - i1 >= _LEAST_MOVED_WORDS and j1 == j2
    }
    changes: list[WordChange] = []
    moved: set[int] = set()
    n_moved = 0
    for number, (i1, i2, j1, j2) in enumerate(gaps):
        words = after.passage(j1, j2)
        source = cut.pop(words, None) if i1 == i2 else None
        if source is not None:
            moved |= {source, number}
            n_moved += j2 - j1
            changes.append(WordChange("moved", words, words, before.place(gaps[source][0]), after.place(j1)))
    for number, (i1, i2, j1, j2) in enumerate(gaps):
        if number in moved:
            continue
        kind: ChangeKind = "replaced" if i1 < i2 and j1 < j2 else ("inserted" if j1 < j2 else "deleted")
        gone, come = before.passage(i1, i2), after.passage(j1, j2)
        changes.append(WordChange(kind, gone, come, before.place(i1), after.place(j1)))
    return sorted(changes, key=lambda change: (change.new_start, change.old_start)), n_moved


def _shortened(passage: str, words: int) -> str:
    parts = passage.split()
    if len(parts) <= words:
        return passage
    half = words // 2
    return " ".join([*parts[:half], "…", *parts[-half:]])
