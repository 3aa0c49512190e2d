"""The walk through a web page: blocks become lines, everything between them runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from qualcode.ingest.marks import BOLD_BEGINS, BOLD_ENDS, comment_ends, without_controls
from qualcode.ingest.pieces import Pieces, Remark


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _words(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section
    summary ul
    """
)
_LEFT_OUT = _words(
    """
    script style head title template noscript noframes iframe object embed applet audio video canvas svg map select
    textarea datalist button col colgroup meta link base rt rp xml
    """
)
_PICTURES = frozenset({"img", "svg", "canvas"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_KEEP_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_HIDES = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_COMMENT = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)
# What Word puts before a comment ("[A1]"), and the number by which it knows it ("_com_1", "#_msocom_1").
_COMMENT_LABEL = re.compile(r"^\[\w{1,6}\]\s*")
_DIGITS = re.compile(r"\d+")
# White space that collapses; a no-break space does not.
_WHITE = re.compile(r"[ \t\n\r\f]+")


@dataclass
class _Table:
    """A table while its rows are read."""

    cells: list[str] = field(default_factory=list)


class HtmlWalk:
    """One walk through a page, without recursion, so that no nesting is too deep."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self._lines: list[str] = []
        self._outer_lines: list[list[str]] = []
        self._tables: list[_Table] = []
        self._parts: list[str] = []
        self._ends_soft = True
        self._bold = [False]
        self._keeps_space = [False]
        self._shows_bold = False
        self._line_is_open = False
        self._comments: dict[str, int] = {}

    def read(self, root: etree._Element) -> list[str]:
        """Walk through the page and give its lines."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail)
                continue
            if event in ("comment", "pi"):
                self._add(element.tail)
            elif event == "start":
                if self._is_left_out(element):
                    skipped = element
                else:
                    self._start(element)
            else:
                self._end(element)
                if element is not root:
                    self._add(element.tail)
        self._end_line()
        return self._lines

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = _tag(element)
        self.pieces.counts["picture"] += tag in _PICTURES
        if tag in _LEFT_OUT:
            return True
        style = element.get("style") or ""
        if _COMMENT.search(style):
            self._comment(element)
            return True
        if "msocomanchor" in (element.get("class") or "").lower():
            number = self._comment_number(element.get("href") or "")
            self._parts.append(comment_ends(number))
            return True
        if tag == "del":
            self.pieces.counts["deletion"] += 1
            return True
        self.pieces.counts["insertion"] += tag == "ins"
        if element.get("hidden") is not None or _HIDES.search(style):
            self.pieces.counts["hidden"] += bool("".join(map(str, element.itertext())).strip())
            return True
        # LibreOffice writes the header and footer of the pages as if they were part of the text.
        if tag == "div" and element.get("title") in ("header", "footer"):
            self.pieces.counts["margin"] += 1
            return True
        return False

    def _comment(self, element: etree._Element) -> None:
        """Keep a comment of Word apart; it stands at the end of the page and names its place by a number."""
        anchor = next((part.get("id") or "" for part in element.iter() if part.get("id")), "")
        words = " ".join("".join(map(str, element.itertext())).split())
        self.pieces.comments[self._comment_number(anchor)] = Remark("", _COMMENT_LABEL.sub("", words))
        self.pieces.counts["comment"] += 1

    def _comment_number(self, written: str) -> int:
        found = _DIGITS.search(written)
        key = found.group() if found else f"comment {len(self.pieces.comments)}"
        if key not in self._comments:
            self._comments[key] = len(self.pieces.comments)
            self.pieces.comments.append(Remark("", ""))
        return self._comments[key]

    def _start(self, element: etree._Element) -> None:
        tag, style = _tag(element), element.get("style") or ""
        if tag in _BLOCKS or tag in ("table", "tr", "td", "th"):
            self._end_line()
        if tag == "br":
            self._break()
        elif tag == "table":
            self.pieces.counts["table"] += 1
            self._tables.append(_Table())
        elif tag in ("td", "th"):
            self._outer_lines.append(self._lines)
            self._lines = []
        weight = _WEIGHT.search(style)
        said = weight[1].lower() if weight else None
        bold = (
            tag in _BOLD or self._bold[-1] if said is None else said in ("bold", "bolder", "600", "700", "800", "900")
        )
        self._bold.append(bold)
        keeps = tag == "pre" or bool(_KEEP_SPACE.search(style)) or self._keeps_space[-1]
        self._keeps_space.append(keeps)
        self._line_is_open = tag == "p" or self._line_is_open
        if tag == "pre" and element.text and element.text.startswith("\n"):
            self._add(element.text[1:])
        else:
            self._add(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag == "p":
            self._end_line(even_if_empty=True)
        elif tag in _BLOCKS or tag in ("table", "tr", "td", "th"):
            self._end_line()
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self._tables.pop()
        self._bold.pop()
        self._keeps_space.pop()

    def _end_cell(self) -> None:
        cell = "\n".join(self._lines)
        self._lines = self._outer_lines.pop()
        if self._tables:
            self._tables[-1].cells.append(cell)
        else:
            self._lines.append(cell)

    def _end_row(self) -> None:
        if self._tables and self._tables[-1].cells:
            self._lines.append("\t".join(self._tables[-1].cells))
            self._tables[-1].cells.clear()

    def _break(self) -> None:
        self._trim()
        self._parts.append("\n")
        self._ends_soft = True

    def _add(self, text: str | None) -> None:
        """Add text of the element that is open, with white space as it shows."""
        if not text:
            return
        text = without_controls(text)
        if not self._keeps_space[-1]:
            text = _WHITE.sub(" ", text)
            if self._ends_soft:
                text = text.removeprefix(" ")
            if not text:
                return
            self._ends_soft = text.endswith(" ")
        else:
            text = text.replace("\r\n", "\n")
            self._ends_soft = False
        self._set_bold(self._bold[-1])
        self._parts.append(text)

    def _set_bold(self, bold: bool) -> None:
        if bold != self._shows_bold:
            self._parts.append(BOLD_BEGINS if bold else BOLD_ENDS)
            self._shows_bold = bold

    def _trim(self) -> None:
        """Take away the space that collapses before the end of a line."""
        for place in range(len(self._parts) - 1, -1, -1):
            if self._parts[place] in (BOLD_BEGINS, BOLD_ENDS):
                continue
            if self._ends_soft and self._parts[place].endswith(" "):
                self._parts[place] = self._parts[place][:-1]
            return

    def _end_line(self, *, even_if_empty: bool = False) -> None:
        self._trim()
        self._set_bold(False)
        line = "".join(self._parts)
        # The last line break of a block opens no line of its own.
        line = line.removesuffix("\n")
        if line.strip("\x05\x06") or (even_if_empty and self._line_is_open):
            self._lines.append(line)
        self._parts, self._ends_soft, self._line_is_open = [], True, False


def _tag(element: etree._Element) -> str:
    """Give the name of an element without any prefix, as Word writes some."""
    return str(element.tag).rsplit("}", 1)[-1].lower()
