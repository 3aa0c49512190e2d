"""Which of the possible heads begin turns: decided by what the whole file shows, not by one line.

The rule, in words:

1. A word for a role ("Interviewer", "R", "P01") is believed at once, another numbered code if it comes back or comes in
   a series; words that announce a note or an example never are.
2. A name is believed when it comes back: three times, or twice where heads are common. A single one is believed only
   where at least half of all lines begin like that.
3. A name with a time is believed from two such lines on.
4. Weaker shapes (a label alone on its line, before a tab, before a dash) count only where the strong ones found no
   conversation, and only if they come back throughout the file.
5. Lines of the title (Date:, Duration:, Interviewer: Ana) and of a legend (M: Mand) begin no turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qualcode.ingest.heads import Head, HeadShape, possible_heads
from qualcode.ingest.roles import is_numbered, is_role_word
from qualcode.ingest.title import Title, find_title
from qualcode.ingest.vocabulary import NO_SPEAKERS, PARTICLES

_COMES_BACK = 3
_COMES_BACK_WHERE_COMMON = 2
_COMMON_SHARE = 0.1
_DENSE_SHARE = 0.5
_DENSE_SHARE_OF_MANY = 0.9
_LOWER_CASE_SHARE = 0.15
_WEAK_SHARE = 0.2
_WEAK_SHAPES: tuple[HeadShape, ...] = ("tab", "alone", "dash", "stop")


@dataclass(frozen=True, slots=True)
class ChosenHeads:
    """The heads that begin turns, and what was seen besides.

    Attributes:
        heads: In order of the text.
        title: What the top of the file says about the interview.
        suspects: Labels that were not taken for speakers, with how often they occur.
    """

    heads: tuple[Head, ...]
    title: Title
    suspects: dict[str, int] = field(default_factory=dict)


def choose_heads(text: str, lines: Sequence[tuple[int, int]]) -> ChosenHeads:
    """Choose the heads of turns.

    Args:
        text: The text.
        lines: Start and end of every line that is not blank.
    """
    per_line = [possible_heads(text, start, end) for start, end in lines]
    strong = _believe_strong(per_line, len(lines))
    title = find_title(text, lines, strong)
    strong = [head for head in strong if head.start >= title.end and head.start not in title.legend_starts]
    heads = strong if len(strong) > 1 else _believe_weak(text, per_line, len(lines), title.end) or strong
    heads = _with_lone_clocks(heads, per_line) if heads else _clocks(per_line, title.end)
    return ChosenHeads(tuple(heads), title, _suspects(per_line, heads, title))


def _believe_strong(per_line: Sequence[Sequence[Head]], n_lines: int) -> list[Head]:
    """Rules 1 to 3."""
    first = [head for heads in per_line for head in heads[:1] if head.shape in ("colon", "time") and not is_never(head)]
    counts = Counter(head.key for head in first)
    candidates = [head for head in first if counts[head.key] > 1 or not _numbers_questions(head.key)]
    evidence = _weigh(candidates, n_lines)
    return [head for head in candidates if evidence.believes(head)]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What all possible heads together tell of each.

    Attributes:
        counts: How often each label occurs.
        clear: The labels that are clear by themselves.
        share: How many of all lines begin with a clear label or a name.
        timed: Whether several names have times.
        n_lines: Lines that are not blank.
    """

    counts: Counter[str]
    clear: frozenset[str]
    share: float
    timed: bool
    n_lines: int

    def believes(self, head: Head) -> bool:
        """Tell whether a head with a colon or a time begins a turn."""
        label, count = head.label or "", self.counts[head.key]
        if head.key in self.clear:
            return True
        if head.shape == "time" and not self.timed:
            return False
        if not _is_name(label):
            return _is_one_lower_word(label) and count >= max(_COMES_BACK, _LOWER_CASE_SHARE * self.n_lines)
        if head.time and self.timed:
            return True
        if self.share >= _COMMON_SHARE and count >= _COMES_BACK_WHERE_COMMON:
            return True
        return count >= _COMES_BACK or self.share >= self._dense_share()

    def _dense_share(self) -> float:
        """Where other labels come back often, a single one needs nearly every line to begin with a speaker."""
        return _DENSE_SHARE_OF_MANY if max(self.counts.values()) >= _COMES_BACK else _DENSE_SHARE


def _weigh(candidates: Sequence[Head], n_lines: int) -> _Evidence:
    clear = _clear_keys(candidates)
    named = [head for head in candidates if head.key in clear or _is_name(head.label or "")]
    timed = sum(head.time is not None for head in named) > 1
    share = len(named) / max(n_lines, 1) if len(named) > 1 else 0.0
    return _Evidence(Counter(head.key for head in candidates), clear, share, timed, n_lines)


