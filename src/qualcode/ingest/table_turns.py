"""Tables with one row for every turn (speaker, words, times) become a transcript, one paragraph for every row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source
from qualcode.ingest.column_words import MILLISECONDS, plain_name
from qualcode.ingest.cues import Cue, storable, transcript_of_cues, write_turns
from qualcode.ingest.heads import clean_label
from qualcode.ingest.rows import Row
from qualcode.ingest.speakers import describe_speakers, name_speakers, rename_speaker
from qualcode.ingest.table_columns import ReadColumns, TurnColumns
from qualcode.ingest.times import parse_clock
from qualcode.text import Transcript

_CLOCK = re.compile(r"\d{1,3}:\d{1,2}(?::\d{1,2}(?:[:;]\d{2})?)?(?:[.,]\d{1,7})?")
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
# Nobody speaks so slowly; whole numbers that would say so are milliseconds.
_SLOWEST_S_PER_WORD = 30


def read_turns(
    format_name: str, source: Source, read: ReadColumns, columns: TurnColumns, options: ReadOptions
) -> Transcript:
    """Make the transcript of a table of turns.

    Where a column names the speakers, a row is a turn, as the table says. Where only times stand beside the words, rows
    are stretches of speech, and are joined to turns as those of subtitles are.

    Raises:
        SourceEmptyError: If no row holds words.
    """
    unit_s = _unit_s(read, columns)
    cues = [_cue(row, columns, unit_s) for row in read.rows]
    spoken = [cue for cue in cues if cue.words]
    remarks = _remarks(read, columns, unit_s, len(cues) - len(spoken))
    if columns.speaker is None:
        return transcript_of_cues(format_name, source, spoken, options, remarks=remarks, counts={"row": len(cues)})
    named = [_renamed(cue, options) for cue in spoken]
    written = write_turns(map(storable, named))
    if not written.turns:
        raise SourceEmptyError(source.name, len(source.data))
    speakers = name_speakers(written.turns)
    return Transcript(
        text=written.text,
        turns=written.turns,
        speakers=speakers,
        format=format_name,
        duration_s=max((time for cue in spoken for time in (cue.start_s, cue.end_s) if time is not None), default=None),
        remarks=(*remarks, *describe_speakers(written.turns, speakers)),
        counts={"row": len(cues)},
    )


def _cue(row: Row, columns: TurnColumns, unit_s: float) -> Cue:
    start_s = _seconds(_cell(row, columns.start), unit_s)
    end_s = _seconds(_cell(row, columns.end), unit_s)
    if start_s is not None and end_s is not None and end_s < start_s:
        end_s = None
    label = clean_label(_cell(row, columns.speaker).strip(" :")) or None
    return Cue(start_s, end_s, _cell(row, columns.words), label)


def _renamed(cue: Cue, options: ReadOptions) -> Cue:
    speaker = rename_speaker(cue.speaker, options.speaker_map) if cue.speaker else None
    return Cue(cue.start_s, cue.end_s, cue.words, speaker)


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""


def _seconds(written: str, unit_s: float) -> float | None:
    """Give a time in seconds, written as a clock or as a number."""
    plain = written.strip(" []()#")
    if _CLOCK.fullmatch(plain):
        return parse_clock(plain)
    return round(float(plain.replace(",", ".")) * unit_s, 3) if _NUMBER.fullmatch(plain) else None


def _unit_s(read: ReadColumns, columns: TurnColumns) -> float:
    """Tell seconds from milliseconds: by the name of the column, else by how slow the speech would be."""
    if columns.start is None:
        return 1.0
    name = plain_name(read.header[columns.start]) if read.header else ""
    if {*re.split(r"\W+", name)} & {*MILLISECONDS}:
        return 0.001
    times = [_cell(row, columns.start) for row in read.rows]
    whole = [int(time) for time in times if time.isascii() and time.isdigit() and len(time) < 12]
    if len(whole) < len([time for time in times if time]):
        return 1.0
    n_words = sum(len(_cell(row, columns.words).split()) for row in read.rows)
    longest = max([*whole, *_whole(read.rows, columns.end)], default=0)
    return 0.001 if longest > _SLOWEST_S_PER_WORD * max(n_words, 1) else 1.0


def _whole(rows: Sequence[Row], column: int | None) -> list[int]:
    times = (_cell(row, column) for row in rows)
    return [int(time) for time in times if time.isascii() and time.isdigit() and len(time) < 12]


def _remarks(read: ReadColumns, columns: TurnColumns, unit_s: float, n_empty: int) -> list[str]:
    remarks = []
    if not columns.named:
        speaker = (columns.speaker or 0) + 1
        remarks.append(
            f"No row names the columns; column {speaker} was taken for the speakers, column {columns.words + 1} "
            "for the words."
        )
    else:
        words = read.header[columns.words]
        remarks.append(f'A table with a row for every turn; its words are in the column "{words}".')
    if read.above:
        noun = "row" if len(read.above) == 1 else "rows"
        remarks.append(f"{len(read.above)} {noun} above the names of the columns: left out.")
    unused = [name for column, name in enumerate(read.header) if column not in columns.used]
    if unused:
        remarks.append(f"Columns that were left out: {', '.join(unused)}.")
    if n_empty:
        remarks.append(f"{n_empty} {'row' if n_empty == 1 else 'rows'} without words: left out.")
    if unit_s != 1.0:
        remarks.append("The times are milliseconds.")
    return remarks
