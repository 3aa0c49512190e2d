"""Word documents (.docx), read from their XML so that no text is dropped unseen.

Kept: tables in place, tracked insertions, moved text at its new place, content controls, links, results of fields,
and text boxes once. Left out: tracked deletions, hidden text, instructions of fields, headers and footers. Footnotes
and endnotes stand at the end; comments are kept apart, with the words they are about.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from qualcode.errors import DamagedFileError, MaterialError
from qualcode.ingest.archive import Archive, open_archive
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.docx_comments import read_comments
from qualcode.ingest.docx_styles import Styles
from qualcode.ingest.docx_walk import WordWalk
from qualcode.ingest.docx_xml import SPACES, attribute_of, child_of
from qualcode.ingest.pieces import Pieces, make_transcript
from qualcode.ingest.xml import parse_xml
from qualcode.text import Transcript

_TITLE = "Word document"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"


class WordReader:
    """Reads .docx, and what is built alike (.docm, .dotx)."""

    name = "docx"
    title = _TITLE
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look into the archive for the content type of a text document; a broken archive goes by its name."""
        if not data.startswith(b"PK"):
            return False
        try:
            archive = open_archive("", data, _TITLE)
            return _TYPES in archive and b"wordprocessingml" in archive.read(_TYPES)
        except MaterialError:
            return suffix in self.suffixes or b"word/document.xml" in data

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Walk through the main part and the parts it refers to."""
        archive = open_archive(source.name, source.data, f"a {_TITLE}")
        main = _main_part(archive)
        related = _related_parts(archive, main)
        pieces = Pieces()
        body = child_of(parse_xml(archive, main), "body")
        for kind in ("header", "footer"):
            pieces.counts["margin"] += sum(_holds_words(archive, part) for part in related.get(kind, []))
        comments = read_comments(parse_xml(archive, part) for part in related.get("comments", []))
        pieces.comments += comments.values()
        pieces.counts["comment"] = len(comments)
        notes = {kind: _notes(archive, related, kind) for kind in ("footnote", "endnote")}
        styles = Styles(lambda: next((parse_xml(archive, part) for part in related.get("styles", [])), None))
        walk = WordWalk(pieces, notes, {key: number for number, key in enumerate(comments)}, styles)
        lines = list(walk.blocks(body)) if body is not None else []
        return make_transcript(self.name, source, lines, pieces, options)


READER: TranscriptReader = WordReader()


def _main_part(archive: Archive) -> str:
    """Find the main part by its relation to the package, under whatever name."""
    mains = _related_parts(archive, "").get("officeDocument", [])
    if not mains:
        raise DamagedFileError(archive.name, archive.kind, "it does not say which part holds the text")
    return mains[0]


def _related_parts(archive: Archive, part: str) -> dict[str, list[str]]:
    """Give the parts that one part (or the package, "") refers to, by the last word of the kind of relation."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    related: dict[str, list[str]] = {}
    if part and relations not in archive:
        return related
    for relation in parse_xml(archive, relations).iter(_RELATIONS):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if target in archive:
            related.setdefault(posixpath.basename(relation.get("Type", "")), []).append(target)
    return related


def _notes(archive: Archive, related: dict[str, list[str]], kind: str) -> dict[str, etree._Element]:
    """Give the footnotes or endnotes by their number in the file."""
    parts = related.get(f"{kind}s", [])
    notes = (note for part in parts for note in parse_xml(archive, part))
    return {attribute_of(note, "id"): note for note in notes}


def _holds_words(archive: Archive, part: str) -> bool:
    root = parse_xml(archive, part)
    return any((text.text or "").strip() for space in SPACES for text in root.iter(f"{{{space}}}t"))