def _believe_weak(text: str, per_line: Sequence[Sequence[Head]], n_lines: int, after: int) -> list[Head]:
    """Rule 4: the first weak shape that makes a conversation of the file."""
    for shape in _WEAK_SHAPES:
        found = [
            head
            for heads in per_line
            for head in heads
            if head.shape == shape and head.start >= after and not is_never(head)
        ]
        counts = Counter(head.key for head in found)
        clear = _clear_keys(found)
        heads = [
            head
            for head in found
            if _fits_weak_shape(head, counts[head.key], clear)
            and not (head is found[0] and _is_table_header(text, head, counts))
        ]
        labels = {head.key for head in heads}
        if len(heads) >= _WEAK_SHARE * n_lines and len(heads) > 1 and len(labels) > 1:
            return heads
    return []


def _fits_weak_shape(head: Head, count: int, clear: frozenset[str]) -> bool:
    if head.shape == "stop":
        return head.key in ("q", "a") and count > 1
    if head.key in clear and (head.shape != "alone" or len(head.key) > 1):
        return True
    return head.shape != "dash" and _is_name(head.label or "") and count >= _COMES_BACK


def _is_table_header(text: str, head: Head, counts: Counter[str]) -> bool:
    """Tell the first row of a table ("Speaker", "Text") from what is said in it."""
    value = text[head.end : head.line_end]
    return (
        head.shape == "tab"
        and counts[head.key] == 1
        and len(value.split()) <= 2
        and not value.rstrip().endswith((".", "?", "!"))
    )


def _with_lone_clocks(heads: Sequence[Head], per_line: Sequence[Sequence[Head]]) -> list[Head]:
    """Give a time that stands alone on the line before a head to that head."""
    chosen = {head.line_end: head for head in heads}
    joined: list[Head] = []
    before: Head | None = None
    for line_heads in per_line:
        head = next((chosen[possible.line_end] for possible in line_heads if possible.line_end in chosen), None)
        if head is not None:
            takes = before is not None and head.time is None
            joined.append(
                Head(before.start, head.end, head.line_end, head.label, head.shape, before.time)
                if before and takes
                else head
            )
        clock = next((possible for possible in line_heads if possible.shape == "clock" and possible.alone), None)
        before = clock if head is None else None
    return joined


def _clocks(per_line: Sequence[Sequence[Head]], after: int) -> list[Head]:
    """Where nobody is named, times at the start of lines still tell turns apart."""
    clocks = [head for heads in per_line for head in heads if head.shape == "clock" and head.start >= after]
    return clocks if len(clocks) > 1 else []


def is_never(head: Head) -> bool:
    """Tell whether a label announces something else than speech, or numbers a question."""
    key = head.key.strip(" .\"'").replace(" ", "_")
    stem = re.sub(r"[\W\d_]+$", "", key)
    return (
        key in NO_SPEAKERS
        or stem in NO_SPEAKERS
        or bool(re.search(r"[?!;…]|\.\s*$(?<!\b\w\.)|^www\.|\.(?:com|org)$", key))
    )


def _clear_keys(heads: Iterable[Head]) -> frozenset[str]:
    """Give the labels that are clear by themselves: words for roles, and codes that come back or come in a series."""
    counts = Counter(head.key for head in heads)
    codes = {key for key in counts if is_numbered(key)}
    series = Counter(_without_digits(key) for key in codes)
    codes = {key for key in codes if counts[key] > 1 or series[_without_digits(key)] > 1}
    return frozenset(codes | {key for key in counts if is_role_word(key)})


def _numbers_questions(key: str) -> bool:
    """Tell whether a label is Q1, Q2, ...: where each occurs once, they count questions and name nobody."""
    return re.fullmatch(r"[qa]\s?\d+[a-z]?", key) is not None


def _without_digits(key: str) -> str:
    return re.sub(r"\d+", "", key)


def _is_name(label: str) -> bool:
    """Tell whether every word could be part of a name: capitalised, or of a script without capitals."""
    words = re.sub(r"\([^)]*\)", " ", label).replace("/", " ").split()
    proper = [word for word in words if word not in PARTICLES]
    return 0 < len(proper) <= 4 and len(words) <= 6 and all(_is_name_word(word) for word in proper)


def _is_name_word(word: str) -> bool:
    first = next((point for point in word if point.isalnum()), "")
    return bool(first) and (first.isdigit() or unicodedata.category(first) in ("Lu", "Lt", "Lo"))


def _is_one_lower_word(label: str) -> bool:
    return label.replace("_", "").replace("-", "").isalnum() and label[:1].islower()


def _suspects(per_line: Sequence[Sequence[Head]], heads: Sequence[Head], title: Title) -> dict[str, int]:
    """Count the labels with a colon that were not believed though they look like names."""
    taken = {head.line_end for head in heads}
    first = (line_heads[0] for line_heads in per_line if line_heads)
    left = [
        head
        for head in first
        if head.line_end not in taken and head.start >= title.end and head.start not in title.legend_starts
    ]
    return Counter(
        head.label
        for head in left
        if head.label and head.shape == "colon" and _is_name(head.label) and not is_never(head)
    )
