"""Read files with the settings that lie beside them, up to the point where they could be taken into a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.ingest.base import ReadOptions
from qualcode.ingest.find import find_transcripts
from qualcode.ingest.guess_language import LanguageGuess, guess_language
from qualcode.ingest.many import ReadFile, read_files
from qualcode.ingest.settings import FileSettings, apply_settings
from qualcode.ingest.settings_read import read_settings, settings_for
from qualcode.ingest.table_reader import TableDocument, read_documents
from qualcode.text import Transcript

_TABLES = frozenset({"csv", "xlsx", "ods"})
USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file to be read, and how.

    Attributes:
        settings: What is settled beside it, with what the call settles laid over.
        options: The same, for the reader.
    """

    path: Path
    settings: FileSettings
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """What became of one file.

    Attributes:
        documents: What it holds: one document, or one for each person of a table of answers.
        refused: Why it cannot be read; None if it was.
    """

    chosen: ChosenFile
    documents: tuple[TableDocument, ...] = ()
    refused: QualcodeError | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.chosen.path

    @property
    def language(self) -> str:
        """The language that is settled, or the usual one."""
        return self.chosen.settings.language or USUAL_LANGUAGE


def choose_files(
    paths: Iterable[Path | str],
    *,
    recursive: bool = False,
    language: str | None = None,
    options: ReadOptions | None = None,
) -> list[ChosenFile]:
    """Find the transcripts in files and folders and settle how each is read.

    What the call says goes before the settings beside a file; those in a folder that was named hold for all below it.

    Raises:
        MaterialIssuesError: If a file of settings holds mistakes; nothing is read then.
    """
    paths = [Path(path) for path in paths]
    read = cache(read_settings)
    chosen: dict[Path, ChosenFile] = {}
    for path in paths:
        for file in find_transcripts([path], recursive=recursive):
            if file.resolve() not in chosen:
                beside = settings_for(file, root=None if file == path else path, read=read)
                settings = beside.narrowed(settings_of(options, language))
                chosen[file.resolve()] = ChosenFile(file, settings, settings.options(_limits(options)))
    return list(chosen.values())


def prepare_files(files: Iterable[ChosenFile], *, workers: int | None = None) -> Iterator[PreparedFile]:
    """Read files one after the other, in their order; one that is refused does not hinder the others."""
    for _, group in groupby(files, key=lambda file: file.options):
        alike = list(group)
        reads = read_files([file.path for file in alike], alike[0].options, workers=workers)
        for file, read in zip(alike, reads, strict=True):
            yield _prepared(file, read)


def settings_of(options: ReadOptions | None, language: str | None) -> FileSettings:
    """Give what a call settles as settings, so that it can be laid over others and kept."""
    options = options or ReadOptions()
    return FileSettings(
        encoding=options.encoding,
        language=language,
        speakers=options.speaker_pattern,
        map=dict(options.speaker_map),
        drop_running_heads=options.drop_running_heads or None,
        join_wraps=options.join_wraps or None,
    )


def other_language(transcript: Transcript, language: str) -> LanguageGuess | None:
    """Give the language that the words seem to be in if it is surely another than the one settled."""
    spoken = " ".join(transcript.text[turn.start : turn.end] for turn in transcript.turns) or transcript.text
    guess = guess_language(spoken)
    differs = _first_part(guess.language) != _first_part(language)
    return guess if guess.sureness in ("sure", "likely") and differs and language != "xx" else None


def _first_part(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _limits(options: ReadOptions | None) -> ReadOptions:
    return ReadOptions(max_bytes=(options or ReadOptions()).max_bytes)


def _prepared(file: ChosenFile, read: ReadFile) -> PreparedFile:
    if isinstance(read.transcript, QualcodeError):
        return PreparedFile(file, refused=read.transcript)
    if read.source is None:
        raise AssertionError("read_files gives the bytes of what it could read")
    documents: Sequence[TableDocument] = (TableDocument(read.source, read.transcript),)
    if read.transcript.format in _TABLES:
        try:
            documents = read_documents(read.source, file.options)
        except QualcodeError as error:
            return PreparedFile(file, refused=error)
    settled = (replace(one, transcript=apply_settings(one.transcript, file.settings)) for one in documents)
    return PreparedFile(file, tuple(settled))
