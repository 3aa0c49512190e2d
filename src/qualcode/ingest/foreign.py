"""Kinds of files that people hand in but that are not read, told by their first bytes, with what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.errors import EncryptedFileError, NotATranscriptError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_DOCX = "open it in Word or LibreOffice and save it as .docx or .odt"
_WRITTEN_OUT = "bring its written transcript instead"


@dataclass(frozen=True, slots=True)
class _Kind:
    found: str
    advice: str
    fits: Callable[[bytes], bool]


def _starts(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(beginnings)


def _is_html(data: bytes) -> bool:
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _is_web_archive(data: bytes) -> bool:
    start = data[:2048].lower()
    return start.startswith((b"mime-version:", b"from:")) and b"multipart/related" in start


def _is_xml(data: bytes) -> bool:
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")


def _is_spreadsheet(data: bytes) -> bool:
    return data.startswith(b"PK") and (b"xl/workbook" in data or b"opendocument.spreadsheet" in data[:200])


def _is_film(data: bytes) -> bool:
    riff = data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ")
    return riff or data[4:8] == b"ftyp" or data.startswith(b"\x1aE\xdf\xa3")


_KINDS = (
    # Read as transcripts by readers of their own; still named here for those who want a table.
    _Kind("an RTF file", _SAVE_AS_DOCX, _starts(b"{\\rtf")),
    _Kind("a PDF", "save its text as .docx or .txt", lambda data: b"%PDF-" in data[:1024]),
    _Kind("a web page (HTML)", "save its text as .docx or .txt", _is_html),
    _Kind("a web page in one file (MHTML)", "open it and save it as .html or .docx", _is_web_archive),
    _Kind("a bare XML file", _SAVE_AS_DOCX, _is_xml),
    _Kind("a project file (SQLite)", "open it as a project with -p", _starts(b"SQLite format 3\0")),
    _Kind("a spreadsheet", "bring the transcripts as text documents", _is_spreadsheet),
    _Kind("a ZIP archive", "unpack it and name the transcripts inside", _starts(b"PK\x03\x04", b"PK\x05\x06")),
    _Kind(
        "a compressed archive",
        "unpack it first",
        _starts(b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ"),
    ),
    _Kind("a picture", _WRITTEN_OUT, _starts(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    _Kind("a sound recording", _WRITTEN_OUT, _starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"fLaC")),
    _Kind("a sound or film recording", _WRITTEN_OUT, _is_film),
)


def refuse_foreign(name: str, data: bytes) -> None:
    """Refuse content that is known and is no transcript.

    Raises:
        EncryptedFileError: If it is an office document with a password.
        NotATranscriptError: If it is of another kind that is not read.
    """
    if data.startswith(_OLE):
        _refuse_ole(name, data)
    for kind in _KINDS:
        if kind.fits(data):
            raise NotATranscriptError(name, kind.found, kind.advice)


def _refuse_ole(name: str, data: bytes) -> None:
    """Old Office formats and encrypted new ones share a container, whose directory names its streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFileError(name)
    if "WordDocument".encode("utf-16-le") in data:
        raise NotATranscriptError(name, "a Word document of the old binary kind (.doc)", _SAVE_AS_DOCX)
    raise NotATranscriptError(name, "a file of an old Office program", _SAVE_AS_DOCX)
