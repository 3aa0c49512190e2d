"""Fetching files and deciding what they are: one clear sentence for everything that is not read."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.errors import (
    DamagedFileError,
    EncryptedFileError,
    FileUnreadableError,
    MaterialError,
    NotATranscriptError,
    SourceEmptyError,
    SourceForbiddenError,
    SourceIsFolderError,
    SourceMissingError,
    SourceTooLargeError,
    UnsafeFileError,
)
from qualcode.ingest import Source, read_source, read_transcript
from tests.ingest.files import GOOD, archive

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def test_a_file_is_fetched_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "P 01.Final.TXT"
    path.write_bytes(b"words")
    source = read_source(path)
    assert source == Source("P 01.Final.TXT", b"words")
    assert (source.suffix, source.stem) == (".txt", "P 01.Final")
    assert source.sha256 == hashlib.sha256(b"words").hexdigest()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        SourceMissingError, match=r"P01\.docx cannot be read: there is no such file; check the spelling"
    ):
        read_source(tmp_path / "P01.docx")


def test_a_folder_named_like_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "P01.docx").mkdir()
    with pytest.raises(SourceIsFolderError, match=r"it is a folder; name a file inside it"):
        read_source(tmp_path / "P01.docx")


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "P01.txt"
    path.write_text("words")

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(SourceForbiddenError, match="you have no permission to read it"):
        read_source(path)


def test_a_file_that_vanishes_while_it_is_opened_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "P01.txt"
    path.write_text("words")
    opened = Path.open

    def vanish(self: Path, *arguments: str) -> object:
        self.unlink()
        return opened(self, *arguments)

    monkeypatch.setattr(Path, "open", vanish)
    with pytest.raises(SourceMissingError):
        read_source(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "P01.txt")
    with pytest.raises(FileUnreadableError, match="it is a device or a pipe"):
        read_source(tmp_path / "P01.txt")


def test_an_impossible_path_is_refused() -> None:
    with pytest.raises(FileUnreadableError):
        read_source("a\0b")


def test_a_file_over_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "P01.txt"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(SourceTooLargeError, match=r"^P01\.txt is larger than 2 MB, the limit for one file"):
        read_source(path, max_bytes=2_000_000)


def test_an_empty_file_and_one_of_white_space_are_refused(tmp_path: Path) -> None:
    (tmp_path / "P01.txt").write_bytes(b"")
    with pytest.raises(SourceEmptyError, match=r"is empty \(0 bytes\)"):
        read_source(tmp_path / "P01.txt")
    with pytest.raises(SourceEmptyError, match="holds no words"):
        read_transcript(Source("P01.txt", b" \n\t\r\n"))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "a web page in one file"),
        (b"<?xml version='1.0'?><w:document/>", "a bare XML file"),
        (archive({"xl/workbook.xml": "<x/>"}), "a spreadsheet"),
        (archive({"P01.txt": "words"}), "a ZIP archive"),
        (b"\x1f\x8b\x08", "a compressed archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"ID3\x04", "a sound recording"),
        (b"\0\0\0\x20ftypM4A ", "a sound or film recording"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a sound or film recording"),
        (b"SQLite format 3\0", "a project file"),
        (OLE + "WordDocument".encode("utf-16-le"), r"a Word document of the old binary kind \(\.doc\)"),
        (OLE, "a file of an old Office program"),
    ],
)
@pytest.mark.parametrize("name", ["P01.txt", "P01.docx", "P01"])
def test_content_of_another_kind_is_named_whatever_the_file_is_called(data: bytes, found: str, name: str) -> None:
    with pytest.raises(
        NotATranscriptError,
        match=rf"^{name} is {found}.*, which is not read as a transcript; ".replace("P01.", r"P01\."),
    ):
        read_transcript(Source(name, data))


def test_an_old_word_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotATranscriptError, match=r"open it in Word or LibreOffice and save it as \.docx or \.odt"):
        read_transcript(Source("P01.doc", OLE + "WordDocument".encode("utf-16-le")))


def test_a_word_document_with_a_password_is_refused_with_what_to_do() -> None:
    with pytest.raises(EncryptedFileError, match="open it, save it without the password, and read it again"):
        read_transcript(Source("P01.docx", OLE + "EncryptedPackage".encode("utf-16-le")))


def test_a_word_document_called_doc_is_read_and_remarked() -> None:
    transcript = read_transcript(Source("P01.doc", GOOD["docx"]))
    assert transcript.remarks[0] == 'Read as Word document by its content, though the name ends in ".doc".'


def test_a_name_without_an_ending_is_remarked() -> None:
    assert read_transcript(Source("P01", GOOD["txt"])).remarks[0].endswith("though the name has no ending.")


def test_a_document_whose_beginning_is_gone_is_damaged() -> None:
    with pytest.raises(DamagedFileError, match="it does not begin as one"):
        read_transcript(Source("P01.docx", b"\0\1\2\3" * 100))


def test_a_bomb_inside_a_document_is_refused() -> None:
    parts = {"[Content_Types].xml": "wordprocessingml", "word/document.xml": b" " * 30_000_000}
    with pytest.raises(UnsafeFileError, match="packed as tightly as only a trap is"):
        read_transcript(Source("P01.docx", archive(parts)))


def test_every_refusal_is_one_line_that_begins_with_the_file() -> None:
    for data in (b"", b" ", b"%PDF-", OLE, b"PK\x03\x04", bytes(range(256)) * 9):
        with pytest.raises(MaterialError) as caught:
            read_transcript(Source("P01.docx", data))
        assert str(caught.value).startswith("P01.docx ")
        assert "\n" not in str(caught.value)


def test_importing_ingest_loads_no_heavy_library() -> None:
    heavy = {"lxml", "spacy", "openpyxl", "docx", "pandas", "numpy", "pypdfium2"}
    code = f"import sys, qualcode.ingest; print(sorted({heavy} & {{name.split('.')[0] for name in sys.modules}}))"
    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )
