"""What every reader of transcripts is given and what it gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from qualcode.text import Transcript

MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and bytes, so that readers never touch the disk."""

    name: str
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without extension: what a document is called until somebody renames it."""
        return PurePath(self.name).stem

    @property
    def sha256(self) -> str:
        """The fingerprint by which the same file is recognised."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the researcher may settle instead of letting it be guessed.

    Attributes:
        encoding: Name of the text encoding; None to guess it. Only text formats ask.
        speaker_pattern: Regular expression for the start of a line that begins a turn. The label is its group
            `speaker`, or its first group, or the whole match; a group `time` may hold the time.
        speaker_map: Labels as written, and what to call them instead ({"I": "Interviewer", "Pl": "P1"}).
        max_bytes: Largest file that is read.
        drop_running_heads: Whether headers, footers and page numbers that come back on every page are left out.
        join_wraps: Whether lines that were only broken to fit the page are joined to paragraphs.
    """

    encoding: str | None = None
    speaker_pattern: str | None = None
    speaker_map: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    drop_running_heads: bool = False
    join_wraps: bool = False


class TranscriptReader(Protocol):
    """One kind of transcript.

    Attributes:
        name: What `Transcript.format` says ("docx").
        title: What people call it ("Word document").
        suffixes: The extensions it usually has, lower case with dot.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Tell by the content whether the file is of this kind; the suffix decides only where the content cannot."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Read the whole file.

        Raises:
            MaterialError: If it cannot be read completely.
        """
        ...
