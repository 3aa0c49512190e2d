"""Take in what people said: transcripts, participants, notes. The content decides; remarks say what was found."""

from qualcode.ingest.base import MAX_BYTES, ReadOptions, Source, TranscriptReader
from qualcode.ingest.find import FoundTranscripts, SkippedFile, find_transcripts, survey_transcripts
from qualcode.ingest.guess_language import LanguageGuess, guess_language
from qualcode.ingest.language import Segmentation, sentence_spans, token_spans
from qualcode.ingest.many import ReadFile, read_files, read_many
from qualcode.ingest.notes import NoteFile, find_notes, read_note
from qualcode.ingest.participants import ParticipantRow, ParticipantsTable, read_participants
from qualcode.ingest.prepare import ChosenFile, PreparedFile, choose_files, other_language, prepare_files, settings_of
from qualcode.ingest.read import read_source, read_transcript
from qualcode.ingest.redactions import Mark, find_marks
from qualcode.ingest.registry import READERS, SUFFIXES, reader, readers
from qualcode.ingest.report import ImportReport, describe_transcript
from qualcode.ingest.revise import TextDifference, WordChange, compare_versions
from qualcode.ingest.rows import Row
from qualcode.ingest.settings import SETTINGS_NAME, FileSettings, IngestSettings, apply_settings
from qualcode.ingest.settings_read import read_settings, settings_for
from qualcode.ingest.settings_write import write_settings
from qualcode.ingest.speakers import SpeakersFound, find_turns
from qualcode.ingest.table_reader import TableDocument, read_documents
from qualcode.ingest.tables import Table, read_table
from qualcode.ingest.variants import find_variants

__all__ = [
    "MAX_BYTES",
    "READERS",
    "SETTINGS_NAME",
    "SUFFIXES",
    "ChosenFile",
    "FileSettings",
    "FoundTranscripts",
    "ImportReport",
    "IngestSettings",
    "LanguageGuess",
    "Mark",
    "NoteFile",
    "ParticipantRow",
    "ParticipantsTable",
    "PreparedFile",
    "ReadFile",
    "ReadOptions",
    "Row",
    "Segmentation",
    "SkippedFile",
    "Source",
    "SpeakersFound",
    "Table",
    "TableDocument",
    "TextDifference",
    "TranscriptReader",
    "WordChange",
    "apply_settings",
    "choose_files",
    "compare_versions",
    "describe_transcript",
    "find_marks",
    "find_notes",
    "find_transcripts",
    "find_turns",
    "find_variants",
    "guess_language",
    "other_language",
    "prepare_files",
    "read_documents",
    "read_files",
    "read_many",
    "read_note",
    "read_participants",
    "read_settings",
    "read_source",
    "read_table",
    "read_transcript",
    "reader",
    "readers",
    "sentence_spans",
    "settings_for",
    "settings_of",
    "survey_transcripts",
    "token_spans",
    "write_settings",
]
