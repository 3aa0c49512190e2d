"""The walk through a Word document: every kind of element is kept, left out, or looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from qualcode.ingest.docx_fields import Fields
from qualcode.ingest.docx_styles import Styles
from qualcode.ingest.docx_xml import SPACES, attribute_of, child_of, is_on, tags
from qualcode.ingest.marks import BOLD_BEGINS, BOLD_ENDS, comment_begins, comment_ends
from qualcode.ingest.pieces import Pieces, one_line
from qualcode.ingest.symbols import SYMBOL_FONTS, plain_symbols, symbol_character

_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_Handler = Callable[["WordWalk", etree._Element, list[str]], None]


class WordWalk:
    """One walk through a document; every kind of element has one method or none.

    Args:
        notes: Footnotes and endnotes, by kind and by their number in the file.
        comments: The place in `pieces.comments` of each comment, by its number in the file.
    """

    def __init__(
        self,
        pieces: Pieces,
        notes: dict[str, dict[str, etree._Element]],
        comments: Mapping[str, int] | None = None,
        styles: Styles | None = None,
    ) -> None:
        self.pieces = pieces
        self.notes = notes
        self.comments = comments or {}
        self.styles = styles or Styles()
        self.boxes: list[str] = []
        self.fields = Fields()
        self._paragraph_bold = False
        self._bold = False
        self._font = ""

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Give the lines of the paragraphs and tables in an element, in order."""
        unfinished = ""
        for block in _flattened(parent, self.pieces):
            if block.tag in _PARAGRAPH:
                line = unfinished + self._paragraph(block)
                unfinished = ""
                if _mark_is_deleted(block):
                    unfinished = line
                    continue
                yield line
                yield from self._take_boxes()
            elif block.tag in _TABLE:
                if unfinished:
                    yield unfinished
                    unfinished = ""
                self.pieces.counts["table"] += 1
                yield from self._rows(block)
            elif block.tag in _COMMENT_MARKS:
                # Between paragraphs: the mark goes along with the next one.
                out: list[str] = []
                _HANDLERS[block.tag](self, block, out)  # type: ignore[misc]
                unfinished += "".join(out)
        if unfinished:
            yield unfinished
        yield from self._take_boxes()

    def inline(self, parent: etree._Element, out: list[str]) -> None:
        """Add the text inside an element to `out`."""
        for child in parent:
            handle = _HANDLERS.get(child.tag, WordWalk.inline)
            if handle is not None:
                handle(self, child, out)

    def _paragraph(self, paragraph: etree._Element) -> str:
        properties = child_of(paragraph, "pPr")
        outer_bold = self._paragraph_bold
        self._paragraph_bold = False
        if properties is not None:
            number = child_of(properties, "numPr", "numId")
            if number is not None and attribute_of(number, "val") != "0":
                self.pieces.counts["numbered"] += 1
            self._paragraph_bold = bool(self.styles.says(_style_of(properties, "pStyle"), "b"))
        out: list[str] = []
        self.inline(paragraph, out)
        out.append(self.fields.end_paragraph())
        self._set_bold(False, out)
        self._paragraph_bold = outer_bold
        return "".join(out)

    def _set_bold(self, bold: bool, out: list[str]) -> None:
        if bold != self._bold:
            out.append(BOLD_BEGINS if bold else BOLD_ENDS)
            self._bold = bold

    def _take_boxes(self) -> list[str]:
        boxes, self.boxes = self.boxes, []
        return boxes

    def _rows(self, table: etree._Element) -> Iterator[str]:
        """Give one line for every row; cells with several paragraphs make it several lines."""
        for row in _flattened(table, self.pieces):
            if row.tag not in _ROW:
                continue
            if child_of(row, "trPr", "del") is not None:
                self.pieces.counts["deletion"] += 1
                continue
            cells = [
                cell
                for cell in _flattened(row, self.pieces)
                if cell.tag in _CELL and child_of(cell, "tcPr", "cellDel") is None
            ]
            yield "\t".join("\n".join(self.blocks(cell)) for cell in cells)

    def _run(self, run: etree._Element, out: list[str]) -> None:
        said = _read_properties(run)
        style = said.style
        if _first_said(said.hidden, self.styles.says(style, "vanish")):
            self.pieces.counts["hidden"] += 1
            return
        self._font = said.font
        bold = _first_said(said.bold, self.styles.says(style, "b"), self._paragraph_bold)
        if bold != self._bold and any(child.tag in _SHOWN for child in run):
            self._set_bold(bold, out)
        self.inline(run, out)

    def _text(self, element: etree._Element, out: list[str]) -> None:
        words = one_line(element.text or "")
        if self._font in SYMBOL_FONTS:
            words = plain_symbols(words, self._font)
        if self.fields.shows:
            out.append(words)
        else:
            self.fields.hold(words)

    def _character(self, element: etree._Element, out: list[str], *, character: str) -> None:
        if self.fields.shows:
            out.append(character)

    def _symbol(self, element: etree._Element, out: list[str]) -> None:
        out.append(symbol_character(attribute_of(element, "char"), attribute_of(element, "font")))

    def _optional_hyphen(self, element: etree._Element, out: list[str]) -> None:
        self.pieces.counts["optional"] += 1

    def _field(self, element: etree._Element, out: list[str]) -> None:
        self.fields.mark(attribute_of(element, "fldCharType"))

    def _comment(self, element: etree._Element, out: list[str], *, mark: Callable[[int], str]) -> None:
        number = self.comments.get(attribute_of(element, "id"))
        if number is not None:
            out.append(mark(number))

    def _tracked(self, element: etree._Element, out: list[str], *, what: str, keep: bool) -> None:
        self.pieces.counts[what] += 1
        if keep:
            self.inline(element, out)

    def _note(self, reference: etree._Element, out: list[str], *, kind: str) -> None:
        # Taken out, so that a note that refers to itself comes to an end.
        note = self.notes[kind].pop(attribute_of(reference, "id"), None)
        if note is None:
            return
        mark = self.pieces.open_note(kind)
        out.append(mark)
        place = len(self.pieces.notes)
        self.pieces.notes.append((mark, []))
        boxes, bold = self._take_boxes(), self._leave()
        lines = [line.strip() for line in self.blocks(note)]
        self.boxes = boxes
        self._come_back(bold)
        self.pieces.notes[place] = (mark, lines)

    def _box(self, box: etree._Element, out: list[str]) -> None:
        self.pieces.counts["box"] += 1
        outer, bold = self._take_boxes(), self._leave()
        lines = list(self.blocks(box))
        self.boxes = [*outer, *lines]
        self._come_back(bold)

    def _leave(self) -> tuple[bool, Fields]:
        """Set aside what belongs to the paragraph here, while another text inside it is read."""
        left = (self._bold, self.fields)
        self._bold, self.fields = False, Fields()
        return left

    def _come_back(self, left: tuple[bool, Fields]) -> None:
        self._bold, self.fields = left

    def _one_branch(self, alternatives: etree._Element, out: list[str]) -> None:
        """Enter the first branch; all say the same for programs of different age."""
        branch = _first_branch(alternatives)
        if branch is not None:
            self.inline(branch, out)

    def _ruby(self, ruby: etree._Element, out: list[str]) -> None:
        base = child_of(ruby, "rubyBase")
        if base is not None:
            self.inline(base, out)


