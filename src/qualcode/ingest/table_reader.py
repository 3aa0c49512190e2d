"""Tables as transcripts (.csv, .tsv, .xlsx, .ods): turns or answers, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qualcode.errors import MaterialError, NotATranscriptError, SourceEmptyError
from qualcode.ingest.archive import open_archive
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.decode import decode_text, peek_text
from qualcode.ingest.participants import ParticipantRow
from qualcode.ingest.table_answers import (
    answered,
    describe_columns,
    find_respondents,
    participant_of,
    rows_as_csv,
    write_answers,
)
from qualcode.ingest.table_columns import AnswerColumns, ReadColumns, TurnColumns, read_columns, turn_columns
from qualcode.ingest.table_turns import read_turns
from qualcode.ingest.tables import is_ods, read_table
from qualcode.text import Transcript, canonicalise

_TYPES = "[Content_Types].xml"


@dataclass
class TableReader:
    """Reads tables of one container."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    is_of_kind: Callable[[bytes, str], bool]

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Tell a workbook by its content; of a text, the names of its columns, or its suffix."""
        return self.is_of_kind(data, suffix)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Read the table as one transcript; see `read_documents` for one of each person."""
        read = _understand(source, options)
        if isinstance(read.columns, TurnColumns):
            transcript = read_turns(self.name, source, read.read, read.columns, options)
        else:
            respondents = list(answered(find_respondents(read.read, read.columns)))
            transcript = write_answers(self.name, respondents, describe_columns(read.read, read.columns))
            if not transcript.turns:
                raise SourceEmptyError(source.name, len(source.data))
            if len(respondents) > 1:
                together = f"The answers of {len(respondents)} people stand in one document, one after the other."
                transcript = replace(transcript, remarks=(*transcript.remarks, together))
        remarks = (*read.remarks, *transcript.remarks)
        return replace(transcript, encoding=read.encoding, newline=read.newline, remarks=remarks)


@dataclass(frozen=True, slots=True)
class TableDocument:
    """A document that one person's rows of a table make.

    Attributes:
        source: The rows as a small table of their own, which tells the document from the others of the file.
        participant: The person, with the other columns as attributes; None where the file is one conversation.
    """

    source: Source
    transcript: Transcript
    participant: ParticipantRow | None = None


def read_documents(source: Source, options: ReadOptions | None = None) -> tuple[TableDocument, ...]:
    """Read a table of answers as one document for every person; any other file gives one document.

    Raises:
        MaterialError: If it is no transcript, or cannot be read completely.
    """
    from qualcode.ingest.read import choose_reader, read_transcript

    options = options or ReadOptions()
    transcript = read_transcript(source, options)
    chosen = choose_reader(source)
    if not isinstance(chosen, TableReader):
        return (TableDocument(source, transcript),)
    read = _understand(source, options)
    if not isinstance(read.columns, AnswerColumns):
        return (TableDocument(source, transcript),)
    documents = []
    for respondent in answered(find_respondents(read.read, read.columns)):
        alone = write_answers(chosen.name, [respondent], (*read.remarks, *describe_columns(read.read, read.columns)))
        part = Source(f"{source.stem} {respondent.name}.csv", rows_as_csv(respondent, read.read.header))
        alone = replace(alone, encoding=read.encoding, newline=read.newline)
        documents.append(TableDocument(part, alone, participant_of(respondent, read.read, read.columns)))
    return tuple(documents)


@dataclass(frozen=True, slots=True)
class _Understood:
    """A table, what its columns hold, and what is to be said of how it was read."""

    read: ReadColumns
    columns: TurnColumns | AnswerColumns
    remarks: tuple[str, ...]
    encoding: str
    newline: str


def _understand(source: Source, options: ReadOptions) -> _Understood:
    table = read_table(source, options.encoding)
    read = read_columns(table)
    if read.columns is None:
        names = ", ".join(name for name in read.header[:8])
        raise NotATranscriptError(
            source.name,
            f"a table without a column of words (its columns are {names})",
            'name the columns "speaker" and "text" for one row per turn, or "question" and "answer"',
        )
    if source.data.startswith(b"PK"):
        return _Understood(read, read.columns, table.remarks, "", "lf")
    decoded = decode_text(source.name, source.data, options.encoding)
    newline = canonicalise(decoded.text).newline
    return _Understood(read, read.columns, table.remarks, decoded.encoding, newline)


def _is_csv(data: bytes, suffix: str) -> bool:
    """Under another name, the first line must name the columns of a table of turns."""
    if data.startswith(b"PK") or data[:1] in (b"{", b"["):
        return False
    if suffix in (".csv", ".tsv", ".tab"):
        return True
    first = peek_text(data).partition("\n")[0]
    if len(first) > 300:
        return False
    widths = (first.count(delimiter) for delimiter in ",;\t|")
    if max(widths) < 1:
        return False
    delimiter = max(",;\t|", key=first.count)
    names = [name.strip(' "') for name in first.split(delimiter)]
    return turn_columns(names) is not None and all(0 < len(name) <= 30 for name in names)


def _is_xlsx(data: bytes, suffix: str) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        archive = open_archive("", data, "")
        return _TYPES in archive and b"spreadsheetml" in archive.read(_TYPES)
    except MaterialError:
        return suffix in (".xlsx", ".xlsm") or b"xl/workbook" in data


def _is_ods(data: bytes, suffix: str) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        return is_ods(open_archive("", data, ""))
    except MaterialError:
        return suffix == ".ods"


CSV: TranscriptReader = TableReader("csv", "a table (text with delimiters)", (".csv", ".tsv", ".tab"), _is_csv)
XLSX: TranscriptReader = TableReader("xlsx", "an Excel workbook", (".xlsx", ".xlsm"), _is_xlsx)
ODS: TranscriptReader = TableReader("ods", "an OpenDocument spreadsheet", (".ods",), _is_ods)
