"""A document as the counting of themes sees it: whose interview it is, who has read it, who speaks where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.text.transcript import Speaker, SpeakerRole, Turn


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document and who has finished it.

    Attributes:
        name: As in the table of codings.
        participant: Whose interview it is; empty if nobody has said.
        finished_by: Names of the coders who have read it to the end; nobody means that it is not read.
        text: The canonical text; needed for chosen quotations and for reports.
        turns, speakers: As in the transcript.
        language: Language tag of the text ("en").
        details: What a report may show about the participant, by name of attribute.
    """

    name: str
    participant: str = ""
    finished_by: tuple[str, ...] = ()
    text: str = ""
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    language: str = "en"
    duration_s: float | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """Who counts: the participant, or the document itself where nobody has said whose interview it is."""
        return self.participant or self.name

    def turn_at(self, position: int) -> Turn | None:
        """Give the turn in which a position lies; None outside every turn."""
        index = bisect_right(self.turns, position, key=lambda turn: turn.head_start) - 1
        return self.turns[index] if index >= 0 and position < self.turns[index].end else None

    def role_of(self, speaker: str | None) -> SpeakerRole:
        """Give the role of a speaker's label."""
        return next((known.role for known in self.speakers if known.label == speaker), "unknown")