def _flattened(parent: etree._Element, pieces: Pieces) -> Iterator[etree._Element]:
    """Give the children, looking through content controls and other wrappers around whole blocks."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _flattened(child, pieces)
        elif child.tag == _ALTERNATIVES:
            branch = _first_branch(child)
            if branch is not None:
                yield from _flattened(branch, pieces)
        elif child.tag in _EMBEDDED:
            pieces.counts["embedded"] += 1
        else:
            yield child


def _first_branch(alternatives: etree._Element) -> etree._Element | None:
    return next(iter(alternatives), None)


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Tell whether the end of a paragraph is a tracked deletion, so that it runs on into the next."""
    said = child_of(paragraph, "pPr", "rPr")
    return said is not None and any(child_of(said, change) is not None for change in ("del", "moveFrom"))


@dataclass(slots=True)
class _RunProperties:
    """What a run says of itself; None where it says nothing."""

    hidden: bool | None = None
    bold: bool | None = None
    style: str = ""
    font: str = ""


def _read_properties(run: etree._Element) -> _RunProperties:
    """Read the properties of a run in one pass; they stand before everything else in it."""
    said = _RunProperties()
    if not len(run) or run[0].tag not in _RUN_PROPERTIES:
        return said
    for property_ in run[0]:
        kind = _PROPERTIES.get(property_.tag)
        if kind == "b":
            said.bold = is_on(property_)
        elif kind == "vanish":
            said.hidden = is_on(property_)
        elif kind == "rStyle":
            said.style = attribute_of(property_, "val")
        elif kind == "rFonts":
            said.font = attribute_of(property_, "ascii")
    return said


