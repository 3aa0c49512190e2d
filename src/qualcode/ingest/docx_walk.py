"""The walk through a Word document: every kind of element is kept, left out, or looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from qualcode.ingest.pieces import Pieces, one_line

# Word's own namespace, as most programs write it and as the strict form of the standard has it.
SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_OFF = ("0", "false", "off")


def attribute_of(element: etree._Element, name: str) -> str:
    """Give an attribute of Word's namespace, in either form; empty if there is none."""
    return next((value for space in SPACES if (value := element.get(f"{{{space}}}{name}")) is not None), "")


def child_of(element: etree._Element, *steps: str) -> etree._Element | None:
    """Follow child elements of Word's namespace down; None if one is missing."""
    found = element
    for step in steps:
        below = next((below for space in SPACES if (below := found.find(f"{{{space}}}{step}")) is not None), None)
        if below is None:
            return None
        found = below
    return found


def _is_on(element: etree._Element | None) -> bool:
    """Tell whether a switch like "hidden" is there and not turned off."""
    return element is not None and attribute_of(element, "val") not in _OFF


_Handler = Callable[["WordWalk", etree._Element, list[str]], None]


class WordWalk:
    """One walk through a document; every kind of element has one method or none."""

    def __init__(self, pieces: Pieces, notes: dict[str, dict[str, etree._Element]]) -> None:
        self.pieces = pieces
        self.notes = notes
        self.boxes: list[str] = []

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
        number = child_of(paragraph, "pPr", "numPr", "numId")
        if number is not None and attribute_of(number, "val") != "0":
            self.pieces.counts["numbered"] += 1
        out: list[str] = []
        self.inline(paragraph, out)
        return "".join(out)

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
        if _is_on(child_of(run, "rPr", "vanish")):
            self.pieces.counts["hidden"] += 1
            return
        self.inline(run, out)

    def _text(self, element: etree._Element, out: list[str]) -> None:
        out.append(one_line(element.text or ""))

    def _symbol(self, element: etree._Element, out: list[str]) -> None:
        out.append(_symbol_character(attribute_of(element, "char"), attribute_of(element, "font")))

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
        boxes = self._take_boxes()
        lines = [line.strip() for line in self.blocks(note)]
        self.boxes = boxes
        self.pieces.notes[place] = (mark, lines)

    def _box(self, box: etree._Element, out: list[str]) -> None:
        self.pieces.counts["box"] += 1
        outer = self._take_boxes()
        lines = list(self.blocks(box))
        self.boxes = [*outer, *lines]

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
    return any(child_of(paragraph, "pPr", "rPr", change) is not None for change in ("del", "moveFrom"))


def _symbol_character(code: str, font: str) -> str:
    """Give the character of an inserted symbol; symbol fonts keep theirs in the private area above F000."""
    try:
        point = int(code, 16)
    except ValueError:
        return "\ufffd"
    if 0xF000 <= point <= 0xF0FF:
        return _SYMBOLS.get((font.casefold(), point - 0xF000), chr(point))
    return chr(point) if 0 < point <= 0x10FFFF else "\ufffd"


_SYMBOLS = {
    **{
        ("symbol", code): character
        for code, character in zip(b"\xb7\xae\xac\xb1\xb4\xa3\xb3\xb0\xbc\x2d", "•→←±×≤≥°…−", strict=True)
    },
    **{
        ("wingdings", code): character
        for code, character in zip(b"\xe0\xdfJL\xfc\xfb\xa7l\xa8\xfe", "→←☺☹✓✗▪●◻☑", strict=True)
    },
}


def _both(*names: str) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in SPACES for name in names)


def _add(characters: str) -> _Handler:
    return lambda walk, element, out: out.append(characters)


_PARAGRAPH, _TABLE, _ROW, _CELL = _both("p"), _both("tbl"), _both("tr"), _both("tc")
_WRAPPERS = _both("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent")
_EMBEDDED = _both("altChunk", "subDoc")

# What to do at each element inside a paragraph: None leaves it out, and what is not named here is looked into.
_IN_WORD: dict[str, _Handler | None] = {
    "r": WordWalk._run,
    "t": WordWalk._text,
    "tab": _add("\t"),
    "ptab": _add("\t"),
    "br": _add("\n"),
    "cr": _add("\n"),
    "noBreakHyphen": _add("\u2011"),
    "sym": WordWalk._symbol,
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
