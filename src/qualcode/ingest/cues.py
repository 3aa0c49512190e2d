"""Stretches of speech with times: from cues to turns. What the readers of subtitles, JSON and tables share.

The canonical text is made here: one paragraph for every turn, written `Speaker: words`. Cues of one speaker that
follow one another are one turn, joined by spaces; the times of its first and last cue are its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source
from qualcode.ingest.decode import decode_text
from qualcode.ingest.speakers import describe_speakers, find_heads, name_speakers, rename_speaker
from qualcode.ingest.times import parse_clock
from qualcode.text import Transcript, Turn, canonicalise

# Hours may be missing, and hand-edited files write dots for commas and the other way round.
_CUE_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(
    rf"^[ \t]*(?P<start>{_CUE_CLOCK})[ \t]*-{{1,2}}>[ \t]*(?P<end>{_CUE_CLOCK})(?:[ \t][^\n]*)?$", re.MULTILINE
)
_SET_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_SENTENCE_END = re.compile(r"[.?!…。？！।؟۔][\"”’»)\]]*$")
_DIALOGUE_DASH = re.compile(r"^\s*(?:[-–—]\s+|>>\s*)(?=\S)")
# An unnamed cue goes on with the turn before it if no longer a silence lies between.
_LONGEST_PAUSE_S = 3.0
_LONGEST_PAUSE_UNNAMED_S = 2.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of speech with its times; without a speaker if none is named.

    Attributes:
        start_s, end_s: Seconds from the beginning of the recording; None where nobody says.
        begins: Whether a mark (a dash, >>) says that somebody else begins to speak.
    """

    start_s: float | None
    end_s: float | None
    words: str
    speaker: str | None = None
    begins: bool = False


Unmark = Callable[[Cue], Iterable[Cue]]


@dataclass(frozen=True, slots=True)
class CueBlocks:
    """What a subtitle file holds.

    Attributes:
        cues: In the order of the file; words still with the marks of the format, lines apart.
        set_aside: How many comments and style blocks were left out.
    """

    cues: tuple[Cue, ...]
    set_aside: int


def split_cues(text: str) -> CueBlocks:
    """Split a subtitle file at its timing lines."""
    timings = list(TIMING.finditer(text))
    cues: list[Cue] = []
    set_aside = len(_blocks(text[: timings[0].start()], is_head=True)) if timings else 0
    for timing, following in zip(timings, [*timings[1:], None], strict=False):
        rest = text[timing.end() : following.start() if following else len(text)]
        blocks = _blocks(_without_identifier(rest) if following else rest)
        spoken = [block for block in blocks if not _SET_ASIDE.match(block)]
        set_aside += len(blocks) - len(spoken)
        start_s = parse_clock(timing["start"])
        cues.append(Cue(start_s, max(start_s, parse_clock(timing["end"])), "\n".join(spoken)))
    return CueBlocks(tuple(cues), set_aside)


def _blocks(text: str, *, is_head: bool = False) -> list[str]:
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    return [block for block in blocks if _SET_ASIDE.match(block)] if is_head else blocks


def _without_identifier(text: str) -> str:
    """Cut the number or name of the next cue: the line right before its timing, if it is set off or a number."""
    lines = text.rstrip("\n").split("\n") if text.endswith("\n") and not text.endswith("\n\n") else []
    if not lines:
        return text
    set_off = len(lines) < 2 or not lines[-2].strip()
    return "\n".join(lines[:-1]) if set_off or lines[-1].strip().isdigit() else text


def name_cues(cues: Iterable[Cue], options: ReadOptions) -> list[Cue]:
    """Take the labels (`Name: text`) out of the words, by the same evidence as in running text; each line by itself."""
    pieces: list[Cue] = []
    for cue in cues:
        lines = [line for line in cue.words.split("\n") if line.strip()]
        pieces += [replace(cue, words=line.strip()) for line in lines]
    text = "\n".join(piece.words for piece in pieces)
    heads = {head.start: head for head in find_heads(text, options.speaker_pattern) if head.label}
    named: list[Cue] = []
    position = 0
    for piece in pieces:
        head = heads.get(position)
        end = position + len(piece.words)
        if head is None or piece.speaker:
            named.append(piece)
        else:
            named.append(replace(piece, words=text[min(head.end, end) : end].strip(), speaker=head.label))
        position = end + 1
    return [_without_dash(piece) for piece in _carry_on_in_cue(named)]


def _carry_on_in_cue(pieces: Sequence[Cue]) -> Iterator[Cue]:
    """Let a line without a name belong to the speaker named above it in the same cue."""
    before: Cue | None = None
    for piece in pieces:
        same_cue = before is not None and (before.start_s, before.end_s) == (piece.start_s, piece.end_s)
        unnamed = piece.speaker is None and not _DIALOGUE_DASH.match(piece.words)
        if before is not None and same_cue and piece.start_s is not None and unnamed:
            piece = replace(piece, speaker=before.speaker)
        yield piece
        before = piece


def _without_dash(piece: Cue) -> Cue:
    dash = _DIALOGUE_DASH.match(piece.words)
    return replace(piece, words=piece.words[dash.end() :], begins=True) if dash else piece