def _style_of(properties: etree._Element, kind: str) -> str:
    style = child_of(properties, kind)
    return attribute_of(style, "val") if style is not None else ""


def _first_said(*said: bool | None) -> bool:
    """Give the first that says something."""
    return next((one for one in said if one is not None), False)


def _add(character: str) -> _Handler:
    return partial(WordWalk._character, character=character)


_RUN_PROPERTIES = tags("rPr")
_PROPERTIES = {tag: name for name in ("b", "vanish", "rStyle", "rFonts") for tag in tags(name)}
_PARAGRAPH, _TABLE, _ROW, _CELL = tags("p"), tags("tbl"), tags("tr"), tags("tc")
_WRAPPERS = tags("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent")
_EMBEDDED = tags("altChunk", "subDoc")
_COMMENT_MARKS = tags("commentRangeStart", "commentRangeEnd")
# Elements of a run that show as words; only they can be bold.
_SHOWN = tags("t", "sym", "noBreakHyphen")

# What to do at each element inside a paragraph: None leaves it out, and what is not named here is looked into.
_IN_WORD: dict[str, _Handler | None] = {
    "r": WordWalk._run,
    "t": WordWalk._text,
    "tab": _add("\t"),
    "ptab": _add("\t"),
    "br": _add("\n"),
    "cr": _add("\n"),
    "noBreakHyphen": _add("\u2011"),
    "softHyphen": WordWalk._optional_hyphen,
    "sym": WordWalk._symbol,
    "fldChar": WordWalk._field,
    "commentRangeStart": partial(WordWalk._comment, mark=comment_begins),
    "commentRangeEnd": partial(WordWalk._comment, mark=comment_ends),
    # A comment without a range; after one, it says nothing new.
    "commentReference": partial(WordWalk._comment, mark=comment_ends),
    "ins": partial(WordWalk._tracked, what="insertion", keep=True),
    "del": partial(WordWalk._tracked, what="deletion", keep=False),
    "moveTo": partial(WordWalk._tracked, what="moved", keep=True),
    "moveFrom": None,
    "footnoteReference": partial(WordWalk._note, kind="footnote"),
    "endnoteReference": partial(WordWalk._note, kind="endnote"),
    "txbxContent": WordWalk._box,
    "ruby": WordWalk._ruby,
    "instrText": None,
    "delText": None,
    "delInstrText": None,
    "pPr": None,
    "rPr": None,
    "sdtPr": None,
    "sdtEndPr": None,
    "customXmlPr": None,
    "smartTagPr": None,
}
_HANDLERS: dict[str, _Handler | None] = {
    f"{{{space}}}{name}": handler for space in SPACES for name, handler in _IN_WORD.items()
}
_HANDLERS |= {f"{{{space}}}t": WordWalk._text for space in _MATH}
_HANDLERS[_ALTERNATIVES] = WordWalk._one_branch
