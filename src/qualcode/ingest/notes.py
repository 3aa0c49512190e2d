"""Interviewers' notes that lie beside the transcripts: P01.notes.md, P01_notes.txt, notes/P01.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import Source
from qualcode.ingest.decode import decode_text
from qualcode.text import canonicalise

_SUFFIXES = (".md", ".txt")
_ENDING = re.compile(r"[ ._-]notes?$", re.IGNORECASE)
_FOLDER = "notes"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A file of notes and the transcript to which it belongs.

    Attributes:
        document: The transcript's file name without extension.
        path: Where the notes are.
    """

    document: str
    path: Path


def is_note(path: Path) -> bool:
    """Tell by its name or folder whether a file holds notes."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    return _ENDING.search(path.stem) is not None or path.parent.name.casefold() == _FOLDER


def find_notes(transcripts: Iterable[Path | str]) -> tuple[NoteFile, ...]:
    """Find the notes that belong to transcripts, in their order: beside each, and in a folder `notes` beside it."""
    notes: dict[Path, NoteFile] = {}
    for transcript in map(Path, transcripts):
        for path in _candidates(transcript.parent):
            if path != transcript and _document_of(path) == transcript.stem.casefold():
                notes.setdefault(path, NoteFile(transcript.stem, path))
    return tuple(notes.values())


def read_note(source: Source) -> str:
    """Give the text of a file of notes, decoded as transcripts are, without white space around it.

    Raises:
        SourceEmptyError: If there are no words.
        EncodingUnknownError: If it is no text.
    """
    text = canonicalise(decode_text(source.name, source.data).text).text.strip()
    if not text:
        raise SourceEmptyError(source.name, len(source.data))
    return text


def _candidates(folder: Path) -> list[Path]:
    places = [folder, folder / _FOLDER]
    found = [path for place in places if place.is_dir() for path in sorted(place.iterdir())]
    return [path for path in found if is_note(path) and path.is_file()]


def _document_of(note: Path) -> str:
    return _ENDING.sub("", note.stem).casefold()
