"""Find the turns of a transcript: who speaks where, from when to when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.errors import SpeakerPatternError
from qualcode.ingest.evidence import ChosenHeads, choose_heads
from qualcode.ingest.heads import Head, clean_label, skip_space
from qualcode.ingest.roles import guess_roles
from qualcode.ingest.times import format_clock, last_bracketed_s, parse_mark
from qualcode.ingest.title import Title, stated_duration
from qualcode.ingest.variants import find_variants
from qualcode.text import Span, Speaker, Turn, trim_span

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STAMP_AT_END = re.compile(r"#\d{1,3}:[\d:.,]+(?:-\d{1,3})?#\s*$")
_SHOWN_SUSPECTS = 5


@dataclass(frozen=True, slots=True)
class SpeakersFound:
    """What was found of speakers and times in a text.

    Attributes:
        turns: In order, not overlapping.
        speakers: Every label once, in order of first speech, with the role guessed.
        duration_s: As stated above the first turn, else the last time found; None if there is no time.
        remarks: What was guessed and what was left out, for the import report.
    """

    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    duration_s: float | None = None
    remarks: tuple[str, ...] = ()


def find_turns(
    text: str,
    *,
    pattern: str | None = None,
    speaker_map: Mapping[str, str] | None = None,
    end: int | None = None,
    bold: Sequence[Span] = (),
) -> SpeakersFound:
    """Find the turns of a canonical text.

    A turn begins at a head (a label, a time, or both, at the start of a line) and goes on to the next one, over as many
    paragraphs as there are. What stands before the first head belongs to nobody.

    Args:
        text: The canonical text.
        pattern: What begins a turn, instead of the heads that are known (see `ReadOptions`).
        speaker_map: Labels as written and what to call them instead.
        end: Where the conversation ends and notes begin; None for the end of the text.
        bold: What stands in bold, where the file tells: evidence for labels that have no colon.

    Raises:
        SpeakerPatternError: If the pattern is no regular expression, or matches nothing as its label.
    """
    spoken = text if end is None else text[:end]
    chosen = _choose(spoken, pattern, bold)
    turns = _timed(_build_turns(spoken, chosen.heads, speaker_map or {}))
    speakers = name_speakers(turns, chosen.title.legend)
    length = _length(spoken, turns)
    remarks = [
        *describe_speakers(turns, speakers),
        *_describe_rest(spoken, turns, chosen),
        *filter(None, [length.remark]),
    ]
    return SpeakersFound(turns, speakers, length.seconds, tuple(remarks))


def find_heads(text: str, pattern: str | None = None) -> tuple[Head, ...]:
    """Give the heads of turns in a text, without building the turns (for cues, whose times are known)."""
    return _choose(text, pattern).heads


def name_speakers(turns: Iterable[Turn], legend: Mapping[str, str] | None = None) -> tuple[Speaker, ...]:
    """List the speakers of turns once each, in order of first speech, with the roles guessed."""
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None)
    return tuple(Speaker(label, role) for label, role in guess_roles(labels, legend).items())


def describe_speakers(turns: Sequence[Turn], speakers: Sequence[Speaker]) -> list[str]:
    """Say which speakers were found, and which labels may be one person."""
    if not speakers:
        if not turns:
            return ["No speakers were found."]
        timed = any(turn.start_s is not None for turn in turns)
        by = "their times" if timed else "bold questions between plain paragraphs"
        return [f"No speakers are named; {len(turns)} turns were told apart by {by}."]
    counts = Counter(turn.speaker for turn in turns)
    shown = (f"{speaker.label} ({counts[speaker.label]}, {speaker.role})" for speaker in speakers)
    remarks = [f"Speakers, with number of turns and role guessed: {', '.join(shown)}."]
    for labels in find_variants({speaker.label: counts[speaker.label] for speaker in speakers}):
        quoted = ", ".join(f'"{label}"' for label in labels)
        remarks.append(f'These labels may be one speaker: {quoted}; join them with --map "{labels[1]}={labels[0]}".')
    return remarks


def rename_speaker(label: str, speaker_map: Mapping[str, str]) -> str:
    """Give the name a label is mapped to; itself if it is not."""
    return speaker_map.get(label, label)


def _choose(text: str, pattern: str | None, bold: Sequence[Span] = ()) -> ChosenHeads:
    lines = [match.span() for match in _LINE.finditer(text)]
    if pattern is None:
        return choose_heads(text, lines, [span for span in bold if span.end <= len(text)])
    return ChosenHeads(tuple(_heads_by(pattern, text, lines)), Title())


def _heads_by(pattern: str, text: str, lines: Iterable[tuple[int, int]]) -> Iterable[Head]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise SpeakerPatternError(pattern, str(error)) from error
    names = compiled.groupindex
    group: int | str = "speaker" if "speaker" in names else min(compiled.groups, 1)
    for start, end in lines:
        match = compiled.match(text, start, end)
        if match is None:
            continue
        label = clean_label((match[group] or "").strip(" \t:*"))
        if match.end() == start or not label:
            raise SpeakerPatternError(pattern, "it matches nothing where a label should be")
        time = parse_mark(match["time"] or "") if "time" in names else None
        yield Head(skip_space(text, start, end), match.end(), end, label, "colon", time)


def _build_turns(text: str, heads: Sequence[Head], speaker_map: Mapping[str, str]) -> list[Turn]:
    turns: list[Turn] = []
    ends = [*(head.start for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        words = trim_span(text, Span(min(head.end, end), end))
        if not len(words):
            continue
        stamp = _STAMP_AT_END.search(text, max(words.start, words.end - 24), words.end)
        closing = parse_mark(stamp.group()) if stamp else None
        end_s = closing.start_s if closing else (head.time.end_s if head.time else None)
        speaker = rename_speaker(head.label, speaker_map) if head.label else None
        turns.append(Turn(words.start, words.end, speaker, head.start, head.time.start_s if head.time else None, end_s))
    return turns


def _timed(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Let a turn without an end last until the next one begins."""
    timed = list(turns)
    for index, (turn, following) in enumerate(pairwise(turns)):
        if (
            turn.end_s is None
            and turn.start_s is not None
            and following.start_s is not None
            and following.start_s >= turn.start_s
        ):
            timed[index] = replace(turn, end_s=following.start_s)
    return tuple(timed)


