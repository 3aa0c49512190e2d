"""OpenDocument text (.odt), read from its XML by the same rules as Word documents: see `docx.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from qualcode.errors import EncryptedFileError, MaterialError
from qualcode.ingest.archive import Archive, open_archive
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.marks import BOLD_BEGINS, BOLD_ENDS, comment_begins, comment_ends
from qualcode.ingest.odt_styles import Styles, read_styles
from qualcode.ingest.pieces import Pieces, Remark, make_transcript
from qualcode.ingest.xml import parse_xml
from qualcode.text import Transcript

_TITLE = "OpenDocument text"
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_WHITE = re.compile(r"[ \t\r\n]+")
# More than this many spaces in one place is no text any more.
_MOST_SPACES = 1000
_MARKS = "\x01\x02\x03\x05\x060123456789"


class OpenDocumentReader:
    """Reads .odt and its templates."""

    name = "odt"
    title = _TITLE
    suffixes: tuple[str, ...] = (".odt", ".ott")

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for the content type that the archive states first; a broken archive goes by its name."""
        if not data.startswith(b"PK"):
            return False
        try:
            archive = open_archive("", data, _TITLE)
            return "mimetype" in archive and b"opendocument.text" in archive.read("mimetype")
        except MaterialError:
            return suffix in self.suffixes

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Walk through the content and count what the styles hold in headers and footers."""
        archive = open_archive(source.name, source.data, f"an {_TITLE}")
        _refuse_encrypted(archive)
        content = parse_xml(archive, "content.xml")
        named = [parse_xml(archive, "styles.xml")] if "styles.xml" in archive else []
        pieces = Pieces()
        pieces.counts["margin"] = sum(map(_margins_with_words, named))
        body = content.find(f"{_tag('office:body')}/{_tag('office:text')}")
        walk = _Walk(pieces, read_styles([*named, content]))
        lines = list(walk.blocks(body)) if body is not None else []
        return make_transcript(self.name, source, lines, pieces, options)


READER: TranscriptReader = OpenDocumentReader()


@cache
def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def _tags(*names: str) -> frozenset[str]:
    return frozenset(map(_tag, names))


_PARAGRAPHS = _tags("text:p", "text:h")
_ROWS_AROUND = _tags("table:table-header-rows", "table:table-rows", "table:table-row-group")
_CELLS = _tags("table:table-cell", "table:covered-table-cell")
_LEFT_OUT = _tags(
    "text:tracked-changes", "text:sequence-decls", "text:variable-decls", "text:user-field-decls",
    "text:dde-connection-decls", "text:note-citation", "text:ruby-text", "text:hidden-text",
    "text:list-level-style-number", "office:forms", "office:event-listeners",
    "office:dde-source", "svg:title", "svg:desc", "draw:glue-point", "draw:image-map", "table:title", "table:desc",
    "table:shapes",
)  # fmt: skip
_CHARACTERS = {_tag("text:tab"): "\t", _tag("text:line-break"): "\n"}


def _refuse_encrypted(archive: Archive) -> None:
    if "encrypted-package" in archive:
        raise EncryptedFileError(archive.name)
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise EncryptedFileError(archive.name)


def _margins_with_words(styles: etree._Element) -> int:
    names = _tags(
        "style:header",
        "style:footer",
        "style:header-left",
        "style:footer-left",
        "style:header-first",
        "style:footer-first",
    )
    margins = (element for element in styles.iter() if element.tag in names)
    return sum(bool("".join(str(text) for text in margin.itertext()).strip()) for margin in margins)


class _Line:
    """The text of one paragraph, in which white space of the file collapses and only marked spaces count."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._ends_soft = True

    def add(self, text: str | None) -> None:
        """Add text as the file lays it out."""
        if not text:
            return
        collapsed = _WHITE.sub(" ", text)
        if self._ends_soft and collapsed.startswith(" "):
            collapsed = collapsed[1:]
        if collapsed:
            self._parts.append(collapsed)
            self._ends_soft = collapsed.endswith(" ")

    def add_exactly(self, characters: str) -> None:
        """Add characters that are meant as they are."""
        self._parts.append(characters)
        self._ends_soft = False

    def add_mark(self, mark: str) -> None:
        """Add an invisible mark, which changes nothing for the white space around it."""
        self._parts.append(mark)

    def __str__(self) -> str:
        text = "".join(self._parts)
        if not self._ends_soft:
            return text
        words = text.rstrip(_MARKS)
        return words[:-1] + text[len(words) :] if words.endswith(" ") else text