def join_cues(pieces: Iterable[Cue]) -> list[Cue]:
    """Join what is one turn."""
    turns: list[Cue] = []
    for piece in pieces:
        last = turns[-1] if turns else None
        if last is not None and _goes_on(last, piece):
            words = f"{last.words} {piece.words}".strip()
            turns[-1] = replace(last, words=words, end_s=_later(last.end_s, piece.end_s))
        else:
            turns.append(piece)
    return [turn for turn in turns if turn.words]


def _goes_on(last: Cue, piece: Cue) -> bool:
    """Tell whether a piece belongs to the turn before it."""
    pause_s = piece.start_s - last.end_s if piece.start_s is not None and last.end_s is not None else 0.0
    if piece.begins and piece.speaker is None:
        return False
    if piece.speaker is not None:
        return piece.speaker == last.speaker
    if last.speaker is not None:
        return pause_s <= _LONGEST_PAUSE_S
    return pause_s <= _LONGEST_PAUSE_UNNAMED_S and not _SENTENCE_END.search(last.words)


def cue_transcript(format_name: str, source: Source, options: ReadOptions, unmark: Unmark) -> Transcript:
    """Read a subtitle file.

    Args:
        format_name: What `Transcript.format` says.
        unmark: Turns the words of one cue into pieces without the marks of the format, with voices if it has them.

    Raises:
        SourceEmptyError: If no cue holds words.
    """
    decoded = decode_text(source.name, source.data, options.encoding)
    canonical = canonicalise(decoded.text)
    # The text is made anew here, so marks of files that were joined to this one need not stay.
    blocks = split_cues(canonical.text.replace("\ufeff", ""))
    pieces = [piece for cue in blocks.cues for piece in unmark(cue)]
    blocks_were = _count(blocks.set_aside, "comment or style block was", "comment or style blocks were")
    aside = [f"{blocks_were} left out."] if blocks.set_aside else []
    return transcript_of_cues(
        format_name,
        source,
        pieces,
        options,
        encoding=decoded.encoding,
        newline=canonical.newline,
        remarks=[*decoded.remarks],
        remarks_after=aside,
        counts={"cue": len(blocks.cues), "aside": blocks.set_aside},
    )


def transcript_of_cues(
    format_name: str,
    source: Source,
    cues: Sequence[Cue],
    options: ReadOptions,
    *,
    encoding: str = "",
    newline: str = "lf",
    remarks: Sequence[str] = (),
    remarks_after: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
) -> Transcript:
    """Make the transcript of stretches of speech: labels taken out of the words, turns joined, one paragraph each.

    Args:
        cues: In the order of the file, without the marks of the format.
        remarks, remarks_after: What is to be said before and after the number of turns.
        counts: What was counted; "cue" if not all cues are given.

    Raises:
        SourceEmptyError: If no cue holds words.
    """
    counted = {what: count for what, count in {"cue": len(cues), **(counts or {})}.items() if count}
    named = (_renamed(piece, options.speaker_map) for piece in name_cues(map(storable, cues), options))
    written = write_turns(join_cues(named))
    if not written.turns:
        raise SourceEmptyError(source.name, len(source.data))
    cues_were = _count(counted["cue"], "cue was", "cues were")
    joined = f"{cues_were} joined into {_count(len(written.turns), 'turn', 'turns')}, one paragraph each."
    speakers = name_speakers(written.turns)
    return Transcript(
        text=written.text,
        turns=written.turns,
        speakers=speakers,
        format=format_name,
        encoding=encoding,
        newline=newline,
        duration_s=max((cue.end_s for cue in cues if cue.end_s is not None), default=None),
        remarks=(*remarks, joined, *remarks_after, *describe_speakers(written.turns, speakers)),
        counts=counted,
    )


def storable(cue: Cue) -> Cue:
    """Settle line ends and what cannot be stored, where words do not come from a canonical text."""
    speaker = canonicalise(cue.speaker).text if cue.speaker else None
    return replace(cue, words=canonicalise(cue.words).text.replace("\ufeff", ""), speaker=speaker)


def _renamed(cue: Cue, speaker_map: Mapping[str, str]) -> Cue:
    return replace(cue, speaker=rename_speaker(cue.speaker, speaker_map)) if cue.speaker else cue


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _later(one: float | None, other: float | None) -> float | None:
    return max((time for time in (one, other) if time is not None), default=None)


@dataclass(frozen=True, slots=True)
class WrittenTurns:
    """A text made of turns, one paragraph each, written `Speaker: words`."""

    text: str
    turns: tuple[Turn, ...]


def write_turns(cues: Iterable[Cue]) -> WrittenTurns:
    """Write the canonical text of what was said."""
    lines: list[str] = []
    turns: list[Turn] = []
    position = 0
    for cue in cues:
        head = f"{cue.speaker}: " if cue.speaker else ""
        start = position + len(head)
        turns.append(Turn(start, start + len(cue.words), cue.speaker, position, cue.start_s, cue.end_s))
        lines.append(head + cue.words)
        position = start + len(cue.words) + 1
    return WrittenTurns("\n".join(lines), tuple(turns))
