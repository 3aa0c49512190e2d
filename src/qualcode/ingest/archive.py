"""Office documents are ZIP archives: open one only after looking at what it claims to hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from qualcode.errors import DamagedFileError, EncryptedFileError, UnsafeFileError

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How large an archive of an office document may be.

    Attributes:
        members: Most parts.
        total_bytes, part_bytes: Most bytes when unpacked, all together and in one part.
        ratio: Most bytes unpacked for one byte packed, asked of parts larger than `ratio_from_bytes`.
    """

    members: int = 10_000
    total_bytes: int = 200_000_000
    part_bytes: int = 100_000_000
    ratio: int = 200
    ratio_from_bytes: int = 10_000_000


class Archive:
    """The parts of a checked archive, read one at a time and never to disk."""

    def __init__(self, name: str, kind: str, file: zipfile.ZipFile, limits: ArchiveLimits) -> None:
        self.name, self.kind = name, kind
        self._file, self._limits = file, limits

    def __contains__(self, part: str) -> bool:
        return part in self._file.NameToInfo

    @property
    def parts(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return self._file.namelist()

    def read(self, part: str) -> bytes:
        """Give the bytes of one part.

        Raises:
            DamagedFileError: If the part is missing or does not unpack.
            UnsafeFileError: If it is larger than it claimed.
        """
        if part not in self:
            raise DamagedFileError(self.name, self.kind, f'its part "{part}" is missing')
        try:
            with self._file.open(part) as stream:
                data = stream.read(self._limits.part_bytes + 1)
        except _DAMAGED as error:
            raise DamagedFileError(self.name, self.kind, f'its part "{part}" does not unpack') from error
        if len(data) > self._limits.part_bytes:
            raise UnsafeFileError(self.name, f'its part "{part}" unpacks to more than it claims')
        return data


def open_archive(name: str, data: bytes, kind: str, limits: ArchiveLimits | None = None) -> Archive:
    """Open a ZIP archive after a look at its table of contents.

    Args:
        name: The file's name, for messages.
        kind: What it should be, for messages ("a Word document").

    Raises:
        DamagedFileError: If it is no whole archive.
        EncryptedFileError: If a part needs a password.
        UnsafeFileError: If it would unpack to too much, or its parts have names that no office program gives.
    """
    limits = limits or ArchiveLimits()
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise DamagedFileError(name, kind, "its archive is incomplete") from error
    infos = file.infolist()
    _check_sizes(name, infos, limits)
    _check_names(name, infos)
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise EncryptedFileError(name)
    return Archive(name, kind, file, limits)


def _check_sizes(name: str, infos: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(infos) > limits.members:
        raise UnsafeFileError(name, f"it holds {len(infos):,} parts (limit {limits.members:,})")
    total = sum(info.file_size for info in infos)
    if total > limits.total_bytes:
        raise UnsafeFileError(
            name, f"it would unpack to {total / 1e6:,.0f} MB (limit {limits.total_bytes / 1e6:,.0f} MB)"
        )
    for info in infos:
        if info.file_size > limits.part_bytes:
            raise UnsafeFileError(name, f'its part "{info.filename}" would unpack to {info.file_size / 1e6:,.0f} MB')
        if info.file_size > limits.ratio_from_bytes and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise UnsafeFileError(name, f'its part "{info.filename}" is packed as tightly as only a trap is')


def _check_names(name: str, infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in (info.filename for info in infos):
        steps = part.replace("\\", "/").split("/")
        if steps[0] == "" or steps[0].endswith(":") or ".." in steps:
            raise UnsafeFileError(name, f'its part "{part}" points out of the archive')
        if part in seen:
            raise UnsafeFileError(name, f'it holds two parts named "{part}"')
        seen.add(part)
