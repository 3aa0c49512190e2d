"""What the readers of office documents share: lines of text, notes set apart, and counts that become remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source
from qualcode.ingest.speakers import find_turns
from qualcode.text import Transcript, canonicalise

# What may be counted in an office document, and the sentence that says what became of it. Order of the report.
_SENTENCES: dict[str, tuple[str, str]] = {
    "table": ("1 table stands", "{n} tables stand"),
    "insertion": ("1 tracked insertion was", "{n} tracked insertions were"),
    "deletion": ("1 tracked deletion was", "{n} tracked deletions were"),
    "moved": ("1 tracked move was", "{n} tracked moves were"),
    "footnote": ("1 footnote stands", "{n} footnotes stand"),
    "endnote": ("1 endnote stands", "{n} endnotes stand"),
    "box": ("1 text box stands", "{n} text boxes stand"),
    "comment": ("1 comment was", "{n} comments were"),
    "hidden": ("1 hidden stretch was", "{n} hidden stretches were"),
    "numbered": ("The number or bullet of 1 list item was", "The numbers or bullets of {n} list items were"),
    "margin": ("1 header or footer was", "{n} headers and footers were"),
    "embedded": ("1 embedded file was", "{n} embedded files were"),
}
_BECAME: dict[str, str] = {
    "table": "in place, row by row, with a tab between cells",
    "insertion": "kept",
    "deletion": "left out",
    "moved": "read at the new place",
    "footnote": "at the end of the text, with its number in brackets at both places",
    "endnote": "at the end of the text, with its number in brackets at both places",
    "box": "behind the paragraph to which it belongs",
    "comment": "kept apart, not in the text",
    "hidden": "left out",
    "numbered": "left out",
    "margin": "left out",
    "embedded": "not read",
}


@dataclass
class Pieces:
    """What a walk through an office document gathers.

    Attributes:
        counts: How many of each thing were met; the keys are those of the remarks.
        notes: Lines of each footnote or endnote, in order of their marks in the text.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, list[str]]] = field(default_factory=list)

    def open_note(self, kind: str) -> str:
        """Count a note and give its mark; endnotes have numbers of their own."""
        self.counts[kind] += 1
        return f"[{self.counts[kind]}]" if kind == "footnote" else f"[e{self.counts[kind]}]"

    def remarks(self) -> list[str]:
        """Say what was kept, moved and left out, one sentence each."""
        remarks = []
        for what, (one, many) in _SENTENCES.items():
            count = self.counts[what]
            if count:
                remarks.append(f"{one if count == 1 else many.format(n=count)} {_BECAME[what]}.")
        return remarks


def one_line(text: str) -> str:
    """Give the text of one XML text node, in which line ends only come from how the file was laid out."""
    return " ".join(text.split("\n")) if "\n" in text or "\r" in text else text


def make_transcript(
    format_name: str, source: Source, lines: Sequence[str], pieces: Pieces, options: ReadOptions
) -> Transcript:
    """Join the lines of a document to its canonical text, notes last, and find the turns in it.

    Raises:
        SourceEmptyError: If there are no words.
    """
    body = canonicalise("\n".join(lines)).text.lstrip("\ufeff")
    notes = [
        "\n".join([f"{mark} {note_lines[0]}", *note_lines[1:]]) if note_lines else mark
        for mark, note_lines in pieces.notes
    ]
    text = canonicalise("\n".join([body, "", *notes])).text if notes else body
    if not text.strip():
        raise SourceEmptyError(source.name, len(source.data))
    found = find_turns(text, pattern=options.speaker_pattern, speaker_map=options.speaker_map, end=len(body))
    return Transcript(
        text=text,
        turns=found.turns,
        speakers=found.speakers,
        format=format_name,
        newline="lf",
        duration_s=found.duration_s,
        remarks=(*pieces.remarks(), *found.remarks),
    )
