"""Parse XML that came from outside: no entities, no network, no document type declaration."""

from __future__ import annotations

from lxml import etree

from qualcode.errors import DamagedFileError, UnsafeFileError
from qualcode.ingest.archive import Archive


def parse_xml(archive: Archive, part: str) -> etree._Element:
    """Parse one part of an archive and give its root.

    Raises:
        DamagedFileError: If the part is missing or no well-formed XML.
        UnsafeFileError: If it declares a document type: no office program does, and entities hide there.
    """
    data = archive.read(part)
    refuse_doctype(archive.name, part, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError(archive.name, archive.kind, f'its part "{part}" is no well-formed XML') from error
    # Asked again of the parser, for encodings in which the bytes hide the words.
    if getattr(root.getroottree().docinfo, "doctype", None):
        raise UnsafeFileError(archive.name, f'its part "{part}" declares a document type')
    return root


def refuse_doctype(name: str, part: str, data: bytes) -> None:
    """Refuse a part that declares a document type, before any parser sees it.

    Raises:
        UnsafeFileError: If it does.
    """
    if b"<!DOCTYPE" in data or (b"\0" in data and b"<!DOCTYPE" in data.replace(b"\0", b"")):
        raise UnsafeFileError(name, f'its part "{part}" declares a document type')
