"""Archives that could harm the machine are refused before they are unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from qualcode.errors import DamagedFileError, EncryptedFileError, UnsafeFileError
from qualcode.ingest.archive import ArchiveLimits, open_archive
from tests.ingest.files import archive


def opened(parts: dict[str, str | bytes], **limits: int) -> None:
    open_archive("x.docx", archive(parts), "a Word document", ArchiveLimits(**limits))


def test_parts_are_read_whole() -> None:
    file = open_archive("x.docx", archive({"a": "1", "b/c": "2"}), "a Word document")
    assert file.parts == ["a", "b/c"]
    assert "b/c" in file
    assert file.read("b/c") == b"2"
    with pytest.raises(DamagedFileError, match='its part "d" is missing'):
        file.read("d")


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(UnsafeFileError, match=r"holds 3 parts \(limit 2\)"):
        opened({"a": "", "b": "", "c": ""}, members=2)


def test_too_much_altogether_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match=r"would unpack to 3 MB \(limit 2 MB\)"):
        opened({"a": b"x" * 1_500_000, "b": b"x" * 1_500_000}, total_bytes=2_000_000)


def test_one_part_too_large_is_refused() -> None:
    with pytest.raises(UnsafeFileError, match='its part "a" would unpack to 3 MB'):
        opened({"a": b"x" * 3_000_000}, part_bytes=2_000_000)


def test_a_bomb_is_refused_by_its_ratio_at_once() -> None:
    with pytest.raises(UnsafeFileError, match="packed as tightly as only a trap is"):
        opened({"word/document.xml": b"\0" * 20_000_000})


@pytest.mark.parametrize("part", ["/etc/passwd", "../../x", "a/../../x", "C:/x", "..\\x"])
def test_names_that_point_out_of_the_archive_are_refused(part: str) -> None:
    with pytest.raises(UnsafeFileError, match="points out of the archive"):
        opened({part: "x"})


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("a", "2")
    with pytest.raises(UnsafeFileError, match='holds two parts named "a"'):
        open_archive("x.docx", buffer.getvalue(), "a Word document")


def test_a_part_with_a_password_is_named() -> None:
    data = bytearray(archive({"a": "secret"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8 : directory + 10] = struct.pack("<H", 1)
    with pytest.raises(EncryptedFileError, match=r"^x\.docx is protected with a password"):
        open_archive("x.docx", bytes(data), "a Word document")


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(archive({"a": b"x" * 5000}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    file = open_archive("x.docx", bytes(data), "a Word document")
    with pytest.raises(DamagedFileError, match='its part "a" does not unpack'):
        file.read("a")
