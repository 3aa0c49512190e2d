"""The readers there are: one line each. They are imported when a file is to be read, not before."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from qualcode.ingest.base import TranscriptReader

# Name of the format and the module that holds its READER. The order is the order of asking: any file may be text, so
# text comes last.
READERS: dict[str, str] = {
    "docx": "qualcode.ingest.docx",
    "odt": "qualcode.ingest.odt",
    "vtt": "qualcode.ingest.vtt",
    "srt": "qualcode.ingest.srt",
    "txt": "qualcode.ingest.txt",
}

# The extensions under which these formats are found, kept here so that a folder can be listed without loading a reader.
SUFFIXES: dict[str, str] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".odt": "odt", ".ott": "odt",
    ".vtt": "vtt",
    ".srt": "srt",
    ".txt": "txt", ".text": "txt", ".md": "txt",
}  # fmt: skip


def reader(name: str) -> TranscriptReader:
    """Give the reader of one format, by its name."""
    return cast(TranscriptReader, import_module(READERS[name]).READER)


def readers() -> Iterator[TranscriptReader]:
    """Give every reader, in the order in which they are asked."""
    return map(reader, READERS)
