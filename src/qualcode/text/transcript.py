"""What was said: turns, speakers and participants; and a transcript as a reader hands it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SpeakerRole = Literal["interviewer", "participant", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance.

    Attributes:
        start, end: What was said, in code points, end excluded, without the speaker's label or the time before it.
        speaker: The label as written (`P01`); None where the transcript names nobody.
        head_start: Where the label or time before the words begins; equal to `start` where there is none.
        start_s, end_s: Seconds from the beginning of the recording; None where the transcript does not tell.
    """

    start: int
    end: int
    speaker: str | None = None
    head_start: int = -1
    start_s: float | None = None
    end_s: float | None = None

    def __post_init__(self) -> None:
        if self.head_start < 0:
            object.__setattr__(self, "head_start", self.start)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in one transcript and who it is.

    Attributes:
        label: As written in the transcript.
        role: Interviewer, participant, other or unknown.
        participant: Name of the participant who speaks; None for interviewers and while nobody has said.
    """

    label: str
    role: SpeakerRole = "unknown"
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person interviewed, with attributes as the researcher's table gives them (organisation, role, years ...)."""

    id: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark that somebody wrote beside the text of a document, and the words it is about.

    Attributes:
        author: Who wrote it, as the document says; empty if it does not.
        text: What it says.
        start, end: The words it is about, in code points, end excluded; equal where it points at a place only.
        at: When it was written, as the document says (ISO 8601); empty if it does not.
    """

    author: str
    text: str
    start: int
    end: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader makes of one file.

    Attributes:
        text: The canonical text (see `text/canonical.py`).
        turns: In order of the text, not overlapping. Text outside every turn (a header, a note) is kept, spoken by
            nobody.
        speakers: Every label that occurs in a turn, once, in order of first speech.
        format: Name of the reader ("docx").
        encoding: How the bytes were decoded; empty for formats that carry their own encoding.
        newline: What ended the lines in the file (see `CanonicalText`).
        duration_s: Length of the recording if the file tells.
        remarks: What was kept apart, dropped, moved or guessed, one sentence each, for the import report.
        comments: What was written beside the text, in order of the places.
        counts: How many of each thing the reader met ("table", "insertion", "comment", "cue" ...), as numbers behind
            the remarks; what is missing was not met.
    """

    text: str
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    format: str = "txt"
    encoding: str = ""
    newline: str = "lf"
    duration_s: float | None = None
    remarks: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript in a project: everything but the text itself, which is fetched when it is needed.

    Attributes:
        id: Made of the source bytes, so that the same file is the same document wherever it was read in.
        name: What people call it; unique in the project.
        source_name, source_sha256, source_bytes: The file it came from.
        language: Language tag ("en") by which sentences and tokens are cut.
        n_chars: Length of the canonical text in code points.
        n_words: Stretches between white space.
        participant: Name of the participant whose interview it is, if there is one.
    """

    id: str
    name: str
    source_name: str
    source_sha256: str
    format: str
    language: str
    n_chars: int
    n_words: int
    n_turns: int
    source_bytes: int = 0
    encoding: str = ""
    newline: str = "lf"
    duration_s: float | None = None
    participant: str | None = None
    added_at: str = ""
    remarks: tuple[str, ...] = ()
