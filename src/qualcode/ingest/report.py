"""The import report: what a file holds, as numbers and offers, before anything is taken into a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.ingest.base import Source
from qualcode.ingest.evidence import is_name, is_never
from qualcode.ingest.guess_language import LanguageGuess, guess_language
from qualcode.ingest.heads import possible_heads
from qualcode.ingest.redactions import find_marks
from qualcode.ingest.roles import is_numbered, is_role_word
from qualcode.ingest.times import format_clock
from qualcode.ingest.variants import find_variants
from qualcode.text import SpeakerRole, Transcript, count_words, paragraph_spans

if TYPE_CHECKING:
    import pandas as pd

_FIRST_TURNS = 6
_FIRST_WORDS = 12
# A label that speaks once or twice, in a conversation of so many turns, may be a false hit.
_CONVERSATION_TURNS = 12
_RARE_TURNS = 2


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How much one speaker says."""

    label: str
    role: SpeakerRole
    turns: int
    words: int
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class FirstTurn:
    """One of the first turns, shortened."""

    speaker: str | None
    start_s: float | None
    words: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file holds.

    Attributes:
        name, format, n_bytes, encoding, newline: The file; encoding is empty where the format settles it.
        n_words, n_paragraphs, n_turns: Of the text.
        n_outside_words: Words that belong to no turn.
        speakers: In order of first speech.
        variants: Labels that may be one speaker, the most frequent first.
        suspects: Labels taken for speakers that may be none, with their turns.
        not_taken: Labels before a colon that were not taken for speakers, with how often they occur.
        n_timed_turns: Turns with a time.
        first_s, last_s: The earliest and the latest of these times.
        duration_s: Length of the recording.
        language: An offer.
        counts: What the reader met ("table", "footnote", "insertion", "deletion", "comment" ...).
        redactions, unclear, brackets: Marks for words taken away, for words not understood, and what else stands in
            square brackets; as written, with how often.
        first_turns: The first turns, shortened.
        remarks: What was kept apart, dropped, moved or guessed.
    """

    name: str
    format: str
    n_bytes: int
    encoding: str
    newline: str
    n_words: int
    n_paragraphs: int
    n_turns: int
    n_outside_words: int
    speakers: tuple[SpeakerCount, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    suspects: Mapping[str, int] = field(default_factory=dict)
    not_taken: Mapping[str, int] = field(default_factory=dict)
    n_timed_turns: int = 0
    first_s: float | None = None
    last_s: float | None = None
    duration_s: float | None = None
    language: LanguageGuess = field(default_factory=LanguageGuess)
    counts: Mapping[str, int] = field(default_factory=dict)
    redactions: Mapping[str, int] = field(default_factory=dict)
    unclear: Mapping[str, int] = field(default_factory=dict)
    brackets: Mapping[str, int] = field(default_factory=dict)
    first_turns: tuple[FirstTurn, ...] = ()
    remarks: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, str]]:
        """Give the report as lines of two columns, what and how much; what is not there is left out."""
        return [(what, said) for what, said in _lines(self) if said]

    def to_frame(self) -> pd.DataFrame:
        """Give the speakers as a table: file, speaker, role, turns, words; a file without speakers has one row."""
        import pandas as pd

        rows = [(self.name, one.label, one.role, one.turns, one.words) for one in self.speakers]
        rows = rows or [(self.name, "", "unknown", self.n_turns, self.n_words)]
        return pd.DataFrame(rows, columns=["file", "speaker", "role", "turns", "words"])


def describe_transcript(transcript: Transcript, source: Source) -> ImportReport:
    """Describe a transcript that was read, for a look before it is taken in."""
    text, turns = transcript.text, transcript.turns
    counted = Counter(turn.speaker for turn in turns if turn.speaker is not None)
    words: Counter[str | None] = Counter()
    for turn in turns:
        words[turn.speaker] += count_words(text[turn.start : turn.end])
    times = [time for turn in turns for time in (turn.start_s, turn.end_s) if time is not None]
    marks: dict[str, Counter[str]] = {kind: Counter() for kind in ("redaction", "unclear", "other")}
    for mark in find_marks(text):
        marks[mark.kind][mark.words] += 1
    n_words = count_words(text)
    return ImportReport(
        name=source.name,
        format=transcript.format,
        n_bytes=len(source.data),
        encoding=transcript.encoding,
        newline=transcript.newline,
        n_words=n_words,
        n_paragraphs=len(paragraph_spans(text)),
        n_turns=len(turns),
        n_outside_words=_words_outside(transcript),
        speakers=tuple(
            SpeakerCount(one.label, one.role, counted[one.label], words[one.label], one.participant)
            for one in transcript.speakers
        ),
        variants=find_variants(counted),
        suspects=_suspects(counted),
        not_taken=_not_taken(transcript),
        n_timed_turns=sum(turn.start_s is not None or turn.end_s is not None for turn in turns),
        first_s=min(times, default=None),
        last_s=max(times, default=None),
        duration_s=transcript.duration_s,
        language=guess_language(_spoken(transcript)),
        counts=dict(transcript.counts),
        redactions=dict(marks["redaction"].most_common()),
        unclear=dict(marks["unclear"].most_common()),
        brackets=dict(marks["other"].most_common()),
        first_turns=tuple(
            FirstTurn(turn.speaker, turn.start_s, _short(text[turn.start : turn.end])) for turn in turns[:_FIRST_TURNS]
        ),
        remarks=transcript.remarks,
    )


def _spoken(transcript: Transcript) -> str:
    """Give what was said without the labels; the whole text where there are no turns."""
    return " ".join(transcript.text[turn.start : turn.end] for turn in transcript.turns) or transcript.text


def _words_outside(transcript: Transcript) -> int:
    position, outside = 0, 0
    for turn in transcript.turns:
        outside += count_words(transcript.text[position : turn.head_start])
        position = turn.end
    return outside + count_words(transcript.text[position:])


def _suspects(turns: Mapping[str, int]) -> dict[str, int]:
    """Give the rare labels of a long conversation that are neither words for a role nor numbered."""
    if sum(turns.values()) < _CONVERSATION_TURNS or max(turns.values()) <= 2 * _RARE_TURNS:
        return {}
    return {
        label: count
        for label, count in turns.items()
        if count <= _RARE_TURNS and not is_role_word(label) and not is_numbered(label)
    }


def _not_taken(transcript: Transcript) -> dict[str, int]:
    """Count the labels with a colon at the beginning of lines that begin no turn though they look like names."""
    text = transcript.text
    begun = {turn.head_start for turn in transcript.turns}
    counts: Counter[str] = Counter()
    for span in paragraph_spans(text):
        if span.start in begun:
            continue
        head = next(iter(possible_heads(text, span.start, span.end)), None)
        if head is None or head.label is None or head.shape != "colon" or head.start in begun:
            continue
        if is_name(head.label) and not is_never(head):
            counts[head.label] += 1
    return dict(counts.most_common())


def _short(words: str) -> str:
    parts = words.split()
    return " ".join(parts[:_FIRST_WORDS]) + (" …" if len(parts) > _FIRST_WORDS else "")


def _lines(report: ImportReport) -> Iterable[tuple[str, str]]:
    encoding = ", ".join(filter(None, (report.encoding, f"line ends {report.newline}" if report.encoding else "")))
    yield "file", f"{report.name} ({report.format}, {report.n_bytes:,} bytes)"
    yield "encoding", encoding
    yield "text", f"{report.n_words:,} words, {report.n_paragraphs:,} paragraphs, {report.n_turns:,} turns"
    yield "outside turns", f"{report.n_outside_words:,} words" if report.n_turns and report.n_outside_words else ""
    for one in report.speakers:
        yield "speaker", f"{one.label} ({one.role}): {one.turns:,} turns, {one.words:,} words"
    for labels in report.variants:
        yield "one speaker?", _quoted(labels)
    yield "false hits?", _counted(report.suspects)
    yield "not taken", _counted(report.not_taken)
    yield "times", _times(report)
    yield "language?", _language(report.language)
    yield "met", _counted(report.counts)
    yield "redacted", _counted(report.redactions)
    yield "not understood", _counted(report.unclear)
    yield "in brackets", _counted(report.brackets)
    for turn in report.first_turns:
        time = "" if turn.start_s is None else f"[{format_clock(turn.start_s)}] "
        yield "first turns", f"{time}{turn.speaker or '(nobody named)'}: {turn.words}"
    for remark in report.remarks:
        yield "remark", remark


def _times(report: ImportReport) -> str:
    if not report.n_timed_turns or report.first_s is None or report.last_s is None:
        return f"length {format_clock(report.duration_s)}" if report.duration_s else ""
    span = f"{format_clock(report.first_s)} to {format_clock(report.last_s)}"
    length = f", length {format_clock(report.duration_s)}" if report.duration_s else ""
    return f"{report.n_timed_turns:,} of {report.n_turns:,} turns, {span}{length}"


def _language(guess: LanguageGuess) -> str:
    if not guess.language:
        return ""
    also = f"; perhaps {guess.other}" if guess.other else ""
    return f"{guess.language} ({guess.sureness}{also})"


def _counted(counts: Mapping[str, int], shown: int = 12) -> str:
    parts = [f"{what} ({count:,})" for what, count in list(counts.items())[:shown]]
    return ", ".join([*parts, "…"] if len(counts) > shown else parts)


def _quoted(labels: Sequence[str]) -> str:
    return ", ".join(f'"{label}"' for label in labels)
