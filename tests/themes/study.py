"""The small study that the tests of themes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.codebook import Codebook, parse_codebook
from qualcode.coding import CodingRow, codings_frame
from qualcode.text import Speaker, Turn
from qualcode.themes import ReadDocument, ThemeTree, parse_themes

if TYPE_CHECKING:
    import pandas as pd

CODEBOOK = """
codebook: small
codes:
  - Needs:
      codes:
        - Safety: [Physical safety, Emotional safety]
        - Education
  - Challenges: [Lack of time]
"""

THEMES = """
themes:
  - name: What clients need
    claim: Much.
    themes:
      - Safety comes first: [Safety]
      - School: [Education]
  - Too little time: [Lack of time]
"""

SPEAKERS = (Speaker("I", "interviewer"), Speaker("P", "participant"))


@dataclass(frozen=True)
class Study:
    codebook: Codebook
    tree: ThemeTree
    documents: tuple[ReadDocument, ...]

    def coding(self, document: str, words: str, code: str, coder: str, certainty: str = "sure") -> CodingRow:
        """Code the words where they stand in a document."""
        read = next(known for known in self.documents if known.name == document)
        start = read.text.index(words)
        return self.coding_at(document, start, start + len(words), code, coder, certainty)

    def coding_at(
        self, document: str, start: int, end: int, code: str, coder: str, certainty: str = "sure"
    ) -> CodingRow:
        read = next(known for known in self.documents if known.name == document)
        turn = read.turn_at(start)
        speaker = (turn.speaker if turn else None) or ""
        found = self.codebook.code(code)
        return CodingRow(
            document, start, end, read.text[start:end], found.name, self.codebook.path(found), coder, "main", certainty,
            read.participant, speaker, read.role_of(speaker) if speaker else "", "", "",
            f"{document}-{start}-{end}-{coder}-{code}", f"{document}-{start}-{coder}", found.id, document,
        )  # fmt: skip

    def frame(self, *rows: CodingRow) -> pd.DataFrame:
        return codings_frame(rows)


def interview(
    name: str, *turns: tuple[str, str], finished_by: tuple[str, ...] = ("ana", "ben"), participant: str | None = None
) -> ReadDocument:
    """Write an interview of (speaker, words), one minute a turn."""
    text, spoken = "", []
    for minute, (speaker, words) in enumerate(turns):
        head_start, start = len(text), len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n\n"
        spoken.append(Turn(start, start + len(words), speaker, head_start, 60.0 * minute))
    return ReadDocument(name, name if participant is None else participant, finished_by, text, tuple(spoken), SPEAKERS)


def small_study() -> Study:
    codebook = parse_codebook(CODEBOOK).codebook
    documents = (
        interview("P01", ("I", "What comes first?"), ("P", "The gate must be locked. And she must feel believed.")),
        interview("P02", ("I", "And then?"), ("P", "A guard at night. School after that, for years.")),
        interview("P03", ("I", "What is hard?"), ("P", "At eighteen she goes. There is no time for school.")),
        interview("P04", ("I", "Anything else?"), ("P", "No, nothing else."), finished_by=("ana",)),
    )
    return Study(codebook, parse_themes(THEMES, codebook).tree, documents)
