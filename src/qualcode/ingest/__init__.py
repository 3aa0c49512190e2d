"""Take in what people said: transcripts, participants, notes. The content decides; remarks say what was found."""

from qualcode.ingest.base import MAX_BYTES, ReadOptions, Source, TranscriptReader
from qualcode.ingest.find import FoundTranscripts, SkippedFile, find_transcripts, survey_transcripts
from qualcode.ingest.language import Segmentation, sentence_spans, token_spans
from qualcode.ingest.notes import NoteFile, find_notes, read_note
from qualcode.ingest.participants import ParticipantRow, ParticipantsTable, read_participants
from qualcode.ingest.read import read_source, read_transcript
from qualcode.ingest.registry import READERS, SUFFIXES, reader, readers
from qualcode.ingest.speakers import SpeakersFound, find_turns
from qualcode.ingest.tables import Row, Table, read_table

__all__ = [
    "MAX_BYTES",
    "READERS",
    "SUFFIXES",
    "FoundTranscripts",
    "NoteFile",
    "ParticipantRow",
    "ParticipantsTable",
    "ReadOptions",
    "Row",
    "Segmentation",
    "SkippedFile",
    "Source",
    "SpeakersFound",
    "Table",
    "TranscriptReader",
    "find_notes",
    "find_transcripts",
    "find_turns",
    "read_note",
    "read_participants",
    "read_source",
    "read_table",
    "read_transcript",
    "reader",
    "readers",
    "sentence_spans",
    "survey_transcripts",
    "token_spans",
]
