"""From a path to a transcript: fetch the bytes, look what they are, let the right reader read them."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

from qualcode.errors import (
    DamagedFileError,
    FileUnreadableError,
    SourceEmptyError,
    SourceForbiddenError,
    SourceIsFolderError,
    SourceMissingError,
    SourceTooLargeError,
)
from qualcode.ingest.base import MAX_BYTES, ReadOptions, Source, TranscriptReader
from qualcode.ingest.foreign import refuse_foreign
from qualcode.ingest.registry import SUFFIXES, reader, readers
from qualcode.text import Transcript


def read_source(path: Path | str, *, max_bytes: int = MAX_BYTES) -> Source:
    """Fetch a file's bytes.

    Raises:
        FileUnreadableError: If it is missing, a folder, a device, or not ours to read.
        SourceTooLargeError: If it is larger than the limit.
        SourceEmptyError: If it has no bytes.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceIsFolderError(path)
        if not stat.S_ISREG(mode):
            raise FileUnreadableError(path, "it is a device or a pipe, not a file")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceMissingError(path) from error
    except PermissionError as error:
        raise SourceForbiddenError(path) from error
    except (OSError, ValueError) as error:
        raise FileUnreadableError(path, getattr(error, "strerror", None) or str(error)) from error
    source = Source(path.name, data)
    _check_size(source, max_bytes)
    return source


def read_transcript(source: Source, options: ReadOptions | None = None) -> Transcript:
    """Read a transcript, deciding by its content what it is.

    Raises:
        MaterialError: If it is no transcript, or cannot be read completely; the message says what to do.
    """
    options = options or ReadOptions()
    _check_size(source, options.max_bytes)
    chosen = choose_reader(source)
    transcript = chosen.read(source, options)
    usual = SUFFIXES.get(source.suffix)
    if usual == chosen.name:
        return transcript
    named = f'ends in "{source.suffix}"' if source.suffix else "has no ending"
    found = f"Read as {chosen.title} by its content, though the name {named}."
    return replace(transcript, remarks=(found, *transcript.remarks))


def choose_reader(source: Source) -> TranscriptReader:
    """Give the reader for a file's content.

    Raises:
        EncryptedFileError: If the file has a password.
        NotATranscriptError: If it is of a kind that is not read.
        DamagedFileError: If it should be an office document, but its first bytes are gone.
    """
    *particular, text = readers()
    for candidate in particular:
        if candidate.recognises(source.data, source.suffix):
            return candidate
    refuse_foreign(source.name, source.data)
    by_name = SUFFIXES.get(source.suffix)
    if by_name in ("docx", "odt") and _is_binary(source.data):
        raise DamagedFileError(source.name, f"a {reader(by_name).title}", "it does not begin as one")
    return text


def _is_binary(data: bytes) -> bool:
    return b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _check_size(source: Source, max_bytes: int) -> None:
    if not source.data:
        raise SourceEmptyError(source.name, 0)
    if len(source.data) > max_bytes:
        raise SourceTooLargeError(source.name, max_bytes)
