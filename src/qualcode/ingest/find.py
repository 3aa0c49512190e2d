"""Which files of a folder are transcripts, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import MaterialError
from qualcode.ingest.base import ReadOptions
from qualcode.ingest.decode import decode_text
from qualcode.ingest.notes import is_note
from qualcode.ingest.read import read_source
from qualcode.ingest.registry import SUFFIXES
from qualcode.ingest.speakers import find_heads

# Kinds of transcripts that are not read (yet): taken along, so that reading them says what to do.
_TAKEN_ALONG = frozenset({".doc", ".mht", ".mhtml"})
_TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"})
_MARKDOWN = frozenset({".md", ".markdown", ".mkd"})
_PAPERS = re.compile(r"(?:readme|licen[cs]e|changelog|contributing|codebook|notice|index)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was left aside, with the reason in a few words."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class FoundTranscripts:
    """What a look into files and folders found.

    Attributes:
        paths: The transcripts, each once: P2 before P10, in the order in which the folders were named.
        skipped: The other files, hidden ones not counted.
    """

    paths: tuple[Path, ...]
    skipped: tuple[SkippedFile, ...]


def find_transcripts(paths: Iterable[Path | str], *, recursive: bool = False) -> list[Path]:
    """Give the transcripts in files and folders; see `survey_transcripts`."""
    return list(survey_transcripts(paths, recursive=recursive).paths)


def survey_transcripts(paths: Iterable[Path | str], *, recursive: bool = False) -> FoundTranscripts:
    """Find the transcripts in files and folders, and say what was skipped.

    A file that is named itself is always taken, so that reading it tells what is wrong with it. In a folder, the
    extension decides; a Markdown file must show speakers, a table must have a column of words beside one of speakers or
    times, and JSON must hold speech, for most are something else.
    """
    found: dict[Path, Path] = {}
    skipped: list[SkippedFile] = []
    for path in map(Path, paths):
        if not path.is_dir() or path.suffix.lower() in SUFFIXES:
            found.setdefault(path.resolve(), path)
            continue
        entries = path.rglob("*") if recursive else path.iterdir()
        for entry in sorted(entries, key=_natural_order):
            if _is_hidden(entry.relative_to(path)) or (entry.is_dir() and entry.suffix.lower() not in SUFFIXES):
                continue
            reason = _reason_to_skip(entry)
            if reason is None:
                found.setdefault(entry.resolve(), entry)
            else:
                skipped.append(SkippedFile(entry, reason))
    return FoundTranscripts(tuple(found.values()), tuple(skipped))


def _natural_order(path: Path) -> tuple[object, ...]:
    """Sort P2 before P10, whatever the case."""
    parts = _DIGITS.split(str(path).casefold())
    return (*((int(part), "") if part.isdecimal() else (0, part) for part in parts), str(path))


def _is_hidden(relative: Path) -> bool:
    """Tell whether a file is hidden, or a lock or shadow that an office program or a Mac left."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in relative.parts)


def _reason_to_skip(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if path.is_dir():
        return "a folder, not a file"
    if suffix in _TABLES:
        return None if _holds_turns(path) else "a table, not a transcript"
    if suffix == ".json":
        return None if _holds_speech(path) else "JSON that holds no speech"
    if suffix not in SUFFIXES.keys() | _TAKEN_ALONG:
        return "not a kind of file that transcripts come in"
    if is_note(path):
        return "notes, not a transcript"
    if _PAPERS.match(path.stem):
        return "a paper about the folder, not a transcript"
    if suffix in _MARKDOWN and not _shows_speakers(path):
        return "a Markdown file in which nobody speaks; name it itself if it is a transcript"
    return None


def _shows_speakers(path: Path) -> bool:
    try:
        source = read_source(path)
        return len(find_heads(decode_text(source.name, source.data).text)) > 1
    except MaterialError:
        return True


def _holds_turns(path: Path) -> bool:
    """Tell a table of turns from one of participants, codings or answers: by the names of its columns."""
    from qualcode.ingest.table_columns import TurnColumns, read_columns
    from qualcode.ingest.tables import read_table

    try:
        return isinstance(read_columns(read_table(read_source(path))).columns, TurnColumns)
    except MaterialError:
        return False


def _holds_speech(path: Path) -> bool:
    from qualcode.ingest.speech_json import SpeechJsonReader

    try:
        source = read_source(path)
        SpeechJsonReader().read(source, ReadOptions())
    except MaterialError:
        return False
    return True
