"""The top of a transcript: lines about the interview (Date:, Duration:) and legends of the labels (M: Mand)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.ingest.heads import Head
from qualcode.ingest.roles import is_numbered, is_role_word, label_words, says_who
from qualcode.ingest.times import duration_in_prose, parse_duration
from qualcode.ingest.vocabulary import DURATIONS, TITLES

_LOOK_AT_LINES = 30
_VALUE_WORDS = 8
_NAME_WORDS = 4
_TITLE_WORDS = DURATIONS | TITLES
_TITLE_LINE = re.compile(r"[\s*_#>]*(?P<label>[^\n:：]{2,40})[:：][*_]*\s*(?P<value>.*)")
_LEGEND = re.compile(r"(?:^|[,;/(])[\s*_]*(?P<label>[^\W\d_]\w{0,5})[*_]*\s*=\s*(?P<value>[^\n,;/=]{2,60})")
_SPOKEN_END = (".", "?", "!", "…", "。", "？", "！", "।", "؟", "۔")


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above the conversation.

    Attributes:
        end: Where the title ends, in code points; 0 if there is none.
        legend: Labels and who they are.
        legend_starts: Where the lines of the legend begin that look like heads.
    """

    end: int = 0
    legend: Mapping[str, str] = field(default_factory=dict)
    legend_starts: frozenset[int] = frozenset()


def find_title(text: str, lines: Sequence[tuple[int, int]], heads: Sequence[Head]) -> Title:
    """Find the title, given the heads that would otherwise begin turns."""
    top = lines[:_LOOK_AT_LINES]
    head_at = {head.line_end: head for head in heads}
    end = max(_end_of_title_lines(text, top, head_at), _end_of_names(text, top, head_at, heads))
    legend, starts = _legend(text, top, head_at)
    return Title(end, legend, starts)


def stated_duration(above: str, *, labelled_only: bool = False) -> float | None:
    """Give the length of the recording as the text above the first turn states it.

    Args:
        above: That text.
        labelled_only: Whether to believe lines like "Duration: 64 min" only, and not "64 minutes" inside a sentence.
    """
    lines = above.split("\n", _LOOK_AT_LINES)[:_LOOK_AT_LINES]
    for match in filter(None, map(_TITLE_LINE.match, lines)):
        if not DURATIONS.isdisjoint(label_words(match["label"])):
            return parse_duration(match["value"])
    in_prose = () if labelled_only else filter(None, map(duration_in_prose, lines))
    return next(iter(in_prose), None)


def _end_of_title_lines(text: str, top: Sequence[tuple[int, int]], head_at: Mapping[int, Head]) -> int:
    """Find the last title line before somebody speaks, and the role lines that stand in one block with it."""
    title_end = 0
    for position, (start, end) in enumerate(top):
        head = head_at.get(end)
        if head is not None and (_sounds_spoken(text[head.end : head.line_end]) or (head.alone and head.time)):
            break
        if _title_value(text[start:end]) is not None and (head is None or not is_numbered(head.label or "")):
            title_end = _end_of_block(text, top[position:], head_at)
    return title_end


def _end_of_block(text: str, lines: Sequence[tuple[int, int]], head_at: Mapping[int, Head]) -> int:
    """Follow short role lines (Interviewer: Ana) directly below a title line, if a blank line closes the block."""
    first_end = lines[0][1]
    last = first_end
    for start, end in lines[1:]:
        head = head_at.get(end)
        if "\n" in text[last + 1 : start].replace("\r", ""):
            return last + 1
        if head is None or len(head.key) < 3 or _sounds_spoken(text[head.end : head.line_end]):
            return first_end + 1
        last = end
    return first_end + 1


def _end_of_names(text: str, top: Sequence[tuple[int, int]], head_at: Mapping[int, Head], heads: Sequence[Head]) -> int:
    """Find the end of a first block that only says who took part, by labels that the conversation does not use."""
    counts = Counter(head.key for head in heads)
    title_end = 0
    for _, end in top:
        head = head_at.get(end)
        if head is None:
            continue
        value = text[head.end : head.line_end]
        used_below = counts[head.key] > 1 or max(counts.values()) < 2
        if used_below or not is_role_word(head.label or "") or not _is_name_value(value):
            break
        title_end = end + 1
    return title_end


def _is_name_value(value: str) -> bool:
    words = value.split()
    return 0 < len(words) <= _NAME_WORDS and not _sounds_spoken(value) and all(not word[0].islower() for word in words)


def _sounds_spoken(value: str) -> bool:
    return len(value.split()) > _VALUE_WORDS or value.rstrip().endswith(_SPOKEN_END)


def _title_value(line: str) -> str | None:
    """Give the value of a line like "Date: 12 March"; None if it is no such line."""
    match = _TITLE_LINE.match(line)
    if match is None or len(match["value"].split()) > 2 * _VALUE_WORDS:
        return None
    words = label_words(match["label"])
    return match["value"] if 0 < len(words) <= 4 and not _TITLE_WORDS.isdisjoint(words) else None


def _legend(
    text: str, top: Sequence[tuple[int, int]], head_at: Mapping[int, Head]
) -> tuple[dict[str, str], frozenset[int]]:
    """Read "I = Interviewer" anywhere at the top, and "M: Mand" until somebody says more than who he is."""
    legend: dict[str, str] = {}
    starts: set[int] = set()
    speaking = False
    for start, end in top:
        head = head_at.get(end)
        if head is None:
            legend |= {match["label"]: match["value"].strip() for match in _LEGEND.finditer(text[start:end])}
            continue
        value = text[head.end : head.line_end].strip()
        speaking = speaking or head.label in legend or not says_who(value) or _sounds_spoken(value)
        if not speaking and head.label:
            legend[head.label] = value
            starts.add(head.start)
    return legend, frozenset(starts)