@dataclass(frozen=True, slots=True)
class _Length:
    """How long the recording is, and in words where that was taken from; empty if there is nothing to say."""

    seconds: float | None
    remark: str = ""


def _length(text: str, turns: Sequence[Turn]) -> _Length:
    """Take what is stated above the first turn; the last time in the text corrects it, or stands for it."""
    above = text[: turns[0].head_start] if turns else text
    labelled = stated_duration(above, labelled_only=True)
    stated = labelled if labelled is not None or not turns else stated_duration(above)
    known = [time for turn in turns for time in (turn.start_s, turn.end_s) if time is not None]
    last = max([*known, *filter(None, [last_bracketed_s(text)])], default=None)
    if stated is None or (last is not None and last > stated):
        return _Length(
            last, f"The length of the recording is the last time found, {format_clock(last)}." if last else ""
        )
    if labelled is not None:
        return _Length(labelled)
    return _Length(
        stated, f"The length of the recording, {format_clock(stated)}, was read from the words above the first turn."
    )


def _describe_rest(text: str, turns: Sequence[Turn], chosen: ChosenHeads) -> list[str]:
    remarks: list[str] = []
    before = len([line for line in text[: turns[0].head_start].splitlines() if line.strip()]) if turns else 0
    if before:
        noun = "line" if before == 1 else "lines"
        remarks.append(f"{before} {noun} before the first turn: kept, spoken by nobody.")
    if chosen.suspects:
        shown = [f'"{label}" ({count})' for label, count in list(chosen.suspects.items())[:_SHOWN_SUSPECTS]]
        more = ", ..." if len(chosen.suspects) > _SHOWN_SUSPECTS else ""
        remarks.append(f"Before a colon, but not taken for speakers: {', '.join(shown)}{more}.")
    return remarks
