"""Web pages (.html, .htm), as browsers, Word, Google Docs and meeting programs save them. Nothing is fetched.

Kept: every block as a line, line breaks, tables in place, links' words, preformatted text as it is. Left out: head,
scripts, styles, menus of forms, pictures, hidden and deleted words, comments.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qualcode.errors import DamagedFileError, SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.decode import peek_text
from qualcode.ingest.html_charset import decode_page
from qualcode.ingest.pieces import Pieces, make_transcript
from qualcode.text import Transcript

_BEGINS = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|b|i|strong|em|h[1-6]|ul|ol|li|table|tr|td|a|font|pre|center)\b[^<>]{0,300}>", re.IGNORECASE
)
_FATAL = 3
_XML_LINE = re.compile(r"^\s*<\?xml[^>]*>")


class WebPageReader:
    """Reads .html and .htm."""

    name = "html"
    title = "web page"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for the beginning of a page, or for tags under the right name."""
        start = peek_text(data).lstrip("\ufeff")
        return bool(_BEGINS.match(start)) or (suffix in self.suffixes and _TAG.search(start) is not None)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Parse the page and walk through it."""
        from lxml import etree, html

        from qualcode.ingest.html_walk import HtmlWalk

        decoded = decode_page(source.name, source.data, options.encoding)
        remarks = list(decoded.remarks)
        text = _XML_LINE.sub("", decoded.text.replace("\0", "\ufffd"))
        # A page has no entities of its own, and the walk does not recurse: nesting may be deep.
        parser = html.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
        )
        try:
            root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            if not text.strip() or "empty" in str(error).casefold():
                raise SourceEmptyError(source.name, len(source.data)) from error
            raise DamagedFileError(source.name, f"a {self.title}", "it cannot be parsed") from error
        # Where the parser gave up (elements nested in thousands), the rest of the page would be missing.
        for entry in parser.error_log:
            if entry.level >= _FATAL:
                raise DamagedFileError(source.name, f"a {self.title}", f"line {entry.line} cannot be parsed")
        if "<html" in text[:5000].lower() and "</html" not in text[-5000:].lower():
            remarks.append("The page stops before its end mark; look whether the end of the text is there.")
        pieces = Pieces()
        transcript = make_transcript(self.name, source, HtmlWalk(pieces).read(root), pieces, options, remarks)
        return replace(transcript, encoding=decoded.encoding)


READER: TranscriptReader = WebPageReader()
