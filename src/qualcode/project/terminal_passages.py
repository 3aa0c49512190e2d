"""Passages: a document cut into the pieces that a coder walks through, each with its place, voice and time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.text import Speaker, SpeakerRole, Turn, turn_spans
from qualcode.text.span import Span

if TYPE_CHECKING:
    from qualcode.project.project import Project

PassageUnit = Literal["sentence", "turn"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a document.

    Attributes:
        span: Its place, in code points of the text.
        words: What stands there.
        speaker: The label as written; empty where the transcript names nobody.
        role: What the speaker is in the interview; "unknown" where nobody has said.
        start_s: Seconds at which the turn begins in which it stands; None where the transcript does not tell.
    """

    span: Span
    words: str
    speaker: str = ""
    role: SpeakerRole = "unknown"
    start_s: float | None = None


@dataclass(frozen=True, slots=True)
class CutDocument:
    """The passages of a document, and in words how they were cut."""

    passages: tuple[Passage, ...]
    how: str


def cut_document(project: Project, document: str, unit: PassageUnit) -> CutDocument:
    """Cut a document of a project into sentences or turns."""
    found = project.documents.get(document)
    text, turns = project.documents.text(found.name), project.documents.turns(found.name)
    if unit == "turn":
        spans, how = turn_spans(text, turns), "turn by turn"
    else:
        from qualcode.ingest import sentence_spans

        cut = sentence_spans(text, turns, found.language)
        spans, how = cut.spans, f"sentence by sentence, as cut by {cut.splitter}"
    return CutDocument(name_voices(text, spans, turns, project.documents.speakers(found.name)), how)


def name_voices(
    text: str, spans: Sequence[Span], turns: Sequence[Turn], speakers: Sequence[Speaker] = ()
) -> tuple[Passage, ...]:
    """Say of each stretch of a text who speaks there, and when."""
    starts = [turn.start for turn in turns]
    roles = {speaker.label: speaker.role for speaker in speakers}
    passages = []
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        turn = turns[at] if at >= 0 and span.start < turns[at].end else None
        label = (turn.speaker or "") if turn else ""
        passages.append(
            Passage(span, span.of(text), label, roles.get(label, "unknown"), turn.start_s if turn else None)
        )
    return tuple(passages)


def passage_at(passages: Sequence[Passage], position: int) -> int:
    """Give the index of the passage that holds a position, else of the next one, else of the last one."""
    for index, passage in enumerate(passages):
        if passage.span.end > position:
            return index
    return max(0, len(passages) - 1)