class _Walk:
    """One walk through a document."""

    def __init__(self, pieces: Pieces, styles: Styles) -> None:
        self.pieces = pieces
        self.styles = styles
        self.boxes: list[str] = []
        self._comments: dict[str, int] = {}
        self._bold = False

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Give the lines of everything in an element, in order."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield self._paragraph(child)
                yield from self._take_boxes()
            elif child.tag == _tag("table:table"):
                self.pieces.counts["table"] += 1
                yield from self._rows(child)
            elif child.tag == _tag("text:tracked-changes"):
                self._count_changes(child)
            elif child.tag == _tag("draw:text-box"):
                yield from self._box(child)
            elif child.tag == _tag("text:section") and child.get(_tag("text:display")) == "none":
                self.pieces.counts["hidden"] += 1
            elif child.tag == _tag("office:annotation"):
                yield self._comment(child)
            elif child.tag not in _LEFT_OUT:
                self.pieces.counts["numbered"] += child.tag == _tag("text:list-item")
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> str:
        line = _Line()
        bold = self.styles.bold.get(_style_of(paragraph), False)
        self._styled(paragraph, line, bold=bold, was_bold=False)
        return str(line)

    def _styled(self, element: etree._Element, line: _Line, *, bold: bool, was_bold: bool) -> None:
        """Add what an element holds, with marks around it if it is bold and its surroundings are not."""
        outer, self._bold = self._bold, bold
        if bold != was_bold:
            line.add_mark(BOLD_BEGINS if bold else BOLD_ENDS)
        line.add(element.text)
        self._inline(element, line)
        if bold != was_bold:
            line.add_mark(BOLD_ENDS if bold else BOLD_BEGINS)
        self._bold = outer

    def _inline(self, parent: etree._Element, line: _Line) -> None:
        for child in parent:
            self._element(child, line)
            line.add(child.tail)

    def _element(self, element: etree._Element, line: _Line) -> None:
        tag = element.tag
        if tag in _CHARACTERS:
            line.add_exactly(_CHARACTERS[tag])
        elif tag == _tag("text:s"):
            line.add_exactly(" " * _space_count(element))
        elif tag == _tag("text:note"):
            line.add_exactly(self._note(element))
        elif tag == _tag("office:annotation"):
            line.add_mark(self._comment(element))
        elif tag == _tag("office:annotation-end"):
            number = self._comments.get(element.get(_tag("office:name"), ""))
            line.add_mark(comment_ends(number) if number is not None else "")
        elif tag == _tag("text:span"):
            self._span(element, line)
        elif tag == _tag("draw:text-box"):
            self.boxes += self._box(element)
        elif tag in _PARAGRAPHS or tag == _tag("table:table"):
            self.boxes += self._block(element)
        elif tag not in _LEFT_OUT:
            line.add(element.text)
            self._inline(element, line)

    def _span(self, span: etree._Element, line: _Line) -> None:
        style = _style_of(span)
        if style in self.styles.hidden:
            self.pieces.counts["hidden"] += 1
            return
        self._styled(span, line, bold=self.styles.bold.get(style, self._bold), was_bold=self._bold)

    def _comment(self, annotation: etree._Element) -> str:
        """Put a comment among the comments and give the mark of its place; one with a name has its end further on."""
        number = len(self.pieces.comments)
        words = ("".join(map(str, part.itertext())) for part in annotation.iter(*_PARAGRAPHS))
        author, at = (annotation.findtext(_tag(name)) or "" for name in ("dc:creator", "dc:date"))
        self.pieces.comments.append(Remark(author, "\n".join(words).strip(), at))
        self.pieces.counts["comment"] += 1
        name = annotation.get(_tag("office:name"), "")
        self._comments[name] = number
        return comment_begins(number) if name else comment_ends(number)

    def _block(self, block: etree._Element) -> list[str]:
        """Read a block that stands inside a paragraph, as in shapes."""
        if block.tag in _PARAGRAPHS:
            return [self._paragraph(block)]
        return list(self._rows(block))

    def _box(self, box: etree._Element) -> list[str]:
        self.pieces.counts["box"] += 1
        outer = self._take_boxes()
        lines = list(self.blocks(box))
        self.boxes = outer
        return lines

    def _take_boxes(self) -> list[str]:
        boxes, self.boxes = self.boxes, []
        return boxes

    def _note(self, note: etree._Element) -> str:
        """Put the words of a note among the notes and give its mark."""
        kind = "endnote" if note.get(_tag("text:note-class")) == "endnote" else "footnote"
        mark = self.pieces.open_note(kind)
        place = len(self.pieces.notes)
        self.pieces.notes.append((mark, []))
        outer = self._take_boxes()
        body = note.find(_tag("text:note-body"))
        lines = [line.strip() for line in self.blocks(body)] if body is not None else []
        self.boxes = outer
        self.pieces.notes[place] = (mark, lines)
        return mark

    def _rows(self, table: etree._Element) -> Iterator[str]:
        for child in table:
            if child.tag in _ROWS_AROUND:
                yield from self._rows(child)
            elif child.tag == _tag("table:table-row"):
                yield "\t".join("\n".join(self.blocks(cell)) for cell in child if cell.tag in _CELLS)

    def _count_changes(self, changes: etree._Element) -> None:
        for what in ("insertion", "deletion"):
            self.pieces.counts[what] += sum(1 for _ in changes.iter(_tag(f"text:{what}")))


def _style_of(element: etree._Element) -> str:
    return element.get(_tag("text:style-name"), "")


def _space_count(element: etree._Element) -> int:
    written = element.get(_tag("text:c"), "1")
    return min(int(written), _MOST_SPACES) if written.isascii() and written.isdigit() else 1
