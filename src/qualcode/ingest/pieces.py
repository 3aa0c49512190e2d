"""What the readers of office documents share: lines of text, notes set apart, and counts that become remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source
from qualcode.ingest.layout import SettledText, settle_wraps
from qualcode.ingest.marks import MarkedText, take_out_marks
from qualcode.ingest.speakers import find_turns
from qualcode.ingest.symbols import plain_symbols
from qualcode.text import Comment, Span, Transcript, canonicalise, trim_span

_OPTIONAL_HYPHEN = "\u00ad"
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
    "optional": ("1 optional hyphen was", "{n} optional hyphens were"),
    "numbered": ("The number or bullet of 1 list item was", "The numbers or bullets of {n} list items were"),
    "margin": ("1 header or footer was", "{n} headers and footers were"),
    "embedded": ("1 embedded file was", "{n} embedded files were"),
    "picture": ("1 picture was", "{n} pictures were"),
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
    "optional": "left out",
    "numbered": "left out",
    "margin": "left out",
    "embedded": "not read",
    "picture": "left out",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in a document, before the place is known to which it belongs."""

    author: str
    text: str
    at: str = ""


@dataclass
class Pieces:
    """What a walk through an office document gathers.

    Attributes:
        counts: How many of each thing were met; the keys are those of the remarks.
        notes: Lines of each footnote or endnote, in order of their marks in the text.
        comments: What each comment says; its number is its place in this list, and stands in the marks of the lines.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, list[str]]] = field(default_factory=list)
    comments: list[Remark] = field(default_factory=list)

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
    format_name: str,
    source: Source,
    lines: Sequence[str],
    pieces: Pieces,
    options: ReadOptions,
    remarks: Sequence[str] = (),
    *,
    is_settled: bool = False,
) -> Transcript:
    """Join the lines of a document to its canonical text, notes last, and find the turns in it.

    Args:
        remarks: What the reader has to say besides the counts.
        is_settled: Whether lines broken to fit the page have been seen to already.

    Raises:
        SourceEmptyError: If there are no words.
    """
    body = plain_symbols(canonicalise("\n".join(lines)).text.lstrip("\ufeff"))
    if _OPTIONAL_HYPHEN in body and not is_settled:
        pieces.counts["optional"] += body.count(_OPTIONAL_HYPHEN)
        body = body.replace(_OPTIONAL_HYPHEN, "")
    notes = [
        "\n".join([f"{mark} {note_lines[0]}", *note_lines[1:]]) if note_lines else mark
        for mark, note_lines in pieces.notes
    ]
    settled = SettledText(body, []) if is_settled else settle_wraps(body, options, has_marks=True)
    body = settled.text
    marked = take_out_marks(canonicalise("\n".join([body, "", *notes])).text if notes else body)
    text = marked.text
    end = len(take_out_marks(body).text) if notes else len(text)
    if not text.strip():
        raise SourceEmptyError(source.name, len(source.data))
    found = find_turns(
        text, pattern=options.speaker_pattern, speaker_map=options.speaker_map, end=end, bold=marked.bold
    )
    return Transcript(
        text=text,
        turns=found.turns,
        speakers=found.speakers,
        format=format_name,
        newline="lf",
        duration_s=found.duration_s,
        remarks=(*remarks, *pieces.remarks(), *settled.remarks, *found.remarks),
        comments=_place_comments(pieces.comments, marked),
        counts={what: count for what, count in pieces.counts.items() if count},
    )


def _place_comments(remarks: Sequence[Remark], marked: MarkedText) -> tuple[Comment, ...]:
    """Give the comments with their places; one whose words are no part of the text stands at its beginning."""
    spans = (trim_span(marked.text, marked.comments.get(number, Span(0, 0))) for number in range(len(remarks)))
    placed = [
        Comment(remark.author, remark.text, span.start, span.end, remark.at)
        for remark, span in zip(remarks, spans, strict=True)
    ]
    return tuple(sorted(placed, key=lambda comment: (comment.start, comment.end)))
