"""Comments of a Word document: who wrote what, and when."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from qualcode.ingest.docx_xml import attribute_of, tags
from qualcode.ingest.pieces import Remark, one_line

_COMMENT, _PARAGRAPH, _TEXT, _BREAK, _TAB = tags("comment"), tags("p"), tags("t"), tags("br", "cr"), tags("tab")


def read_comments(roots: Iterable[etree._Element]) -> dict[str, Remark]:
    """Give the comments by their number in the file."""
    comments = (comment for root in roots for comment in root if comment.tag in _COMMENT)
    return {
        attribute_of(comment, "id"): Remark(
            attribute_of(comment, "author"), _words(comment), attribute_of(comment, "date")
        )
        for comment in comments
    }


def _words(comment: etree._Element) -> str:
    paragraphs = (paragraph for paragraph in comment.iter() if paragraph.tag in _PARAGRAPH)
    return "\n".join("".join(map(_character, paragraph.iter())) for paragraph in paragraphs).strip()


def _character(element: etree._Element) -> str:
    if element.tag in _TEXT:
        return one_line(element.text or "")
    if element.tag in _BREAK:
        return "\n"
    return "\t" if element.tag in _TAB else ""
