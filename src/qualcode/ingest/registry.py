"""The readers there are: one line each. They are imported when a file is to be read, not before."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from qualcode.ingest.base import TranscriptReader

# Name of the format and the module that holds its READER, or another name in it. The order is the order of asking: any
# file may be text, so text comes last.
READERS: dict[str, str] = {
    "docx": "qualcode.ingest.docx",
    "odt": "qualcode.ingest.odt",
    "rtf": "qualcode.ingest.rtf",
    "pdf": "qualcode.ingest.pdf",
    "html": "qualcode.ingest.html",
    "vtt": "qualcode.ingest.vtt",
    "srt": "qualcode.ingest.srt",
    "json": "qualcode.ingest.speech_json",
    "xlsx": "qualcode.ingest.table_reader:XLSX",
    "ods": "qualcode.ingest.table_reader:ODS",
    "csv": "qualcode.ingest.table_reader:CSV",
    "txt": "qualcode.ingest.txt",
}

# The extensions under which these formats are found, kept here so that a folder can be listed without loading a reader.
SUFFIXES: dict[str, str] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".odt": "odt", ".ott": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".vtt": "vtt",
    ".srt": "srt",
    ".json": "json",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".ods": "ods",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".txt": "txt", ".text": "txt", ".md": "txt", ".markdown": "txt", ".mkd": "txt",
}  # fmt: skip


def reader(name: str) -> TranscriptReader:
    """Give the reader of one format, by its name."""
    module, _, instance = READERS[name].partition(":")
    return cast(TranscriptReader, getattr(import_module(module), instance or "READER"))


def readers() -> Iterator[TranscriptReader]:
    """Give every reader, in the order in which they are asked."""
    return map(reader, READERS)
