"""Rich text (.rtf), also under the name .doc: its own walk, by the same rules as Word documents (see `docx.py`).

Characters are read by the code page of their font, of the document, or as Unicode with its fallback skipped.
"""

from __future__ import annotations

from qualcode.errors import DamagedFileError, UnknownEncodingNameError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.code_page_evidence import fits_better
from qualcode.ingest.code_pages import declared_code_page
from qualcode.ingest.pieces import Pieces, make_transcript
from qualcode.ingest.rtf_walk import RtfWalk, TooDeepError
from qualcode.text import Transcript

_TITLE = "rich text"
_BEGINNING = b"{\\rtf"


class RichTextReader:
    """Reads .rtf."""

    name = "rtf"
    title = _TITLE
    suffixes: tuple[str, ...] = (".rtf",)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for the first words of the format, behind a mark or white space that some programs put there."""
        return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_BEGINNING)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Walk through the groups; a second time where the first shows that the fonts lie about the code page."""
        given = options.encoding and (declared_code_page(options.encoding) or "")
        if given == "":
            raise UnknownEncodingNameError(options.encoding or "")
        text, remarks = _as_characters(source.data)
        walk, lines = _walk(source, text, RtfWalk(Pieces(), given, western_too=bool(given)))
        document_page = walk.western.code_page
        if not given and fits_better(bytes(walk.western.data), document_page, than="cp1252"):
            walk, lines = _walk(source, text, RtfWalk(Pieces(), document_page, western_too=True))
            remarks.append(f"Fonts say that they are Western, but the letters are those of {document_page}; read so.")
        if walk.undecoded:
            remarks.append(f"{walk.undecoded} characters could not be decoded; each shows as \ufffd.")
        if walk.open_groups:
            remarks.append("The file stops before its last brace; look whether the end of the text is there.")
        return make_transcript(self.name, source, lines, walk.pieces, options, remarks)


READER: TranscriptReader = RichTextReader()


def _walk(source: Source, text: str, walk: RtfWalk) -> tuple[RtfWalk, list[str]]:
    try:
        return walk, walk.read(text)
    except TooDeepError as error:
        raise DamagedFileError(source.name, _TITLE, "its groups are nested too deeply") from error


def _as_characters(data: bytes) -> tuple[str, list[str]]:
    """Give a character for each byte; a file that holds UTF-8, which the format does not provide for, as UTF-8."""
    start = data.index(_BEGINNING)
    data = data[start:]
    if not data.isascii():
        try:
            return data.decode("utf-8"), ["The file holds UTF-8, though its format has none; read so."]
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1"), []
