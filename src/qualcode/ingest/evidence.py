"""Which of the possible heads begin turns: decided by what the whole file shows, not by one line.

The rule, in words:

1. A word for a role ("Interviewer", "R", "P01") is believed at once, another numbered code if it comes back or comes in
   a series; words that announce a note or an example never are.
2. A name is believed when it comes back: three times, or twice where heads are common. A single one is believed only
   where at least half of all lines begin like that.
3. A name with a time is believed from two such lines on. The time may stand on the line above or below the name, if
   nearly all of them do.
4. Weaker shapes (a bold label, one alone on its line, before a tab, before a dash) count only where the strong ones
   found no conversation, and only if they come back throughout the file. Where nothing else helps, bold questions
   between plain paragraphs tell turns apart.
5. Lines of the title (Date:, Duration:, Interviewer: Ana) and of a legend (M: Mand) begin no turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.ingest.bold import bold_ends, bold_label, bold_questions
from qualcode.ingest.clock_lines import clock_heads, names_beside_clocks, with_lone_clocks
from qualcode.ingest.heads import Head, HeadShape, possible_heads
from qualcode.ingest.roles import is_numbered, is_role_word
from qualcode.ingest.title import Title, find_title
from qualcode.ingest.vocabulary import NO_SPEAKERS, PARTICLES, QUESTION_AND_ANSWER
from qualcode.text import Span

_COMES_BACK = 3
_COMES_BACK_WHERE_COMMON = 2
_COMMON_SHARE = 0.1
_DENSE_SHARE = 0.5
_DENSE_SHARE_OF_MANY = 0.9
_LOWER_CASE_SHARE = 0.15
_WEAK_SHARE = 0.2
_WEAK_SHAPES: tuple[HeadShape, ...] = ("bold", "tab", "alone", "dash", "stop")


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


def choose_heads(text: str, lines: Sequence[tuple[int, int]], bold: Sequence[Span] = ()) -> ChosenHeads:
    """Choose the heads of turns.

    Args:
        text: The text.
        lines: Start and end of every line that is not blank.
        bold: What stands in bold, where the file tells.
    """
    ends = bold_ends(text, bold)
    per_line = [_possible(text, start, end, ends) for start, end in lines]
    strong = _believe_strong(per_line, len(lines))
    title = find_title(text, lines, strong)
    strong = [head for head in strong if head.start >= title.end and head.start not in title.legend_starts]
    if len(strong) > 1:
        heads = strong
    else:
        heads = names_beside_clocks(per_line, title.end, _may_stand_alone) or (
            _believe_weak(text, per_line, len(lines), title.end) or strong
        )
    heads = with_lone_clocks(heads, per_line) if heads else clock_heads(per_line, title.end)
    heads = heads or bold_questions(text, lines, ends, title.end)
    return ChosenHeads(tuple(heads), title, _suspects(per_line, heads, title))


def _possible(text: str, start: int, end: int, ends: Mapping[int, int]) -> list[Head]:
    heads = possible_heads(text, start, end)
    label = bold_label(text, start, end, ends) if ends else None
    return [*heads, label] if label else heads


def _believe_strong(per_line: Sequence[Sequence[Head]], n_lines: int) -> list[Head]:
    """Rules 1 to 3."""
    possible = [head for heads in per_line for head in heads[:1] if head.shape in ("colon", "time")]
    voices = asked_and_answered(possible)
    first = [head for head in possible if head.key in voices or not is_never(head)]
    counts = Counter(head.key for head in first)
    candidates = [head for head in first if counts[head.key] > 1 or not _numbers_questions(head.key)]
    evidence = _weigh(candidates, n_lines, voices)
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
        if not is_name(label):
            return _is_one_lower_word(label) and count >= max(_COMES_BACK, _LOWER_CASE_SHARE * self.n_lines)
        if head.time and self.timed:
            return True
        if self.share >= _COMMON_SHARE and count >= _COMES_BACK_WHERE_COMMON:
            return True
        return count >= _COMES_BACK or self.share >= self._dense_share()

    def _dense_share(self) -> float:
        """Where other labels come back often, a single one needs nearly every line to begin with a speaker."""
        return _DENSE_SHARE_OF_MANY if max(self.counts.values()) >= _COMES_BACK else _DENSE_SHARE


def _weigh(candidates: Sequence[Head], n_lines: int, voices: frozenset[str] = frozenset()) -> _Evidence:
    clear = _clear_keys(candidates) | voices
    named = [head for head in candidates if head.key in clear or is_name(head.label or "")]
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


def _may_stand_alone(head: Head) -> bool:
    return is_name(head.label or "") and not is_never(head)


def _fits_weak_shape(head: Head, count: int, clear: frozenset[str]) -> bool:
    if head.shape == "stop":
        return head.key in ("q", "a") and count > 1
    if head.shape == "bold":
        return head.key in clear or (is_name(head.label or "") and count >= _COMES_BACK_WHERE_COMMON)
    if head.key in clear and (head.shape != "alone" or len(head.key) > 1):
        return True
    least = _COMES_BACK_WHERE_COMMON if clear else _COMES_BACK
    return head.shape != "dash" and is_name(head.label or "") and count >= least


def _is_table_header(text: str, head: Head, counts: Counter[str]) -> bool:
    """Tell the first row of a table ("Speaker", "Text") from what is said in it."""
    value = text[head.end : head.line_end]
    return (
        head.shape == "tab"
        and counts[head.key] == 1
        and len(value.split()) <= 2
        and not value.rstrip().endswith((".", "?", "!"))
    )


def asked_and_answered(heads: Iterable[Head]) -> frozenset[str]:
    """Give the words for question and answer (Frage, Antwort) that both come back, as two voices do."""
    counts = Counter(head.key for head in heads)
    pairs = (pair for pair in QUESTION_AND_ANSWER if all(counts[word] > 1 for word in pair))
    return frozenset(word for pair in pairs for word in pair)


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


def is_name(label: str) -> bool:
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
        if head.label and head.shape == "colon" and is_name(head.label) and not is_never(head)
    )
